"""What an export says beside the duties: the risks that sponsors took, and what customers were promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.gates.models import Override
from triangle.identity.models import Person
from triangle.matrix.scope import Scope
from triangle.nodes.models import Node
from triangle.playbooks.models import NodeTemplate
from triangle.promises.models import Promise

MOST_PROMISES = 5000


@dataclass(frozen=True, slots=True)
class Risk:
    """One veto that was overridden, with the names of all it speaks of."""

    deal_id: int
    account: str
    deal: str
    code: str
    node: str
    stage: str
    person: str
    at: datetime
    risk: str
    veto: str


def risks(scope: Scope, language: str) -> Iterator[Risk]:
    """Yield every risk in the deals of a scope, whatever its filters say of nodes and people."""
    query = (
        select(Override, Deal.title, Account.name, NodeTemplate, Person.name)
        .join(Deal, Deal.id == Override.deal_id)
        .join(Account, Account.id == Deal.account_id)
        .join(Node, Node.id == Override.node_id)
        .join(NodeTemplate, NodeTemplate.id == Node.template_id)
        .join(Person, Person.id == Override.overridden_by)
        .where(*scope.deals())
        .order_by(Override.id)
    )
    if scope.at is not None:
        query = query.where(Override.overridden_at <= scope.at)
    for override, deal, account, template, person in scope.run(query):
        yield Risk(
            deal_id=override.deal_id,
            account=account,
            deal=deal,
            code=template.code,
            node=template.name[language],
            stage=template.stage_code,
            person=person,
            at=override.overridden_at,
            risk=override.risk,
            veto=override.veto["reason"],
        )


def promised(scope: Scope, words: dict[str, str]) -> Iterator[list[str]]:
    """Yield a row for each promise in the deals of a scope, as it stands now."""
    query = (
        select(Promise, Deal.title, Account.name)
        .join(Deal, Deal.id == Promise.deal_id)
        .join(Account, Account.id == Deal.account_id)
        .where(*scope.deals())
        .order_by(Promise.id.desc())
        .limit(MOST_PROMISES)
    )
    found = list(scope.run(query))
    names = _names(scope, {p.made_by for p, _, _ in found} | {p.answered_by for p, _, _ in found} - {None})
    for promise, deal, account in found:
        yield [
            account,
            deal,
            promise.text,
            promise.role,
            names[promise.made_by],
            promise.made_on.isoformat(),
            promise.due_on.isoformat() if promise.due_on else "",
            words[f"promise_{promise.status}"],
            names.get(promise.answered_by, ""),
            promise.reason,
        ]


def _names(scope: Scope, ids: set[Any]) -> dict[Any, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row.id: row.name for row in scope.session.execute(query)}
