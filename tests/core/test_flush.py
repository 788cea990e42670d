"""A file is put on the disk beside the event loop, by the kernel or by a thread."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import gevent
import pytest

from triangle.core import kernel
from triangle.core.flush import Flush
from triangle.core.kernel import Queue, Refused


@pytest.fixture(params=["kernel", "thread"])
def flush(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flush]:
    if request.param == "thread":
        monkeypatch.setattr(kernel, "_CALLS", {})
    path = tmp_path / "log"
    path.write_bytes(b"words")
    made = Flush(str(path))
    made.do(0)
    if request.param == "kernel" and not made.is_threadless:
        pytest.skip("this kernel takes no such requests")
    assert made.is_threadless == (request.param == "kernel")
    yield made
    made.close()
    assert not made.is_threadless


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Number every file that is put on the disk from now on, by whomever."""
    numbers: list[int] = []
    put = Flush._put

    def tell(self: Flush, fd: int) -> None:
        put(self, fd)
        numbers.append(os.fstat(fd).st_ino)

    monkeypatch.setattr(Flush, "_put", tell)
    return numbers


def test_the_loop_goes_on_meanwhile(flush: Flush) -> None:
    done: list[str] = []

    gevent.get_hub().loop.run_callback(done.append, "loop")
    flush.do(1)
    done.append("disk")

    assert done == ["loop", "disk"]


def test_a_file_that_cannot_be_put_on_the_disk_is_said_and_the_next_is_done(flush: Flush) -> None:
    reads, writes = os.pipe()
    with pytest.raises(OSError, match=r"."):
        flush._put(reads)
    os.close(reads)
    os.close(writes)

    flush.do(1)


def test_another_file_of_the_name_is_opened_anew(flush: Flush, synced: list[int], tmp_path: Path) -> None:
    log, old = tmp_path / "log", tmp_path / "old"
    flush.do(1)
    log.rename(old)
    log.write_bytes(b"others")
    flush.do(1)
    flush.do(2)

    assert synced == [old.stat().st_ino, old.stat().st_ino, log.stat().st_ino]


def test_whoever_is_interrupted_leaves_nothing_for_the_next(flush: Flush) -> None:
    asked = flush.is_threadless
    for _ in range(20):
        waits = gevent.spawn(flush.do, 1)
        gevent.sleep(0)
        waits.kill()
        # The kernel's queue is given back with the answer in it, which would be taken for the next one's.
        assert not flush.is_threadless or waits.value is None
        flush.do(1)
        assert flush.is_threadless == asked


def test_a_kernel_that_refuses_a_request_is_asked_no_more(
    flush: Flush, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Queue, fd: int) -> None:
        raise Refused

    monkeypatch.setattr(Queue, "_ask", refuse)
    flush.do(1)
    monkeypatch.undo()
    flush.do(1)

    assert not flush.is_threadless


def test_a_thread_without_the_loop_waits_itself(flush: Flush) -> None:
    done: list[int] = []

    def work() -> None:
        flush.do(1)
        done.append(1)

    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert done == [1]
