"""What was typed in notes is found soon after, by whoever may read it, and after every crash."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import update

from tests.company import Company, moved_in
from tests.databases import POSTGRESQL, fresh_url
from tests.notes.writers import Table, pair
from tests.search.test_api import found
from triangle.notes.models import Note, NoteUpdate
from triangle.search.indexing import rebuild_without_policy
from triangle.search.note_words import read_notes
from triangle.search.unread_notes import UNREAD, LatelyRead, is_any_unread, unread_notes

HAN = [chr(code) for code in range(0x4E00, 0x9F00)]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company that the tests of this file share."""
    with moved_in(fresh_url(tmp_path_factory.mktemp("company"))) as made:
        yield made


@pytest.fixture(scope="module")
def table(company: Company) -> Table:
    """The notes of one deal."""
    return Table(company)


def typed(table: Table, note: int, *words: str) -> None:
    """Have somebody open a note and type, what comes later before the rest."""
    writer = table.writer("sr", note)
    writer.open()
    for each in words:
        writer.write(each)
    table.flush()


def read(company: Company, seconds: float = 5) -> None:
    """Let the chore have its turn, some seconds after the last word."""
    database, now = company.service.database, company.service.clock.now() + timedelta(seconds=seconds)
    with database.reading() as session:
        wanted = is_any_unread(session, now)
    if wanted:
        read_notes(database, now)


def notes(company: Company, who: str, q: str) -> list[dict[str, Any]]:
    """Return the notes that somebody finds."""
    return found(company, who, q, kinds="note")


def test_words_are_found_once_the_writer_rests(table: Table, company: Company) -> None:
    note = table.begin(title="周会")
    read(company)
    typed(table, note, "下一步交付三台柜子 Kubernetes")

    read(company, seconds=0)
    assert notes(company, "ar", "柜子") == []
    read(company)

    expected = {
        "kind": "note",
        "id": note,
        "title": "周会",
        "name": None,
        "within": "云平台",
        "node_id": None,
    }
    for q in ("柜子", "kuber", "周会", "柜子 交付"):
        (hit,) = notes(company, "ar", q)
        assert hit == expected | {"deal_id": table.deal.id, "status": None}


def test_who_may_not_read_the_note_does_not_find_it(table: Table, company: Company) -> None:
    typed(table, table.begin(title="secret"), "confidential margins")
    read(company)

    assert [hit["title"] for hit in notes(company, "lead", "margins")] == ["secret"]
    for who in ("other", "other_lead", "guest", "admin"):
        assert notes(company, who, "margins") == []


def test_title_that_changed_is_the_one_that_is_found(table: Table, company: Company) -> None:
    note = table.begin(title="before")
    read(company)

    asked = {"json": {"title": "afterwards"}, "headers": {"If-Match": '"1"'}}
    assert company.client("ar").patch(f"/api/notes/{note}", **asked).status_code == 200
    read(company)

    assert [hit["id"] for hit in notes(company, "ar", "afterwards")] == [note]
    assert notes(company, "ar", "before") == []


def test_note_in_which_somebody_always_types_is_read_all_the_same(table: Table, company: Company) -> None:
    note = table.begin(title="busy")
    read(company)
    writers = pair(table, note)
    for _ in range(101):
        for writer in writers:
            writer.write("字")
    table.flush()

    read(company, seconds=0)

    assert [hit["id"] for hit in notes(company, "ar", "字字")] == [note]


def test_a_note_in_which_somebody_always_types_is_read_every_half_minute(
    table: Table, company: Company
) -> None:
    note, lately, database = table.begin(title="busier"), LatelyRead(), company.service.database
    begun = company.clock.now()
    read_notes(database, begun, lately)
    for writer in pair(table, note):
        for _ in range(101):
            writer.write("字")
    table.flush()

    for seconds, is_read in ((0, False), (29, False), (30, True)):
        now = begun + timedelta(seconds=seconds)
        with database.unit_of_work() as session:
            session.execute(update(Note).where(Note.id == note).values(written_at=now))
        with company.reading() as session:
            assert (note in unread_notes(session, now, lately)) is is_read


def test_emptied_index_is_filled_again(table: Table, company: Company) -> None:
    note = table.begin(title="kept")
    typed(table, note, "rhinoceros")
    read(company)
    with company.service.database.unit_of_work() as session:
        rebuild_without_policy(session)
    assert notes(company, "ar", "rhinoceros") == []

    for _ in range(3):
        read(company)

    assert [hit["id"] for hit in notes(company, "ar", "rhinoceros")] == [note]


def test_words_that_no_index_takes_keep_no_note_from_being_found(table: Table, company: Company) -> None:
    pasted, long, other = (table.begin(title=title) for title in ("pasted", "long", "other"))
    read(company)
    typed(table, pasted, f"{'ab' * 1100} Meteorit")
    # Twice as many pairs of letters as an index of PostgreSQL takes.
    pieces = ["".join(Random(39 + n).choices(HAN, k=50_000)) for n in range(4)]
    typed(table, long, *pieces)
    typed(table, other, "Ultramarin")

    read(company)

    for q in ("Meteorit", "ab" * 10, "ab" * 40):
        assert [hit["id"] for hit in notes(company, "ar", q)] == [pasted]
    assert [hit["id"] for hit in notes(company, "ar", pieces[-1][:8])] == [long]
    assert [hit["id"] for hit in notes(company, "ar", "Ultramarin")] == [other]


def test_a_note_that_cannot_be_read_is_not_in_the_way_of_the_others(table: Table, company: Company) -> None:
    broken, sound = table.begin(title="broken"), table.begin(title="sound")
    read(company)
    typed(table, broken, "Obsidian")
    typed(table, sound, "Zinnober")
    damaged = update(NoteUpdate).where(NoteUpdate.note_id == broken)
    with company.service.database.unit_of_work() as session:
        session.execute(damaged.values(data=b"no update"))

    with pytest.raises(ValueError):
        read(company)
    read(company)

    assert [hit["id"] for hit in notes(company, "ar", "Zinnober")] == [sound]
    assert [hit["id"] for hit in notes(company, "ar", "broken")] == [broken]


@pytest.mark.skipif(bool(POSTGRESQL), reason="PostgreSQL keeps long words beside their rows")
def test_what_is_unread_is_asked_past_the_words(company: Company) -> None:
    with company.reading() as session:
        question = str(UNREAD.compile(session.get_bind()))
        explained = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {question}", (None,) * question.count("?")
        )
        looks = [row.detail for row in explained if "search_text" in row.detail]

    assert len(looks) == 2
    assert all("COVERING INDEX" in look for look in looks), looks
