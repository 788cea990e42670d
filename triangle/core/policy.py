"""Who may do what: rules are written by `allow` in policy.py files, asked by `require`. Default deny."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from triangle.core.errors import Forbidden, NotFound


class Actor(Protocol):
    """Whoever does something: a person of this installation."""

    id: Any


@dataclass(frozen=True, slots=True)
class InPlaceOf:
    """A rule's yes to somebody who does it for another: whose place they take."""

    person_id: int


Rule = Callable[[Any, Any], bool | InPlaceOf]
Written = TypeVar("Written", bound=Rule)

_rules: dict[tuple[str, type], list[Rule]] = defaultdict(list)


def allow(verb: str, noun: type) -> Callable[[Written], Written]:
    """Write a rule: who may `verb` a `noun`; several rules for the same pair each open the door."""

    def write(rule: Written) -> Written:
        _rules[verb, noun].append(rule)
        return rule

    return write


def may(actor: Actor, verb: str, thing: Any) -> bool:
    """Say whether some rule lets `actor` do `verb` to `thing`: a row, or its class when there is none yet."""
    noun = thing if isinstance(thing, type) else type(thing)
    return any(rule(actor, thing) for rule in _rules.get((verb, noun), ()))


def in_whose_place(actor: Actor, verb: str, thing: Any) -> int | None:
    """Return for whom `actor` does it; None when they may for themselves, or not at all."""
    instead = None
    for rule in _rules.get((verb, type(thing)), ()):
        answer = rule(actor, thing)
        if answer is True:
            return None
        if isinstance(answer, InPlaceOf) and instead is None:
            instead = answer.person_id
    return instead


def require(actor: Actor, verb: str, thing: Any) -> None:
    """Refuse unless `actor` may `verb` `thing`; what they may not even see is not there."""
    if may(actor, verb, thing):
        return
    if verb == "see" or not (isinstance(thing, type) or may(actor, "see", thing)):
        raise not_found()
    raise Forbidden("not_allowed", f"you may not {verb} this", verb=verb)


def verbs(actor: Actor, thing: Any, among: Iterable[str]) -> list[str]:
    """Return those of `among` that `actor` may do to `thing`, for the `can` of a reply."""
    noun = thing if isinstance(thing, type) else type(thing)
    # Many verbs share a rule, and a rule may ask the database: each is asked once.
    asked: dict[Rule, bool] = {}

    def holds(rule: Rule) -> bool:
        if rule not in asked:
            asked[rule] = bool(rule(actor, thing))
        return asked[rule]

    return [verb for verb in among if any(holds(rule) for rule in _rules.get((verb, noun), ()))]


def not_found() -> NotFound:
    """Return the one answer for what is unknown and what is hidden, whichever thing on the way it was."""
    return NotFound("not_found", "no such thing")


def rules() -> dict[tuple[str, type], list[Rule]]:
    """Return every rule, for the tests that check that each one is tried."""
    return dict(_rules)
