"""A task of a note becomes a line of a node's checklist, once, and the note says so."""

from typing import Any

from pycrdt import XmlElement
from werkzeug.test import TestResponse

from tests.company import Company
from tests.notes.writers import Table, Writer
from triangle.nodes.models import ChecklistItem

MINUTES, MEETING = "发会议纪要", "约下一次会面"


def make(company: Company, note: int, who: str = "ar", **task: Any) -> TestResponse:
    """Ask for a task to become a line."""
    return company.client(who).post(f"/api/notes/{note}/items", json=task)


def node_note(table: Table, company: Company, code: str) -> tuple[int, int]:
    """Begin a note of a node with two tasks; return the node and the note."""
    node = company.node(table.deal, code).id
    begun = company.client("ar").post(f"/api/nodes/{node}/notes", json={"template": "visit", "title": code})
    return node, int(begun.get_json()["data"]["id"])


def items(company: Company, node: int) -> list[str]:
    """Return what a node's checklist says."""
    with company.reading() as session:
        found = session.query(ChecklistItem).filter_by(node_id=node).order_by(ChecklistItem.position)
        return [item.text["zh"] for item in found]


def tasks(writer: Writer) -> list[XmlElement]:
    """Return the tasks in somebody's document."""
    return [item for block in writer.root.children if block.tag == "taskList" for item in block.children]


def test_task_of_a_nodes_note_is_the_last_line_of_its_checklist_and_marked_for_everybody(
    table: Table, company: Company
) -> None:
    node, note = node_note(table, company, "KD1.1")
    sr = table.writer("sr", note)
    sr.open(schema=2)

    made = make(company, note, place=1, text=MEETING)

    item = made.get_json()["data"]
    assert (made.status_code, item["node_id"], item["required"], item["state"]) == (201, node, False, "open")
    assert items(company, node)[-1] == MEETING
    sr.listen()
    marked = [dict(task.attributes) for task in tasks(sr)]
    assert [each.get("item") for each in marked] == [None, item["id"]]
    assert marked[1]["node"] == node


def test_task_becomes_one_line_however_often_and_by_whom_it_is_asked(table: Table, company: Company) -> None:
    node, note = node_note(table, company, "KD1.2")

    first, again = (make(company, note, who, place=0, text=MINUTES) for who in ("ar", "sr"))

    assert first.get_json()["data"]["id"] == again.get_json()["data"]["id"]
    assert items(company, node).count(MINUTES) == 1


def test_task_that_a_restored_version_forgot_still_finds_its_line(table: Table, company: Company) -> None:
    node, note = node_note(table, company, "KD1.3")
    client = company.client("ar")
    kept = client.post(f"/api/notes/{note}/versions", json={"label": "一"}).get_json()["data"]["id"]
    first = make(company, note, place=0, text=MINUTES).get_json()["data"]["id"]
    client.post(f"/api/note-versions/{kept}/restore", json={})

    again = make(company, note, place=0, text=MINUTES)

    assert again.get_json()["data"]["id"] == first
    assert items(company, node).count(MINUTES) == 1


def test_note_of_a_deal_asks_which_node(table: Table, company: Company) -> None:
    note, node = table.begin(title="问", template="visit"), company.node(table.deal, "KD2.1").id
    foreign = company.node(company.deal(), "KD2.1").id

    unsaid = make(company, note, place=0, text=MINUTES)
    elsewhere = make(company, note, place=0, text=MINUTES, node_id=foreign)
    said = make(company, note, place=0, text=MINUTES, node_id=node)

    assert [(each.status_code, each.get_json()["errors"][0]["code"]) for each in (unsaid, elsewhere)] == [
        (422, "required"),
        (422, "not_allowed"),
    ]
    assert (said.status_code, said.get_json()["data"]["node_id"]) == (201, node)


def test_task_that_moved_is_found_by_its_words_and_one_that_is_gone_is_not(
    table: Table, company: Company
) -> None:
    _, note = node_note(table, company, "KD2.2")

    moved = make(company, note, place=7, text=f"  {MEETING} ")
    gone = make(company, note, place=0, text="别的")

    assert moved.status_code == 201
    assert (gone.status_code, gone.get_json()["code"]) == (409, "task_moved")


def test_mark_that_names_an_item_of_another_deal_is_not_believed(table: Table, company: Company) -> None:
    node, note = node_note(table, company, "KD2.3")
    other = company.deal()
    foreign = company.node(other, "KD1.1").checklist[0].id
    ar = table.writer("ar", note)
    ar.open()
    tasks(ar)[0].attributes["item"] = foreign
    for update in ar._made:
        ar.post(update)
    table.flush()

    made = make(company, note, place=0, text=MINUTES).get_json()["data"]

    assert made["id"] != foreign
    assert made["node_id"] == node


def test_editor_that_does_not_know_the_mark_reads_only_from_then_on(table: Table, company: Company) -> None:
    _, note = node_note(table, company, "KD2.4")
    old, new = table.writer("ar", note), table.writer("sr", note)
    assert old.open(schema=1)["can_write"]
    assert new.open(schema=2)["can_write"]
    make(company, note, place=0, text=MINUTES)

    old.write("old")
    new.write("new")
    table.flush()

    assert [said["code"] for event, said in old.listen() if event == "note.nack"] == ["read_only"]
    assert [event for event, _ in new.listen() if event == "note.nack"] == []
    reopened = old.open(schema=1)
    assert (reopened["can_write"], reopened["why"]) == (False, "schema")
