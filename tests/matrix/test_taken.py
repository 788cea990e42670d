"""Risks and promises are said in every export, and promises that hang are findings."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.gates import actions as gates
from triangle.promises.actions import accept, make

RISK = "=延期由公司承担"


@pytest.fixture
def play(company: Company) -> Play:
    """A room in which the sponsor overrode delivery's veto, with a promise that is past its day."""
    made = Play(company)
    made.skip_before("KD4.3")
    made.start("sr", "KD4.3")
    made.accept("fr", made.offer("sr", "KD4.3"))
    made.decide("fr", "KD4.3", "no_go", "产能不足")
    with company.deed("sp") as deed:
        gates.override(deed, made.node("KD4.3").id, risk=RISK)
    with company.deed("ar") as deed:
        given = {"node_id": None, "contact_id": None, "role": "FR", "made_on": None, "evidence": []}
        make(deed, made.deal.id, text="三月底上线", due_on=date(2026, 3, 31), **given)
    return made


@pytest.mark.parametrize("query", [{}, {"stage": "S1"}])
def test_risk_is_a_row_whatever_the_filter(play: Play, query: dict[str, str]) -> None:
    asked = {"format": "csv", "language": "en", **query}
    answer = play.company.client("lead").get("/api/matrix/export", query_string=asked)

    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    (risk,) = [row for row in rows if row["Risk in writing"]]
    assert (risk["Code"], risk["Person"], risk["Risk in writing"]) == ("KD4.3", "sp", f"'{RISK}")
    assert risk["Stream"] == f"deal:{play.deal.id}"


def test_workbook_holds_risks_and_promises(play: Play) -> None:
    asked = {"format": "xlsx", "language": "zh", "stage": "S1"}
    answer = play.company.client("lead").get("/api/matrix/export", query_string=asked)

    texts = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/sharedStrings.xml").decode()

    assert all(said in texts for said in (f"'{RISK}", "产能不足", "三月底上线", "待答复"))


def test_risk_is_said_to_nobody_outside(play: Play) -> None:
    answer = play.company.client("other").get("/api/matrix/export", query_string={"format": "csv"})

    assert "延期" not in answer.data.decode("utf-8-sig")


def rules(play: Play) -> list[str]:
    """Return which rules of promises find something."""
    found = play.company.client("lead").get("/api/matrix/findings").get_json()["data"]
    return [line["rule"] for line in found if "promise" in line["rule"]]


def test_promise_past_its_day_is_a_finding_until_it_is_kept(play: Play) -> None:
    before = rules(play)

    play.company.clock.move(timedelta(days=40))

    assert (before, rules(play)) == ([], ["promise_overdue"])


def test_contract_decided_before_a_promise_was_taken_on_is_a_finding(play: Play) -> None:
    with play.company.deed("fr") as deed:
        accept(deed, 1)
    play.tick("sr", "KD4.3")
    play.finish("sr", "KD4.3")
    for code in ("KD4.4", "KD5.1", "KD5.2", "KD5.3"):
        play.skip(play.who(code), code)
    play.start("ar", "KD5.4")
    play.decide("sp", "KD5.4", "go")
    with play.company.deed("ar") as deed:
        given = {"node_id": None, "contact_id": None, "role": "FR", "made_on": None, "evidence": []}
        make(deed, play.deal.id, text="送一年运维", due_on=None, **given)

    assert rules(play) == ["gate_open_promises"]
