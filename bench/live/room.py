"""The deal room of the real product that everybody of a crowd reads, and what is done in it."""

from collections.abc import Sequence
from itertools import cycle, islice

import orjson

from bench.asked import Asked
from bench.company import Company
from bench.keep_alive import KeepAlive
from bench.live.wire import CONNECT, Caller, caller, said
from bench.servers import Server
from triangle.deals.models import deal_stream
from triangle.identity.queries import csrf_token


class Room:
    """The first room of a company, as a server shows it, and the sessions of those who read it."""

    def __init__(self, company: Company, readers: Sequence[str], server: Server) -> None:
        self._company, self._readers, self._http = company, readers, KeepAlive(server.port)
        self._stream = deal_stream(company.deals[0])
        self._receiver = "receiver"
        self._handoff, self._deeds = company.handoffs[0], 0
        asked = Asked("GET", f"/api/deals/{company.deals[0]}", company.tokens["ar"])
        self._position = orjson.loads(self._http.ask(asked.raw()))["positions"][self._stream]

    def wish(self, missed: int = 0) -> bytes:
        """Return the wish to read on from so many entries before the last one that was shown."""
        position = self._position
        wish = {"stream": self._stream, "epoch": position["epoch"], "after": position["seq"] - missed}
        return b'420["subscribe",%b]' % orjson.dumps(wish)

    def callers(self, server: Server, count: int, *, read_on: bool = True) -> list[Caller]:
        """Return so many clients of a server who sign in and, if they are to, read on."""
        each = [self._caller(server, token, read_on=read_on) for token in self._readers]
        return list(islice(cycle(each), count))

    def _caller(self, server: Server, token: str, *, read_on: bool) -> Caller:
        (opened, _), (joined, _) = CONNECT
        login = said(b"40" + orjson.dumps({"csrf": csrf_token(token), "protocol": 1}))
        wish = [(joined, said(self.wish())), (b'430[{"status":"ok"', b"")] if read_on else [(joined, b"")]
        return caller(server.port, [(opened, login), *wish], f"triangle_session={token}")

    def send_accept(self) -> None:
        """Accept the hand-off that waits; the answer is taken by `send_offer`."""
        self._post(f"/api/handoffs/{self._handoff}/accept", self._receiver, {})

    def send_offer(self) -> None:
        """Take the answer of the last acceptance, and offer the same node to another person."""
        node = orjson.loads(self._http.answer())["data"]["node_id"]
        giver, self._receiver = self._receiver, "fr" if self._receiver != "fr" else "receiver"
        body = {
            "receiver_ids": [self._company.people[self._receiver]],
            "message": "请接手，材料都在清单里。",
            "kind": "transfer",
        }
        self._post(f"/api/nodes/{node}/handoffs", giver, body)

    def is_offered(self) -> None:
        """Take the answer of the last offer."""
        self._handoff = orjson.loads(self._http.answer())["data"]["id"]

    def _post(self, path: str, name: str, body: dict[str, object]) -> None:
        self._deeds += 1
        key = (("Idempotency-Key", f"bench-{self._deeds}"),)
        self._http.send(Asked("POST", path, self._company.tokens[name], body, key).raw())
