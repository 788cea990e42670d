"""Fills an empty installation with the demo company."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from triangle.app import listen_to_deeds
from triangle.config import Config
from triangle.core.db import Database
from triangle.core.errors import Conflict
from triangle.core.working_calendar import WorkingCalendar
from triangle.demo import cast, plots
from triangle.demo.absences import plan_absences
from triangle.demo.accounts import AccountStory, Line
from triangle.demo.cast import SIGN_INS, Cast
from triangle.demo.catching_up import catch_up
from triangle.demo.history import History, Tell
from triangle.demo.moving_in import move_in
from triangle.demo.names import Names
from triangle.demo.plot import work_in
from triangle.demo.timeline import Timeline
from triangle.identity.queries import anybody_here, person_by_email
from triangle.matrix.weekly import Weekly
from triangle.playbooks.models import Playbook
from triangle.playbooks.queries import latest
from triangle.playbooks.standard import load_standard_without_policy

# Of the last so many weeks the leaders were told on their first morning.
SUMMARIES = 2


@dataclass(frozen=True)
class Size:
    """How large a demo company is wanted, and by which seed chance decides the rest."""

    deals: int = 40
    people: int = 24
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the filling has come: a share from 0 to 1, the moment lived through, and the deeds so far."""

    share: float
    at: datetime
    deeds: int


def is_empty(database: Database) -> bool:
    """Say whether an installation has nobody yet."""
    with database.reading() as session:
        return not anybody_here(session)


def has_sign_ins(database: Database) -> bool:
    """Say whether the demo sign-ins are among the people of an installation."""
    with database.reading() as session:
        return all(person_by_email(session, person.email) is not None for person in SIGN_INS)


def fill(
    database: Database,
    calendar: WorkingCalendar,
    size: Size,
    until: datetime,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> int:
    """Live the demo company's past up to `until` in a migrated database and return the number of deeds.

    The same size and the same `until` give the same rows, but for the salt of the passwords.
    """
    if not is_empty(database):
        raise Conflict("already_set_up", "this installation has people already; the demo needs an empty one")
    timeline = Timeline(calendar, until)
    history = History(database, timeline)
    listen_to_deeds()
    books = _playbooks(database, history.clock.now())
    company = Cast()
    history.add(move_in(history, company, max(size.people, cast.SMALLEST), Random(f"people {size.seed}")))
    history.run(lambda at, deeds: None)
    lines = _plan(history, company, books, size)
    work = sum(3 + sum(work_in(books[plot.playbook], plot.target) for plot in line.plots) for line in lines)
    _live(history, lambda at, deeds: tell(Progress(min(deeds / work, 0.99), at, deeds)))
    plan_absences(database, calendar, company, history.clock.now())
    catch_up(database, calendar, max(timeline.until, history.clock.now()))
    tell(Progress(1.0, history.clock.now(), history.deeds))
    return history.deeds


def _live(history: History, tell: Tell) -> None:
    """Let the stories happen; leaders hear how their teams stand, twice, so that weeks can be compared."""
    weekly = Weekly(history.database, history.timeline.calendar, Config())
    for day in history.timeline.last_weeks(SUMMARIES):
        history.run(tell, before=day)
        weekly.work(history.database.unit_of_work, history.passes(day))
    history.run(tell)


def _playbooks(database: Database, at: datetime) -> dict[str, Playbook]:
    with database.unit_of_work() as session:
        load_standard_without_policy(session, at)
    with database.reading() as session:
        return {playbook.code: playbook for playbook in latest(session)}


def _plan(history: History, company: Cast, books: dict[str, Playbook], size: Size) -> list[Line]:
    chance = Random(f"deals {size.seed}")
    names = Names(chance, set())
    lines = plots.lines(names, chance, books, max(size.deals, plots.SMALLEST))
    for number, line in enumerate(lines):
        own = Random(f"account {size.seed} {number}")
        history.add(AccountStory(history, company, own, line).tell())
    return lines
