"""WebSocket frames (RFC 6455): written whole, and read with every limit enforced while the bytes arrive."""

from typing import Final

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
NORMAL, PROTOCOL_ERROR, NOT_UTF8, POLICY, TOO_BIG = 1000, 1002, 1007, 1008, 1009
MOST_FRAGMENTS: Final = 256
_LONGEST_CONTROL = 125
_FINAL, _RESERVED, _MASKED = 0x80, 0x70, 0x80
_SLICE = 64 * 1024
_KNOWN = {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}

Message = tuple[int, str | bytes]


class Violation(Exception):
    """The peer broke the protocol or a limit: the connection ends with this close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def frame(opcode: int, payload: bytes) -> bytes:
    """Return one final, unmasked frame: what a server sends."""
    size = len(payload)
    if size < 126:
        return bytes((_FINAL | opcode, size)) + payload
    if size < 65536:
        return bytes((_FINAL | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_FINAL | opcode, 127)) + size.to_bytes(8, "big") + payload


def framed(message: str | bytes) -> bytes:
    """Return a message as one frame: text or binary, as it is."""
    return frame(TEXT, message.encode()) if isinstance(message, str) else frame(BINARY, message)


def close_frame(code: int, reason: str = "") -> bytes:
    """Return a close frame."""
    return frame(CLOSE, code.to_bytes(2, "big") + reason.encode()[: _LONGEST_CONTROL - 2])


class FrameReader:
    """Turns bytes as they come into messages; refuses too much before it is in memory.

    `most` is the largest message in bytes, whether in one frame or in fragments.
    """

    __slots__ = ("_at", "_fragments", "_held", "_kind", "_size", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        # What has come and was not taken yet begins at `_at`; an idle connection keeps no buffer at all.
        self._held: bytes | bytearray | None = None
        self._at = 0
        self._fragments: list[bytes] | None = None
        self._kind = self._size = 0

    def add(self, data: bytes) -> None:
        """Take bytes as they came."""
        if self._held is None:
            self._held = data
        elif self._at or isinstance(self._held, bytes):
            self._held, self._at = bytearray(self._held[self._at :]) + data, 0
        else:
            self._held += data

    def next(self) -> Message | None:
        """Return the next message or control frame that is whole; raise `Violation` at the first fault."""
        while self._held is not None and (end := self._end_of_frame(self._held, self._at)) is not None:
            held, at = self._held, self._at
            self._at = end
            if end == len(held):
                self._held, self._at = None, 0
            message = self._frame(held, at, end)
            if message is not None:
                return message
        return None

    def _end_of_frame(self, held: bytes | bytearray, at: int) -> int | None:
        """Return where the frame at `at` ends, or None while it is not whole; judge it by its header."""
        arrived = len(held) - at
        if arrived < 2:
            return None
        first, second = held[at], held[at + 1]
        short = second & 0x7F
        head = 2 if short < 126 else 4 if short == 126 else 10
        _check_header(first, second)
        if arrived < head:
            return None
        size = short if short < 126 else int.from_bytes(held[at + 2 : at + head], "big")
        if size > self.most - (self._size if first & 0x0F == CONTINUATION else 0):
            raise Violation(TOO_BIG, "message too big")
        end = at + head + 4 + size
        return end if end <= len(held) else None

    def _frame(self, held: bytes | bytearray, at: int, end: int) -> Message | None:
        short = held[at + 1] & 0x7F
        start = at + (2 if short < 126 else 4 if short == 126 else 10)
        payload = _unmasked(bytes(held[start : start + 4]), memoryview(held)[start + 4 : end])
        opcode, is_final = held[at] & 0x0F, bool(held[at] & _FINAL)
        if opcode == CLOSE:
            _check_close(payload)
        if opcode >= CLOSE:
            return opcode, payload
        if self._fragments is None and opcode != CONTINUATION and is_final:
            return _message(opcode, payload)
        return self._fragment(opcode, payload, is_final=is_final)

    def _fragment(self, opcode: int, payload: bytes, *, is_final: bool) -> Message | None:
        if (opcode == CONTINUATION) != (self._fragments is not None):
            raise Violation(PROTOCOL_ERROR, "fragment out of place")
        if self._fragments is None:
            self._fragments, self._kind, self._size = [], opcode, 0
        self._fragments.append(payload)
        self._size += len(payload)
        if len(self._fragments) > MOST_FRAGMENTS:
            raise Violation(POLICY, "too many fragments")
        if not is_final:
            return None
        whole, self._fragments, self._size = b"".join(self._fragments), None, 0
        return _message(self._kind, whole)


def _check_header(first: int, second: int) -> None:
    if first & _RESERVED:
        raise Violation(PROTOCOL_ERROR, "reserved bits")
    if first & 0x0F not in _KNOWN:
        raise Violation(PROTOCOL_ERROR, "unknown opcode")
    if not second & _MASKED:
        raise Violation(PROTOCOL_ERROR, "unmasked frame")
    if first & 0x0F >= CLOSE and (not first & _FINAL or second & 0x7F > _LONGEST_CONTROL):
        raise Violation(PROTOCOL_ERROR, "bad control frame")


def _check_close(payload: bytes) -> None:
    code = int.from_bytes(payload[:2], "big")
    known = 1000 <= code <= 1014 and code not in (1004, 1005, 1006)
    if payload and (len(payload) == 1 or not (known or 3000 <= code <= 4999)):
        raise Violation(PROTOCOL_ERROR, "bad close code")
    _text(payload[2:])


def _message(opcode: int, payload: bytes) -> Message:
    return opcode, payload if opcode == BINARY else _text(payload)


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError as error:
        raise Violation(NOT_UTF8, "text is not UTF-8") from error


def _unmasked(mask: bytes, payload: memoryview) -> bytes:
    # Python's integers do in one go what a loop over bytes does a hundred times slower; in slices, because
    # each step on the way is another copy.
    if len(payload) <= _SLICE:
        return _xor(payload, mask)
    slices = (payload[start : start + _SLICE] for start in range(0, len(payload), _SLICE))
    return b"".join(_xor(part, mask) for part in slices)


def _xor(part: memoryview, mask: bytes) -> bytes:
    size = len(part)
    pad = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(part, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")
