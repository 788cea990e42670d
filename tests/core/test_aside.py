"""A thread beside the event loop does what would make everybody wait."""

from collections.abc import Iterator
from threading import Thread

import gevent
import gevent.monkey
import pytest
from gevent.event import Event

from triangle.core.aside import Aside


@pytest.fixture
def aside() -> Iterator[Aside]:
    made = Aside()
    yield made
    made.close()


def test_the_loop_goes_on_meanwhile(aside: Aside) -> None:
    hub, turned = gevent.get_hub(), Event()
    lock = gevent.monkey.get_original("_thread", "allocate_lock")()
    lock.acquire()
    done: list[str] = []

    def turn() -> None:
        done.append("loop")
        lock.release()
        turned.set()

    hub.loop.run_callback(turn)
    aside.do(lambda: done.append("thread") if lock.acquire() else None)

    assert done == ["loop", "thread"]
    assert turned.is_set()


def test_what_fails_there_is_raised_here_and_the_next_is_done(aside: Aside) -> None:
    done: list[int] = []

    with pytest.raises(ZeroDivisionError):
        aside.do(lambda: 1 // 0)
    aside.do(lambda: done.append(1))

    assert done == [1]


def test_whoever_is_interrupted_leaves_nothing_half_done(aside: Aside) -> None:
    lock = gevent.monkey.get_original("_thread", "allocate_lock")()
    lock.acquire()
    done: list[int] = []

    def work() -> None:
        lock.acquire()
        done.append(1)

    waiting = gevent.spawn(aside.do, work)
    gevent.sleep(0)
    assert done == []
    gevent.get_hub().loop.run_callback(lock.release)
    waiting.kill()

    assert done == [1]
    aside.do(lambda: done.append(2))
    assert done == [1, 2]


def test_it_is_begun_again_after_it_was_closed(aside: Aside) -> None:
    done: list[int] = []
    for number in range(3):
        aside.do(lambda number=number: done.append(number))
        aside.close()

    assert done == [0, 1, 2]


def test_a_thread_without_the_loop_does_it_itself(aside: Aside) -> None:
    done: list[int] = []
    aside.do(lambda: done.append(1))
    other = Thread(target=lambda: aside.do(lambda: done.append(2)))
    other.start()
    other.join()

    assert done == [1, 2]
