"""Two deeds at once: the second begins while the first is about to commit."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.company import Company

Send = Callable[[], TestResponse]
# Long enough for the second to get past its checks, if nothing holds it back.
HEAD_START_SECONDS = 1


def overtaken(company: Company, first: Send, second: Send) -> list[TestResponse]:
    """Send `first`; when it is about to commit send `second`, and give it time; return both answers."""
    engine, answers = company.service.database.writer, {}
    overtaking = Thread(target=lambda: answers.update(second=second()))

    def begin(connection: Any) -> None:
        if overtaking.ident is None:
            overtaking.start()
            overtaking.join(HEAD_START_SECONDS)

    event.listen(engine, "commit", begin)
    answers["first"] = first()
    overtaking.join()
    event.remove(engine, "commit", begin)
    return [answers["first"], answers["second"]]
