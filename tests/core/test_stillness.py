"""A mark of the database stays the same until somebody commits something that is not direct."""

from sqlalchemy import text

from tests.company import Company
from triangle.core.db import Database


def test_what_is_committed_changes_the_mark_wherever_it_is_done(company: Company) -> None:
    here, there = company.service.database, Database(company.service.config.database_url)
    seen = {here.mark()}

    for count, database in enumerate((here, there, here), 2):
        with database.unit_of_work() as session:
            session.execute(text("UPDATE person SET name = name"))
        seen.add(here.mark())
        assert len(seen) == count
    there.close()


def test_a_mark_that_was_taken_while_somebody_writes_is_no_other(company: Company) -> None:
    here = company.service.database
    before = here.mark()

    with here.unit_of_work() as session:
        session.execute(text("UPDATE person SET name = name"))
        during = here.mark()
    after = here.mark()

    assert after not in (before, during)


def test_reading_and_what_is_taken_back_hide_nothing(company: Company) -> None:
    here = company.service.database
    with here.reading() as session:
        session.execute(text("SELECT 1"))
    before = here.mark()

    try:
        with here.unit_of_work() as session:
            session.execute(text("UPDATE person SET name = name"))
            raise ValueError
    except ValueError:
        pass
    with here.unit_of_work() as session:
        session.execute(text("UPDATE person SET name = name"))

    assert here.mark() != before
