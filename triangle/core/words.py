"""A statement in the words of one kind of database, as the driver takes it."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Dialect, SelectBase
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from triangle.core.hot import as_sent
from triangle.core.snapshot import Snapshot

Row = dict[str, Any]
Process = Callable[[Any], Any]


class Words:
    """The text of a statement, and what happens to values on the way in and out."""

    __slots__ = ("_bindings", "_given", "_is_known", "_kinds", "_order", "_text", "names", "processes")

    def __init__(self, query: SelectBase, dialect: Dialect, *, is_sent: bool) -> None:
        compiled: Any = query.compile(dialect=dialect)
        assert not any(bind.required for bind in compiled.post_compile_params), "`among` takes lists"
        asked = {name: bind.type for name, bind in compiled.binds.items() if bind.required}
        state = compiled.construct_expanded_state(dict.fromkeys(asked))
        self._text = state.statement
        # What the statement says itself, such as a limit, is given; everything else has to be.
        known = {name: bind.type for name, bind in compiled.binds.items()}
        self._given: Row = {}
        for name in state.parameters.keys() - asked:
            process = state.processors.get(name) or (name in known and _into(known[name], dialect))
            value = state.parameters[name]
            self._given[name] = process(value) if process else value
        self._bindings = [(name, into) for name, kind in asked.items() if (into := _into(kind, dialect))]
        self._order = _in_order(state.positiontup, list(state.parameters))
        columns = query.selected_columns
        self.names = tuple(columns.keys())
        self._kinds = [as_sent(column.type) if is_sent else column.type for column in columns]
        # Known with the first answer, which says of what kind the driver's values are.
        self.processes: list[tuple[int, Process]] = []
        self._is_known = False

    def ask(self, session: Session, values: Row) -> Sequence[Any]:
        """Return what the driver finds, unprocessed; errors are those of SQLAlchemy."""
        said = self._given | values
        for name, process in self._bindings:
            said[name] = process(said[name])
        text, bound = self._text, self._order(said)
        cursor: Any = session.cursor() if isinstance(session, Snapshot) else None
        aloud = session.connection() if cursor is None else None
        if aloud is not None:
            cursor = aloud.connection.cursor()
            for heard in _listeners(aloud).before_cursor_execute:
                text, bound = heard(aloud, cursor, text, bound, None, False)
        try:
            cursor.execute(text, bound)
            found: Sequence[Any] = cursor.fetchall()
        except BaseException as error:  # noqa: BLE001 - it is raised again by what tells of it
            # Whatever it was: told as sessions tell it, and a connection that was lost is thrown away.
            session.connection()._handle_dbapi_exception(error, text, bound, cursor, None)
        if not self._is_known:
            self.processes, self._is_known = self._processes(dialect_of(session), cursor.description), True
        if aloud is not None:
            for heard in _listeners(aloud).after_cursor_execute:
                heard(aloud, cursor, text, bound, None, False)
        cursor.close()
        return found

    def _processes(self, dialect: Dialect, description: Sequence[Any]) -> list[tuple[int, Process]]:
        found = (
            _read_json
            if isinstance(kind, JSON) and dialect.name == "sqlite"
            else kind.dialect_impl(dialect).result_processor(dialect, column[1])
            for kind, column in zip(self._kinds, description, strict=True)
        )
        return [(place, process) for place, process in enumerate(found) if process]


def dialect_of(session: Session) -> Dialect:
    """Return the dialect of a session's database, without a connection to it."""
    return session.bind.dialect  # type: ignore[union-attr]


def _listeners(connection: Connection) -> Any:
    # Those of one connection are rare, and to join them with an engine's costs more than a short statement.
    return connection.dispatch if connection._has_events else connection.engine.dispatch


def _read_json(text: str | None) -> Any:
    # What SQLAlchemy does for it too, in three steps where a room takes a hundred of them.
    return None if text is None else orjson.loads(text)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _in_order(positions: list[str] | None, names: list[str]) -> Callable[[Row], Any]:
    """Return what makes of named values those that the driver takes: in order, or by name."""
    if positions is None:
        return lambda said: {name: said[name] for name in names}
    if len(positions) < 2:
        return lambda said: tuple(said[name] for name in positions)
    return itemgetter(*positions)
