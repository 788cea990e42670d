"""Carets: shown with the name and colour of their session, kept nowhere."""

import orjson

from tests.company import Company
from tests.notes.writers import Table, pair
from triangle.notes.crdt import read_number, write_number


def test_caret_gets_its_name_and_colour_from_the_session(table: Table, company: Company, note: int) -> None:
    ar, sr = pair(table, note)
    state = orjson.dumps(
        {"user": {"id": 1, "name": "<b>boss</b>", "color": "red"}, "cursor": {"anchor": 1}, "x": 1}
    )

    ar.socket.emit("note.awareness", {"note": note, "state": awareness(ar.client, 5, state)})

    [(event, said)] = sr.listen()
    shown = states(said["carets"])[ar.client]
    assert event == "note.awareness"
    assert shown["user"]["name"] == "ar"
    assert shown["user"]["id"] == company.id("ar")
    assert shown["cursor"] == {"anchor": 1}
    assert "x" not in shown
    assert ar.listen() == []


def test_caret_of_somebody_else_is_not_shown(table: Table, note: int) -> None:
    ar, sr = pair(table, note)

    ar.socket.emit("note.awareness", {"note": note, "state": awareness(sr.client, 9, b"null")})
    ar.socket.emit("note.awareness", {"note": note, "state": b"\x01\x01\xff"})
    ar.socket.emit(
        "note.awareness", {"note": note, "state": awareness(ar.client, 1, b'"' + b"x" * 9000 + b'"')}
    )

    assert sr.listen() == []


def test_closing_takes_the_caret_away(table: Table, note: int) -> None:
    ar, sr = pair(table, note)
    ar.socket.emit("note.awareness", {"note": note, "state": awareness(ar.client, 1, b"{}")})
    fr = table.writer("fr", note)
    assert set(states(fr.open()["carets"])) == {ar.client}

    ar.ask("close")

    assert states(sr.listen()[-1][1]["carets"])[ar.client] is None


def awareness(client: int, clock: int, state: bytes) -> bytes:
    """Encode one caret as y-protocols does."""
    return write_number(1) + write_number(client) + write_number(clock) + write_number(len(state)) + state


def states(data: bytes) -> dict[int, dict[str, object]]:
    """Read carets as y-protocols does."""
    count, place = read_number(data, 0)
    found = {}
    for _ in range(count):
        client, place = read_number(data, place)
        _, place = read_number(data, place)
        length, place = read_number(data, place)
        found[client] = orjson.loads(data[place : place + length])
        place += length
    return found
