"""Many sockets that read one stream and only note when bytes came: a process of its own."""

import re
import selectors
import sys
from bisect import bisect_left
from itertools import accumulate
from time import perf_counter
from typing import Any

import orjson
import websocket

OP_ID = re.compile(rb'"op_id":"([^"]+)"')
PING, PONG = b"\x81\x012", "3"
QUIET_SECONDS, ANSWER_SECONDS = 1.0, 10


class Reader:
    """One Socket.IO client that is subscribed, and everything its socket heard since."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{given['port']}/socket.io/?EIO=4&transport=websocket",
            cookie=given["cookie"],
            timeout=ANSWER_SECONDS,
        )
        self._chunks: list[tuple[float, bytes]] = []
        self._await("0{")
        self._socket.send("40" + orjson.dumps({"csrf": given["csrf"], "protocol": 1}).decode())
        self._await("40{")
        wish = {"stream": given["stream"], "epoch": 1, "after": given["after"]}
        self._socket.send("420" + orjson.dumps(["subscribe", wish]).decode())
        self._await('430[{"status":"ok"')
        self.raw = self._socket.sock
        self.raw.setblocking(False)

    def _await(self, beginning: str) -> None:
        while not (said := self._socket.recv()).startswith(beginning):
            if said.startswith(("43", "44")):
                raise SystemExit(f"refused: {said}")

    def hear(self) -> None:
        """Note what came and when; reading it is for later, so that it delays nobody."""
        chunk = self.raw.recv(262_144)
        if not chunk:
            raise SystemExit("the server closed the socket of a reader")
        self._chunks.append((perf_counter(), chunk))
        if PING in chunk:
            self._socket.send(PONG)

    def arrivals(self) -> list[tuple[str, float]]:
        """Return each entry's op_id with the moment when it had come."""
        ends = list(accumulate(len(chunk) for _, chunk in self._chunks))
        heard = b"".join(chunk for _, chunk in self._chunks)
        return [
            (found[1].decode(), self._chunks[bisect_left(ends, found.end())][0])
            for found in OP_ID.finditer(heard)
        ]


def main() -> None:
    """Subscribe as often as stdin's first line says, say so, read until all is quiet, tell every arrival."""
    given = orjson.loads(sys.stdin.buffer.readline())
    readers = [Reader(given) for _ in range(given["readers"])]
    with selectors.DefaultSelector() as selector:
        for reader in readers:
            selector.register(reader.raw, selectors.EVENT_READ, reader)
        selector.register(sys.stdin, selectors.EVENT_READ)
        print("ready", flush=True)
        _hear_all(selector)
    told = orjson.dumps([arrival for reader in readers for arrival in reader.arrivals()])
    sys.stdout.buffer.write(told)


def _hear_all(selector: selectors.BaseSelector) -> None:
    """Hear until nothing more is sent, which the end of stdin says, and nothing is on its way."""
    patience = None
    while heard := selector.select(patience):
        for key, _ in heard:
            if key.data is None:
                selector.unregister(sys.stdin)
                patience = QUIET_SECONDS
            else:
                key.data.hear()


if __name__ == "__main__":
    main()
