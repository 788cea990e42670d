"""The cases that go over HTTP, each beside its peers, in rounds that take turns."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from bench import servers
from bench.asked import Asked
from bench.company import Company
from bench.databases import Databases
from bench.http.peers import Peer, by_bare_driver, over_http
from bench.http.recording import record_all
from bench.http.replay import Bare, heads_of
from bench.table import Row, row, row_of_sum

WARM_UP, ROUND = 20, 10


@dataclass(frozen=True, slots=True)
class Case:
    """A piece of work that is asked for over HTTP, again and again."""

    name: str
    requests: list[Asked]
    reads: bool = False


def cases(company: Company, counted: int) -> Iterator[Case]:
    """Yield the cases, each with as many requests as are sent."""
    numbers = range(WARM_UP + counted)
    yield Case("accept a hand-off", [_accept(company, number) for number in numbers])
    yield Case("open a room of 28 nodes", [_open(company, number) for number in numbers])
    yield Case("show a room", [_show(company, number) for number in numbers], reads=True)


def _accept(company: Company, number: int) -> Asked:
    path = f"/api/handoffs/{company.handoffs[number]}/accept"
    return Asked("POST", path, company.tokens["receiver"], {}, _key("accept", number))


def _open(company: Company, number: int) -> Asked:
    body = {
        "account_id": company.accounts[number % len(company.accounts)],
        "title": f"数据中台 {number}",
        "playbook": "KD",
        "amount": 1_280_000,
        "currency": "CNY",
    }
    return Asked("POST", "/api/deals", company.tokens["ar"], body, _key("open", number))


def _show(company: Company, number: int) -> Asked:
    return Asked("GET", f"/api/deals/{company.deals[number % len(company.deals)]}", company.tokens["ar"])


def _key(name: str, number: int) -> tuple[tuple[str, str], ...]:
    return (("Idempotency-Key", f"{name}-{number}"),)


def compare(case: Case, databases: Databases) -> list[Row]:
    """Measure a case and its peers; return their rows."""
    place = "".join(letter for letter in case.name if letter.isalpha())
    recorded, replayed = databases.copy(f"{place}_recorded"), databases.copy(f"{place}_replayed")
    transcripts, answers = record_all(recorded, case.requests)
    raw = [asked.raw() for asked in case.requests]
    with ExitStack() as stack:
        bare = stack.enter_context(closing(Bare(replayed)))
        ours = over_http(stack.enter_context(servers.triangle(databases.copy(f"{place}_served"))), raw)
        floor = over_http(stack.enter_context(servers.floor({"": answers[-1]})), raw)
        replay = by_bare_driver(bare, transcripts, dumps=case.reads)
        take_turns([ours, replay, floor], len(raw))
    # Replayed by mistake, a peer would look fast by doing less.
    assert heads_of(recorded) == heads_of(replayed)
    return _rows(case, databases.name, ours, replay, floor)


def take_turns(peers: Sequence[Peer], runs: int) -> None:
    """Run warm-up and rounds in turns, so that whatever else the machine does hits every peer alike."""
    for peer in peers:
        peer.run(range(WARM_UP), counted=False)
    for begin in range(WARM_UP, runs, ROUND):
        for peer in peers:
            peer.run(range(begin, begin + ROUND), counted=True)


def _rows(case: Case, database: str, ours: Peer, replay: Peer, floor: Peer) -> list[Row]:
    parts = [floor.figures, replay.figures]
    rows_too = " + orjson" if case.reads else ""
    return [
        row(database, case.name, "triangle over HTTP", ours.figures, against=parts),
        row_of_sum(f"floor + bare SQL{rows_too}", parts),
        row("", "", "  HTTP floor, no database", floor.figures),
        row("", "", f"  same SQL, bare driver{rows_too}", replay.figures),
    ]
