"""Two servers, one PostgreSQL: whatever happens to Redis, everybody hears everything once and in order."""

import signal
import threading
from collections.abc import Iterator

import pytest

from tests.faults.two import Listening, Two, needs_services, note, start_two
from tests.journeys.installation import until

pytestmark = needs_services

# The name of a process that does not exist.
NOBODY = "00000000"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two servers that every test of the file leaves running."""
    made = start_two(tmp_path_factory.mktemp("two"))
    yield made
    made.close()


def test_reader_at_the_other_server_hears_each_entry_once_and_in_order(two: Two) -> None:
    room = two.room()
    stream = f"deal:{room['id']}"
    here, there = Listening(two.here("fr"), stream), Listening(two.there("sr"), stream)
    writers = [two.here("ar"), two.there("ar")]

    threads = [
        threading.Thread(target=lambda w=writer: [note(w, room, str(n)) for n in range(10)])
        for writer in writers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert here.until(21) == list(range(2, 22))
    assert there.until(21) == list(range(2, 22))


def test_doubled_reordered_and_invented_hints_change_nothing(two: Two) -> None:
    room = two.room()
    stream = f"deal:{room['id']}"
    there = Listening(two.there("sr"), stream)
    said = [f"{NOBODY} entry {stream} {seq}" for seq in (3, 2, 2, 99, 1, 3)]
    invented = [
        f"{NOBODY} entry",
        f"{NOBODY} entry deal:7",
        f"{NOBODY} entry user:1 5",
        f"{NOBODY} rights",
        "rights",
        "x" * 5000,
        f"{NOBODY} entry deal:x 1",
        f"{NOBODY} presence deal:1",
    ]

    with two.redis.client() as client:
        note(two.here("ar"), room, "1")
        for hint in (*said, *invented, b"\xff\x00"):
            client.publish(two.redis.channel, hint)
        note(two.here("ar"), room, "2")

    assert there.until(3) == [2, 3]
    note(two.here("ar"), room, "3")
    assert there.until(4) == [2, 3, 4]
    assert there.is_open()


def test_redis_stopped_flushed_and_started_again_costs_nothing_but_time(two: Two) -> None:
    room = two.room()
    there = Listening(two.there("sr"), f"deal:{room['id']}")
    two.redis.stop()

    for number in range(3):
        note(two.here("ar"), room, f"without {number}")

    assert there.until(4) == [2, 3, 4]
    two.redis.start()
    with two.redis.client() as client:
        client.flushall()
    two.ready()
    note(two.here("ar"), room, "again")
    assert there.until(5) == [2, 3, 4, 5]


def test_half_open_redis_is_noticed_and_nothing_waits_for_it(two: Two) -> None:
    room = two.room()
    there = Listening(two.there("sr"), f"deal:{room['id']}")
    before = two.other.log.read_text().count("redis is away")
    two.redis.freeze()
    try:
        note(two.here("ar"), room, "frozen")

        assert there.until(2) == [2]
        # `until` waits for at most fifteen seconds.
        until(lambda: two.other.log.read_text().count("redis is away") > before)
        note(two.here("ar"), room, "still")
        assert there.until(3) == [2, 3]
    finally:
        two.redis.thaw()
    two.ready()


def test_killed_server_leaves_the_other_and_its_readers_catch_up_there(two: Two) -> None:
    room = two.room()
    stream = f"deal:{room['id']}"
    there = Listening(two.there("sr"), stream)
    mine = two.here("fr")
    Listening(mine, stream)

    two.installation.stop(signal.SIGKILL)
    note(two.there("ar"), room, "alone")

    assert there.until(2) == [2]
    caught_up = two.there("fr")
    answer = caught_up.subscribe(caught_up.connect(), stream, 1)
    assert [entry["seq"] for entry in answer["entries"]] == [2]
    two.installation.start()
    two.ready()
