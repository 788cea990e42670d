"""Deeds on notifications: made with what they tell of, marked, and how people want to hear."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import delete

from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.policy import not_found, require
from triangle.deals.models import Deal
from triangle.notifications.models import Mute, Notification, Wish
from triangle.notifications.outbox import drop, put_in
from triangle.notifications.queries import hearers, own_of, unread_of

MOST_AT_ONCE = 500


def tell_without_policy(
    deed: Deed,
    entry_type: str,
    kind: str,
    people: Collection[int | None],
    deal: Deal | None,
    *,
    to_actor: bool = False,
    **refs: Any,
) -> None:
    """Let people know of a deed in its own transaction; whoever did it, or is gone, hears nothing."""
    wanted = {person for person in people if person is not None} - (set() if to_actor else {deed.actor.id})
    # What is about no deal is not muted with one.
    deal_id = None if deal is None else deal.id
    here = {each.id: each for each in hearers(deed.session, deal_id, wanted)} if wanted else {}
    muted = {each.id for each in here.values() if each.has_muted and kind == "information"}
    made = [
        Notification(
            person_id=person,
            kind=kind,
            type=entry_type,
            deal=deal,
            actor_id=deed.actor.id,
            acting_for=deed.acting_for,
            at=deed.at,
            # Of a muted deal it can be looked up, but nothing calls for attention.
            read_at=deed.at if person in muted else None,
            **refs,
        )
        for person in here
    ]
    deed.session.add_all(made)
    deed.session.flush()
    _record(deed, "notification.made", made)
    put_in(deed, [notification for notification in made if notification.person_id not in muted], here)


def settle_without_policy(deed: Deed, waiting: Sequence[Notification]) -> None:
    """Be done with what needs no answer any more; what was not sent yet is not sent at all."""
    for notification in waiting:
        notification.mark(deed.at, read=None, done=True)
    drop(deed, [notification.id for notification in waiting])
    _record(deed, "notification.changed", waiting)


def mark(
    deed: Deed, ids: list[int], *, read: bool | None = None, done: bool | None = None
) -> Sequence[Notification]:
    """Mark some of one's own notifications as read or done with, or take it back."""
    found = own_of(deed.session, deed.actor, ids)
    if len(found) != len(set(ids)):
        raise not_found()
    for notification in found:
        require(deed.actor, "mark", notification)
        # What waits for an answer is done when it is answered.
        notification.mark(deed.at, read=read, done=done if notification.kind != "answer" else None)
    _record(deed, "notification.changed", found)
    return found


def mark_all_read(deed: Deed) -> Sequence[Notification]:
    """Mark everything as read that need not be answered."""
    found = unread_of(deed.session, deed.actor, MOST_AT_ONCE)
    for notification in found:
        require(deed.actor, "mark", notification)
        notification.mark(deed.at, read=True, done=None)
    _record(deed, "notification.changed", found)
    return found


def wish(deed: Deed, **wished: Any) -> Wish:
    """Say how one wants to hear from now on."""
    require(deed.actor, "wish", Wish)
    known = deed.session.get(Wish, deed.actor.id, with_for_update=True, populate_existing=True)
    deed.expect(known or Wish(person_id=deed.actor.id, version=0))
    if known is None:
        known = Wish(person_id=deed.actor.id)
        deed.session.add(known)
    for name, value in wished.items():
        setattr(known, name, value)
    _tell_own_devices(deed)
    return known


def mute(deed: Deed, deal_id: int, *, muted: bool) -> dict[str, bool]:
    """Hear of a deal only what waits for one's answer, or everything again."""
    deal = deed.get(Deal, deal_id)
    require(deed.actor, "see", deal)
    known = deed.session.get(Mute, (deed.actor.id, deal.id))
    if muted and known is None:
        deed.session.add(Mute(person_id=deed.actor.id, deal_id=deal.id))
    if not muted:
        deed.session.execute(delete(Mute).where(Mute.person_id == deed.actor.id, Mute.deal_id == deal.id))
    _tell_own_devices(deed)
    return {"muted": muted}


def _tell_own_devices(deed: Deed) -> None:
    record(deed, "wish.changed", [f"user:{deed.actor.id}"])


def _record(deed: Deed, entry_type: str, notifications: Sequence[Notification]) -> None:
    ordered = sorted(notifications, key=lambda n: (n.person_id, n.id))
    for person_id, theirs in groupby(ordered, key=lambda n: n.person_id):
        record(deed, entry_type, [f"user:{person_id}"], notifications=list(theirs))
