"""What is going to happen in one deal, decided before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from triangle.nodes.models import Node
from triangle.playbooks.models import Briefing, Gate, NodeTemplate, Playbook

ANSWERING_DAYS = 1.2


@dataclass(frozen=True, slots=True)
class Step:
    """A node of a deal as its story needs it."""

    template: NodeTemplate
    node_id: int
    items: tuple[tuple[int, str], ...]

    @property
    def code(self) -> str:
        """The node's code, such as KD4.3."""
        return self.template.code

    @property
    def gate(self) -> Gate | None:
        """The decision that the node needs."""
        return self.template.gate

    @property
    def briefing(self) -> Briefing | None:
        """The hand-off that the node is about."""
        return self.template.briefing

    @property
    def is_plain(self) -> bool:
        """Say whether the node is neither a gate nor a briefing, so that it can be left out or left open."""
        return self.gate is None and self.briefing is None


@dataclass(frozen=True, slots=True)
class Offer:
    """A hand-off that is given near the end and waits for its answer now.

    `days_ago` are working days; the receiver is a role or the first part of a demo address, and without one
    it is the node's briefing that is offered.
    """

    code: str
    days_ago: float
    receiver: str | None = None


@dataclass(slots=True)
class Plot:
    """How far a deal comes, how fast, how it ends, and what waits in it now."""

    playbook: str
    target: str
    status: str = "open"
    pace: float = 1.0
    rest: float = 3.0
    left_open: frozenset[str] = frozenset()
    offers: tuple[Offer, ...] = ()
    no_go: bool = False
    on_hold: bool = False
    # Delivery says no to the review: "overridden" by the sponsor on the way, or "stands" until now.
    veto: str | None = None
    # The decision after the review is taken on conditions that later nodes still work on.
    on_conditions: bool = False
    days: dict[str, float] = field(default_factory=dict)

    def plan(self, playbook: Playbook, chance: Random) -> None:
        """Decide how many working days each node up to the target takes."""
        for template in templates(playbook):
            answering = ANSWERING_DAYS if template.briefing else 0
            self.days[template.code] = (
                template.working_days * self.pace * chance.uniform(0.75, 1.25) + answering
            )
            if template.code == self.target:
                return

    @property
    def length(self) -> float:
        """How many working days pass from the opening to the target's last day."""
        return sum(self.days.values())


def templates(playbook: Playbook) -> list[NodeTemplate]:
    """Return the nodes of a playbook in order."""
    return [template for stage in playbook.stages for template in stage.nodes]


def steps_of(nodes: Sequence[Node]) -> list[Step]:
    """Return the nodes of a deal as steps of its story."""
    return [Step(n.template, n.id, tuple((item.id, item.text["zh"]) for item in n.checklist)) for n in nodes]


def work_in(playbook: Playbook, target: str) -> int:
    """Return about how many deeds it takes to bring a deal to a node."""
    deeds: int = 1
    for template in templates(playbook):
        deeds += 2 + len(template.checklist) + (3 if template.briefing else 0) + (1 if template.gate else 0)
        if template.code == target:
            break
    return deeds
