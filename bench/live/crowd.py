"""Thousands of Socket.IO clients in this one thread: they come, count what they hear, and go."""

import gc
import select
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic_ns

from bench.live.member import CHUNK, Failed, Member
from bench.live.wire import PING, WIRE_PING, Caller, said

PATIENCE_SECONDS = 30.0
STEADILY = 64


@dataclass(slots=True)
class Opening:
    """How a number of clients came in."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)


class Crowd:
    """Clients of one server or of several, who are heard together."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._members: dict[int, Member] = {}
        self._raw: list[socket.socket] = []
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._members)

    def open(
        self, callers: Sequence[Caller], at_once: int = STEADILY, patience: float = PATIENCE_SECONDS
    ) -> Opening:
        """Bring clients in, never more than `at_once` of them on their way; whoever was refused is gone."""
        opening, begun, coming = Opening(), monotonic_ns(), iter(callers)
        on_the_way: set[Member] = set()
        missing = len(callers)
        while missing and (left := patience - _seconds_since(begun)) > 0:
            for caller in islice(coming, at_once - len(on_the_way)):
                on_the_way.add(self._add(Member(caller)))
            for number, event in self._poll.poll(left):
                member = self._members[number]
                self._step(member, event, opening.failed)
                if member not in on_the_way or not (member.is_in or member.is_gone):
                    continue
                on_the_way.remove(member)
                missing -= 1
                if not member.is_gone:
                    opening.waits.append(_seconds_since(member.begun))
        opening.seconds = _seconds_since(begun)
        for member in on_the_way:
            self._remove(member)
        if missing:
            opening.failed["not in time"] += missing
        self._raw = [member.raw for member in self._members.values()]
        self._places = {raw.fileno(): place for place, raw in enumerate(self._raw)}
        # They stay: looking through all of them again and again would hold the clock up.
        gc.freeze()
        return opening

    def say(self, text: bytes, who: int = 0) -> None:
        """Let one of the clients, by default the first, say something."""
        next(islice(self._members.values(), who, None)).raw.send(said(text))

    def hear(self, count: int, needle: bytes, patience: float = PATIENCE_SECONDS) -> int:
        """Wait for so many messages with the needle in them; return the moment, in ns, of the last one."""
        heard, same, deadline = 0, None, monotonic_ns() + patience * 1e9
        while heard < count and (left := deadline - monotonic_ns()) > 0:
            for number, _ in self._poll.poll(left / 1e9):
                member = self._members[number]
                chunk = member.raw.recv(CHUNK)
                # Nearly always it is the very frame that the client before heard: nothing is to be read.
                if chunk == same and not member.rest:
                    heard += 1
                    continue
                in_between = bool(member.rest)
                found = member.read(chunk)
                fitting = sum(needle in message for message in found)
                heard += fitting
                if fitting == len(found) == 1 and not in_between and not member.rest:
                    same = chunk
        last = monotonic_ns()
        if heard != count:
            raise SystemExit(f"{heard} of {count} messages came")
        return last

    def listen(self, seconds: float) -> Iterator[tuple[int, list[bytes]]]:
        """Wait so long at most; yield who heard something, by place in the crowd, and what."""
        same: tuple[bytes, list[bytes]] = (b"", [])
        for number, _ in self._poll.poll(max(0.0, seconds)):
            member = self._members[number]
            chunk = member.raw.recv(CHUNK)
            if chunk == same[0] and not member.rest:
                yield self._places[number], same[1]
                continue
            is_whole = not member.rest
            found = member.read(chunk)
            # A ping that is read from memory would not be answered.
            if is_whole and not member.rest and PING not in chunk and WIRE_PING not in chunk:
                same = chunk, found
            yield self._places[number], found

    def tell(self, who: int, frames: bytes) -> None:
        """Let a client send frames that are made already."""
        self._raw[who].send(frames)

    def rest(self, seconds: float) -> Counter[str]:
        """Do nothing but answer pings; return how clients were lost meanwhile."""
        begun, lost = monotonic_ns(), Counter[str]()
        while (left := seconds - _seconds_since(begun)) > 0:
            for number, event in self._poll.poll(left):
                self._step(self._members[number], event, lost)
        return lost

    def leave(self) -> None:
        """Close every client's socket without a word, as a lost network does."""
        for member in list(self._members.values()):
            self._remove(member)

    def _step(self, member: Member, event: int, failed: Counter[str]) -> None:
        try:
            if event & select.EPOLLOUT:
                member.greet()
                self._poll.modify(member.raw, select.EPOLLIN)
            else:
                member.hear()
        except Failed as why:
            failed[str(why)] += 1
            self._remove(member)

    def _add(self, member: Member) -> Member:
        self._members[member.raw.fileno()] = member
        self._poll.register(member.raw, select.EPOLLOUT)
        return member

    def _remove(self, member: Member) -> None:
        del self._members[member.raw.fileno()]
        member.raw.close()


def _seconds_since(begun: int) -> float:
    return (monotonic_ns() - begun) / 1e9
