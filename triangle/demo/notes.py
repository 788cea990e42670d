"""What the demo company wrote down: a first visit and a review meeting in some of its rooms."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

from pycrdt import XmlElement, XmlText

from triangle.core.deed import Deed
from triangle.demo import note_words as words
from triangle.demo.history import Story
from triangle.demo.plot import Step
from triangle.demo.room import Room
from triangle.identity.models import Person
from triangle.notes.actions import begin_note, make_item, name_version, tell_mentions
from triangle.notes.mentions import mentions_in
from triangle.notes.queries import is_writer, known_mentions, paper_of
from triangle.notes.writing import Letter, append, load_sheet

PAUSE = 0.03


def tell_notes(room: Room, step: Step, at: float) -> Story:
    """Have the AR write down the first visit, and the SR the review meeting on the node that is worked on."""
    # Another draw of chance than the story's own.
    chance = Random(f"notes {room.deal_id}")
    at += PAUSE
    yield at
    note_id = _visit(room, chance)
    at += PAUSE
    yield at
    name_version(room.history.deed(room.owner()), note_id, label=words.VISIT_VERSION)
    at += PAUSE
    yield at
    _follow_up(room, note_id, chance)
    reviewer = room.seats()["SR"]
    if reviewer is None or room.node(step).status != "active":
        return at
    at += PAUSE
    yield at
    if not is_writer(room.history.session, room.deal_id, reviewer):
        return at
    review_id = _review(room, step, reviewer, chance)
    at += PAUSE
    yield at
    name_version(room.history.deed(reviewer), review_id, label=words.REVIEW_VERSION)
    at += PAUSE
    yield at
    task = words.REVIEW_TASKS[0]
    make_item(room.history.deed(reviewer), review_id, place=0, text=task, node_id=step.node_id)
    return at


def _visit(room: Room, chance: Random) -> int:
    deed = room.history.deed(room.owner())
    note = begin_note(deed, deal_id=room.deal_id, template="visit")
    contact = room.contacts[0]
    with _writing(deed, note.id) as root:
        goals = chance.sample(words.GOALS, 2)
        _put(root, 0, words.WHEN.format(contact=contact))
        _put(root, 1, goals[0], _line(goals[1]), _line(chance.choice(words.CONCERNS)))
        _put(root, 2, chance.choice(words.RELATIONS).format(contact=contact))
        _put(root, 3, chance.choice(words.BUDGETS))
        [tasks] = [block for block in root.children if block.tag == "taskList"]
        tasks.children[0].attributes["checked"] = True
        tasks.children.append(_task(chance.choice(words.TASKS).format(contact=contact)))
    return note.id


def _follow_up(room: Room, note_id: int, chance: Random) -> None:
    """Write what was found out after the visit, with a question to a colleague."""
    deed = room.history.deed(room.owner())
    with _writing(deed, note_id) as root:
        root.children.append(_heading(words.LATER))
        root.children.append(_line(chance.choice(words.FOUND_OUT)))
        seats = room.seats()
        asked = seats["SR"] or seats["FR"]
        if asked is not None:
            root.children.append(_question(room, asked, note_id, chance.choice(words.ASKED)))
    _tell(deed, note_id)


def _review(room: Room, step: Step, reviewer: int, chance: Random) -> int:
    deed = room.history.deed(reviewer)
    note = begin_note(deed, node_id=step.node_id, template="review", title=words.REVIEW_TITLE)
    with _writing(deed, note.id) as root:
        _put(root, 0, words.REVIEWED.format(node=step.template.name["zh"]))
        _put(root, 1, words.OPTIONS, _table(words.TABLE))
        _put(root, 2, chance.choice(words.RISKS))
        _put(root, 3, chance.choice(words.CONCLUSIONS))
        [tasks] = [block for block in root.children if block.tag == "taskList"]
        _say(tasks.children[0].children[0], words.REVIEW_TASKS[0])
        for task in words.REVIEW_TASKS[1:]:
            tasks.children.append(_task(task))
        seats = room.seats()
        for asked, question in ((seats["FR"], chance.choice(words.ASKED)), (seats["AR"], words.ASKED_AR)):
            if asked not in (None, reviewer):
                root.children.append(_question(room, asked, note.id, question))
    _tell(deed, note.id)
    return note.id


def _tell(deed: Deed, note_id: int) -> None:
    known = known_mentions(deed.session, note_id)
    found = mentions_in(paper_of(deed.session, note_id))
    tell_mentions(deed, note_id, [each for each in found if (each.person_id, each.key) not in known])


@contextmanager
def _writing(deed: Deed, note_id: int) -> Iterator[Any]:
    """Lend a note's text, and record what was written into it."""
    sheet, draft = load_sheet(deed.session, note_id), paper_of(deed.session, note_id)
    known = draft.doc.get_state()
    with draft.doc.transaction():
        yield draft.root
    append(deed.session, sheet, [Letter(deed.actor.id, draft.since(known), is_own=True)], deed.at)


def _put(root: Any, section: int, first: str, *more: XmlElement) -> None:
    """Fill the line that a template left under one of its headings, and go on below it."""
    headings = [place for place, block in enumerate(root.children) if block.tag == "heading"]
    place = headings[section] + 1
    _say(root.children[place], first)
    for block in reversed(more):
        root.children.insert(place + 1, block)


def _say(line: Any, text: str) -> None:
    line.children.append(XmlText(text))


def _line(text: str) -> XmlElement:
    return XmlElement("paragraph", {}, [XmlText(text)])


def _heading(text: str) -> XmlElement:
    level: Any = {"level": 2}
    return XmlElement("heading", level, [XmlText(text)])


def _task(text: str) -> XmlElement:
    box: Any = {"checked": False}
    return XmlElement("taskItem", box, [_line(text)])


def _question(room: Room, asked: int, note_id: int, text: str) -> XmlElement:
    person = room.history.session.get_one(Person, asked)
    who = {"id": str(asked), "label": person.name, "key": f"demo-{note_id}-{asked}"}
    return XmlElement("paragraph", {}, [XmlElement("mention", who), XmlText(f" {text}")])


def _table(rows: Sequence[Sequence[str]]) -> XmlElement:
    made = []
    for place, row in enumerate(rows):
        kind = "tableHeader" if place == 0 else "tableCell"
        made.append(XmlElement("tableRow", {}, [XmlElement(kind, {}, [_line(cell)]) for cell in row]))
    return XmlElement("table", {}, made)
