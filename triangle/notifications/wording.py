"""Puts what waits for one outlet into one message, in the language of its reader."""

from typing import Any

from sqlalchemy.orm import Session

from triangle.channels.message import Line, Message, Target
from triangle.core.schema import moment_text
from triangle.identity.models import Person
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
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
    lines = tuple(_line(session, language, each, origin, links) for each in told[:MOST_LINES])
    many = word(language, "several", n=len(told))
    return Message(
        id=deliveries[0].message or "",
        language=language,
        subject=lines[0].text if len(lines) == 1 else many,
        lines=lines,
        foot=word(language, "foot"),
        answer=word(language, "answer"),
        events=tuple(_event(delivery) for delivery in deliveries),
    )


def trial_message(message_id: str, language: str, origin: str) -> Message:
    """Return the message of the test button."""
    said = word(language, "test")
    events = ({"type": "test"},)
    return Message(message_id, language, said, (Line(said, origin),), events=events)


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
    text = word(language, "where", text=said, account=told.account.name, deal=told.deal.title)
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
    refs = ("deal_id", "node_id", "handoff_id", "promise_id", "note_id", "actor_id", "person_id")
    named = {name: getattr(told, name) for name in refs if getattr(told, name) is not None}
    return {"type": told.type, "at": moment_text(told.at), "kind": told.kind, **named}
