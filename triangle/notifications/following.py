"""Who hears of what: notifications follow the deeds of lower features, in the same transaction."""

from collections.abc import Callable
from typing import Any

from triangle.activity.catalog import listen
from triangle.core.deed import Deed
from triangle.deals.models import Deal
from triangle.deals.queries import holders
from triangle.notes.models import Note
from triangle.notifications.actions import settle_without_policy, tell_without_policy
from triangle.notifications.deputies import follow_absence
from triangle.notifications.hooks import follow_for_hooks
from triangle.notifications.queries import waiting_about
from triangle.promises.queries import waiting_for_seat

Things = dict[str, Any]


def follow_deeds() -> None:
    """Have people, and programs, hear of what is done; called once by the app."""
    for entry_type, listener in LISTENERS.items():
        listen(entry_type, listener)
    follow_for_hooks()


def _offered(deed: Deed, things: Things) -> None:
    receivers = {r.receiver_id for r in things["handoff"].receipts}
    _ask(deed, things, "handoff.offered", receivers)
    # Whoever is away already has a deputy from the first moment, of whom no later deed tells.
    _ask(deed, things, "handoff.covered", _asked(things["handoff"]) - receivers)


def _readdressed(deed: Deed, things: Things) -> None:
    handoff = things["handoff"]
    known = {n.person_id for n in waiting_about(deed.session, handoff_id=handoff.id)}
    _settle(deed, handoff)
    _ask(deed, things, "handoff.readdressed", _asked(handoff) - known)


def _accepted(deed: Deed, things: Things) -> None:
    _answered(deed, things, "handoff.accepted")


def _returned(deed: Deed, things: Things) -> None:
    _answered(deed, things, "handoff.returned")


def _withdrawn(deed: Deed, things: Things) -> None:
    handoff = things["handoff"]
    asked = {n.person_id for n in waiting_about(deed.session, handoff_id=handoff.id)}
    _settle(deed, handoff)
    _inform(deed, things, "handoff.withdrawn", asked | {handoff.giver_id})


def _answered(deed: Deed, things: Things, entry_type: str) -> None:
    handoff = things["handoff"]
    _settle(deed, handoff)
    mine = next((r for r in handoff.receipts if r.answered_at == deed.at and r.status != "withdrawn"), None)
    about = {"reason_code": mine.reason_code, "reason": mine.reason} if mine and mine.reason_code else {}
    _inform(deed, things, entry_type, {handoff.giver_id}, about)


def _ask(deed: Deed, things: Things, entry_type: str, people: set[int]) -> None:
    handoff = things["handoff"]
    tell_without_policy(
        deed,
        entry_type,
        "answer",
        people,
        handoff.node.deal,
        node_id=handoff.node_id,
        handoff_id=handoff.id,
        about={"kind": handoff.kind},
    )


def _inform(
    deed: Deed, things: Things, entry_type: str, people: set[int], about: Things | None = None
) -> None:
    handoff = things["handoff"]
    refs = {"node_id": handoff.node_id, "handoff_id": handoff.id, "about": about or {}}
    tell_without_policy(deed, entry_type, "information", people, handoff.node.deal, **refs)


def _settle(deed: Deed, handoff: Any) -> None:
    """Be done with what its receivers were asked, where they have to answer no more."""
    asked = _asked(handoff)
    waiting = waiting_about(deed.session, handoff_id=handoff.id)
    settle_without_policy(deed, [n for n in waiting if n.person_id not in asked])


def _asked(handoff: Any) -> set[int]:
    """Return who may answer still: receivers, and whoever stands in for one of them."""
    waiting = [receipt for receipt in handoff.receipts if receipt.status == "offered"]
    return {person for receipt in waiting for person in receipt.answerers()}


def _asked_again(entry_type: str) -> Callable[[Deed, Things], None]:
    """Ask those whom a clock, or the giver, turns to; it takes the place of what they were asked before."""

    def follow(deed: Deed, things: Things) -> None:
        handoff, to = things["handoff"], set(things["to"])
        before = waiting_about(deed.session, handoff_id=handoff.id)
        asked = _asked(handoff)
        settle_without_policy(deed, [n for n in before if n.person_id in to or n.person_id not in asked])
        _ask(deed, things, entry_type, to & asked)
        # Nobody could be reached: the giver, in whose name the clock strikes, has to know.
        others = to - asked
        refs: Things = {
            "node_id": handoff.node_id,
            "handoff_id": handoff.id,
            "about": {"step": things["step"]},
        }
        tell_without_policy(deed, entry_type, "information", others, handoff.node.deal, to_actor=True, **refs)

    return follow


def _mentioned(deed: Deed, things: Things) -> None:
    mention = things["mention"]
    note = deed.session.get_one(Note, mention.note_id)
    deal = deed.session.get_one(Deal, note.deal_id)
    refs: Things = {"node_id": note.node_id, "note_id": note.id, "about": {"words": mention.words}}
    tell_without_policy(deed, "note.mentioned", "mention", {mention.person_id}, deal, **refs)


def _promise_asked(entry_type: str) -> Callable[[Deed, Things], None]:
    def follow(deed: Deed, things: Things) -> None:
        promise = things["promise"]
        settle_without_policy(deed, waiting_about(deed.session, promise_id=promise.id))
        keeper = holders(deed.session, promise.deal)[promise.role]
        refs = {"node_id": promise.node_id, "promise_id": promise.id}
        tell_without_policy(deed, entry_type, "answer", {keeper}, promise.deal, **refs)

    return follow


def _promise_answered(entry_type: str) -> Callable[[Deed, Things], None]:
    def follow(deed: Deed, things: Things) -> None:
        promise = things["promise"]
        settle_without_policy(deed, waiting_about(deed.session, promise_id=promise.id))
        people = {promise.made_by, holders(deed.session, promise.deal)[promise.role]}
        about = {"reason": promise.reason} if promise.reason else {}
        refs = {"node_id": promise.node_id, "promise_id": promise.id, "about": about}
        tell_without_policy(deed, entry_type, "information", people, promise.deal, **refs)

    return follow


def _decided(deed: Deed, things: Things) -> None:
    node = things["node"]
    seated = set(holders(deed.session, node.deal).values())
    about = {"outcome": (node.decision or {}).get("outcome", "")}
    tell_without_policy(deed, "node.decided", "information", seated, node.deal, node_id=node.id, about=about)


def _looped(deed: Deed, things: Things) -> None:
    # The giver hears of the return itself in the same deed.
    _inform(deed, things, "handoff.looped", set(things["leaders"]), {"returns": things["returns"]})


def _overridden(deed: Deed, things: Things) -> None:
    node, made = things["node"], things["override"]
    people = set(holders(deed.session, node.deal).values()) | {made.veto["by"]}
    refs: Things = {"node_id": node.id, "about": {"reason": made.risk}}
    tell_without_policy(deed, "veto.overridden", "information", people, node.deal, **refs)


def _seated(deed: Deed, things: Things) -> None:
    # An account's own entry of the same type comes without a deal: its deals follow one by one.
    if "deal" not in things:
        return
    people = {things["before"], things["after"]} if things["before"] != things["after"] else set()
    about = {"role": things["role"], "before": things["before"], "after": things["after"]}
    tell_without_policy(deed, "seat.assigned", "information", people, things["deal"], about=about)
    if people:
        _pass_promises_on(deed, things)


def _pass_promises_on(deed: Deed, things: Things) -> None:
    """Ask whoever sits there now for the answers that their seat owes, and nobody who sat there before."""
    for promise in waiting_for_seat(deed.session, things["deal"].id, things["role"]):
        settle_without_policy(deed, waiting_about(deed.session, promise_id=promise.id))
        refs = {"node_id": promise.node_id, "promise_id": promise.id}
        # Whoever takes the seat themselves is asked as well.
        keeper, deal = {things["after"]}, things["deal"]
        tell_without_policy(deed, "promise.made", "answer", keeper, deal, to_actor=True, **refs)


# One listener a type, made once: an app that is made twice must not tell everything twice.
LISTENERS: dict[str, Callable[[Deed, Things], None]] = {
    "handoff.offered": _offered,
    "handoff.readdressed": _readdressed,
    "handoff.accepted": _accepted,
    "handoff.returned": _returned,
    "handoff.withdrawn": _withdrawn,
    "handoff.looped": _looped,
    **{
        f"handoff.{done}": _asked_again(f"handoff.{done}")
        for done in ("reminded", "escalated", "nudged", "covered")
    },
    "note.mentioned": _mentioned,
    **{f"promise.{done}": _promise_asked(f"promise.{done}") for done in ("made", "revised")},
    **{
        f"promise.{done}": _promise_answered(f"promise.{done}")
        for done in ("accepted", "returned", "kept", "broken", "waived")
    },
    "node.decided": _decided,
    "veto.overridden": _overridden,
    "seat.assigned": _seated,
    "absence.planned": follow_absence,
    "absence.changed": follow_absence,
}
