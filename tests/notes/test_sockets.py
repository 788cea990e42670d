"""Typing over sockets: recorded, numbered, acknowledged, sent on, refused."""

import pytest

from tests.company import Company
from tests.notes.writers import Table, pair
from triangle.activity.models import Stream
from triangle.deals.actions import let_in, show_out
from triangle.notes.desk import OpenNote
from triangle.notes.models import Note, NoteUpdate
from triangle.notes.writing import LARGEST_UPDATE


def rows(company: Company, note: int) -> list[NoteUpdate]:
    """Return the log of a note."""
    with company.reading() as session:
        return session.query(NoteUpdate).filter_by(note_id=note).order_by(NoteUpdate.no).all()


def test_typed_words_are_recorded_acknowledged_and_sent_on(table: Table, note: int) -> None:
    ar, sr = pair(table, note)

    ar.write("你好")
    assert sr.listen() == []
    table.flush()

    assert [event for event, _ in ar.listen()] == ["note.ack"]
    assert [event for event, _ in sr.listen()] == ["note.update"]
    assert (ar.acked, ar.head, sr.head) == (1, 2, 2)
    assert ar.says == sr.says
    assert table.says(note) == "你好"


def test_what_many_type_within_one_round_is_one_message(table: Table, note: int) -> None:
    ar, sr = pair(table, note)

    ar.write("a")
    ar.write("b", at=1)
    sr.write("c")
    table.flush()

    heard = [said for event, said in ar.listen() if event == "note.update"]
    assert len(heard) == 1
    assert (heard[0]["after"], heard[0]["head"]) == (1, 4)
    sr.listen()
    assert ar.says == sr.says
    assert (ar.acked, sr.acked) == (2, 1)


def test_log_is_numbered_without_gaps(table: Table, company: Company, note: int) -> None:
    ar, sr = pair(table, note)

    for number in range(5):
        ar.write(f"{number}")
        sr.write(f"{number}")
        table.flush()

    assert [row.no for row in rows(company, note)] == list(range(1, 12))
    assert {row.person_id for row in rows(company, note)[1:]} == {company.id("ar"), company.id("sr")}


def test_resent_update_is_acknowledged_and_not_recorded_again(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = pair(table, note)
    [update] = ar.type("once")
    ar.post(update)
    table.flush()
    sr.listen()

    ar.post(update)
    table.flush()

    ar.listen()
    assert ar.acked == 2
    assert sr.listen() == []
    assert len(rows(company, note)) == 2


def test_lost_update_leaves_later_ones_pending_until_a_sync_heals_them(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = pair(table, note)
    ar.type("lost ")
    [later] = ar.type("later", at=5)

    ar.post(later)
    table.flush()

    assert [row.pending for row in rows(company, note)] == [False, True]
    assert table.says(note) == ""
    assert ("note.sync", {"note": note}) in ar.listen()
    table.compact(note)
    assert len(rows(company, note)) == 2

    ar.sync()
    table.flush()
    sr.listen()

    assert table.says(note) == "lost later"
    assert sr.says == ar.says
    assert not any(row.pending for row in rows(company, note))
    table.compact(note)
    assert rows(company, note) == []
    assert table.says(note) == "lost later"


def test_offline_edits_of_both_sides_meet(table: Table, note: int) -> None:
    ar, sr = pair(table, note)
    ar.write("together")
    table.flush()
    sr.listen()
    sr.vanish()
    sr.type("offline ")
    ar.write("!", at=8)
    table.flush()

    sr.connect()
    sr.open()
    table.flush()
    ar.listen()
    sr.listen()

    assert table.says(note) == "offline together!"
    assert ar.says == sr.says


def test_reader_above_reads_and_is_refused(table: Table, company: Company, note: int) -> None:
    ar, _ = pair(table, note)
    lead = table.writer("lead", note)

    opened = lead.open()
    lead.type("x")
    lead.post(b"\x00\x00")
    table.flush()

    assert (opened["can_write"], opened["why"]) == (False, "not_member")
    assert [said["code"] for event, said in lead.listen() if event == "note.nack"] == ["read_only"] * 1
    assert ar.listen() == []
    ar.write("read me")
    table.flush()
    assert "note.update" in [event for event, _ in lead.listen()]


@pytest.mark.parametrize("name", ["other", "other_lead", "guest", "admin", "new"])
def test_strangers_do_not_open(table: Table, note: int, name: str) -> None:
    assert table.writer(name, note).open() == {"status": "error", "code": "not_found"}


def test_partner_reads_the_note_of_a_node_they_have_a_duty_in(company: Company) -> None:
    table = Table(company)
    table.deal = company.deal(company.account(PT="guest"), playbook="KC")
    node = company.node(table.deal, "KC2.1")
    shared = company.client("ar").post(f"/api/nodes/{node.id}/notes", json={}).get_json()["data"]["id"]
    own = table.begin(title="ours")

    assert table.writer("guest", own).open()["status"] == "error"
    opened = table.writer("guest", shared).open()
    assert (opened["status"], opened["can_write"]) == ("ok", False)


def test_unknown_note_is_like_a_foreign_one(table: Table) -> None:
    assert table.writer("ar", 2_000_000).open() == {"status": "error", "code": "not_found"}


def test_member_who_leaves_is_shut_out_at_once(company: Company) -> None:
    table = Table(company)
    note = table.begin(title="left")
    with company.deed("ar") as deed:
        let_in(deed, table.deal.id, {company.id("new")})
    ar, new = table.writer("ar", note), table.writer("new", note)
    ar.open()
    new.open()
    new.listen()
    new.write("on its way")

    with company.deed("ar") as deed:
        show_out(deed, table.deal.id, company.id("new"))
    table.flush()
    ar.write("secret")
    table.flush()

    told = new.listen()
    assert ("note.closed", {"note": note, "code": "revoked"}) in told
    assert not [said for event, said in told if event in ("note.update", "note.ack")]
    assert table.says(note) == "secret"
    assert new.open() == {"status": "error", "code": "not_found"}


def test_signing_out_ends_the_seat_and_keeps_what_was_typed_before(table: Table, note: int) -> None:
    _, sr = pair(table, note)
    sr.write("before")

    sr._browser.delete("/api/session")
    table.flush()

    assert not sr.socket.is_connected()
    assert table.says(note) == "before"
    assert [seat.name for seat in table.live._notes[note].seats.values()] == ["ar"]


def test_other_epoch_is_refused(table: Table, company: Company, note: int) -> None:
    ar, _ = pair(table, note)
    other = table.writer("fr", note)
    other.epoch = "0.1"

    assert other.open() == {"status": "error", "code": "epoch", "epoch": "1.1"}
    ar.post(b"\x00\x00", epoch="0.1")

    assert [said["code"] for event, said in ar.listen() if event == "note.nack"] == ["epoch"]
    with company.reading() as session:
        assert session.query(Stream).first().epoch == 1


def test_older_editor_reads_only(table: Table, note: int) -> None:
    opened = table.writer("ar", note).open(schema=0)

    assert (opened["can_write"], opened["why"]) == (False, "schema")


def test_too_big_is_refused(table: Table, note: int) -> None:
    ar, _ = pair(table, note)

    ar.post(b"\x00" * (LARGEST_UPDATE + 1))

    assert [said["code"] for event, said in ar.listen()] == ["too_big"]


def test_too_fast_is_refused_and_healed_by_a_sync(table: Table, note: int) -> None:
    ar, _ = pair(table, note)

    for number in range(230):
        ar.write("x", at=number)
    table.flush()
    refused = [said for event, said in ar.listen() if event == "note.nack"]
    assert {said["code"] for said in refused} == {"too_fast"}

    table.live._notes[note].seats.popitem()
    ar.open()
    table.flush()
    ar.listen()

    assert table.says(note) == "x" * 230


def test_frozen_note_is_read_only(table: Table, company: Company, note: int) -> None:
    ar, _ = pair(table, note)
    with company.service.database.unit_of_work() as session:
        session.get_one(Note, note).frozen = True

    ar.write("x")
    table.flush()

    assert [said["code"] for event, said in ar.listen() if event == "note.nack"] == ["frozen"]
    assert table.writer("fr", note).open()["why"] == "frozen"


def test_malformed_wishes_are_answered(table: Table, note: int) -> None:
    ar = table.writer("ar", note)

    for wish in (None, 7, {}, {"note": "x"}, {"note": note, "client": 1, "schema": 1, "vector": "text"}):
        assert ar.socket.emit("note.open", wish, callback=True)["status"] == "error"
    assert ar.open(vector=b"\xff\xff")["code"] == "malformed"
    assert ar.ask("sync", vector=b"")["code"] == "not_open"
    ar.socket.emit("note.update", None)
    ar.socket.emit("note.awareness", [1])
    assert [said["code"] for _, said in ar.listen()] == ["not_open"]


def test_socket_that_went_while_it_opened_leaves_no_seat(
    table: Table, note: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ar = table.writer("ar", note)
    load = table.live.rounds.load

    def load_slowly(opened: OpenNote) -> None:
        load(opened)
        ar.vanish()

    monkeypatch.setattr(table.live.rounds, "load", load_slowly)
    wish = {"note": note, "client": ar.client, "schema": 2, "epoch": None, "vector": b"\x00"}
    ar.socket.emit("note.open", wish)

    assert table.live._notes[note].seats == {}
