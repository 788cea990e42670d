"""Puts what waits for one outlet into one message, in the language of its reader."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from triangle.channels.message import Line, Message, Target
from triangle.core.schema import moment_text
from triangle.identity.models import Person
from triangle.notifications.deputies import TYPES, deputy_line
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.summary import summary_lines
from triangle.notifications.words import word

MOST_LINES = 20


def target_of(outlet: Outlet) -> Target:
    """Return where an outlet sends."""
    person = outlet.person
    return Target(
        outlet.channel,
        outlet.url,
        outlet.secret,
        address=person.email if person else "",
        name=person.name if person else outlet.name,
    )


def message_of(
    session: Session, outlet: Outlet, deliveries: list[Delivery], origin: str, links: dict[int, str]
) -> Message:
    """Return one message for all of some deliveries; `links` holds the personal link of a hand-off."""
    language = outlet.person.language if outlet.person else "zh"
    told = [d.notification for d in deliveries if d.notification is not None]
    lines = tuple(line for each in told for line in _lines(session, language, each, origin, links))
    many = word(language, "several", n=len(told))
    return Message(
        id=deliveries[0].message or "",
        language=language,
        subject=lines[0].text if len(told) == 1 else many,
        lines=lines,
        foot=word(language, "foot" if any(line.personal for line in lines) else "foot.news"),
        answer=word(language, "answer"),
        events=tuple(_event(delivery) for delivery in deliveries),
    )


def trial_message(message_id: str, language: str, origin: str) -> Message:
    """Return the message of the test button."""
    said = word(language, "test")
    events = ({"type": "test"},)
    return Message(message_id, language, said, (Line(said, origin),), events=events)


def _lines(
    session: Session, language: str, told: Notification, origin: str, links: dict[int, str]
) -> Iterator[Line]:
    if told.type == "summary.weekly":
        yield from summary_lines(language, told.about, origin)
    elif told.type in TYPES:
        yield deputy_line(session, language, told, origin)
    else:
        yield _line(session, language, told, origin, links)


def _line(session: Session, language: str, told: Notification, origin: str, links: dict[int, str]) -> Line:
    actor = session.get(Person, told.actor_id)
    said = word(
        language,
        told.type,
        actor=actor.name if actor else "",
        node=told.node.name[language] if told.node else "",
        subject=told.subject,
        role=told.about.get("role", ""),
        returns=told.about.get("returns", ""),
        outcome=word(language, f"outcome.{told.about['outcome']}") if told.about.get("outcome") else "",
    )
    account, deal = (told.account.name, told.deal.title) if told.deal is not None else ("", "")
    text = word(language, "where", text=said, account=account, deal=deal)
    waits = told.kind == "answer" and told.handoff_id is not None and told.done_at is None
    return Line(text, f"{origin}{path_of(told)}", links.get(told.handoff_id or 0, "") if waits else "")


def path_of(told: Notification) -> str:
    """Return the page on which a notification is answered or looked up."""
    if told.kind == "answer" and told.handoff_id is not None:
        return "/inbox"
    node = f"?node={told.node_id}" if told.node_id else ""
    return f"/deals/{told.deal_id}{node}"


def _event(delivery: Delivery) -> dict[str, Any]:
    told = delivery.notification
    if told is None:
        return delivery.payload
    refs = ("deal_id", "team_id", "node_id", "handoff_id", "promise_id", "note_id", "actor_id", "person_id")
    named = {name: getattr(told, name) for name in refs if getattr(told, name) is not None}
    return {"type": told.type, "at": moment_text(told.at), "kind": told.kind, **named}
