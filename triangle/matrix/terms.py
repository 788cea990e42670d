"""The words that questions, answers and rules of the matrix share."""

STAGES = ("S1", "S2", "S3", "S4", "S5", "S6", "S7")
GROUPS = ("deal", "account", "stage")
KINDS = ("added", "removed", "moved")
BY = ("week", "stage")
SEVERITIES = ("high", "medium", "low")
FIXES = ("assign_seat", "hand_off", "answer", "open_node", "open_promises", "name_deputy")
RULE_NAMES = (
    "no_accountable",
    "person_gone",
    "fulfilment_missing",
    "handoff_overdue",
    "no_deputy",
    "gate_open_items",
    "overloaded",
    "stalled",
    "two_corners",
    "gate_open_promises",
    "promise_overdue",
    "only_one",
)
# What a threshold counts, and between which numbers it lies; a stage is counted from S1.
UNITS = {"nodes": (1, 999), "deals": (0, 999), "days": (0, 365), "hours": (0, 720), "stage": (1, len(STAGES))}
