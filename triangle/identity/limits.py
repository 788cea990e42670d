"""How often somebody may try to sign in: a few wrong tries per name and per address, then a wait."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from triangle.core.errors import TooMany
from triangle.core.web.service import Service

WINDOW = timedelta(minutes=10)
TRIES = {"email": 10, "address": 50}
MOST_KEYS = 10_000


class SignInLimits:
    """Remembers wrong tries of the last ten minutes in this process, in bounded memory."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()

    def check(self, email: str, address: str, at: datetime) -> None:
        """Refuse while a name or an address has had too many wrong tries."""
        for key in (("email", email.casefold()), ("address", address)):
            tries = self._recent(key, at)
            if len(tries) >= TRIES[key[0]]:
                wait = int((tries[0] + WINDOW - at).total_seconds()) + 1
                raise TooMany("too_many_attempts", "too many wrong tries; wait a little", retry_after=wait)

    def wrong(self, email: str, address: str, at: datetime) -> None:
        """Count one wrong try."""
        for key in (("email", email.casefold()), ("address", address)):
            self._recent(key, at).append(at)
        while len(self._wrong) > MOST_KEYS:
            self._wrong.popitem(last=False)

    def right(self, email: str, address: str) -> None:
        """Forget the tries of a name that has just signed in, and its last one at the address."""
        self._wrong.pop(("email", email.casefold()), None)
        at_address = self._wrong.get(("address", address))
        if at_address:
            at_address.pop()

    def _recent(self, key: tuple[str, str], at: datetime) -> deque[datetime]:
        tries = self._wrong.setdefault(key, deque())
        self._wrong.move_to_end(key)
        while tries and tries[0] <= at - WINDOW:
            tries.popleft()
        return tries


def limits_of(here: Service) -> SignInLimits:
    """Return the one count of wrong passwords of a running service, wherever they are typed."""
    limits = here.parts.setdefault("sign_in_limits", SignInLimits())
    assert isinstance(limits, SignInLimits)
    return limits
