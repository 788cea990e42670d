"""The first content of notes: written once, by the server, so that no browser writes it again."""

from collections.abc import Sequence
from typing import Any

from pycrdt import XmlElement, XmlText

from triangle.notes.crdt import Paper

Words = tuple[str, str]
# A line is (kind, zh, en); "task" lines become one list.
Line = tuple[str, str, str]

TEMPLATES: dict[str, Sequence[Line]] = {
    "blank": [("paragraph", "", "")],
    "visit": [
        ("heading", "首次拜访", "First visit"),
        ("paragraph", "时间、地点、参加人：", "When, where, who: "),
        ("heading", "客户的目标与痛点", "Goals and pains of the customer"),
        ("paragraph", "", ""),
        ("heading", "决策链与关系", "Decision chain and relations"),
        ("paragraph", "", ""),
        ("heading", "预算与时间", "Budget and time"),
        ("paragraph", "", ""),
        ("heading", "下一步", "Next steps"),
        ("task", "发会议纪要", "Send the minutes"),
        ("task", "约下一次会面", "Agree on the next meeting"),
    ],
    "review": [
        ("heading", "评审会", "Review meeting"),
        ("paragraph", "议题与参加人：", "Subject and participants: "),
        ("heading", "方案要点", "Main points of the solution"),
        ("paragraph", "", ""),
        ("heading", "风险与分歧", "Risks and open disputes"),
        ("paragraph", "", ""),
        ("heading", "结论", "Conclusion"),
        ("paragraph", "", ""),
        ("heading", "行动项", "Actions"),
        ("task", "", ""),
    ],
    "retrospective": [
        ("heading", "复盘", "Retrospective"),
        ("heading", "目标与结果", "Aim and result"),
        ("paragraph", "", ""),
        ("heading", "做得好的", "What went well"),
        ("paragraph", "", ""),
        ("heading", "要改进的", "What to improve"),
        ("paragraph", "", ""),
        ("heading", "下次这样做", "What we do next time"),
        ("task", "", ""),
    ],
}


def first_content(paper: Paper, template: str, language: str) -> bytes:
    """Write a template into an empty note and return the update that holds it."""
    with paper.doc.transaction():
        tasks: Any = None
        for kind, zh, en in TEMPLATES[template]:
            words = zh if language == "zh" else en
            if kind != "task":
                tasks = None
                _line(paper.root, kind, words)
                continue
            if tasks is None:
                tasks = XmlElement("taskList")
                paper.root.children.append(tasks)
            item = XmlElement("taskItem")
            tasks.children.append(item)
            item.attributes["checked"] = False
            _line(item, "paragraph", words)
    return paper.state()


def _line(parent: Any, kind: str, words: str) -> None:
    element = XmlElement(kind)
    parent.children.append(element)
    if kind == "heading":
        element.attributes["level"] = 2
    if words:
        element.children.append(XmlText(words))
