"""A WebSocket client on a blocking socket that says exactly the bytes a test wants, right or wrong."""

import base64
import json
import os
import re
import socket
import struct
from contextlib import suppress
from typing import Any, Self

PATIENCE = 60
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
PATH = "/socket.io/?EIO=4&transport=websocket"
PACKET = re.compile(r"4(\d)(?:(\d+)-)?(?:(/[^,]*),)?(\d+)?(.*)", re.S)


class Closed(Exception):
    """The server has ended the connection; the code is that of its close frame, if it sent one."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def frame(
    payload: bytes | str = b"",
    opcode: int = TEXT,
    *,
    fin: bool = True,
    reserved: int = 0,
    mask: bytes | None = b"\x9a\x01\xf3\x5c",
    length: int | None = None,
) -> bytes:
    """Return one frame as a client sends it; `length` lets the header lie about the payload."""
    payload = payload.encode() if isinstance(payload, str) else payload
    length = len(payload) if length is None else length
    head = bytes([fin << 7 | reserved << 4 | opcode])
    masked = 0 if mask is None else 0x80
    if length < 126:
        head += bytes([masked | length])
    elif length < 65536:
        head += struct.pack("!BH", masked | 126, length)
    else:
        head += struct.pack("!BQ", masked | 127, length)
    return head + payload if mask is None else head + mask + _masked(payload, mask)


def _masked(payload: bytes, mask: bytes) -> bytes:
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload) ^ int.from_bytes(key)).to_bytes(len(payload))


def parse(message: str | bytes) -> tuple[int, str, int | None, Any]:
    """Take a Socket.IO packet apart: type, namespace, acknowledgement, payload."""
    assert isinstance(message, str), message
    found = PACKET.fullmatch(message)
    assert found, message
    kind, _, namespace, number, payload = found.groups()
    return (
        int(kind),
        namespace or "/",
        None if number is None else int(number),
        json.loads(payload) if payload else None,
    )


class Wire:
    """One connection to the server."""

    def __init__(self, port: int, receive_buffer: int | None = None, made: Any = None) -> None:
        # A crowd brings gevent's sockets, so that each of its clients is a greenlet and not a thread.
        self.socket = made or socket.socket()
        self.socket.settimeout(PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self.port = port
        self.pongs = True
        self.opened: dict[str, Any] = {}
        self._received = bytearray()

    def ask(self, path: str = PATH, method: str = "GET", **changed: str | None) -> tuple[int, dict[str, str]]:
        """Send an upgrade request and return status and headers; None leaves a header out."""
        self.write(request(self.port, path, method, **changed))
        lines = self._read_head().decode("latin-1").split("\r\n")
        headers = (line.partition(":") for line in lines[1:] if line)
        return int(lines[0].split()[1]), {name.lower(): value.strip() for name, _, value in headers}

    def open(self, path: str = PATH, **headers: str) -> Self:
        """Open the WebSocket and read the Engine.IO open packet."""
        status, _ = self.ask(path, **headers)
        assert status == 101, status
        first = self.message()
        assert isinstance(first, str)
        assert first[0] == "0", first
        self.opened = json.loads(first[1:])
        return self

    def join(self, namespace: str = "/", auth: Any = None) -> str:
        """Connect to a namespace that lets everybody in, and return the id there."""
        place = "" if namespace == "/" else f"{namespace},"
        self.say(f"40{place}{'' if auth is None else json.dumps(auth)}")
        kind, where, _, said = parse(self.message())
        assert (kind, where) == (0, namespace), said
        return str(said["sid"])

    def write(self, wire_bytes: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(wire_bytes)

    def pour(self, wire_bytes: bytes) -> None:
        """Send bytes until the server ends the connection, which it may do before the last one."""
        with suppress(ConnectionResetError, BrokenPipeError):
            self.socket.sendall(wire_bytes)

    def say(self, *messages: str | bytes) -> None:
        """Send messages, each in one frame, all of them at once."""
        self.write(b"".join(frame(m, TEXT if isinstance(m, str) else BINARY) for m in messages))

    def frame(self) -> tuple[int, bytes]:
        """Return the next frame as (opcode, payload)."""
        first, second = self.read(2)
        assert not first & 0x70, "the server sets reserved bits"
        assert not second & 0x80, "the server masks its frames"
        assert first & 0x80, "the server sends fragments"
        length = second
        if length == 126:
            (length,) = struct.unpack("!H", self.read(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self.read(8))
        return first & 15, self.read(length)

    def message(self) -> str | bytes:
        """Return the next message; Engine.IO pings are answered on the way, unless `pongs` is off."""
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                raise Closed(int.from_bytes(payload[:2]) if payload else None)
            if opcode == BINARY:
                return payload
            assert opcode == TEXT, opcode
            text = payload.decode()
            if text != "2" or not self.pongs:
                return text
            self.say("3")

    def call(self, *event: Any, number: int = 0) -> Any:
        """Send an event of the default namespace and return what its acknowledgement holds."""
        self.say(f"42{number}{json.dumps(event)}")
        kind, _, answered, payload = parse(self.message())
        assert (kind, answered) == (3, number), payload
        return payload

    def ending(self) -> int | None:
        """Hear the server end the connection and agree; return the code that it gave, if any."""
        code = None
        with suppress(Closed):
            while True:
                opcode, payload = self.frame()
                if opcode == CLOSE:
                    code = int.from_bytes(payload[:2]) if payload else None
                    self.half_close()
        return code

    def drain(self) -> None:
        """Read to the end that the server makes, whatever it says until then."""
        with suppress(Closed):
            while True:
                self._receive()
                self._received.clear()

    def has_ended(self) -> bool:
        """Tell whether the server has ended the connection, within the socket's own time-out."""
        try:
            self._receive()
        except TimeoutError:
            return False
        except Closed:
            return True
        return False

    def reset(self) -> None:
        """Go away as a crashed machine's kernel does: with a reset, without a word."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def half_close(self) -> None:
        """End the own direction only."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def hang_up(self) -> None:
        """End both directions, which wakes threads that write or read."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket, without a close frame."""
        self.socket.close()

    def _read_head(self) -> bytes:
        while b"\r\n\r\n" not in self._received:
            self._receive()
        end = self._received.index(b"\r\n\r\n") + 4
        return self.read(end)[:-4]

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        while len(self._received) < size:
            self._receive()
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def _receive(self) -> None:
        try:
            received = self.socket.recv(262144)
        except (ConnectionResetError, BrokenPipeError):
            received = b""
        if not received:
            raise Closed(None)
        self._received += received


def request(port: int, path: str = PATH, method: str = "GET", **changed: str | None) -> bytes:
    """Return an upgrade request; header names are written with _ for -."""
    headers: dict[str, str | None] = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode()
