"""The rules of the lint that speak of promises."""

from datetime import timedelta
from typing import Any

from sqlalchemy import exists, func, select

from triangle.accounts.models import Account
from triangle.deals.models import Deal
from triangle.matrix.rules import Limits, Rule, found_as
from triangle.matrix.scope import Scope
from triangle.nodes.models import CONTRACT_GATES, PASSED, Node
from triangle.playbooks.models import NodeTemplate
from triangle.promises.models import UNANSWERED, Promise

UNKEPT = (*UNANSWERED, "accepted")


def gate_open_promises(scope: Scope, limits: Limits) -> Any:
    """Find contracts that were decided while, or before, a promise is there that nobody has taken on."""
    waits = (Promise.deal_id == Node.deal_id, Promise.status.in_(UNANSWERED))
    count = select(func.count(Promise.id)).where(*waits).scalar_subquery()
    found = found_as(Node.id, deal_id=Node.deal_id, team_id=Account.team_id, node_id=Node.id, count=count)
    query = found.select_from(Node).join(NodeTemplate, NodeTemplate.id == Node.template_id)
    query = query.join(Deal, Deal.id == Node.deal_id).join(Account, Account.id == Deal.account_id)
    return query.where(
        *scope.deals(),
        NodeTemplate.gate["code"].as_string().in_(CONTRACT_GATES),
        Node.decision["outcome"].as_string().in_(PASSED),
        exists().where(*waits),
    )


def promise_overdue(scope: Scope, limits: Limits) -> Any:
    """Find promises whose day is over and that are neither kept nor ended."""
    found = found_as(
        Promise.id,
        deal_id=Promise.deal_id,
        team_id=Account.team_id,
        node_id=Promise.node_id,
        role=Promise.role,
    )
    query = found.select_from(Promise).join(Deal, Deal.id == Promise.deal_id)
    return query.join(Account, Account.id == Deal.account_id).where(
        *scope.deals(),
        Promise.status.in_(UNKEPT),
        Promise.due_on < limits.today - timedelta(days=limits.threshold),
    )


RULES = (
    Rule("gate_open_promises", "high", "open_promises", gate_open_promises),
    Rule("promise_overdue", "medium", "open_promises", promise_overdue, "days", 0),
)
