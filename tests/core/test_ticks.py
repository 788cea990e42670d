"""What happens every so many seconds happens at the same moments."""

import time

import pytest

from triangle.core.ticks import until_next


@pytest.mark.parametrize("every", [0.5, 1.0])
def test_everybody_waits_for_the_same_moment(every: float) -> None:
    moments = []
    for _ in range(50):
        moments.append((time.monotonic() + until_next(every)) % every)
        time.sleep(0.0002)

    assert max(moments) - min(moments) < 0.01 or max(moments) - min(moments) > every - 0.01
    assert 0 < until_next(every) <= every * 1.02


def test_who_wakes_a_little_early_does_not_wake_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    due = now + until_next(1.0)
    monkeypatch.setattr(time, "monotonic", lambda: due - 0.001)

    assert until_next(1.0) == pytest.approx(1.001, abs=0.0005)
