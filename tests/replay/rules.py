"""What each entry of the installation's stream does to the rules that were read before it."""

from typing import Any

Value = list[dict[str, Any]]


def put_rule(rules: Value, entry: dict[str, Any]) -> Value:
    """Take the rule as the entry says it."""
    said = entry["data"]["rule"]
    return [said if rule["name"] == said["name"] else rule for rule in rules]


def leave(rules: Value, entry: dict[str, Any]) -> Value:
    """Leave the rules as they are: findings are lists of their own."""
    return rules


REDUCERS = {"rule.changed": (put_rule,), "finding.waived": (leave,), "finding.resumed": (leave,)}
