"""In random companies every view of everybody holds what a filter over their own deals gives, and no more."""

import csv
import io
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.databases import POSTGRESQL
from tests.matrix.reader import Reader
from tests.matrix.reckoning import Reckoning
from tests.matrix.test_export import encoded, written
from tests.matrix.worlds import PEOPLE, Plan, RandomCompany, company_of, plans
from triangle.core.schema import moment_text
from triangle.matrix.lint import findings
from triangle.matrix.scope import Scope, Wanted
from triangle.matrix.standards import limits_of, rules_here
from triangle.matrix.terms import GROUPS, STAGES

WEEK = timedelta(days=7)
# Which filter, and with which of the things that there are.
filters = st.lists(
    st.tuples(
        st.sampled_from(["", "team", "account", "playbook", "stage", "person", "role", "duty"]),
        st.integers(0, 6),
        st.sampled_from(GROUPS),
        st.none() | st.integers(0, 30),
    ),
    min_size=3,
    max_size=3,
)


class Everything(Scope):
    """The same questions, asked by nobody in particular: every deal is in it."""

    def deals(self) -> Any:
        """Leave out the first condition, which is whose eyes read."""
        return super().deals()[1:]


# Every person asks for every view: minutes on a machine that is busy.
@pytest.mark.timeout(900)
@settings(
    max_examples=2 if POSTGRESQL else 5,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plan=plans, asked=filters)
def test_every_view_of_everybody_is_a_filter_over_their_own_deals(plan: Plan, asked: list[Any]) -> None:
    with company_of(plan) as company, company.reading() as session:
        told = Reckoning(session)
        every = list(_all_findings(company, session))
        for name in PEOPLE:
            reader = Reader(company, told, name)
            _rooms(reader)
            for kind, number, group, moment in asked:
                _rows(reader, *_filter(told, kind, number), group, _moment(told, moment))
            _difference(reader)
            _people_over_time(reader)
            _load(reader)
            _moments(reader)
            _findings(reader, every)
            _board(reader)
            _files(reader)
            if name != "guest":
                _overview(reader)


def _rooms(reader: Reader) -> None:
    for ident, deal in reader.told.deals.items():
        answer = reader.client.get(f"/api/deals/{ident}/matrix")
        proof = reader.client.get(f"/api/matrix/proof?deal={ident}")
        if ident not in reader.seen:
            assert (answer.status_code, proof.status_code) == (404, 404)
            assert deal.title not in answer.text
            continue
        assert _cells(answer.get_json()["data"]) == reader.told.rows([deal], None, {})
        assert proof.get_json()["deal"]["wrong"] == []


def _rows(
    reader: Reader, query: dict[str, Any], wanted: dict[str, Any], group: str, at: datetime | None
) -> None:
    deals = reader.told.chosen(reader.seen, at, wanted)
    expected = reader.told.rows(deals, at, wanted)
    if at is not None:
        query = query | {"at": moment_text(at)}

    rows, first = reader.pages("/matrix", group=group, **query)

    assert len(rows) == len(expected)
    assert _cells(rows) == expected, (reader.name, query)
    assert {deal["id"] for deal in first["deals"]} == {row["deal_id"] for row in first["data"]}
    people = {cell["person_id"] for row in first["data"] for cell in row["cells"]}
    assert {person["id"] for person in first["people"]} == people


def _difference(reader: Reader) -> None:
    edges = reader.told.edges(reader.told.deals.values())
    for since, until in ((edges[0], edges[-1]), (edges[len(edges) // 2], edges[-1])):
        deals = reader.told.chosen(reader.seen, until, {})
        span = {"from": moment_text(since), "to": moment_text(until)}

        rows, _ = reader.pages("/matrix/difference", **span)

        found = {
            (row["node_id"], change["duty"], change["role"]): (change["before"], change["after"])
            for row in rows
            for change in row["changes"]
        }
        assert found == reader.told.changes(deals, since, until)


def _people_over_time(reader: Reader) -> None:
    deals = {deal.id for deal in reader.told.chosen(reader.seen, None, {})}
    for person in reader.told.people:
        rows, _ = reader.pages(f"/matrix/people/{person}")

        mine = {held.id for held in reader.told.held if held.person_id == person and held.deal_id in deals}
        assert sorted(row["id"] for row in rows) == sorted(mine)


def _load(reader: Reader) -> None:
    now = reader.company.clock.now()
    for at in (None, now - 2 * WEEK):
        deals = reader.told.chosen(reader.seen, at, {})
        when, query = at or now, {} if at is None else {"at": moment_text(at)}

        weeks = reader.get("/matrix/load", weeks=6, **query)["data"]
        stages = reader.get("/matrix/load", by="stage", **query)["data"]

        moments = [when - WEEK * back for back in reversed(range(6))]
        assert _counts(weeks) == _columns([reader.told.load(deals, moment) for moment in moments])
        assert _counts(stages) == _columns([reader.told.load(deals, when, stage) for stage in STAGES])


def _moments(reader: Reader) -> None:
    at = reader.company.clock.now() - WEEK
    deals = reader.told.chosen(reader.seen, None, {})
    edges = reader.told.edges(deals)

    found = reader.get("/matrix/moments", at=moment_text(at))

    past, ahead = [edge for edge in edges if edge <= at], [edge for edge in edges if edge > at]
    expected = (
        max(past, default=None),
        min(ahead, default=None),
        min((d.opened_at for d in deals), default=None),
    )
    said = tuple(found[name] and datetime.fromisoformat(found[name]) for name in ("current", "next", "first"))
    assert said == expected
    for ident in reader.told.deals:
        ticks = reader.get("/matrix/moments", deal=ident)["ticks"]
        mine = reader.told.edges([reader.told.deals[ident]] if ident in reader.seen else [])
        assert [datetime.fromisoformat(tick) for tick in ticks] == mine


def _all_findings(company: RandomCompany, session: Any) -> Any:
    here = company.service
    scope = Everything(session, company.people["admin"], Wanted())
    limits = limits_of(here.calendar, here.clock.now())
    rules = rules_here(scope.session, here.config, rule=None, severity=None)
    found = findings(scope, limits, rules, after=None, limit=5000)
    assert found["next"] is None
    yield from found["data"]


def _findings(reader: Reader, every: list[dict[str, Any]]) -> None:
    rows, first = reader.pages("/matrix/findings")

    of_deals = Counter((row["rule"], row["deal_id"], row["key"]) for row in rows if row["deal_id"])
    assert of_deals == Counter(
        (row["rule"], row["deal_id"], row["key"]) for row in every if row["deal_id"] in reader.seen
    )
    burden = reader.told.burden(reader.seen)
    loads = {row["person_id"]: row["count"] for row in rows if row["rule"] == "overloaded"}
    assert loads == {person: count for person, count in burden.items() if count > 1}
    away = [row for row in rows if row["rule"] == "no_deputy"]
    assert {row["person_id"]: row["count"] for row in away} == {
        row["person_id"]: burden[row["person_id"]]
        for row in every
        if row["rule"] == "no_deputy" and burden[row["person_id"]]
    }
    counts = {(count["rule"], count["team_id"]): count["count"] for count in first["counts"]}
    assert counts == Counter((row["rule"], row["team_id"]) for row in rows)


def _board(reader: Reader) -> None:
    columns = reader.get("/deals/board", limit=50)["data"]

    assert sum(column["count"] for column in columns) == len(reader.seen)
    assert {card["id"] for column in columns for card in column["deals"]} == reader.seen
    assert sum(float(s["amount"]) for column in columns for s in column["amounts"]) == 100 * len(reader.seen)


def _files(reader: Reader) -> None:
    told = reader.told
    rows = told.rows(told.chosen(reader.seen, None, {}), None, {})
    expected = Counter(
        (
            told.deals[told.nodes[node].deal_id].title,
            told.nodes[node].code,
            told.people[person].name,
            duty,
            role,
        )
        for node, cells in rows.items()
        for person, duty, role in cells
    )
    files = {
        kind: reader.client.get("/api/matrix/export", query_string={"format": kind, "language": "en"}).data
        for kind in ("csv", "xlsx", "pdf")
    }

    lines = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")))
    said = [line for line in lines if line["Role"]]
    assert Counter((r["Deal"], r["Code"], r["Person"], r["Duty"], r["Role"]) for r in said) == expected
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
        inside = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    reader.names_nothing_foreign(files["csv"].decode(), "csv")
    reader.names_nothing_foreign(inside, "xlsx")
    pages = b"".join(written(files["pdf"]))
    for ident, deal in told.deals.items():
        if ident not in reader.seen:
            stream = f"deal:{ident}"
            assert encoded(deal.title)[1:-1] not in pages
            assert stream not in {line["Stream"] for line in said}
            assert f">{stream}<" not in inside
    listed = [deal for deal in told.chosen(reader.seen, None, {}) if encoded(deal.title)[1:-1] in pages]
    assert len(listed) == len(told.chosen(reader.seen, None, {}))


def _overview(reader: Reader) -> None:
    told, now = reader.told, reader.company.clock.now()
    live = told.chosen(reader.seen, None, {})
    waiting = [
        h for h in told.handoffs.values() if h.status == "offered" and h.deal_id in {d.id for d in live}
    ]

    found = reader.get("/overview")

    coverage = {line["team_id"]: line["deals"] for line in found["coverage"]}
    assert coverage == Counter(told.accounts[deal.account_id].team_id for deal in live)
    late = sum(handoff.due_at < now for handoff in waiting)
    assert found["handoff_counts"] == {"waiting": len(waiting), "overdue": late}
    assert found["news"]["opened"] == sum(told.deals[d].opened_at > now - WEEK for d in reader.seen)
    assert {risk["deal_id"] for risk in found["risks"]} <= {deal.id for deal in live}
    assert found["risk_count"] == len(found["risks"])


def _filter(told: Reckoning, kind: str, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    known: dict[str, list[Any]] = {
        "team": list(told.teams),
        "account": list(told.accounts),
        "playbook": ["KD", "SD", "SC"],
        "stage": list(STAGES),
        "person": list(told.people),
        "role": ["AR", "SR", "FR", "SP"],
        "duty": list("RACI"),
    }
    wanted = {kind: known[kind][number % len(known[kind])]} if kind else {}
    return wanted, wanted


def _moment(told: Reckoning, number: int | None) -> datetime | None:
    edges = told.edges(told.deals.values())
    return None if number is None else edges[number % len(edges)]


def _cells(rows: list[dict[str, Any]]) -> dict[int, set[Any]]:
    return {row["node_id"]: {(c["person_id"], c["duty"], c["role"]) for c in row["cells"]} for row in rows}


def _counts(rows: list[dict[str, Any]]) -> dict[int, list[int]]:
    return {row["person_id"]: row["counts"] for row in rows}


def _columns(columns: list[Counter[int]]) -> dict[int, list[int]]:
    people = {person for column in columns for person, count in column.items() if count}
    return {person: [column[person] for column in columns] for person in people}
