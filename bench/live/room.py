"""The deal room of the real product that everybody of a crowd reads, and what is done in it."""

import orjson

from bench.asked import Asked
from bench.company import Company
from bench.keep_alive import KeepAlive
from bench.live.wire import CONNECT, Talk, said
from bench.servers import Server
from triangle.deals.models import deal_stream
from triangle.identity.queries import csrf_token

READER = "ar"


class Room:
    """The first room of a company, as a server shows it."""

    def __init__(self, company: Company, server: Server) -> None:
        self._company, self._http = company, KeepAlive(server.port)
        self._stream, self._token = deal_stream(company.deals[0]), company.tokens[READER]
        self._giver, self._receiver = "sr", "receiver"
        self._handoff, self._deeds = company.handoffs[0], 0
        shown = orjson.loads(
            self._http.ask(Asked("GET", f"/api/deals/{company.deals[0]}", self._token).raw())
        )
        self._position = shown["positions"][self._stream]

    @property
    def cookie(self) -> str:
        """The cookie of the readers' session."""
        return f"triangle_session={self._token}"

    def wish(self, missed: int = 0) -> bytes:
        """Return the wish to read on from so many entries before the last one that was shown."""
        position = self._position
        wish = {"stream": self._stream, "epoch": position["epoch"], "after": position["seq"] - missed}
        return b'420["subscribe",%b]' % orjson.dumps(wish)

    def hello(self) -> Talk:
        """Return what a reader says who only signs in."""
        login = {"csrf": csrf_token(self._token), "protocol": 1}
        (opened, _), joined = CONNECT
        return ((opened, said(b"40" + orjson.dumps(login))), joined)

    def hello_and_wish(self) -> Talk:
        """Return what a reader says who signs in and reads on."""
        opened, (joined, _) = self.hello()
        return (opened, (joined, said(self.wish())), (b'430[{"status":"ok"', b""))

    def send_accept(self) -> None:
        """Accept the hand-off that waits; the answer is taken by `offer_again`."""
        self._post(f"/api/handoffs/{self._handoff}/accept", self._receiver, {})

    def send_offer(self) -> None:
        """Take the answer of the last acceptance, and offer the same node to another person."""
        node = orjson.loads(self._http.answer())["data"]["node_id"]
        self._giver, self._receiver = self._receiver, "fr" if self._receiver != "fr" else "receiver"
        body = {
            "receiver_ids": [self._company.people[self._receiver]],
            "message": "请接手，材料都在清单里。",
            "kind": "transfer",
        }
        self._post(f"/api/nodes/{node}/handoffs", self._giver, body)

    def is_offered(self) -> None:
        """Take the answer of the last offer."""
        self._handoff = orjson.loads(self._http.answer())["data"]["id"]

    def _post(self, path: str, name: str, body: dict[str, object]) -> None:
        self._deeds += 1
        key = (("Idempotency-Key", f"bench-{self._deeds}"),)
        self._http.send(Asked("POST", path, self._company.tokens[name], body, key).raw())
