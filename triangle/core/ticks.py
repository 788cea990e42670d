"""Moments at which all loops of a process wake together: one that wakes alone finds every cache cold."""

import random
import time

# Processes of one machine share its clock, but not these moments.
_OFFSET = random.random()  # noqa: S311 - spreads load, hides nothing


def until_next(every: float) -> float:
    """Return the seconds until the next common moment of all that happens every so many seconds."""
    left = every - (time.monotonic() + _OFFSET) % every
    # A timer may wake a little early, and then this moment is not another one.
    return left if left > every / 50 else left + every
