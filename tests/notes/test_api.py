"""Notes as wholes over HTTP: begin, rename, versions, restore, export."""

import base64

from pycrdt import XmlElement, XmlText

from tests.company import Company
from tests.notes.writers import Table
from triangle.notes.crdt import Paper
from triangle.notes.models import TEMPLATES


def test_main_note_is_begun_once_however_often_it_is_asked_for(company: Company) -> None:
    table = Table(company)

    first, second = table.begin(), table.begin(template="review")

    listed = company.client("sr").get(f"/api/deals/{table.deal.id}/notes").get_json()
    assert first == second
    assert [(each["id"], each["is_main"], each["title"]) for each in listed["data"]] == [(first, True, "")]
    assert listed["can"] == ["add_note"]


def test_node_has_a_note_of_its_own(company: Company) -> None:
    table = Table(company)
    node = company.node(table.deal, "KD1.1").id
    client = company.client("sr")

    made = client.post(f"/api/nodes/{node}/notes", json={"template": "visit"}).get_json()["data"]

    assert (made["node_id"], made["deal_id"], made["is_main"]) == (node, table.deal.id, True)
    assert [each["id"] for each in client.get(f"/api/nodes/{node}/notes").get_json()["data"]] == [made["id"]]
    assert made["id"] in [
        each["id"] for each in client.get(f"/api/deals/{table.deal.id}/notes").get_json()["data"]
    ]


def test_template_speaks_the_language_of_whoever_begins(table: Table) -> None:
    for template in TEMPLATES:
        note = table.begin(title=template, template=template)
        assert (table.says(note) == "") == (template == "blank")
    assert "首次拜访" in table.says(table.begin(title="again", template="visit"))


def test_typing_writes_no_entry(table: Table, company: Company, note: int) -> None:
    stream = f"/api/streams/deal:{table.deal.id}/entries"
    before = company.client("ar").get(stream).get_json()["head"]
    ar = table.writer("ar", note)
    ar.open()

    ar.write("words")
    table.flush()

    assert company.client("ar").get(stream).get_json()["head"] == before


def test_rename_needs_the_version_that_was_seen(table: Table, company: Company, note: int) -> None:
    client = company.client("sr")

    stale = client.patch(f"/api/notes/{note}", json={"title": "新名"}, headers={"If-Match": '"9"'})
    done = client.patch(f"/api/notes/{note}", json={"title": "新名"}, headers={"If-Match": '"1"'})

    assert stale.status_code == 412
    assert (done.status_code, done.get_json()["data"]["title"]) == (200, "新名")


def test_restored_version_goes_forward_and_keeps_what_was_there(
    table: Table, company: Company, note: int
) -> None:
    ar, sr = table.writer("ar", note), table.writer("sr", note)
    ar.open()
    sr.open()
    ar.write("first")
    table.flush()
    client = company.client("ar")
    kept = client.post(f"/api/notes/{note}/versions", json={"label": "一"}).get_json()["data"]
    ar.write("second ")
    table.flush()

    restored = client.post(f"/api/note-versions/{kept['id']}/restore", json={})

    assert restored.get_json()["data"]["text"] == "first"
    ar.listen()
    sr.listen()
    assert ar.says == sr.says
    assert "second" not in sr.says
    versions = client.get(f"/api/notes/{note}/versions").get_json()["data"]
    assert [each["kind"] for each in versions] == ["before_restore", "manual"]
    before = client.get(f"/api/note-versions/{versions[0]['id']}").get_json()["data"]
    assert before["text"] == "second first"
    paper = Paper(note)
    paper.load([base64.b64decode(before["state"])])
    assert "second first" in str(paper.root)


def test_restore_keeps_headings_marks_and_boxes(table: Table, company: Company) -> None:
    note = table.begin(title="形式", template="visit")
    client = company.client("ar")
    kept = client.post(f"/api/notes/{note}/versions", json={"label": "一"}).get_json()["data"]
    before = client.get(f"/api/notes/{note}/markdown").get_json()["data"]["markdown"]
    ar = table.writer("ar", note)
    ar.open()
    ar.write("other")
    table.flush()

    client.post(f"/api/note-versions/{kept['id']}/restore", json={})

    assert client.get(f"/api/notes/{note}/markdown").get_json()["data"]["markdown"] == before


def test_export_is_markdown_without_dangerous_links(table: Table, company: Company, note: int) -> None:
    ar = table.writer("ar", note)
    ar.open()
    with ar.doc.transaction():
        text = XmlText()
        ar.root.children[0].children.append(text)
        text.insert(0, "bold", {"bold": {}})
        text.insert(4, "bad", {"link": {"href": "javascript:alert(1)"}})
        text.insert(7, "good", {"link": {"href": "https://example.com/a"}})
        item = XmlElement("taskItem", {}, [XmlElement("paragraph", {}, [XmlText("做 <b>这个</b>")])])
        ar.root.children.append(XmlElement("taskList", {}, [item]))
    for update in ar._made:
        ar.post(update)
    table.flush()

    said = company.client("lead").get(f"/api/notes/{note}/markdown").get_json()["data"]["markdown"]

    assert said == "**bold**bad[good](https://example.com/a)\n\n- [ ] 做 \\<b\\>这个\\</b\\>\n"
