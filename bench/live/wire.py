"""As much of WebSocket, Engine.IO and Socket.IO as a client needs that counts messages unopened."""

from collections.abc import Sequence
from dataclasses import dataclass

UPGRADE_KEY = b"dHJpYW5nbGUtYmVuY2gtMQ=="
SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
_SHORT, _CLOSE = 126, 0x88

# What a client waits for, by its beginning, and what it says then; after the last line it is in.
Talk = Sequence[tuple[bytes, bytes]]


def said(text: bytes) -> bytes:
    """Return a client's text as a frame; a mask of zeros is a mask, and leaves the text readable."""
    return b"\x81" + _length(len(text), masked=0x80) + bytes(4) + text


def said_bytes(data: bytes) -> bytes:
    """Return a client's bytes as a frame, masked with zeros too."""
    return b"\x82" + _length(len(data), masked=0x80) + bytes(4) + data


def text_frame(text: bytes) -> bytes:
    """Return a server's text as a frame."""
    return b"\x81" + _length(len(text), masked=0) + text


def _length(length: int, masked: int) -> bytes:
    if length < _SHORT:
        return bytes([masked | length])
    if length < 65_536:
        return bytes([masked | _SHORT]) + length.to_bytes(2)
    return bytes([masked | _SHORT + 1]) + length.to_bytes(8)


PING, PONG = text_frame(b"2"), said(b"3")
# Those of WebSocket itself, by which a server without Engine.IO asks who is still there.
WIRE_PING, WIRE_PONG = b"\x89\x00", b"\x8a\x80" + bytes(4)
CONNECT: Talk = ((b"0{", said(b"40")), (b"40{", b""))


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a client calls, and what it has to say there."""

    port: int
    request: bytes
    talk: Talk


def caller(port: int, talk: Talk = CONNECT, cookie: str = "", path: str = SOCKET_IO) -> Caller:
    """Return a caller who asks for a WebSocket as a page of the same origin does, and then talks."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {UPGRADE_KEY.decode()}",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    return Caller(port, "\r\n".join([*lines, "", ""]).encode(), talk)


def messages(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the whole messages that a server's bytes begin with, and the bytes of the next one.

    A ping of WebSocket itself is returned as the frame that it is.
    """
    found, begin = [], 0
    while (end := _end(data, begin)) is not None:
        head, last = end
        if data[begin] == _CLOSE:
            raise ConnectionError(f"closed with {data[head:last]!r}")
        is_ping = data[begin:last] == WIRE_PING
        found.append(WIRE_PING if is_ping else data[head:last])
        begin = last
    return found, data[begin:]


def _end(data: bytes, begin: int) -> tuple[int, int] | None:
    """Return where the payload of a frame begins and ends, once all of it is there."""
    if len(data) < begin + 2:
        return None
    length, head = data[begin + 1], begin + 2
    if length >= _SHORT:
        size = 2 if length == _SHORT else 8
        length, head = int.from_bytes(data[head : head + size]), head + size
    return (head, head + length) if len(data) >= head + length else None
