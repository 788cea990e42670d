"""Somebody who reads a stream through nginx by the rules of the protocol, whatever happens behind it."""

import threading
from typing import Any

import requests
import socketio

from tests.deploy.site import PATIENCE, Site
from triangle.identity.queries import csrf_token

COOKIE = "__Host-triangle"


class Reader:
    """A socket that reconnects, resumes after its last number, and drops what it has."""

    def __init__(self, site: Site, token: str, stream: str, position: dict[str, int]) -> None:
        self._stream, self._epoch = stream, position["epoch"]
        self.last = position["seq"]
        self.applied: list[dict[str, Any]] = []
        self.disconnects = 0
        self.resets: list[Any] = []
        # The name of the process that the socket came to.
        self.node = ""
        self._greeted = threading.Event()
        self._lock = threading.Lock()
        web = requests.Session()
        web.verify = str(site.certificate)
        web.trust_env = False
        self._io = socketio.Client(
            http_session=web,
            reconnection_delay=0.2,
            reconnection_delay_max=1,
            websocket_extra_options={"origin": site.origin},
        )
        self._io.on("connect", self._subscribe)
        self._io.on("hello", self._greet)
        self._io.on("disconnect", self._count)
        self._io.on("entry", self._take)
        self._io.on("heads", self._compare)
        self._io.connect(
            site.origin,
            # Made anew for each try: the client takes the cookie out of what it is given.
            headers=lambda: {"Cookie": f"{COOKIE}={token}"},
            auth={"csrf": csrf_token(token), "protocol": 1},
            transports=["websocket"],
            wait_timeout=PATIENCE,
        )
        assert self._greeted.wait(PATIENCE), "nobody said hello"

    @property
    def is_connected(self) -> bool:
        """Say whether the socket is open at this moment."""
        return bool(self._io.connected)

    def _greet(self, said: dict[str, Any]) -> None:
        self.node = said["node"]
        self._greeted.set()

    def _subscribe(self) -> None:
        wish = {"stream": self._stream, "epoch": self._epoch, "after": self.last}
        self._io.emit("subscribe", wish, callback=self._resumed)

    def _resumed(self, answer: dict[str, Any]) -> None:
        if answer["status"] != "ok":
            self.resets.append(answer)
            return
        for entry in answer["entries"]:
            self._take(entry)

    def _take(self, entry: dict[str, Any]) -> None:
        with self._lock:
            if entry["seq"] == self.last + 1:
                self.last = entry["seq"]
                self.applied.append(entry)
            is_gap = entry["seq"] > self.last + 1
        if is_gap:
            self._subscribe()

    def _compare(self, heads: dict[str, int]) -> None:
        if heads.get(self._stream, 0) > self.last:
            self._subscribe()

    def _count(self, *_why: Any) -> None:
        self.disconnects += 1

    def close(self) -> None:
        """Close the socket for good."""
        self._io.disconnect()
