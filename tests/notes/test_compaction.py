"""The log becomes a snapshot that says the same, and opening stays cheap."""

import time
from datetime import timedelta

import pytest
from pycrdt import XmlElement, XmlText

from tests.company import Company
from tests.notes.writers import Table, pair
from triangle.core.errors import Unavailable
from triangle.notes import upkeep
from triangle.notes.compaction import proves
from triangle.notes.crdt import Paper
from triangle.notes.models import Note, NoteSnapshot, NoteUpdate, NoteVersion


def log_of(company: Company, note: int) -> tuple[int, int]:
    """Return how many updates and snapshots a note has."""
    with company.reading() as session:
        return (
            session.query(NoteUpdate).filter_by(note_id=note).count(),
            session.query(NoteSnapshot).filter_by(note_id=note).count(),
        )


def test_two_hundred_updates_become_one_snapshot(table: Table, company: Company, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    for number in range(199):
        ar.write("字", at=number * 3)
    table.flush()

    assert log_of(company, note) == (0, 1)
    assert table.says(note) == "字" * 199
    with company.reading() as session:
        row = session.get_one(Note, note)
        assert (row.head_no, row.snapshot_no) == (200, 200)
    late = table.writer("sr", note)
    late.open()
    assert late.says == ar.says


def test_a_note_in_which_somebody_goes_on_is_compacted_once_a_minute(
    table: Table, company: Company, note: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writers = pair(table, note)
    began, rests = time.monotonic(), []
    for seconds in (0, 59, 60):
        monkeypatch.setattr(time, "monotonic", lambda seconds=seconds: began + seconds)
        for writer in writers:
            for _ in range(100):
                writer.write("字")
        table.flush()
        rests.append(log_of(company, note)[0])

    assert rests == [0, 200, 0]
    assert table.says(note).count("字") == 600


def test_table_with_many_attributes_is_compacted(table: Table, company: Company, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    cell = {name: name for name in ("colspan", "rowspan", "colwidth", "align", "background", "other")}
    row = XmlElement(
        "tableRow", {}, [XmlElement("tableCell", cell, [XmlElement("paragraph")]) for _ in range(9)]
    )
    with ar.doc.transaction():
        ar.root.children.append(XmlElement("table", {}, [row]))
    ar.sync()
    table.flush()

    table.compact(note)

    assert log_of(company, note) == (0, 1)


def test_note_of_many_writers_is_compacted(table: Table, company: Company, note: int) -> None:
    writers = [table.writer(name, note) for name in ("ar", "sr", "fr") * 8]
    for number, writer in enumerate(writers):
        writer.open()
        writer.write(f"w{number} ")
    table.flush()

    table.compact(note)

    assert log_of(company, note) == (0, 1)
    assert all(f"w{number} " in table.says(note) for number in range(len(writers)))


def test_snapshot_that_says_less_or_something_else_proves_nothing() -> None:
    paper, other = Paper(1), Paper(2)
    for each, words in ((paper, "said"), (other, "else")):
        each.root.children.append(XmlElement("paragraph", {}, [XmlText(words)]))
    before = paper.state()
    paper.root.children[0].children[0].insert(4, " more")

    assert proves(paper, paper.state())
    assert not proves(paper, before)
    assert not proves(paper, other.state())


def test_numbers_go_on_after_a_compaction(table: Table, company: Company, note: int) -> None:
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    ar.open()
    sr.open()
    ar.write("a")
    table.flush()
    table.compact(note)

    ar.write("b")
    table.flush()
    sr.listen()

    with company.reading() as session:
        assert [row.no for row in session.query(NoteUpdate).filter_by(note_id=note)] == [3]
    assert sr.says == ar.says
    assert sr.head == 3


def test_update_that_was_compacted_is_not_recorded_again(table: Table, company: Company, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    [update] = ar.type("once")
    ar.post(update)
    table.flush()
    table.compact(note)

    ar.post(update)
    table.flush()

    assert log_of(company, note) == (0, 1)
    assert table.says(note) == "once"


def test_versions_are_kept_by_themselves_some_minutes_apart(
    table: Table, company: Company, note: int
) -> None:
    ar = table.writer("ar", note)
    ar.open()
    for minutes in (0, 5, 6):
        company.clock.move(timedelta(minutes=minutes))
        ar.write(f"{minutes}")
        table.flush()
        table.compact(note)

    with company.reading() as session:
        kept = session.query(NoteVersion).filter_by(note_id=note).order_by(NoteVersion.id).all()
    assert [(each.kind, each.plain) for each in kept] == [("auto", "0"), ("auto", "650")]


def test_clock_that_steps_back_loses_nothing(table: Table, company: Company, note: int) -> None:
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    ar.open()
    ar.write("before ")
    table.flush()

    company.clock.move(timedelta(hours=-1))
    ar.write("after", at=7)
    table.flush()
    table.compact(note)
    company.clock.move(timedelta(hours=1))

    sr.open()
    assert table.says(note) == "before after"
    assert sr.says == ar.says


def test_notes_that_fall_due_together_are_compacted_one_at_a_time(table: Table, company: Company) -> None:
    notes = [table.begin(title=title) for title in ("一", "二", "三")]
    for note in notes:
        ar = table.writer("ar", note)
        ar.open()
        for number in range(200):
            ar.write("字", at=number * 3)

    table.live.rounds.flush()

    rests = [[log_of(company, note)[0] for note in notes]]
    while table.live.upkeep.is_behind:
        assert table.live.upkeep.compact_next() > 0
        rests.append([log_of(company, note)[0] for note in notes])
    assert [sum(map(bool, each)) for each in rests] == [3, 2, 1, 0]


def test_a_round_says_how_much_the_fullest_note_had(table: Table, company: Company) -> None:
    for count in (1, 3, 2):
        ar = table.writer("ar", table.begin(title=f"{count}"))
        ar.open()
        for number in range(count):
            ar.write("字", at=number * 3)

    assert (table.live.rounds.flush(), table.live.rounds.flush()) == (3, 0)


def test_text_that_postgresql_does_not_keep_is_compacted_without_it(
    table: Table, company: Company, note: int
) -> None:
    ar = table.writer("ar", note)
    ar.open()
    ar.write("a\0b")
    table.flush()

    table.compact(note)

    assert log_of(company, note) == (0, 1)
    with company.reading() as session:
        assert [each.plain for each in session.query(NoteVersion).filter_by(note_id=note)] == ["ab"]


def test_a_closed_note_that_cannot_be_compacted_is_forgotten_all_the_same(
    table: Table, company: Company, note: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Unavailable("database_unavailable", "the database cannot be written now")

    ar = table.writer("ar", note)
    ar.open()
    ar.write("字")
    table.flush()
    ar.vanish()
    with monkeypatch.context() as patch:
        patch.setattr(upkeep, "compact", away)
        table.live.upkeep.tidy()
        assert table.live.upkeep.is_behind
        table.live.upkeep.compact_next()
    table.live.upkeep.tidy()

    assert note not in table.live._notes
    assert log_of(company, note) == (2, 0)
    assert table.says(note) == "字"
