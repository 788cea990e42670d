"""Typing is recorded without a session, and only while what is known of the note holds."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, update

from tests.company import Company
from tests.notes.writers import Table, Writer, pair
from triangle.deals.models import Member
from triangle.notes.models import Note, NoteUpdate


@contextmanager
def sessions_that_write(company: Company) -> Iterator[list[object]]:
    """Count the transactions of sessions that write."""
    engine, begun = company.service.database.writer, list[object]()
    note = begun.append
    event.listen(engine, "begin", note)
    try:
        yield begun
    finally:
        event.remove(engine, "begin", note)


def typing(table: Table, note: int) -> tuple[Writer, Writer]:
    """Seat two who have typed before."""
    ar, sr = pair(table, note)
    for writer in (ar, sr):
        writer.write("begun ")
        table.flush()
    for writer in (ar, sr):
        writer.listen()
    return ar, sr


def test_typing_is_recorded_as_ever_and_without_a_session(table: Table, company: Company, note: int) -> None:
    ar, sr = typing(table, note)
    with company.reading() as session:
        before = session.get_one(Note, note)
    database = company.service.database
    mark = database.mark()

    with sessions_that_write(company) as begun:
        ar.write("quick ")
        sr.write("words ")
        table.flush()

    assert begun == []
    # On PostgreSQL somebody may write in another database of the same server.
    assert database.mark() == mark or not database.is_sqlite
    sr.listen()
    ar.listen()
    assert ar.says == sr.says
    assert all(word in table.says(note) for word in ("quick ", "words ", "begun begun "))
    with company.reading() as session:
        after = session.get_one(Note, note)
        rows = session.query(NoteUpdate).filter_by(note_id=note).order_by(NoteUpdate.no).all()[-2:]
    assert [row.no for row in rows] == [before.head_no + 1, before.head_no + 2]
    assert [row.person_id for row in rows] == [company.id("ar"), company.id("sr")]
    assert all(not row.pending for row in rows)
    assert {row.received_at for row in rows} == {after.written_at}
    assert (after.head_no, after.written_by) == (rows[-1].no, company.id("sr"))
    assert after.size == before.size + sum(len(row.data) for row in rows)
    assert (ar.acked, sr.acked) == (2, 2)


def test_many_notes_are_recorded_together_each_with_its_own_numbers(table: Table, company: Company) -> None:
    tables = [typing(table, table.begin(title=f"{number}")) for number in range(3)]

    with sessions_that_write(company) as begun:
        for ar, sr in tables:
            ar.write("a")
            sr.write("s")
        table.flush()

    assert begun == []
    for ar, sr in tables:
        ar.listen()
        sr.listen()
        assert ar.says == sr.says
        assert (ar.acked, sr.acked, sr.head) == (2, 2, 5)


def test_erasing_is_typing_too_and_what_comes_twice_counts_once(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = typing(table, note)
    with company.reading() as session:
        before = session.get_one(Note, note).head_no

    with sessions_that_write(company) as begun:
        erased = ar.erase(0, 3)
        for each in [*erased, *erased]:
            ar.post(each)
        table.flush()

    assert begun == []
    sr.listen()
    ar.listen()
    assert ar.says == sr.says
    assert table.says(note) == "un begun "
    assert (ar.acked, sr.head) == (3, before + len(erased))


def test_erasing_what_is_on_its_way_still_waits_for_it(table: Table, note: int) -> None:
    ar, sr = typing(table, note)

    first, then = ar.type("lost "), ar.erase(0, 5)
    for each in then:
        ar.post(each)
    table.flush()
    assert table.says(note) == "begun begun "

    for each in first:
        ar.post(each)
    table.flush()
    sr.sync()
    assert ar.says == sr.says
    assert table.says(note) == "begun begun "


def test_whoever_was_taken_out_unnoticed_is_refused_and_the_others_are_not(company: Company) -> None:
    table = Table(company, company.deal())
    note = table.begin(title="taken out")
    ar, sr = typing(table, note)
    of_sr = update(Member).where(Member.deal_id == table.deal.id, Member.person_id == company.id("sr"))
    with company.service.database.unit_of_work() as session:
        # As another process does it whose word is lost.
        session.execute(of_sr.values(until_at=company.clock.now()))

    ar.write("kept ")
    sr.write("lost ")
    table.flush()

    assert [(name, said["code"]) for name, said in sr.listen() if name == "note.nack"] == [
        ("note.nack", "read_only")
    ]
    assert ar.listen()[-1][0] == "note.ack"
    assert table.says(note) == "kept begun begun "
    ar.write("on ")
    table.flush()
    assert table.says(note) == "on kept begun begun "


def test_note_that_froze_unnoticed_takes_nothing_more(table: Table, company: Company, note: int) -> None:
    ar, _ = typing(table, note)
    with company.service.database.unit_of_work() as session:
        session.execute(update(Note).where(Note.id == note).values(frozen=True))

    ar.write("late ")
    table.flush()

    assert ar.listen()[-1][1]["code"] == "frozen"
    assert table.says(note) == "begun begun "
