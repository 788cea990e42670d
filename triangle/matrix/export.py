"""What an export holds: the matrix of a scope with its findings and the stream heads it was made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from triangle.activity.queries import chained_heads
from triangle.deals.models import deal_stream
from triangle.matrix.export_words import WORDS
from triangle.matrix.filter_words import filter_words
from triangle.matrix.lint import findings
from triangle.matrix.models import Waiver
from triangle.matrix.queries import matrix
from triangle.matrix.rules import Limits, Rule
from triangle.matrix.scope import Scope
from triangle.matrix.seal import heads_digest
from triangle.matrix.taken import Risk, promised, risks

MOST_ROWS, MOST_FINDINGS = 5000, 2000
FINDING_COLUMNS = ("rule", "severity", "account", "deal", "node", "person", "count", "waived")


@dataclass(frozen=True, slots=True)
class _Told:
    """In which language and time zone a file speaks."""

    language: str
    zone: ZoneInfo

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    def waiver(self, waiver: Waiver, people: dict[int, str]) -> str:
        until = waiver.until_at.astimezone(self.zone).strftime("%Y-%m-%d")
        who = people.get(waiver.waived_by, "")
        return self.words["waived_by"].format(who=who, until=until, reason=waiver.reason)


@dataclass(frozen=True, slots=True)
class Line:
    """One node of the matrix, with the names of all it speaks of."""

    account: str
    deal: str
    deal_id: int
    code: str
    node: str
    stage: str
    status: str
    cells: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that goes into a file; plain values only, so that a thread may write it down."""

    language: str
    title: str
    about: list[tuple[str, str]]
    at: str
    lines: list[Line]
    people: dict[int, str]
    findings: list[list[str]]
    risks: list[Risk]
    promises: list[list[str]]
    heads: list[dict[str, Any]]


def book(
    scope: Scope, limits: Limits, rules: list[Rule], *, group: str, language: str, zone: ZoneInfo
) -> Book:
    """Gather what a file shows; rows and stream heads are of one snapshot."""
    told = _Told(language, zone)
    words = told.words
    found = matrix(scope, group=group, after=None, limit=MOST_ROWS)
    at = _local(scope.at or limits.now, zone)
    about = [
        (words["as_of"], at + ("" if scope.at else f" {words['now']}")),
        (words["filter"], filter_words(scope, language, found["deals"]) or words["all"]),
        (words["made_by"], scope.actor.name),
        (words["made_at"], _local(limits.now, zone)),
    ]
    if found["next"] is not None:
        about.append(("!", words["cut"].format(n=MOST_ROWS)))
    taken = list(risks(scope, language))
    # A risk is said in every export of its deal, also where the filter leaves its node out.
    ids = {deal["id"] for deal in found["deals"]} | {risk.deal_id for risk in taken}
    heads = list(chained_heads(scope.session, [deal_stream(number) for number in sorted(ids)]))
    about.append((words["heads"], f"SHA-256 {heads_digest(heads)}"))
    return Book(
        language=language,
        title=words["matrix"],
        about=about,
        at=at,
        lines=list(_lines(found, language, words)),
        people={person["id"]: person["name"] for person in found["people"]},
        findings=[
            *_findings(scope, limits, rules, told),
            *_findings(scope, limits, rules, told, waived=True),
        ],
        risks=taken,
        promises=list(promised(scope, words)),
        heads=heads,
    )


def _lines(found: dict[str, Any], language: str, words: dict[str, str]) -> Iterator[Line]:
    deals = {deal["id"]: deal for deal in found["deals"]}
    templates = {template["id"]: template for template in found["templates"]}
    for row in found["data"]:
        deal, template = deals[row["deal_id"]], templates[row["template_id"]]
        yield Line(
            account=deal["account"],
            deal=deal["title"],
            deal_id=deal["id"],
            code=template["code"],
            node=template["name"][language],
            stage=template["stage"],
            status=words[f"status_{row['status']}"],
            cells=row["cells"],
        )


def _findings(
    scope: Scope,
    limits: Limits,
    rules: list[Rule],
    told: _Told,
    *,
    waived: bool = False,
) -> Iterator[list[str]]:
    found = findings(scope, limits, rules, after=None, limit=MOST_FINDINGS, counted=False, waived=waived)
    words = told.words
    deals = {deal["id"]: deal for deal in found["deals"]}
    templates = {template["id"]: template for template in found["templates"]}
    nodes = {node["id"]: templates[node["template_id"]] for node in found["nodes"]}
    people = {person["id"]: person["name"] for person in found["people"]}
    for row in found["data"]:
        deal, node, waiver = deals.get(row["deal_id"], {}), nodes.get(row["node_id"]), row["waiver"]
        yield [
            words[f"rule_{row['rule']}"],
            words[f"severity_{row['severity']}"],
            deal.get("account", ""),
            deal.get("title", ""),
            f"{node['code']} {node['name'][told.language]}" if node else "",
            people.get(row["person_id"], ""),
            "" if row["count"] is None else str(row["count"]),
            "" if waiver is None else told.waiver(waiver, people),
        ]


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %z")
