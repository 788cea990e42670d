"""Records what the service says to its database: statements with their values, and transactions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from bench.asked import Asked
from triangle.app import create_app
from triangle.config import Config
from triangle.core.db import Database


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said to a connection: a statement, or the begin, commit or rollback of its transaction."""

    by_writer: bool
    verb: str
    statement: str = ""
    values: Any = ()


Transcript = list[Said]


def record_all(url: str, requests: Sequence[Asked]) -> tuple[list[Transcript], list[bytes]]:
    """Answer requests in this process; return what each said to the database, and every answer."""
    app = create_app(Config(database_url=url))
    database: Database = app.extensions["triangle"].database
    client = app.test_client(use_cookies=False)
    transcripts, answers = [], []
    for asked in requests:
        with _listening(database) as transcript:
            answer = client.open(
                asked.path, method=asked.method, data=asked.content, headers=asked.all_headers()
            )
        if answer.status_code >= 300:
            raise SystemExit(f"refused: {asked}\n{answer.text}")
        if not transcript:
            raise SystemExit(f"nothing was recorded: {asked}")
        transcripts.append(transcript)
        answers.append(answer.data)
    database.close()
    return transcripts, answers


@contextmanager
def _listening(database: Database) -> Iterator[Transcript]:
    transcript: Transcript = []
    engines = (database.writer, database.reader)
    listeners = _listeners(transcript, database)
    for engine in engines:
        for name, listener in listeners.items():
            event.listen(engine, name, listener)
    yield transcript
    for engine in engines:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


def _listeners(transcript: Transcript, database: Database) -> dict[str, Callable[..., None]]:
    def by_writer(connection: Any) -> bool:
        return connection.engine is database.writer

    def executes(connection: Any, _: Any, statement: str, values: Any, *__: Any) -> None:
        verb = "executemany" if isinstance(values, list) else "execute"
        # Where a transaction begins is told by an event, however the service says it to the driver.
        if not statement.startswith("BEGIN"):
            transcript.append(Said(by_writer(connection), verb, statement, values))

    def begins(connection: Any) -> None:
        transcript.append(Said(by_writer(connection), "begin"))

    def commits(connection: Any) -> None:
        transcript.append(Said(by_writer(connection), "commit"))

    def rolls_back(connection: Any) -> None:
        transcript.append(Said(by_writer(connection), "rollback"))

    return {"begin": begins, "before_cursor_execute": executes, "commit": commits, "rollback": rolls_back}
