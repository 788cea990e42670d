"""Deeds of the matrix: visits, how rules hold here, and findings that are waived for a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from triangle.activity.actions import record
from triangle.activity.queries import head_at
from triangle.config import Config
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, invalid
from triangle.core.policy import not_found, require
from triangle.deals.actions import lock_deal
from triangle.deals.models import deal_stream
from triangle.identity.models import Person
from triangle.matrix.lint import finding_of
from triangle.matrix.models import INSTALLATION, RuleSetting, Visit, Waiver
from triangle.matrix.scope import Scope, Wanted
from triangle.matrix.standards import RULES, Standard, limits_of, rules_here, standard_of
from triangle.matrix.terms import UNITS

LONGEST_WAIVER = timedelta(days=366)


def visit(deed: Deed) -> Visit:
    """Note that somebody looks at the overview; no business fact, so no entry tells of it."""
    require(deed.actor, "visit", Visit)
    known = deed.session.get(Visit, deed.actor.id)
    if known is None:
        known = Visit(person_id=deed.actor.id, at=deed.at, before=None)
        deed.session.add(known)
    known.go_on(deed.at)
    return known


def set_rule(deed: Deed, config: Config, name: str, **changes: Any) -> Standard:
    """Set how a rule holds here; what is set to null is again as it comes."""
    require(deed.actor, "set", RuleSetting)
    rule = next((each for each in RULES if each.name == name), None)
    if rule is None:
        raise not_found()
    setting = deed.session.get(RuleSetting, name, with_for_update=True)
    deed.expect(setting or standard_of(config, rule, None))
    if (threshold := changes.get("threshold")) is not None:
        _must_fit(rule.unit, threshold)
    deed.after(head_at(deed.session, INSTALLATION))
    if setting is None:
        setting = RuleSetting(name=name, version=0)
        deed.session.add(setting)
    for field, value in changes.items():
        setattr(setting, field, value)
    setting.changed_at, setting.changed_by, setting.version = deed.at, deed.actor.id, setting.version + 1
    standard = standard_of(config, rule, setting)
    record(deed, "rule.changed", [INSTALLATION], rule=standard)
    return standard


def waive(deed: Deed, config: Config, *, rule: str, key: int, reason: str, until_at: datetime) -> Waiver:
    """Accept a finding for a time: it comes back when the time is over, or when its facts change."""
    if not deed.at < until_at <= deed.at + LONGEST_WAIVER:
        raise invalid("until_at", "not_within_a_year")
    finding = _finding(deed, config, rule, key)
    if finding is None:
        raise not_found()
    _lock(deed, finding["deal_id"], finding["person_id"])
    if _finding(deed, config, rule, key) != finding:
        raise Conflict("finding_changed", "what was found has changed meanwhile")
    # Older ones hold no more, or there would be no finding; beside the new one they must not hold again.
    for older in deed.session.scalars(_living(rule, key, deed.at)).all():
        older.ended_at = deed.at
    facts = {name: value for name, value in finding.items() if name != "team_id"}
    waiver = Waiver(
        rule=rule,
        reason=reason,
        waived_by=deed.actor.id,
        at=deed.at,
        until_at=until_at,
        ended_at=None,
        **facts,
    )
    deed.session.add(waiver)
    return _record(deed, "finding.waived", waiver)


def end_waiver(deed: Deed, waiver_id: int) -> Waiver:
    """End a waiver before its time: the finding is back."""
    seen = deed.get(Waiver, waiver_id)
    _lock(deed, seen.deal_id, seen.person_id)
    waiver = deed.get(Waiver, waiver_id, lock=True)
    if waiver.ended_at is not None or waiver.until_at <= deed.at:
        raise Conflict("waiver_over", "the waiver is over")
    waiver.ended_at = deed.at
    return _record(deed, "finding.resumed", waiver)


def _living(rule: str, key: int, at: datetime) -> Select[Waiver]:
    return select(Waiver).where(
        Waiver.rule == rule, Waiver.key == key, Waiver.ended_at.is_(None), Waiver.until_at > at
    )


def _must_fit(unit: str | None, threshold: int) -> None:
    least, most = UNITS.get(unit or "", (0, -1))
    if not least <= threshold <= most:
        raise invalid("threshold", "out_of_range")


def _finding(deed: Deed, config: Config, rule: str, key: int) -> Any:
    scope = Scope(deed.session, deed.actor, Wanted())
    limits = limits_of(deed.calendar, deed.at)
    holding = rules_here(deed.session, config, rule=rule, severity=None)
    found = finding_of(scope, limits, holding[0], key) if holding else None
    return None if found is None else dict(found)


def _lock(deed: Deed, deal_id: int | None, person_id: int | None) -> None:
    """Lock what a finding is about, so that two people do not waive it at once."""
    if deal_id is not None:
        require(deed.actor, "waive", lock_deal(deed, deal_id))
        return
    require(deed.actor, "waive", deed.get(Person, person_id, lock=True))
    deed.after(head_at(deed.session, INSTALLATION))


def _record(deed: Deed, entry_type: str, waiver: Waiver) -> Waiver:
    stream = INSTALLATION if waiver.deal_id is None else deal_stream(waiver.deal_id)
    deed.session.flush()
    record(deed, entry_type, [stream], waiver=waiver)
    return waiver
