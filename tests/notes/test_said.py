"""In which forms browsers say what was typed, and who hears of it when a round failed."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.notes.writers import Table, Writer, pair
from triangle.core.errors import Unavailable


def say_update(writer: Writer, given: object) -> None:
    """Send an update in some form."""
    writer.n += 1
    said = {"note": writer.note, "epoch": writer.epoch, "n": writer.n, "update": given}
    writer.socket.emit("note.update", said)


def test_an_update_is_heard_in_base64_and_as_bytes(table: Table, note: int) -> None:
    ar, sr = pair(table, note)
    (first,), (second,) = ar.type("a"), ar.type("b", at=1)

    say_update(ar, b64encode(first).decode())
    say_update(ar, second)
    table.flush()
    sr.listen()

    assert "ab" in sr.says


@pytest.mark.parametrize("given", ["", "AA=", "AAA", "字", "AA AA", 7, None, {}, [0]])
def test_an_update_that_is_no_bytes_in_any_form_is_refused(table: Table, note: int, given: object) -> None:
    ar, _ = pair(table, note)

    say_update(ar, given)
    table.flush()

    assert [said["code"] for event, said in ar.listen() if event == "note.nack"] == ["unreadable"]


@pytest.mark.parametrize("n", [-1, 2**53 + 1, 2**70, "1", None, 1.0])
def test_an_update_without_a_count_is_refused(table: Table, note: int, n: object) -> None:
    ar, _ = pair(table, note)
    (update,) = ar.type("a")

    ar.socket.emit("note.update", {"note": note, "epoch": ar.epoch, "n": n, "update": update})
    table.flush()

    assert [said["code"] for event, said in ar.listen() if event == "note.nack"] == ["not_open"]


def test_what_was_recorded_and_refused_reaches_the_others_when_its_sender_asks(
    table: Table, note: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ar, sr = pair(table, note)
    ar.write("a")
    table.flush()
    sr.listen()

    @contextmanager
    def recorded_and_lost() -> Iterator[Any]:
        with direct() as done:
            yield done
        raise Unavailable("database_unavailable", "the connection was lost after the commit")

    database = table.company.service.database
    direct = database.direct
    monkeypatch.setattr(database, "direct", recorded_and_lost)
    ar.write("b", at=1)
    table.flush()
    monkeypatch.undo()
    before = sr.listen()
    ar.ask("sync", vector=ar.doc.get_state())

    assert [event for event, _ in ar.listen() if event == "note.nack"] == ["note.nack"]
    assert (before, [event for event, _ in sr.listen()]) == ([], ["note.update"])
    assert sr.says == ar.says
