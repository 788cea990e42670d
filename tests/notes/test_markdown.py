"""Exported Markdown, read again by a Markdown parser, says what the note says."""

from typing import Any

from markdown_it import MarkdownIt
from pycrdt import XmlElement, XmlText

from triangle.notes.crdt import Paper
from triangle.notes.reading import markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def element(tag: str, *inner: Any, **attributes: Any) -> XmlElement:
    """Make an element of a note; words stand for text."""
    return XmlElement(tag, attributes, [XmlText(each) if isinstance(each, str) else each for each in inner])


def line(*inner: Any) -> XmlElement:
    """Make a paragraph."""
    return element("paragraph", *inner)


def exported(*blocks: XmlElement) -> str:
    """Export a note with these blocks."""
    paper = Paper(1)
    for block in blocks:
        paper.root.children.append(block)
    return markdown(paper)


def cells(text: str) -> list[list[str]]:
    """Return the cells that a parser finds, row by row."""
    rows: list[list[str]] = []
    for token in PARSER.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def words(text: str) -> list[str]:
    """Return the plain words of every line that a parser finds, with the depth of its list."""
    found, depth = [], 0
    for token in PARSER.parse(text):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            said = "".join(child.content or "\n" * (child.type != "text") for child in token.children or ())
            found.append("  " * (depth - 1) + said if depth else said)
    return found


def test_table_with_joined_cells_and_bars_has_full_rows() -> None:
    head = element(
        "tableRow", element("tableHeader", line("阶段"), colspan=2), element("tableHeader", line("a|b"))
    )
    tall = element("tableCell", line("高"), rowspan=2)
    middle = element(
        "tableRow", tall, element("tableCell", line("一"), line("二")), element("tableCell", line(""))
    )
    last = element("tableRow", element("tableCell", line("三")), element("tableCell", line("四")))

    said = exported(element("table", head, middle, last))

    assert cells(said) == [["阶段", "", "a|b"], ["高", "一 二", ""], ["", "三", "四"]]


def test_absurd_spans_stay_small() -> None:
    wild = [
        element("tableCell", line("x"), colspan=1e9, rowspan=value) for value in (2**40, -1, "9", True, 49)
    ]

    said = exported(
        element("table", element("tableRow", *wild), element("tableRow", element("tableCell", line("y"))))
    )

    assert len(said) < 500
    assert "y" in said


def test_nested_tasks_keep_their_boxes_and_depth() -> None:
    inner = element("taskList", element("taskItem", line("约机房"), checked=True))
    outer = element("taskList", element("taskItem", line("发纪要"), inner, checked=False))

    assert words(exported(outer)) == ["[ ] 发纪要", "  [x] 约机房"]


def test_mention_is_its_sign_and_name_however_it_is_spelt() -> None:
    said = exported(line("请", element("mention", id="4", label="王*_[伟]_*", key="k"), " 看"))

    assert words(said) == ["请@王*_[伟]_* 看"]
