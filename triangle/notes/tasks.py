"""Tasks in a note's document: found by their place and words, and marked once they are on a checklist."""

from collections.abc import Iterator
from typing import Any

from pycrdt import XmlElement

from triangle.notes.crdt import DEEPEST, Paper
from triangle.notes.reading import words_of

LONGEST_COMPARED, LONGEST_ITEM = 2000, 500
# The first editor that keeps what a task says of its checklist item.
SCHEMA_OF_MARKS = 2


def find_task(paper: Paper, place: int, text: str) -> XmlElement | None:
    """Return the task at a place in the note that says `text`, or the only one that says it anywhere."""
    tasks = list(tasks_in(paper))
    wanted = _compared(text)
    if place < len(tasks) and _compared(_said(tasks[place])) == wanted:
        return tasks[place]
    same = [task for task in tasks if _compared(_said(task)) == wanted]
    return same[0] if len(same) == 1 else None


def line_of(task: XmlElement) -> str:
    """Return what a task says as one line of a checklist."""
    return " ".join(_said(task).split())[:LONGEST_ITEM]


def item_of(task: XmlElement) -> int | None:
    """Return the id of the checklist item that a task says it became; the bytes may say anything."""
    said: Any = task.attributes.get("item")
    return int(said) if isinstance(said, int | float) and 0 < said < 2**31 and said == int(said) else None


def mark(task: XmlElement, *, item_id: int, node_id: int) -> None:
    """Write into a task which checklist item it became."""
    task.attributes["item"] = item_id
    task.attributes["node"] = node_id


def tasks_in(paper: Paper) -> Iterator[XmlElement]:
    """Yield the tasks of a note in the order of its text."""
    yield from _tasks(paper.root, 0)


def _tasks(parent: Any, depth: int) -> Iterator[XmlElement]:
    if depth > DEEPEST:
        return
    for child in parent.children:
        if isinstance(child, XmlElement):
            if child.tag == "taskItem":
                yield child
            yield from _tasks(child, depth + 1)


def _said(task: XmlElement) -> str:
    first = next((child for child in task.children if isinstance(child, XmlElement)), None)
    return words_of(first) if first is not None else ""


def _compared(text: str) -> str:
    return " ".join(text.split())[:LONGEST_COMPARED].strip()
