"""Doors of the matrix: one deal, all of mine, what changed, one person, the load."""

from typing import Any
from zoneinfo import ZoneInfo

import gevent

from triangle.activity.queries import head_at, positions
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.web.documents import Document
from triangle.core.web.door import Door
from triangle.core.web.service import Ask
from triangle.deals.models import Deal, deal_stream
from triangle.identity.queries import known
from triangle.matrix import actions, comma_rows, paper, queries, spreadsheet
from triangle.matrix.asked import (
    DifferenceQuery,
    ExportQuery,
    FindingsQuery,
    LoadQuery,
    MatrixQuery,
    MomentsQuery,
    PersonQuery,
    ProofQuery,
    wanted,
)
from triangle.matrix.difference import difference
from triangle.matrix.export import book
from triangle.matrix.history import neighbours, of_person
from triangle.matrix.lint import findings
from triangle.matrix.load import WEEK, load
from triangle.matrix.models import Visit
from triangle.matrix.news import news, since_visit
from triangle.matrix.overview import overview
from triangle.matrix.overview_schemas import NewsOut, NewsQuery, OverviewOut
from triangle.matrix.proof import last_checkpoint, verify_deal
from triangle.matrix.schemas import (
    DealMatrix,
    DifferencePage,
    DutyPage,
    FindingsPage,
    LoadOut,
    MatrixPage,
    Moments,
    ProofOut,
)
from triangle.matrix.scope import Scope, Wanted
from triangle.matrix.seal import deals_digest
from triangle.matrix.standards import limits_of, rules_here
from triangle.responsibilities.schemas import AtQuery

door = Door("matrix", __name__, url_prefix="/api", description="Who answers for what, at any moment.")
MOST_NODES = 1000
WRITERS = {
    "csv": (comma_rows.KIND, comma_rows.comma_rows),
    "xlsx": (spreadsheet.KIND, spreadsheet.workbook),
    "pdf": (paper.KIND, paper.paper),
}


@door.reads("/deals/<int:deal_id>/matrix", out=DealMatrix, query=AtQuery)
def deal_matrix(ask: Ask, deal_id: int, at: Any) -> Any:
    """Show the matrix of one deal at a moment, or now."""
    deal = ask.get(Deal, deal_id)
    require(ask.actor, "see", deal)
    stream = deal_stream(deal_id)
    here = positions(ask.session, stream)
    scope = Scope(ask.session, ask.actor, Wanted(deal=deal_id), at)
    found = queries.matrix(scope, group="deal", after=None, limit=MOST_NODES)
    # After a step back of the clock the last deed may lie ahead of it.
    now = max(head_at(ask.session, stream) or deal.opened_at, ask.service.clock.now())
    heads = deals_digest(ask.session, found["deals"])
    return found | {"at": at or now, "is_now": at is None, "positions": here, "heads": heads}


@door.reads("/matrix", out=MatrixPage, query=MatrixQuery)
def matrix(ask: Ask, at: Any, group: str, limit: int, after: str | None = None, **query: Any) -> Any:
    """Show the matrix of all deals that I may see, page by page, at a moment or now."""
    scope = Scope(ask.session, ask.actor, wanted(query), at)
    found = queries.matrix(scope, group=group, after=after, limit=limit)
    heads = deals_digest(ask.session, found["deals"])
    return found | {"at": at or ask.service.clock.now(), "is_now": at is None, "heads": heads}


@door.reads("/matrix/difference", out=DifferencePage, query=DifferenceQuery)
def compare(ask: Ask, since: Any, until: Any, after: str | None = None, **query: Any) -> Any:
    """Tell what changed between two moments, node by node, with the entry that says so."""
    scope = Scope(ask.session, ask.actor, wanted(query))
    until = until or ask.service.clock.now()
    since = min(since or until - WEEK, until)
    found = difference(scope, since, until, after=after, **query)
    return found | {"heads": deals_digest(ask.session, found["deals"])}


@door.reads("/matrix/people/<int:person_id>", out=DutyPage, query=PersonQuery)
def person_over_time(
    ask: Ask, person_id: int, since: Any, until: Any, limit: int, after: str | None = None, **query: Any
) -> Any:
    """List what one person had a duty in, in the deals that I may see, the last begun first."""
    person = known(ask.session, person_id)
    require(ask.actor, "see", person)
    scope = Scope(ask.session, ask.actor, wanted(query | {"person": person_id}))
    return of_person(scope, person, since, until, after=after, limit=limit)


@door.reads("/matrix/moments", out=Moments, query=MomentsQuery)
def moments(ask: Ask, at: Any, **query: Any) -> Any:
    """Tell at which moments something changed: the one that holds, its neighbours, and where time begins."""
    scope = Scope(ask.session, ask.actor, wanted(query))
    return neighbours(scope, at or ask.service.clock.now())


@door.reads("/matrix/load", out=LoadOut, query=LoadQuery)
def heat_map(ask: Ask, at: Any, **query: Any) -> Any:
    """Show who carries how much, by week or by stage: nodes at work that they answer for."""
    now = at or ask.service.clock.now()
    scope = Scope(ask.session, ask.actor, wanted(query), at)
    return load(scope, now=now, **query)


@door.reads("/matrix/findings", out=FindingsPage, query=FindingsQuery)
def list_findings(
    ask: Ask, rule: Any, severity: Any, waived: bool, limit: int, after: str | None = None, **query: Any
) -> Any:
    """List where responsibility has holes in the deals that I may see, with counts on the first page."""
    here = ask.service
    scope = Scope(ask.session, ask.actor, wanted(query))
    limits = limits_of(here.calendar, here.clock.now())
    rules = rules_here(ask.session, here.config, rule=rule, severity=severity)
    return findings(scope, limits, rules, after=after, limit=limit, waived=waived)


@door.reads("/overview", out=OverviewOut)
def show_overview(ask: Ask) -> Any:
    """Show coverage, findings, waiting hand-offs and risks of all deals that I may see, and what is new."""
    require(ask.actor, "visit", Visit)
    here, now = ask.service, ask.service.clock.now()
    limits = limits_of(here.calendar, now)
    scope = Scope(ask.session, ask.actor, Wanted())
    rules = rules_here(ask.session, here.config, rule=None, severity=None)
    return overview(scope, limits, rules, since_visit(scope, now))


@door.reads("/overview/news", out=NewsOut, query=NewsQuery)
def list_news(ask: Ask, limit: int) -> Any:
    """List what happened since my last visit in the deals that I may see, the last first."""
    require(ask.actor, "visit", Visit)
    scope = Scope(ask.session, ask.actor, Wanted())
    return news(scope, since_visit(scope, ask.service.clock.now()), limit)


@door.writes("POST", "/overview/visit", out=None)
def visit_overview(deed: Deed) -> None:
    """Note that I look at the overview, so that the next one tells what is new."""
    actions.visit(deed)


@door.reads("/matrix/proof", out=ProofOut, query=ProofQuery)
def proof(ask: Ask, deal: int | None) -> Any:
    """Tell what was verified and when; with a deal, verify its chain and its intervals now."""
    found: dict[str, Any] = {"deal": None, "at": ask.service.clock.now()}
    if deal is not None:
        require(ask.actor, "see", ask.get(Deal, deal))
        found["deal"] = verify_deal(ask.session, deal)
    return last_checkpoint(ask.session) | found


@door.sends("/matrix/export", kinds=(spreadsheet.KIND, comma_rows.KIND, paper.KIND), query=ExportQuery)
def export(ask: Ask, at: Any, group: str, format: str, language: Any, **query: Any) -> Document:  # noqa: A002
    """Save the matrix as a workbook, plain rows or paper, with the heads of the streams it was made from."""
    here = ask.service
    scope = Scope(ask.session, ask.actor, wanted(query), at)
    limits = limits_of(here.calendar, here.clock.now())
    gathered = book(
        scope,
        limits,
        rules_here(ask.session, here.config, rule=None, severity=None),
        group=group,
        language=language or ask.actor.language,
        zone=ZoneInfo(here.config.time_zone),
    )
    name = f"triangle-matrix-{limits.today.isoformat()}.{format}"
    kind, write = WRITERS[format]
    return Document(name, kind, _in_a_thread(write, gathered))


def _in_a_thread(write: Any, *given: Any) -> bytes:
    # A workbook takes longer than the event loop may stand still.
    return bytes(gevent.get_hub().threadpool.apply(write, given))
