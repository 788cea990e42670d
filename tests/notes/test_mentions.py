"""Whoever is mentioned in a note is told, once for each mention, if they may read it."""

from typing import Any

import pytest

from tests.company import Company
from tests.notes.writers import Table, pair
from triangle.deals.actions import show_out
from triangle.notes import upkeep


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look after every round: pauses are for real typing."""
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0)


def told(company: Company, who: str, note: int) -> list[Any]:
    """Return where somebody is mentioned in a note, the newest first."""
    listed = company.client(who).get("/api/mentions?limit=200").get_json()["data"]
    return [each for each in listed if each["note_id"] == note]


def entries(company: Company, who: str, note: int) -> list[Any]:
    """Return what somebody's own stream says of a note."""
    path = f"/api/streams/user:{company.id(who)}/entries"
    said = company.client(who).get(path).get_json()["data"]
    return [
        each
        for each in said
        if each["type"] == "note.mentioned" and each["data"]["mention"]["note_id"] == note
    ]


def test_mentioned_person_is_told_where_by_whom_and_in_which_words(
    table: Table, company: Company, note: int
) -> None:
    ar, _ = pair(table, note)

    ar.mention(company.id("sr"), "one", "架构图请看")
    table.flush()

    [mention] = told(company, "sr", note)
    assert (mention["deal_id"], mention["by_id"]) == (table.deal.id, company.id("ar"))
    assert mention["words"] == "架构图请看@某某"
    assert [each["data"]["mention"] for each in entries(company, "sr", note)] == [mention]
    assert told(company, "fr", note) == []


def test_each_mention_is_told_once_however_the_note_goes_on(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = pair(table, note)
    ar.mention(company.id("fr"), "one")
    table.flush()

    sr.listen()
    sr.write("more ")
    ar.mention(company.id("fr"), "two")
    table.flush()
    table.compact(note)
    ar.mention(company.id("sr"), "three")
    table.flush()

    assert len(entries(company, "fr", note)) == 2
    assert len(entries(company, "sr", note)) == 1


def test_each_of_several_mentions_in_one_round_is_credited_to_whoever_brought_it(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = pair(table, note)

    ar.mention(company.id("fr"), "by-ar", "甲")
    sr.mention(company.id("fr"), "by-sr", "乙")
    ar.mention(company.id("sr"), "ar-of-sr", "丙")
    sr.mention(company.id("ar"), "sr-of-ar", "丁")
    table.flush()

    by = {(each["words"][0], each["by_id"]) for each in told(company, "fr", note)}
    assert by == {("甲", company.id("ar")), ("乙", company.id("sr"))}
    assert [each["by_id"] for each in told(company, "sr", note)] == [company.id("ar")]
    assert [each["by_id"] for each in told(company, "ar", note)] == [company.id("sr")]
    assert {each["actor"] for each in entries(company, "fr", note)} == {company.id("ar"), company.id("sr")}


def test_mentions_that_waited_are_credited_before_the_log_is_compacted(
    table: Table, company: Company, note: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 3600)
    ar, sr = pair(table, note)
    table.live._notes[note].looked_at = float("inf")

    ar.mention(company.id("fr"), "by-ar", "甲")
    table.flush()
    sr.write("later ")
    table.flush()
    assert told(company, "fr", note) == []
    table.compact(note)

    assert [each["by_id"] for each in told(company, "fr", note)] == [company.id("ar")]


def test_mention_of_somebody_who_left_meanwhile_does_not_hold_up_those_of_others(company: Company) -> None:
    table = Table(company)
    note = table.begin(title="x")
    ar, fr = table.writer("ar", note), table.writer("fr", note)
    for writer in (ar, fr):
        writer.open()
    table.live._notes[note].looked_at = float("inf")
    fr.mention(company.id("sr"), "by-fr", "甲")
    ar.mention(company.id("sr"), "by-ar", "乙")
    table.flush()

    with company.deed("ar") as deed:
        show_out(deed, table.deal.id, company.id("fr"))
    table.compact(note)
    assert [each["words"][0] for each in told(company, "sr", note)] == ["乙"]

    # The log says no more whose the other was: it is nobody else's for that.
    ar.write("later ")
    table.flush()
    table.compact(note)
    assert [each["words"][0] for each in told(company, "sr", note)] == ["乙"]


def test_who_may_not_read_the_note_or_names_themselves_is_told_nothing(
    table: Table, company: Company, note: int
) -> None:
    ar, _ = pair(table, note)

    for name in ("other", "guest", "ar"):
        ar.mention(company.id(name), name, "秘密")
    table.flush()

    for name in ("other", "guest", "ar"):
        assert told(company, name, note) == []
        assert entries(company, name, note) == []


def test_who_has_left_the_room_does_not_read_where_they_were_mentioned(company: Company) -> None:
    table = Table(company)
    note = table.begin(title="x")
    ar, _ = pair(table, note)
    ar.mention(company.id("fr"), "one", "words")
    table.flush()
    assert len(told(company, "fr", note)) == 1

    with company.deed("ar") as deed:
        show_out(deed, table.deal.id, company.id("fr"))

    assert told(company, "fr", note) == []


def test_restored_version_tells_nobody_again(table: Table, company: Company, note: int) -> None:
    ar, _ = pair(table, note)
    ar.mention(company.id("sr"), "one")
    table.flush()
    client = company.client("ar")
    kept = client.post(f"/api/notes/{note}/versions", json={"label": "x"}).get_json()["data"]["id"]
    ar.write("later ")
    table.flush()

    client.post(f"/api/note-versions/{kept}/restore", json={})
    ar.listen()
    ar.mention(company.id("fr"), "two")
    table.flush()

    assert len(entries(company, "sr", note)) == 1
    assert len(entries(company, "fr", note)) == 1


def test_mention_whose_telling_was_lost_is_told_at_the_next_compaction(
    table: Table, company: Company, note: int
) -> None:
    ar, _ = pair(table, note)
    ar.mention(company.id("sr"), "one")
    table.live._notes[note].looked_at = float("inf")
    table.flush()
    table.live._notes[note].has_names = False
    assert told(company, "sr", note) == []

    table.compact(note)

    assert len(told(company, "sr", note)) == 1


@pytest.mark.parametrize("person", ["0", "-1", "99999", "9" * 30, "１", "x", "", "1.5"])
def test_ids_and_keys_that_are_nobody_tell_nobody_and_break_nothing(
    table: Table, company: Company, note: int, person: Any
) -> None:
    ar, _ = pair(table, note)

    ar.mention(person, "\0" * 90)
    ar.mention(company.id("sr"), "k\0" * 90)
    table.flush()

    assert len(told(company, "sr", note)) == 1
