"""Finding nodes: by what their playbook calls them, and by the name of their deal."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal, or_, select, true, union_all

from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import visible
from triangle.handoffs.queries import node_visible
from triangle.nodes.models import CLOSED, Node
from triangle.playbooks.models import NodeTemplate
from triangle.search.conditions import begins_with_term, has_term, like_term
from triangle.search.models import SearchText

_node, _template, _deal = Node.__table__.c, NodeTemplate.__table__.c, Deal.__table__.c
_text = SearchText.__table__.c
# What is worked on comes first, then what waits; what is over is looked for when those are not enough.
_IN_TURN = (("active", "offered"), ("waiting",), CLOSED)


@lru_cache(256)
def looking_for_nodes(kind: str, dialect: str, worded: tuple[bool, ...]) -> Prepared:
    """Find nodes by their own names, and by their deal's where a part of what was asked names the node.

    `worded` says of each term whether it has words that a deal could be found by.
    """
    # A playbook names its nodes once, for thousands of deals: its few names are compared, and not copied.
    own = [select(_template.id).where(_names_node(place)) for place in range(len(worded))]
    any_own = select(_template.id).where(or_(*(_names_node(place) for place in range(len(worded)))))
    asked: list[ColumnElement[bool]] = [_node.template_id.in_(any_own)]
    if len(worded) > 1:
        asked += [
            or_(_node.template_id.in_(own[place]), _names_deal(place, dialect) if has_words else true())
            for place, has_words in enumerate(worded)
        ]
    found = [_of_states(kind, turn, states, asked) for turn, states in enumerate(_IN_TURN)]
    # Both databases stop at the first part that gives enough.
    return Prepared(union_all(*(select(part.subquery()) for part in found)).limit(bindparam("rows")))


def _of_states(
    kind: str, turn: int, states: tuple[str, ...], asked: list[ColumnElement[bool]]
) -> Select[Any]:
    return (
        select(
            _node.id,
            _template.code.label("title"),
            _template.name,
            _deal.title.label("within"),
            _node.deal_id,
            _node.status,
            literal(turn).label("turn"),
        )
        .join(NodeTemplate.__table__, _template.id == _node.template_id)
        .join(Deal.__table__, _deal.id == _node.deal_id)
        .where(_node.status.in_(states), *asked, _seen(kind))
        # Said so that no plan walks through all nodes backwards until enough are found, which may be none.
        .order_by(-_node.id)
        .limit(bindparam("rows"))
    )


def _seen(kind: str) -> ColumnElement[bool]:
    if kind != "leader":
        return node_visible(kind)
    # A leader sees most of what is found: asking deal by deal is cheaper than listing thousands first.
    return or_(visible(kind), node_visible("guest"))


def _names_node(place: int) -> ColumnElement[bool]:
    names = [_template.name[language].as_string() for language in ("zh", "en")]
    return or_(*(like_term(name, place) for name in names), begins_with_term(_template.code, place))


def _names_deal(place: int, dialect: str) -> ColumnElement[bool]:
    return _deal.id.in_(select(_text.thing_id).where(_text.kind == "deal", has_term(place, dialect)))
