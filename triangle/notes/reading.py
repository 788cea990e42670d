"""What a note says: as plain text for search and comparison, and as Markdown."""

import re
from collections.abc import Iterator
from typing import Any

from pycrdt import XmlElement, XmlText

from triangle.notes.crdt import DEEPEST, Paper

WIDEST = 50
SAFE_LINK = re.compile(r"^(?:https?://|mailto:)[^\s<>()]+$", re.I)
SPECIAL = re.compile(r"([\\`*_\[\]<>])")
WRAPS = (("bold", "**"), ("italic", "*"), ("strike", "~~"))


def plain(paper: Paper) -> str:
    """Return the text of a note, a line for each block, without what PostgreSQL keeps in no text."""
    return "\n".join(_plain_lines(paper.root, 0)).replace("\0", "")


def markdown(paper: Paper) -> str:
    """Return a note as Markdown; links that are no web or mail address lose their target."""
    return "\n\n".join(_blocks(paper.root, 0)).strip() + "\n"


def _plain_lines(parent: Any, depth: int) -> Iterator[str]:
    for child in parent.children:
        if depth > DEEPEST:
            return
        if isinstance(child, XmlElement) and _is_line(child):
            yield words_of(child)
        elif isinstance(child, XmlElement):
            yield from _plain_lines(child, depth + 1)


def _is_line(element: Any) -> bool:
    return element.tag in ("paragraph", "heading", "codeBlock")


def words_of(line: Any) -> str:
    """Return the plain words of one line, mentions with their sign."""
    return "".join(_word(child) for child in line.children)


def _word(child: Any) -> str:
    if isinstance(child, XmlText):
        return "".join(piece for piece, _ in child.diff() if isinstance(piece, str))
    if child.tag == "mention":
        return f"@{child.attributes.get('label') or ''}"
    return "\n" if child.tag == "hardBreak" else ""


def _blocks(parent: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    for child in parent.children:
        if isinstance(child, XmlElement):
            yield _block(child, depth)


def _block(block: Any, depth: int) -> str:
    match block.tag:
        case "heading":
            level = block.attributes.get("level")
            return (
                "#" * (int(level) if isinstance(level, int | float) and 1 <= level <= 6 else 1)
                + f" {_inline(block)}"
            )
        case "codeBlock":
            return f"```\n{words_of(block)}\n```"
        case "blockquote":
            return _indent("\n\n".join(_blocks(block, depth + 1)), "> ", "> ")
        case "bulletList" | "orderedList" | "taskList":
            return "\n".join(_items(block, depth))
        case "table":
            return "\n".join(_table(block, depth))
        case "horizontalRule":
            return "---"
        case "paragraph":
            return _inline(block)
    return "\n\n".join(_blocks(block, depth + 1))


def _items(block: Any, depth: int) -> Iterator[str]:
    for number, item in enumerate((c for c in block.children if isinstance(c, XmlElement)), 1):
        mark = {"orderedList": f"{number}. ", "bulletList": "- "}.get(block.tag)
        if mark is None:
            mark = "- [x] " if item.attributes.get("checked") is True else "- [ ] "
        inner = "\n".join(_blocks(item, depth + 1))
        yield _indent(inner, mark, "  ")


def _table(block: Any, depth: int) -> Iterator[str]:
    rows = _grid(block, depth)
    width = max((len(row) for row in rows), default=0)
    for place, row in enumerate(rows):
        yield "| " + " | ".join(row + [""] * (width - len(row))) + " |"
        if place == 0:
            yield "|" + " --- |" * width


def _grid(block: Any, depth: int) -> list[list[str]]:
    """The cells of a table in full rows: Markdown joins none, so what a joined cell covers stays empty."""
    rows: list[list[str]] = []
    covered: set[tuple[int, int]] = set()
    for place, row in enumerate(c for c in block.children if isinstance(c, XmlElement)):
        cells: list[str] = []
        for cell in (c for c in row.children if isinstance(c, XmlElement)):
            _fill(cells, covered, place)
            right, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, down):
                covered |= {(place + below, len(cells) + beside) for beside in range(right)}
            words = " ".join(_blocks(cell, depth + 2)).replace("\n", " ").replace("|", "\\|")
            cells += [words] + [""] * (right - 1)
        _fill(cells, covered, place)
        rows.append(cells)
    return rows


def _fill(cells: list[str], covered: set[tuple[int, int]], place: int) -> None:
    while (place, len(cells)) in covered:
        cells.append("")


def _span(cell: Any, name: str) -> int:
    said = cell.attributes.get(name)
    return int(said) if isinstance(said, int | float) and 1 <= said <= WIDEST else 1


def _inline(line: Any) -> str:
    return "".join(_inline_part(child) for child in line.children)


def _inline_part(child: Any) -> str:
    if not isinstance(child, XmlText):
        return "  \n" if child.tag == "hardBreak" else SPECIAL.sub(r"\\\1", _word(child))
    return "".join(_marked(piece, marks or {}) for piece, marks in child.diff() if isinstance(piece, str))


def _marked(words: str, marks: dict[str, Any]) -> str:
    if "code" in marks:
        return f"`{words}`"
    said = SPECIAL.sub(r"\\\1", words)
    for mark, sign in WRAPS:
        if mark in marks and said.strip():
            said = f"{sign}{said}{sign}"
    link = marks.get("link")
    href = link.get("href") if isinstance(link, dict) else None
    return f"[{said}]({href})" if isinstance(href, str) and SAFE_LINK.match(href) else said


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else line for line in lines[1:])])
