"""Two processes on one database, without a word between them: rows are read, and everybody converges."""

import pytest

from tests.company import Company
from tests.notes.writers import Table
from triangle.app import create_app
from triangle.config import Config


def second_process(first: Company) -> Company:
    """Return the same company as another process sees it."""
    url = first.service.database.url.render_as_string(hide_password=False)
    app = create_app(Config(database_url=url, origin="http://localhost"), clock=first.clock)
    return Company(app, first.clock, first.people, first.teams)


def test_two_processes_converge_with_rows_alone(company: Company) -> None:
    here, there = two_tables(company)
    note = here.begin(title="two")
    ar, sr = here.writer("ar", note), there.writer("sr", note)
    ar.open()
    sr.open()

    for round_ in range(5):
        ar.write(f"a{round_} ")
        sr.write(f"s{round_} ")
        (here if round_ % 2 else there).flush()
        (there if round_ % 2 else here).flush()
    for table in (here, there):
        table.live.rounds.follow_all()
    ar.listen()
    sr.listen()

    assert ar.says == sr.says
    assert all(f"{name}{number}" in here.says(note) for name in "as" for number in range(5))
    here.compact(note)
    sr.write("late ")
    there.flush()
    here.live.rounds.follow_all()
    ar.listen()
    assert ar.says == sr.says
    sr.vanish()
    there.company.service.database.close()


def two_tables(company: Company) -> tuple[Table, Table]:
    """Return the same deal as two processes have it."""
    here, other = Table(company), second_process(company)
    there = Table.__new__(Table)
    there.company, there.app, there.deal, there._clients = other, other.app, here.deal, 100
    there.live = other.app.extensions["notes"]
    return here, there


@pytest.mark.parametrize("later", ["", "and more "])
def test_what_the_other_process_compacted_meanwhile_is_lost_for_nobody(company: Company, later: str) -> None:
    here, there = two_tables(company)
    note = here.begin(title="compacted")
    ar, sr = here.writer("ar", note), there.writer("sr", note)
    ar.open()
    sr.open()
    for word in ("one ", "two ", "three "):
        sr.write(word)
        there.flush()
    there.compact(note)
    if later:
        sr.write(later)
        there.flush()

    ar.write("precious ")
    here.flush()
    here.live.rounds.follow_all()
    there.live.rounds.follow_all()
    for writer in (ar, sr):
        writer.listen()
        writer.sync()

    assert all(word in here.says(note) for word in ("precious", "one", "two", "three", later))
    assert ar.says == sr.says
    sr.vanish()
    there.company.service.database.close()


def test_seats_are_asked_to_fetch_what_the_log_holds_no_more(company: Company) -> None:
    here, there = two_tables(company)
    note = here.begin(title="asked")
    ar, sr = here.writer("ar", note), there.writer("sr", note)
    ar.open()
    sr.open()
    sr.write("gone from the log ")
    there.flush()
    there.compact(note)

    here.live.rounds.follow_all()

    assert "note.sync" in [event for event, _ in ar.listen()]
    sr.vanish()
    there.company.service.database.close()
