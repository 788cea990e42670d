"""Flask, without what it asks anew with each request although the answer is always the same here."""

from collections.abc import Callable
from typing import Any

from flask import Flask


class PlainFlask(Flask):
    """A Flask whose functions are all plain: none of them is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is."""
        return func
