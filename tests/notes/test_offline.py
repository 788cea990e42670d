"""Somebody comes back after long with an old document and words of their own: nothing is doubled or lost."""

from tests.company import Company
from tests.notes.writers import Table, Writer
from triangle.notes.desk import Bucket
from triangle.notes.models import NoteSnapshot, NoteUpdate


def restart(table: Table) -> None:
    """Forget every open note, as a process that is started again has."""
    table.live._notes.clear()


def come_back(writer: Writer) -> None:
    """Connect and compare both ways."""
    writer.connect()
    assert writer.open()["status"] == "ok"
    writer.table.flush()
    writer.listen()


def test_old_words_and_new_ones_stand_once_after_compaction_and_restart(table: Table, note: int) -> None:
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    ar.open()
    ar.write("shared ")
    table.flush()
    sr.open()
    sr.vanish()
    sr.type("offline ")
    ar.write("meanwhile ")
    table.flush()
    table.compact(note)
    ar.vanish()
    restart(table)

    for _ in range(3):
        come_back(sr)
        sr.vanish()
    come_back(ar)
    come_back(sr)

    assert ar.says == sr.says
    said = table.says(note)
    assert [said.count(word) for word in ("shared ", "offline ", "meanwhile ")] == [1, 1, 1]


def test_two_tabs_of_one_device_bring_the_same_words_once(table: Table, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    ar.vanish()
    ar.type("kept on the device")
    twin = table.writer("ar", note)
    twin.doc.apply_update(ar.doc.get_update())

    come_back(ar)
    come_back(twin)

    assert table.says(note) == "kept on the device"
    assert ar.says == twin.says


def test_old_document_of_another_life_of_the_note_is_not_merged(table: Table, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    ar.vanish()
    ar.type("of another life")
    ar.epoch = "restored." + str(ar.epoch)
    ar.connect()

    answer = ar.open()

    assert (answer["status"], answer["code"]) == ("error", "epoch")
    assert table.says(note) == ""


def test_opening_reads_one_snapshot_however_often_the_text_was_rewritten(
    table: Table, company: Company
) -> None:
    sizes = []
    for rounds in (10, 300):
        note = table.begin(title=f"rewritten {rounds}")
        ar = table.writer("ar", note)
        ar.open()
        for seat in table.live._notes[note].seats.values():
            seat.updates = Bucket(1e9, 1e9)
        ar.write("x" * 50)
        for _ in range(rounds):
            for update in (*ar.type("y", at=50), *ar.erase(0, 1)):
                ar.post(update)
        table.flush()
        table.compact(note)
        with company.reading() as session:
            assert session.query(NoteUpdate).filter_by(note_id=note).count() == 0
            [kept] = session.query(NoteSnapshot).filter_by(note_id=note).all()
        sizes.append(len(kept.state))

    assert sizes[1] <= sizes[0] + 20
