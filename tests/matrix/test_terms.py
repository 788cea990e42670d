"""The words of the API are the rules there are."""

from triangle.matrix.standards import RULES
from triangle.matrix.terms import FIXES, RULE_NAMES, SEVERITIES, UNITS


def test_every_rule_has_its_word_its_severity_and_its_fix() -> None:
    assert {rule.name for rule in RULES} == set(RULE_NAMES)
    assert {rule.severity for rule in RULES} <= set(SEVERITIES)
    assert {rule.fix for rule in RULES} <= set(FIXES)
    assert {rule.unit for rule in RULES if rule.threshold is not None} <= set(UNITS)
