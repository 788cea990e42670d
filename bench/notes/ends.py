"""How far an update of Yjs reaches: as much of its format as typing makes."""

from triangle.notes.crdt import read_number

_KIND, _HAS_ORIGIN, _HAS_RIGHT, _HAS_KEY = 0x1F, 0x80, 0x40, 0x20
_ERASED, _STRING, _TYPE, _SKIP = 0, 4, 7, 10
_XML_ELEMENT = 3


def ends(update: bytes) -> list[tuple[int, int]]:
    """Return the writers of an update and the number of changes that each has made with it."""
    found = []
    writers, at = read_number(update, 0)
    for _ in range(writers):
        changes, at = read_number(update, at)
        writer, at = read_number(update, at)
        end, at = read_number(update, at)
        for _ in range(changes):
            length, at = _change(update, at)
            end += length
        found.append((writer, end))
    return found


def _change(data: bytes, at: int) -> tuple[int, int]:
    """Return the length of a change and where the next one begins."""
    info, at = data[at], at + 1
    kind = info & _KIND
    if kind in (_ERASED, _SKIP):
        return read_number(data, at)
    at = _place(data, at, info)
    if kind == _STRING:
        text, at = _text(data, at)
        return len(text.decode().encode("utf-16-le")) // 2, at
    if kind == _TYPE:
        what, at = read_number(data, at)
        return 1, _text(data, at)[1] if what == _XML_ELEMENT else at
    raise ValueError(f"typing makes no change of kind {kind}")


def _place(data: bytes, at: int, info: int) -> int:
    """Skip what a change stands beside or in."""
    for has in (_HAS_ORIGIN, _HAS_RIGHT):
        if info & has:
            at = _skip_id(data, at)
    if not info & (_HAS_ORIGIN | _HAS_RIGHT):
        is_root, at = read_number(data, at)
        at = _text(data, at)[1] if is_root else _skip_id(data, at)
        if info & _HAS_KEY:
            at = _text(data, at)[1]
    return at


def _skip_id(data: bytes, at: int) -> int:
    return read_number(data, read_number(data, at)[1])[1]


def _text(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = read_number(data, at)
    return data[at : at + length], at + length
