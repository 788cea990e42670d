"""An export says what it was narrowed by in words, and names nothing that its reader may not see."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.matrix.asked import FILTERS
from triangle.matrix.export_words import WORDS
from triangle.matrix.filter_words import filter_words
from triangle.matrix.scope import Scope, Wanted

TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"


@pytest.fixture
def play(company: Company) -> Play:
    """A room."""
    return Play(company)


def texts(company: Company, who: str, **query: str | int) -> set[str]:
    """Return every text in somebody's workbook."""
    answer = company.client(who).get("/api/matrix/export", query_string=query)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
    return {element.text or "" for element in strings.iter(TEXT)}


def test_filters_are_worded_with_names_in_the_readers_language(company: Company, play: Play) -> None:
    deal, ar = play.deal, company.id("ar")
    asked = {"account": deal.account_id, "stage": "S2", "state": "open", "person": ar, "duty": "A"}

    chinese = texts(company, "lead", language="zh", **asked)
    english = texts(company, "lead", language="en", playbook="KD", role="AR")

    account = deal.account.name
    assert f"客户 {account} / 阶段 S2 / 状态 未完成 / 人员 ar / 职责 A" in chinese
    with company.reading() as session:
        named = filter_words(Scope(session, company.people["lead"], Wanted(playbook="KD")), "en", [])
    assert named.startswith("Playbook ")
    assert f"{named} / Role AR" in english


def test_what_a_reader_does_not_see_is_not_named(company: Company, play: Play) -> None:
    found = texts(company, "other", language="en", account=play.deal.account_id)

    assert f"Account #{play.deal.account_id}" in found
    assert play.deal.account.name not in found


def test_unknown_numbers_are_said_as_they_are(company: Company, play: Play) -> None:
    assert "Team #99 / Person #98" in texts(company, "lead", language="en", team=99, person=98)


def test_every_filter_has_words() -> None:
    assert all({"letter" if name == "duty" else name for name in FILTERS} <= set(w) for w in WORDS.values())
