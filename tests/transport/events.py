"""What a client may say to the app of these tests, and what the app says then."""

from collections import Counter
from typing import Any

import flask_socketio
import gevent
from flask import request
from flask_socketio import ConnectionRefusedError as Refused


class Events:
    """The app's handlers in the default namespace, and what they have counted."""

    def __init__(self, sockets: flask_socketio.SocketIO) -> None:
        self.sockets = sockets
        self.shown: dict[str, Any] = {}
        self.entered = self.counted = 0
        self.reasons: Counter[str] = Counter()
        for handler in (self.connect, self.disconnect, self.who, self.count, self.leave, self.drop):
            sockets.on(handler.__name__)(handler)
        for handler in (self.ask, self.tell, self.numbers):
            sockets.on(handler.__name__)(handler)
        for answer in (echo, say, join, part, nap, fail):
            sockets.on(answer.__name__)(answer)
            sockets.on(answer.__name__, namespace="/second")(answer)

        if hasattr(sockets.server, "on_quick"):
            sockets.server.on_quick("quick", self.quick)

    def quick(self, sid: str, word: str | bytes | dict[str, bytes]) -> None:
        """Say a word back where it is read, or several of them."""
        words = word.values() if isinstance(word, dict) else [word]
        texts = [each if isinstance(each, str) else str(each, "utf-8") for each in words]
        self.sockets.emit("said", " ".join(texts), to=sid)

    def connect(self, auth: Any = None) -> bool:
        """Let in whoever does not wish to be refused."""
        wish = auth if isinstance(auth, dict) else {}
        if "refuse" in wish:
            raise Refused(*wish["refuse"])
        if "break" in wish:
            fail()
        if "turn_away" in wish:
            return False
        self.entered += 1
        self.shown[request.sid] = auth
        return True

    def disconnect(self, reason: str) -> None:
        """Count who has left, and why."""
        del self.shown[request.sid]
        self.reasons[reason] += 1

    def who(self) -> Any:
        """Answer with what the client showed when it connected."""
        return self.shown[request.sid]

    def count(self, *_: Any) -> None:
        """Count."""
        self.counted += 1

    def leave(self) -> None:
        """Send the client away."""
        flask_socketio.disconnect()

    def drop(self) -> None:
        """End the connection without a word, as a failing network does: clients come back from that."""
        server = self.sockets.server
        connection = server.manager.eio_sid_from_sid(request.sid, "/")
        server.eio.sockets[connection].close(wait=False, abort=True)

    def ask(self, *words: Any) -> None:
        """Ask the client, and tell it what it answered."""
        sid = request.sid

        def answered(*answer: Any) -> None:
            self.sockets.emit("answered", answer, to=sid)

        flask_socketio.emit("question", words, callback=answered)

    def tell(self, room: str, words: Any) -> None:
        """Tell a room."""
        self.sockets.emit("told", words, to=room)

    def numbers(self, first: int, last: int, size: int) -> None:
        """Say numbers in order."""
        for number in range(first, last):
            flask_socketio.emit("number", (number, "x" * size))


def echo(*words: Any) -> tuple[Any, ...]:
    """Answer with what was said."""
    return words


def say(*words: Any) -> None:
    """Say it back as an event."""
    flask_socketio.emit("said", words)


def join(room: str) -> str:
    """Enter a room."""
    flask_socketio.join_room(room)
    return room


def part(room: str) -> None:
    """Leave a room."""
    flask_socketio.leave_room(room)


def nap(seconds: float, word: str) -> str:
    """Answer after a while."""
    gevent.sleep(seconds)
    return word


def fail() -> None:
    """Break, as a handler with a mistake in it does."""
    raise LookupError("a mistake in a handler")
