"""Whose servers of shared notes are measured, and why one of them is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from bench import servers
from bench.live.rivals import node, why_no_packages
from bench.notes.house import House
from bench.notes.tongues import Hocuspocus, Tongue, YWebsocket
from bench.servers import Server, served
from tools.steps import ROOT

FOLDER = ROOT / "bench" / "peers_notes"
HOCUSPOCUS, Y_WEBSOCKET = "Hocuspocus", "@y/websocket-server"


class Standing(Protocol):
    """A server of one rival that runs."""

    server: Server

    def tongue(self, notes: int) -> Tongue:
        """Begin so many fresh notes and return how they are spoken of."""
        ...


@dataclass(frozen=True, slots=True)
class InMemory:
    """A server of Node: whoever first opens a note makes it."""

    server: Server
    speaks: type[Hocuspocus | YWebsocket]
    numbers: "count[int]"

    def tongue(self, notes: int) -> Tongue:
        """Name so many notes that nobody has named before."""
        return self.speaks(self.server.port, [f"note{next(self.numbers)}" for _ in range(notes)])


@dataclass(frozen=True, slots=True)
class OnDisk:
    """`triangle serve` on a fresh copy of the house."""

    server: Server
    house: House
    url: str

    def tongue(self, notes: int) -> Tongue:
        """Begin so many notes in the house's one room."""
        return self.house.begin(self.server, self.url, notes)


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody who serves shared notes: Node's from memory, ours with every update on disk first."""

    name: str
    house: House | None = None
    file: str = ""

    @contextmanager
    def serve(self) -> Iterator[Standing]:
        """Serve until the block ends."""
        if self.house is not None:
            url = self.house.copy()
            with servers.triangle(url) as server:
                yield OnDisk(server, self.house, url)
            return
        speaks = Hocuspocus if self.name == HOCUSPOCUS else YWebsocket
        with served([node(), str(FOLDER / self.file)]) as server:
            yield InMemory(server, speaks, count())


def rivals(houses: dict[str, House]) -> tuple[list[Rival], list[str]]:
    """Return those who can be measured here, and a sentence about everybody who cannot."""
    why = why_no_packages(FOLDER)
    node_s = [Rival(HOCUSPOCUS, file="hocuspocus.js"), Rival(Y_WEBSOCKET, file="y_websocket.js")]
    ours = [Rival(f"ours, {kind}", house) for kind, house in houses.items()]
    if why:
        return ours, [f"{rival.name} is left out: {why}." for rival in node_s]
    return [*node_s, *ours], []
