"""Bytes that are no update of this note never disturb a room, and never make the server fail."""

import random

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.company import Company
from tests.notes.writers import FIELD, Table, Writer
from triangle.notes.desk import Bucket

HOSTILE = 20_000
EACH_SOCKET = 500


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Return garbage, or an update with some bytes changed, cut or put in."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randint(0, 60))
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0 if place < len(data):
                data[place] = chance.randrange(256)
            case 1:
                del data[place:]
            case 2:
                data.insert(place, chance.randrange(256))
    return bytes(data)


def foreign(client: int) -> bytes:
    """Return the whole of a document that has nothing to do with any note."""
    doc: Doc = Doc(client_id=client)
    root = doc.get(FIELD, type=XmlFragment)
    root.children.append(XmlElement("paragraph", {}, [XmlText("foreign")]))
    return doc.get_update()


def bombard(table: Table, note: int, seeds: list[bytes]) -> tuple[set[str], int]:
    """Send hostile updates from tabs that are shut out and come back; return the refusals and how many."""
    chance = random.Random(4)
    codes: set[str] = set()
    sent = 0
    while sent < HOSTILE:
        attacker = table.writer("fr", note)
        assert attacker.open()["status"] == "ok"
        # The limit would stop nearly all of it; here the updates themselves are tried.
        seat = next(seat for seat in table.live._notes[note].seats.values() if seat.client == attacker.client)
        seat.updates = Bucket(1e9, 1e9)
        for _ in range(EACH_SOCKET):
            attacker.post(mutated(chance, seeds))
        sent += EACH_SOCKET
        table.flush()
        codes |= {said["code"] for event, said in attacker.listen() if event in ("note.nack", "note.closed")}
        attacker.vanish()
    return codes, sent


@pytest.mark.timeout(600)
def test_20000_hostile_updates_leave_the_room_in_order(company: Company) -> None:
    table = Table(company)
    note = table.begin(title="target", template="visit")
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    ar.open()
    sr.open()
    seeds = [*ar.type("words "), ar.doc.get_update(), foreign(77)]
    ar.sync()
    table.flush()

    codes, sent = bombard(table, note, seeds)

    assert sent == HOSTILE
    assert codes <= {"unreadable", "gapped", "read_only", "not_open"}
    assert "unreadable" in codes
    still_together(table, note, ar, sr)


def still_together(table: Table, note: int, ar: Writer, sr: Writer) -> None:
    """Check that both type on and see the same as the database."""
    for writer, words in ((ar, "still "), (sr, "here ")):
        writer.listen()
        writer.sync()
        writer.write(words)
        table.flush()
    for writer in (ar, sr):
        writer.listen()
        writer.sync()
    late = table.writer("ar", note)
    late.open()
    assert ar.says == sr.says == late.says
    assert "still" in ar.says
    assert "here" in ar.says
    assert table.company.client("sr").get(f"/api/notes/{note}/markdown").status_code == 200


def test_first_content_of_another_note_is_refused(table: Table, note: int) -> None:
    other = table.begin(title="other", template="visit")
    sr = table.writer("sr", other)
    sr.open()
    ar = table.writer("ar", note)
    ar.open()

    ar.post(sr.doc.get_update())
    table.flush()

    assert [said["code"] for event, said in ar.listen() if event == "note.nack"] == ["unreadable"]
    assert table.says(note) == ""


def test_who_sends_only_rubbish_is_shut_out(table: Table, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()

    for _ in range(25):
        ar.post(b"\x07rubbish")
    table.flush()

    assert ("note.closed", {"note": note, "code": "unreadable"}) in ar.listen()
    ar.post(b"\x00\x00")
    assert ("note.nack", {"note": note, "n": 26, "code": "not_open"}) in ar.listen()


def test_nesting_without_end_is_stored_and_read_like_anything_else(
    table: Table, company: Company, note: int
) -> None:
    ar = table.writer("ar", note)
    ar.open()
    with ar.doc.transaction():
        inner = ar.root
        for _ in range(5000):
            inner.children.append(XmlElement("blockquote"))
            inner = inner.children[len(inner.children) - 1]
        inner.children.append(XmlElement("paragraph", {}, [XmlText("deep")]))
    ar.sync()
    table.flush()
    client = company.client("sr")

    assert client.get(f"/api/notes/{note}/markdown").status_code == 200
    kept = client.post(f"/api/notes/{note}/versions", json={"label": "deep"}).get_json()["data"]
    assert client.post(f"/api/note-versions/{kept['id']}/restore", json={}).status_code == 200
    table.compact(note)
    late = table.writer("fr", note)
    assert late.open()["status"] == "ok"
