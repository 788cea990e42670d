"""The deals of the demo company: thirteen that every company has, and as many more as chance is asked for."""

from collections.abc import Mapping
from random import Random

from triangle.demo import reason_words
from triangle.demo.accounts import Line, SeatChange, change_of_seat, vacancy
from triangle.demo.customers import customer
from triangle.demo.names import Names
from triangle.demo.plot import Offer, Plot, templates
from triangle.playbooks.models import NodeTemplate, Playbook

# The triangle of the demo sign-ins: what waits for them is decided here, not by chance.
TRIO = {"AR": "ar", "SR": "sr", "FR": "fr", "SP": "lead", "SV": "SV"}
OTHERS = {"AR": "AR", "SR": "SR", "FR": "FR", "SP": "SP", "BF": "BF", "SV": "SV"}
CHANNEL = OTHERS | {"CM": "CM", "PT": "PT"}
KINDS = {
    "KD": ("key_account", "direct"),
    "KC": ("key_account", "partner"),
    "SD": ("sme", "direct"),
    "SC": ("sme", "partner"),
}
WEIGHTS = {"KD": 38, "KC": 22, "SD": 25, "SC": 15}
STATUSES = {"open": 60, "won": 22, "lost": 18}
STAGES = {"open": ("S1", "S2", "S3", "S4", "S5"), "won": ("S6", "S7"), "lost": ("S2", "S3", "S4", "S5")}
SMALLEST = 13


def _still(playbook: str, target: str, status: str = "open", *offers: Offer, **more: object) -> Plot:
    return Plot(playbook, target, status, rest=6.0, offers=offers, **more)  # type: ignore[arg-type]


def _ours(names: Names, chance: Random) -> list[Line]:
    """The accounts of the demo AR; the last two have no open deal room."""

    def line(kind: str, *plots: Plot, **seats: str) -> Line:
        type_, channel = KINDS[kind]
        return Line(
            customer(names, chance, type_=type_, channel=channel, region="华东"), TRIO | seats, list(plots)
        )

    won = _still("KD", "KD6.5", "won", Offer("KD6.5", 0.3, "admin"))
    small = _still(
        *("SD", "SD7.1", "won", Offer("SD7.1", 0.1), Offer("SD6.4", 1.7, "admin")),
        left_open=frozenset({"SD6.4"}),
    )
    # Of this one the whole triangle has something at work that the AR could hand over.
    against = {"veto": "overridden", "on_conditions": True, "left_open": frozenset({"KD5.2"})}
    lines = [
        line("KD", _still("KD", "KD1.3", "open", Offer("KD1.3", 0.2)), won),
        line("KD", _still("KD", "KD3.4", "open", Offer("KD3.4", 1.6))),
        line("KD", _still("KD", "KD4.3", "open", Offer("KD4.3", 0.45)), BF="BF"),
        line("KD", _still("KD", "KD5.3", "open", Offer("KD5.3", 0.25, "lead"), **against)),
        line("KD", _still("KD", "KD7.1", "won", Offer("KD7.1", 2.2))),
        line("SD", _still("SD", "SD3.2", "open", Offer("SD3.2", 1.1)), small),
        line("KD", Plot("KD", "KD4.4", "lost", rest=30.0, no_go=True)),
        line("KD"),
    ]
    lines[1].seats["AR"] = "AR"
    lines[1].changes.append(SeatChange("AR", 25, "ar", reason_words.WON_BACK))
    return lines


def _neighbours(names: Names, chance: Random) -> list[Line]:
    """Accounts of colleagues who ask the demo sign-ins to take something over."""
    south = customer(names, chance, type_="key_account", channel="direct", region="华南")
    early = _still(
        *("KD", "KD2.4", "open", Offer("KD2.4", 1.5, "lead"), Offer("KD2.1", 0.35, "ar")),
        left_open=frozenset({"KD2.1"}),
        on_hold=True,
    )
    joint = customer(names, chance, type_="key_account", channel="partner", region="华北")
    proof = _still("KC", "KC4.2", "open", Offer("KC4.2", 0.15, "sr"))
    small = customer(names, chance, type_="sme", channel="partner", region="华东")
    remote = _still("SC", "SC6.2", "won", Offer("SC6.2", 1.4, "fr"))
    refused = customer(names, chance, type_="key_account", channel="direct", region="华东")
    undeliverable = _still("KD", "KD4.3", "open", veto="stands")
    return [
        Line(refused, OTHERS | {"FR": "fr", "SP": "lead"}, [undeliverable]),
        Line(south, dict(OTHERS), [early], [vacancy("FR", 2.3)]),
        Line(joint, dict(CHANNEL), [proof], [change_of_seat(chance, "FR", 30), vacancy("FR", 0.8)]),
        Line(small, dict(CHANNEL), [remote]),
    ]


def lines(names: Names, chance: Random, playbooks: Mapping[str, Playbook], deals: int) -> list[Line]:
    """Decide about every account and deal."""
    made = [*_ours(names, chance), *_neighbours(names, chance)]
    left = deals - SMALLEST
    while left > 0:
        made.append(_by_chance(names, chance, playbooks, min(left, chance.choice((1, 1, 1, 2, 2, 3)))))
        left -= len(made[-1].plots)
    for line in made:
        for plot in line.plots:
            plot.plan(playbooks[plot.playbook], chance)
    return made


def _by_chance(names: Names, chance: Random, playbooks: Mapping[str, Playbook], deals: int) -> Line:
    kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    type_, channel = KINDS[kind]
    ours = chance.random() < 0.1
    made = Line(
        customer(names, chance, type_=type_, channel=channel, region=None),
        dict(CHANNEL if channel == "partner" else OTHERS) | (TRIO if ours else {}),
    )
    made.plots = [_plot(chance, kind, playbooks[kind], may_offer=not ours) for _ in range(deals)]
    if not ours and chance.random() < 0.3:
        role = chance.choice(("AR", "SR", "FR"))
        longest = max(plot.rest + 20 * plot.pace for plot in made.plots)
        made.changes.append(change_of_seat(chance, role, longest * chance.uniform(0.5, 1)))
    if made.plots[0].status == "open" and chance.random() < 0.08:
        made.changes.append(vacancy("FR", chance.uniform(0.5, 2.5)))
    return made


def _plot(chance: Random, kind: str, playbook: Playbook, *, may_offer: bool) -> Plot:
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    stage = chance.choice(STAGES[status])
    nodes = templates(playbook)
    target = chance.choice([node for node in nodes if node.stage_code == stage])
    plot = Plot(kind, target.code, status, pace=chance.uniform(0.6, 1.3))
    plot.rest = chance.uniform(15, 40) if chance.random() < 0.1 else chance.uniform(0.6, 9)
    if status == "lost":
        plot.rest = chance.uniform(5, 150)
        return plot
    plot.on_hold = chance.random() < 0.3
    plot.left_open = _left_open(chance, nodes, target)
    if may_offer and chance.random() < 0.5:
        receiver = None if target.briefing else target.raci["A"]
        plot.offers = (Offer(target.code, min(plot.rest, chance.uniform(0.1, 2.5)) * 0.9, receiver),)
    return plot


def _left_open(chance: Random, nodes: list[NodeTemplate], target: NodeTemplate) -> frozenset[str]:
    before = nodes[target.position - 1] if target.position else None
    free = before is not None and before.gate is None and before.briefing is None
    return frozenset({before.code}) if before is not None and free and chance.random() < 0.35 else frozenset()
