"""Exports hold what the screen shows, run nothing in a spreadsheet, and name their streams' heads."""

import csv
import io
import re
import zipfile
import zlib
from base64 import a85decode
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from sqlalchemy import select

from tests.company import Company
from tests.rooms.play import Play
from triangle.activity.models import Stream
from triangle.deals.actions import edit_deal
from triangle.matrix.export import Book, Line
from triangle.matrix.export_words import plain
from triangle.matrix.paper import FONT, heads_digest, paper
from triangle.matrix.taken import Risk

EVIL = '=HYPERLINK("http://evil.example","x")'
BOOK = Book(
    language="zh",
    title="责任矩阵",
    about=[("截至", "2026-03-02"), ("筛选", "全部")],
    at="2026-03-02",
    lines=[
        Line(
            account="华光电子",
            deal="储能",
            deal_id=1,
            code="KD1.1",
            node="线索识别",
            stage="S1",
            status="进行中",
            cells=[{"person_id": 1, "duty": "A", "role": "AR"}],
        )
    ],
    people={1: "李明"},
    findings=[],
    risks=[],
    promises=[],
    heads=[],
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def play(company: Company) -> Play:
    """A room whose title would run in a spreadsheet."""
    play = Play(company)
    with company.deed("ar") as deed:
        edit_deal(deed, play.deal.id, title=EVIL)
    return play


def rows(play: Play, **query: str) -> list[dict[str, str]]:
    """Return the exported rows as the leader gets them."""
    answer = play.company.client("lead").get(
        "/api/matrix/export", query_string={"format": "csv", "language": "en", **query}
    )
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_rows_say_what_the_matrix_says(play: Play) -> None:
    shown = play.company.client("lead").get("/api/matrix?limit=200").get_json()

    exported = rows(play)

    assert len(exported) == sum(len(row["cells"]) for row in shown["data"])
    first = exported[0]
    assert (first["Code"], first["Person"], first["Duty"], first["Role"]) == ("KD1.1", "ar", "A", "AR")


def test_rows_name_the_head_of_their_stream(play: Play) -> None:
    with play.company.reading() as session:
        head = session.scalars(select(Stream).where(Stream.name == f"deal:{play.deal.id}")).one()

    assert {(row["Stream"], row["Number"], row["Hash"]) for row in rows(play)} == {
        (head.name, str(head.head_seq), head.head_hash)
    }


def test_filter_and_moment_narrow_the_rows(play: Play) -> None:
    assert {row["Stage"] for row in rows(play, stage="S2")} == {"S2"}
    assert rows(play, at="2020-01-01T00:00:00Z") == []


def test_formulas_are_neutralised_in_rows(play: Play) -> None:
    assert {row["Deal"] for row in rows(play)} == {"'" + EVIL}


def test_formulas_are_neutralised_in_the_workbook(play: Play) -> None:
    answer = play.company.client("lead").get("/api/matrix/export")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
    assert len(sheets) == 5
    assert not any(ElementTree.fromstring(sheet).iter(f"{SHEET}f") and b"<f>" in sheet for sheet in sheets)  # noqa: S314
    texts = {element.text for element in strings.iter(f"{SHEET}t")}
    assert "'" + EVIL in texts
    assert EVIL not in texts


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\0=1"])
def test_what_begins_like_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert plain(text).startswith("'")
    assert "\0" not in plain(text)


def test_ordinary_text_stays_as_it_is() -> None:
    assert plain("云平台 1-2") == "云平台 1-2"


def test_paper_carries_names_and_the_digest_of_its_heads_on_each_page(play: Play) -> None:
    answer = play.company.client("lead").get("/api/matrix/export?format=pdf&language=zh")
    book = replace(BOOK, heads=[{"name": "deal:1", "epoch": 1, "head_seq": 3, "head_hash": "ab"}])

    pages = written(paper(book))

    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert len(pages) == 3
    assert all(encoded(heads_digest(book)) in page for page in pages)
    assert encoded("华光电子 · 储能") in pages[0]
    assert encoded("A 李明") in pages[0]


def test_paper_has_as_many_pages_as_it_needs_and_repeats_the_head(play: Play) -> None:
    pages = written(paper(replace(BOOK, lines=BOOK.lines * 120)))

    assert len(pages) == 5
    assert all(encoded("节点") in page for page in pages[:3])


def test_paper_says_every_risk_in_full(play: Play) -> None:
    whole = "延期由公司承担" * 60 + "完"
    node = ("KD4.3", "可交付性", "S4")
    risk = Risk(1, "华光电子", "储能", *node, "孙总", datetime(2026, 3, 2, tzinfo=UTC), whole, "产能不足")

    pages = written(paper(replace(BOOK, risks=[risk])))

    assert len(pages) == 4
    assert encoded("孙总") in pages[2]
    assert encoded("延期由公司承担" * 3)[1:-1] in pages[2]
    assert encoded("完")[1:-1] in pages[2]


def encoded(text: str) -> bytes:
    """Return a text as a page shows it: in the encoding of its font, as an escaped string."""
    return str(UnicodeCIDFont(FONT).formatForPdf(text)).encode("latin-1")


def written(file: bytes) -> list[bytes]:
    """Return what stands on each page of a PDF."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", file, re.DOTALL)
    return [zlib.decompress(a85decode(stream.strip().removesuffix(b"~>"))) for stream in streams]
