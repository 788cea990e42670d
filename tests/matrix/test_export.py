"""Exports hold what the screen shows, run nothing in a spreadsheet, and name their streams' heads."""

import csv
import io
import re
import zipfile
import zlib
from base64 import a85decode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from sqlalchemy import select

from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import run_ledger, tamper
from triangle.activity.models import Stream
from triangle.deals.actions import edit_deal
from triangle.matrix.export import Book, Line
from triangle.matrix.export_words import plain
from triangle.matrix.paper import FONT, paper
from triangle.matrix.seal import export_breaks, heads_digest
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
    *lines, last = answer.data.decode("utf-8-sig").splitlines(keepends=True)
    assert re.fullmatch(r"# triangle-heads sha256=[0-9a-f]{64}\s*", last)
    return list(csv.DictReader(io.StringIO("".join(lines))))


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
    assert all(encoded(heads_digest(book.heads)) in page for page in pages)
    assert encoded("华光电子 · 储能") in pages[0]
    assert encoded("A 李明") in pages[0]


def test_pages_carry_the_digest_that_an_export_of_their_deals_carries(play: Play) -> None:
    lead = play.company.client("lead")
    exported = lead.get("/api/matrix/export?format=csv").get_data(as_text=True)
    views = (
        "/matrix",
        f"/deals/{play.deal.id}/matrix",
        "/matrix/difference?from=2020-01-01T00:00:00Z&to=2026-03-03T00:00:00Z",
    )

    told = {lead.get(f"/api{view}").get_json()["heads"] for view in views}

    assert [f"sha256={digest}" in exported for digest in told] == [True]


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


FORMATS = ("csv", "xlsx", "pdf")


def exported(play: Play, format: str) -> bytes:  # noqa: A002
    """Return an export as the leader gets it."""
    answer = play.company.client("lead").get("/api/matrix/export", query_string={"format": format})
    assert answer.status_code == 200, answer.text
    return answer.data


def wrong_with(play: Play, file: bytes) -> list[str]:
    """Return what is wrong with an export by the present record."""
    with play.company.reading() as session:
        return export_breaks(session, file)


@pytest.mark.parametrize("format", FORMATS)
def test_export_agrees_with_the_record_it_was_made_from_and_with_what_follows(
    play: Play,
    format: str,  # noqa: A002
) -> None:
    file = exported(play, format)

    assert wrong_with(play, file) == []
    play.start("ar", "KD1.1")
    assert wrong_with(play, file) == []


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE entry SET hash = upper(hash)", "is not the entry that this export names"),
        ("DELETE FROM entry", "is missing: this export names it"),
    ],
)
def test_export_names_an_entry_that_was_edited_or_cut_since(
    play: Play, tmp_path: Path, tampering: str, said: str
) -> None:
    play.start("ar", "KD1.1")
    files = [exported(play, kind) for kind in FORMATS]
    (tmp_path / "matrix.csv").write_bytes(files[0])
    with play.company.reading() as session:
        head = session.get_one(Stream, f"deal:{play.deal.id}").head_seq

    tamper(play, f"{tampering} WHERE stream = :it AND seq = {head}")

    wrong = f"deal:{play.deal.id} entry {head}: {said}"
    assert [wrong_with(play, file) for file in files] == [[wrong]] * 3
    code, told = run_ledger(play.company, "verify", "--export", str(tmp_path / "matrix.csv"))
    assert (code, wrong in told) == (1, True)


def test_export_whose_heads_were_changed_is_refused(play: Play) -> None:
    file = exported(play, "csv")
    (head,) = {row["Hash"] for row in rows(play)}

    changed = wrong_with(play, file.replace(head.encode(), b"0" * 64))
    once = wrong_with(play, file.replace(head.encode(), b"0" * 64, 1))

    assert changed == once == ["the stream heads in this file are not those it was made from"]
    assert wrong_with(play, b"PK nothing") == wrong_with(play, file[: file.index(b"# tri")])
    assert wrong_with(play, b"")[0].startswith("this file carries no stream heads")


def encoded(text: str) -> bytes:
    """Return a text as a page shows it: in the encoding of its font, as an escaped string."""
    return str(UnicodeCIDFont(FONT).formatForPdf(text)).encode("latin-1")


def written(file: bytes) -> list[bytes]:
    """Return what stands on each page of a PDF."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", file, re.DOTALL)
    return [zlib.decompress(a85decode(stream.strip().removesuffix(b"~>"))) for stream in streams]
