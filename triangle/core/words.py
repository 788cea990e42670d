"""A statement in the words of one kind of database, as the driver takes it."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NoReturn

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
        bound = self._order(said)
        if not isinstance(session, Snapshot) or (cursor := session.cursor()) is None:
            return self._ask_aloud(session, bound)
        try:
            cursor.execute(self._text, bound)
            found: Sequence[Any] = cursor.fetchall()
        except BaseException as error:  # noqa: BLE001 - it is raised again by what tells of it
            if session.lost_before_it_read():
                return self._ask_aloud(session, bound)
            self._tell(session, error, bound, cursor)
        self._know(session, cursor)
        return found

    def _ask_aloud(self, session: Session, bound: Any) -> Sequence[Any]:
        """Ask on a connection of SQLAlchemy, and tell whoever listens to statements."""
        connection = session.connection()
        cursor: Any = connection.connection.cursor()
        text = self._text
        for heard in _listeners(connection).before_cursor_execute:
            text, bound = heard(connection, cursor, text, bound, None, False)
        try:
            cursor.execute(text, bound)
            found: Sequence[Any] = cursor.fetchall()
        except BaseException as error:  # noqa: BLE001 - it is raised again by what tells of it
            self._tell(session, error, bound, cursor)
        for heard in _listeners(connection).after_cursor_execute:
            heard(connection, cursor, text, bound, None, False)
        self._know(session, cursor)
        return found

    def _tell(self, session: Session, error: BaseException, bound: Any, cursor: Any) -> NoReturn:
        """Raise whatever it was as sessions raise it; a connection that was lost is thrown away."""
        session.connection()._handle_dbapi_exception(error, self._text, bound, cursor, None)

    def _know(self, session: Session, cursor: Any) -> None:
        if not self._is_known:
            self.processes, self._is_known = self._processes(dialect_of(session), cursor.description), True
        cursor.close()

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
