"""How the rules of the lint hold in an installation: as they come, or as an admin set them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.config import Config
from triangle.core.working_calendar import WorkingCalendar
from triangle.matrix import only_one, promise_rules, rules
from triangle.matrix.models import RuleSetting
from triangle.matrix.rules import Limits, Rule
from triangle.matrix.terms import SEVERITIES, STAGES

RULES = (*rules.RULES, *promise_rules.RULES, *only_one.RULES)


@dataclass(frozen=True, slots=True)
class Standard:
    """How a rule holds here, beside how it comes; what was set is null where nobody set it."""

    name: str
    unit: str | None
    is_on: bool
    severity: str
    threshold: int | None
    comes: Mapping[str, bool | str | int | None]
    changed_at: datetime | None
    changed_by: int | None
    version: int


def limits_of(calendar: WorkingCalendar, now: datetime) -> Limits:
    """Return the limits of a moment."""
    return Limits(now, calendar.today(now))


def standards(session: Session, config: Config) -> list[Standard]:
    """Return how every rule holds here."""
    kept = {setting.name: setting for setting in session.scalars(select(RuleSetting))}
    return [standard_of(config, rule, kept.get(rule.name)) for rule in RULES]


def standard_of(config: Config, rule: Rule, setting: RuleSetting | None) -> Standard:
    """Return how a rule holds here with its setting, if it has any."""
    comes: dict[str, bool | str | int | None] = {
        "is_on": rule.name not in config.findings_off,
        "severity": rule.severity,
        "threshold": _configured(config).get(rule.name, rule.threshold),
    }
    kept = {name: getattr(setting, name, None) for name in comes}
    holds = {name: come if kept[name] is None else kept[name] for name, come in comes.items()}
    return Standard(
        name=rule.name,
        unit=rule.unit,
        comes=comes,
        changed_at=setting.changed_at if setting else None,
        changed_by=setting.changed_by if setting else None,
        version=setting.version if setting else 0,
        **holds,  # type: ignore[arg-type]
    )


def rules_here(session: Session, config: Config, *, rule: str | None, severity: str | None) -> list[Rule]:
    """Return the rules that hold here, the gravest first, narrowed to one rule or severity."""
    found = (each for each in _held(session, config) if rule in (None, each.name))
    narrowed = [each for each in found if severity in (None, each.severity)]
    return sorted(narrowed, key=lambda each: SEVERITIES.index(each.severity))


def _held(session: Session, config: Config) -> Iterator[Rule]:
    for rule, holds in zip(RULES, standards(session, config), strict=True):
        if holds.is_on:
            yield replace(rule, severity=holds.severity, threshold=holds.threshold)


def _configured(config: Config) -> dict[str, int]:
    stage = STAGES.index(config.findings_stage) + 1
    return {
        "overloaded": config.findings_load,
        "stalled": config.findings_days,
        "fulfilment_missing": stage,
        "two_corners": stage,
    }
