"""What the demo company wrote down: a note in some of its rooms."""

from random import Random

from pycrdt import XmlElement, XmlText

from triangle.core.deed import Deed
from triangle.notes.actions import begin_note
from triangle.notes.crdt import Paper
from triangle.notes.models import Note
from triangle.notes.queries import paper_of
from triangle.notes.writing import Letter, append, load_sheet

GOALS = (
    "老系统三年内换完，先保生产不停。",
    "年底前上线第一期，分厂逐个切换。",
    "数据要留在本地，审计随时能查。",
    "把现有四套系统并成一套，口径统一。",
)
CONCERNS = (
    "担心切换那一夜回不去，要看回退方案。",
    "上一家供应商拖了半年，这次要写进合同。",
    "信息科只有三个人，运维得有人带。",
    "预算分两年走，第二年还没有批。",
)
RELATIONS = (
    "{contact}说话算数，但要先过信息科这一关。",
    "{contact}支持我们，财务那边还没有见过。",
    "{contact}和竞争对手也有来往，方案里要拉开差距。",
)
TASKS = ("发会议纪要", "请方案经理补充架构图", "约{contact}看机房", "算一版三年总成本", "问清验收标准")


def write_note(deed: Deed, deal_id: int, chance: Random, contact: str) -> Note:
    """Begin the main note of a deal and write what was heard at the customer's."""
    note = begin_note(deed, deal_id=deal_id, template="blank")
    sheet, draft = load_sheet(deed.session, note.id), paper_of(deed.session, note.id)
    known = draft.doc.get_state()
    with draft.doc.transaction():
        _fill(draft, chance, contact)
    append(deed.session, sheet, [Letter(deed.actor.id, draft.since(known), is_own=True)], deed.at)
    return note


def _fill(draft: Paper, chance: Random, contact: str) -> None:
    for title, lines in (
        ("客户要什么", chance.sample(GOALS, 2)),
        ("顾虑", chance.sample(CONCERNS, 2)),
        ("人", [chance.choice(RELATIONS).format(contact=contact)]),
    ):
        heading = XmlElement("heading")
        draft.root.children.append(heading)
        heading.attributes["level"] = 2
        heading.children.append(XmlText(title))
        for line in lines:
            draft.root.children.append(XmlElement("paragraph", {}, [XmlText(line)]))
    tasks = XmlElement("taskList")
    draft.root.children.append(tasks)
    for place, task in enumerate(chance.sample(TASKS, 3)):
        item = XmlElement("taskItem")
        tasks.children.append(item)
        item.attributes["checked"] = place == 0
        item.children.append(XmlElement("paragraph", {}, [XmlText(task.format(contact=contact))]))
