"""Boxes, marks, mutes and wishes over HTTP."""

from zoneinfo import ZoneInfo

from tests.company import Company
from tests.notifications.reading import statuses, told
from tests.rooms.play import Play
from triangle.activity.models import Entry
from triangle.notifications.outbox_models import Delivery

WISH = {"channels": {}, "quiet_from": None, "quiet_until": None, "digest_at": None}


def box(company: Company, name: str, which: str) -> list[str]:
    answer = company.client(name).get(f"/api/notifications?box={which}")
    assert answer.status_code == 200, answer.text
    return [each["type"] for each in answer.json["data"]]


def counts(company: Company, name: str) -> dict[str, int]:
    return company.client(name).get("/api/notifications").json["counts"]


def test_what_waits_for_an_answer_is_counted_apart_from_what_is_unread(company: Company) -> None:
    play = Play(company)

    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    play.offer("sr", "KD1.1", "ar")

    assert counts(company, "ar") == {"answer": 1, "unread": 1}
    assert (box(company, "ar", "answer"), box(company, "ar", "information")) == (
        ["handoff.offered"],
        ["handoff.accepted"],
    )


def test_a_mark_is_told_to_every_device_and_moves_it_to_done(company: Company) -> None:
    play = Play(company)
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    client = company.client("ar")
    ids = [each["id"] for each in client.get("/api/notifications").json["data"]]

    answer = client.post("/api/notifications/mark", json={"ids": ids, "done": True})

    assert answer.status_code == 200
    assert (box(company, "ar", "information"), box(company, "ar", "done")) == ([], ["handoff.accepted"])
    with company.reading() as session:
        newest = session.query(Entry).filter_by(stream=f"user:{company.id('ar')}").order_by(Entry.seq.desc())
        assert newest.first().type == "notification.changed"


def test_what_waits_for_an_answer_is_not_done_by_a_mark(company: Company) -> None:
    Play(company).offer("ar", "KD1.1", "sr")
    client = company.client("sr")
    ids = [each["id"] for each in client.get("/api/notifications?box=answer").json["data"]]

    client.post("/api/notifications/mark", json={"ids": ids, "done": True, "read": True})

    assert told(company, "sr") == [("answer", "handoff.offered", False)]


def test_read_all_leaves_what_waits_for_an_answer(company: Company) -> None:
    play = Play(company)
    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    play.offer("sr", "KD1.1", "ar")

    company.client("ar").post("/api/notifications/read-all", json={})

    assert counts(company, "ar") == {"answer": 1, "unread": 0}


def test_a_muted_deal_asks_still_but_calls_for_no_attention(company: Company) -> None:
    play = Play(company)
    company.client("ar").post(f"/api/deals/{play.deal.id}/mute", json={"muted": True})

    play.accept("sr", play.offer("ar", "KD1.1", "sr"))
    play.offer("sr", "KD1.1", "ar")

    assert counts(company, "ar") == {"answer": 1, "unread": 0}


def test_whoever_left_the_room_reads_nothing_of_it_any_more(company: Company) -> None:
    play = Play(company)
    play.deal_seat("SR", "new")
    before = box(company, "sr", "information")

    assert before == []
    assert box(company, "new", "information") == ["seat.assigned"]


def test_channels_are_chosen_by_topic(company: Company) -> None:
    client = company.client("sr")

    answer = client.put(
        "/api/notification-wish", json=WISH | {"channels": {"handoff_asked": []}}, headers={"If-Match": '"0"'}
    )
    Play(company).offer("ar", "KD1.1", "sr")

    assert answer.json["data"]["channels"]["handoff_asked"] == []
    assert statuses(company) == []


def test_a_wish_and_a_mute_are_told_to_every_device_and_name_nothing(company: Company) -> None:
    client = company.client("ar")
    deal = Play(company).deal.id
    stream = f"user:{company.id('ar')}"
    since = client.get("/api/notification-wish").json["positions"][stream]["seq"]

    client.put("/api/notification-wish", json=WISH | {"digest_at": "08:00"}, headers={"If-Match": '"0"'})
    client.post(f"/api/deals/{deal}/mute", json={"muted": True})

    told = client.get(f"/api/streams/{stream}/entries?after={since}").json["data"]
    assert [(each["type"], each["data"]) for each in told] == [("wish.changed", {})] * 2
    here = client.get("/api/notification-wish").json
    assert (here["positions"][stream]["seq"], here["data"]["digest_at"]) == (told[-1]["seq"], "08:00")


def test_an_older_wish_does_not_overwrite_a_newer_one(company: Company) -> None:
    client = company.client("sr")
    client.put("/api/notification-wish", json=WISH, headers={"If-Match": '"0"'})

    late = client.put("/api/notification-wish", json=WISH, headers={"If-Match": '"0"'})

    assert late.status_code == 412


def test_quiet_hours_need_both_ends(company: Company) -> None:
    half = WISH | {"quiet_from": "22:00"}

    answer = company.client("sr").put("/api/notification-wish", json=half, headers={"If-Match": "*"})

    assert answer.status_code == 422


def test_quiet_hours_hold_what_is_asked_in_them(company: Company) -> None:
    quiet = WISH | {"quiet_from": "09:00", "quiet_until": "12:00"}
    company.client("sr").put("/api/notification-wish", json=quiet, headers={"If-Match": "*"})

    Play(company).offer("ar", "KD1.1", "sr")

    with company.reading() as session:
        held = session.query(Delivery).one().due_at.astimezone(ZoneInfo("Asia/Shanghai"))
        assert f"{held:%H:%M}" == "12:00"
