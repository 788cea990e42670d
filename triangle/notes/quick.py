"""Recording what people type while nothing else happens to a note: one look at it and one writing, together.

What is known here of a note is assumed to hold, and the database writes only where it does: nobody else wrote
meanwhile, everybody may write, nothing is frozen. Where it does not, nothing was written and the long way
(`writing.append_all`) finds out why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import literal_column
from sqlalchemy.dialects import postgresql, sqlite

from triangle.core.direct import Direct
from triangle.notes.crdt import Broken, Unreadable, is_server, read_number
from triangle.notes.models import FROZEN, NoteWritten
from triangle.notes.queries import writes
from triangle.notes.writing import LARGEST_UPDATE, Letter, Sheet


def _nobody_may_not_write(people: str, dialect: Any) -> str:
    """Return the condition that all of some `writer`s may write in `note`, as it is said everywhere else."""
    may = writes(literal_column("note.deal_id"), literal_column("writer.person_id"))
    said = may.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return f"NOT EXISTS (SELECT 1 FROM {people} AS writer WHERE NOT ({said}))"  # noqa: S608 - of constants


_PEOPLE_SQLITE = _nobody_may_not_write(
    "(SELECT value AS person_id FROM json_each(:people))", sqlite.dialect()
)
_COUNT_SQLITE = f"""\
UPDATE note SET head_no = :head, size = size + :added, frozen = size + :added > {FROZEN},
  written_by = :last, written_at = :at
WHERE id = :note AND head_no = :known AND NOT frozen AND schema_version <= :schema
  AND {_PEOPLE_SQLITE}"""  # noqa: S608 - of constants
_RECORD_SQLITE = """\
INSERT INTO note_update (note_id, no, data, person_id, received_at, pending)
VALUES (?, ?, ?, ?, ?, 0)"""
_PEOPLE_POSTGRESQL = _nobody_may_not_write(
    "(SELECT l.person_id FROM letter AS l WHERE l.note_id = note.id)",
    postgresql.dialect(),  # type: ignore[no-untyped-call]
)
# Locked in the order of their ids, as everywhere; counted where what is known held; recorded where counted.
# Said in JSON: a driver that makes an array of each column works longer on it than PostgreSQL on the whole.
_RECORD_POSTGRESQL = f"""\
WITH asked AS (
  SELECT * FROM json_to_recordset(%(pages)s::json)
    AS a(note_id int, known bigint, head bigint, added int, schema int, person_id int)
), letter AS MATERIALIZED (
  SELECT * FROM json_to_recordset(%(letters)s::json) AS l(note_id int, no bigint, data text, person_id int)
), locked AS (
  SELECT note.id FROM note JOIN asked ON asked.note_id = note.id
  WHERE note.head_no = asked.known AND NOT note.frozen AND note.schema_version <= asked.schema
    AND {_PEOPLE_POSTGRESQL}
  ORDER BY note.id FOR NO KEY UPDATE OF note
), counted AS (
  UPDATE note SET head_no = asked.head, size = note.size + asked.added,
    frozen = note.size + asked.added > {FROZEN}, written_by = asked.person_id, written_at = %(at)s
  FROM asked JOIN locked ON locked.id = asked.note_id
  WHERE note.id = asked.note_id AND note.head_no = asked.known
  RETURNING note.id
), recorded AS (
  INSERT INTO note_update (note_id, no, data, person_id, received_at, pending)
  SELECT counted.id, l.no, decode(l.data, 'hex'), l.person_id, %(at)s, false
  FROM counted JOIN letter AS l ON l.note_id = counted.id
)
SELECT id FROM counted"""  # noqa: S608 - of constants


@dataclass(slots=True)
class Page:
    """What is to be recorded of one note, after the update that is known to be its last."""

    sheet: Sheet
    known: int
    letters: list[Letter] = field(default_factory=list)


class Unusual(Exception):
    """A letter that is more than somebody's typing: the sheet is read anew, and it goes the long way."""


def is_usual(sheet: Sheet | None, letters: Sequence[Letter]) -> bool:
    """Say whether letters look like typing of people who typed in this note before."""
    return sheet is not None and not sheet.pending and all(_is_usual(sheet, letter) for letter in letters)


def _is_usual(sheet: Sheet, letter: Letter) -> bool:
    """Say whether a letter is of one writer, whose id is its sender's, or does nothing but erase."""
    data = letter.data
    if letter.is_own or not 2 < len(data) <= LARGEST_UPDATE:
        return False
    try:
        writers, place = read_number(data, 0)
        if writers == 0:
            return True
        client = read_number(data, read_number(data, place)[1])[0]
    except (ValueError, IndexError):
        return False
    return writers == 1 and not is_server(client) and sheet.owners.get(client) == letter.person_id


def take(sheet: Sheet, letters: Sequence[Letter]) -> Page:
    """Put letters into a note's document; those that change something get their numbers."""
    page = Page(sheet, sheet.head)
    for letter in letters:
        if letter.refusal is None and _changes(sheet, letter):
            sheet.head += 1
            letter.no = sheet.head
            page.letters.append(letter)
    return page


def _changes(sheet: Sheet, letter: Letter) -> bool:
    try:
        changed, lacks = sheet.paper.take_all(letter.data)
    except (Broken, Unreadable) as error:
        raise Unusual from error
    if lacks:
        raise Unusual
    return changed


def record(direct: Direct, pages: Mapping[int, Page], at: datetime, *, is_sqlite: bool) -> set[int]:
    """Record the pages of notes in one transaction; return the notes of which what is known held."""
    written = {note_id: page for note_id, page in pages.items() if page.letters}
    if not written:
        return set(pages)
    held = (_record_sqlite if is_sqlite else _record_postgresql)(direct, written, direct.moment(at))
    direct.has_written = bool(held)
    for note_id in held:
        direct.say(NoteWritten(note_id, written[note_id].sheet.head))
    return held | (pages.keys() - written.keys())


def _record_sqlite(direct: Direct, pages: Mapping[int, Page], at: object) -> set[int]:
    held, rows = set(), []
    for note_id, page in sorted(pages.items()):
        counted = {
            "note": note_id,
            "known": page.known,
            "head": page.sheet.head,
            "added": sum(len(letter.data) for letter in page.letters),
            "last": page.letters[-1].person_id,
            "at": at,
            "schema": min(letter.schema for letter in page.letters),
            "people": orjson.dumps(list({letter.person_id for letter in page.letters})).decode(),
        }
        if direct.do(_COUNT_SQLITE, counted).rowcount == 1:
            held.add(note_id)
            rows += [(note_id, each.no, each.data, each.person_id, at) for each in page.letters]
    direct.do_many(_RECORD_SQLITE, rows)
    return held


def _record_postgresql(direct: Direct, pages: Mapping[int, Page], at: object) -> set[int]:
    asked = [
        {
            "note_id": note_id,
            "known": page.known,
            "head": page.sheet.head,
            "added": sum(len(letter.data) for letter in page.letters),
            "schema": min(letter.schema for letter in page.letters),
            "person_id": page.letters[-1].person_id,
        }
        for note_id, page in pages.items()
    ]
    letters = [
        {"note_id": note_id, "no": each.no, "data": each.data.hex(), "person_id": each.person_id}
        for note_id, page in pages.items()
        for each in page.letters
    ]
    said = {"pages": orjson.dumps(asked).decode(), "letters": orjson.dumps(letters).decode(), "at": at}
    return {row[0] for row in direct.do(_RECORD_POSTGRESQL, said)}
