"""A commit that takes long: readers never see a later number before an earlier one."""

import threading
from typing import Any

import pytest

from tests.company import Company
from tests.databases import POSTGRESQL
from tests.journeys.installation import until
from tests.journeys.server import PATIENCE
from triangle.activity.queries import entries_after, positions
from triangle.core.db import last_before_commit
from triangle.nodes.actions import change_item


def numbers(company: Company, stream: str) -> list[int]:
    with company.reading() as session:
        head = positions(session, stream)[stream]["seq"]
        seen = [entry["seq"] for entry in entries_after(session, stream, 0, 300)]
    assert seen == list(range(1, head + 1)), "a number was skipped"
    return seen


class Slow:
    """Somebody whose commit waits, with its numbers taken, until it is told to go on."""

    def __init__(self, company: Company, item: int, *, fails: bool = False) -> None:
        self.has_number, self.go_on, self._fails = threading.Event(), threading.Event(), fails
        self._thread = threading.Thread(target=self._write, args=(company, item))
        self._thread.start()
        assert self.has_number.wait(PATIENCE)

    def _write(self, company: Company, item: int) -> None:
        try:
            with company.deed("ar") as deed:
                change_item(deed, item, note="慢")
                last_before_commit(deed.session, self._wait)
        except InterruptedError:
            assert self._fails

    def _wait(self, session: Any) -> None:
        session.flush()
        self.has_number.set()
        assert self.go_on.wait(PATIENCE)
        if self._fails:
            raise InterruptedError

    def finish(self) -> None:
        """Let it commit, or fail, now."""
        self.go_on.set()
        self._thread.join()


def write_in_thread(company: Company, item: int) -> threading.Thread:
    def write() -> None:
        with company.deed("ar") as deed:
            change_item(deed, item, note="快")

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize("fails", [False, True], ids=["commits", "fails"])
def test_later_deed_waits_for_the_number_of_the_slow_one(company: Company, *, fails: bool) -> None:
    deal = company.deal()
    stream, items = f"deal:{deal.id}", company.node(deal, "KD1.1").checklist
    slow = Slow(company, items[0].id, fails=fails)

    fast = write_in_thread(company, items[1].id)

    for _ in range(20):
        assert numbers(company, stream) == [1]
    slow.finish()
    fast.join()
    assert numbers(company, stream) == ([1, 2] if fails else [1, 2, 3])


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has one writer; set TRIANGLE_TEST_DATABASE_URL")
def test_other_deals_do_not_wait_for_a_slow_one(company: Company) -> None:
    slow_deal, other = company.deal(), company.deal()
    slow = Slow(company, company.node(slow_deal, "KD1.1").checklist[0].id)

    fast = write_in_thread(company, company.node(other, "KD1.1").checklist[0].id)

    until(lambda: not fast.is_alive())
    assert numbers(company, f"deal:{other.id}") == [1, 2]
    assert numbers(company, f"deal:{slow_deal.id}") == [1]
    slow.finish()
    assert numbers(company, f"deal:{slow_deal.id}") == [1, 2]
