"""Accounts from a file: read, weighed row by row, added like by hand, never twice."""

import zipfile
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from xlsxwriter import Workbook

from tests.accounts.test_api import entries, holders
from tests.company import Company


def workbook(*rows: list[Any]) -> bytes:
    """Write a workbook of some rows; what begins with `=` is a formula in it."""
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if str(value).startswith("="):
                sheet.write_formula(number, column, value, value="result")
            else:
                sheet.write(number, column, value)
    made.close()
    return out.getvalue()


def packed(**parts: str) -> bytes:
    """Pack a workbook by hand; `sheet` is the first sheet."""
    out = BytesIO()
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "xl/workbook.xml", f'<workbook xmlns:r="{rel}"><sheets><sheet r:id="a"/></sheets></workbook>'
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels", '<x><Relationship Id="a" Target="worksheets/sheet1.xml"/></x>'
        )
        file.writestr("xl/worksheets/sheet1.xml", parts["sheet"])
    return out.getvalue()


def read(client: FlaskClient, body: bytes) -> Any:
    """Send a file and return the answer."""
    return client.post("/api/accounts/import/read", json={"content": b64encode(body).decode()})


def sent(client: FlaskClient, *rows: dict[str, Any], path: str = "", key: str = "") -> list[dict[str, Any]]:
    """Send rows and return what became of them."""
    lines = [{"line": number} | row for number, row in enumerate(rows, start=2)]
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post(f"/api/accounts/import{path}", json={"rows": lines}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json["data"]


def refusal(answer: Any) -> tuple[int, str]:
    """Return how a file was refused."""
    return answer.status_code, answer.json["errors"][0]["code"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_file_is_read_however_it_was_saved(company: Company, encoding: str, separator: str) -> None:
    text = "客户名称,Type,备注\r\n华光电子,大客户,x\r\n\r\n".replace(",", separator)

    data = read(company.client("ar"), text.encode(encoding)).json["data"]

    assert [column["field"] for column in data["columns"]] == ["name", "type", None]
    assert data["rows"] == [{"line": 2, "cells": ["华光电子", "大客户", "x"]}]


def test_workbook_gives_texts_numbers_and_results_but_no_formula(company: Company) -> None:
    body = workbook(["Account", "Region", "AR"], ["Acme", 12, '=HYPERLINK("http://x")'], [], ["Beta"])

    data = read(company.client("ar"), body).json["data"]

    assert [row["line"] for row in data["rows"]] == [2, 4]
    assert data["rows"][0]["cells"] == ["Acme", "12", "result"]


def test_apostrophe_of_an_export_is_taken_off_again(company: Company) -> None:
    data = read(company.client("ar"), b"name\n'=cmd()\n'quoted\n").json["data"]

    assert [row["cells"] for row in data["rows"]] == [["=cmd()"], ["'quoted"]]


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<x><row r="1"><c t="str"><v>&b;</v></c></row></x>'
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "required"),
        (b"name\n", "file_empty"),
        (b"PK\x03\x04 no archive", "file_unreadable"),
        (b"\x89PNG\0\0\0\0", "file_unreadable"),
        (b"name\n" + b"x\n" * 5001, "too_many_rows"),
        (packed(sheet=BOMB), "file_unreadable"),
        (packed(sheet="<x>" + " " * (41 * 1024 * 1024) + "</x>"), "file_unreadable"),
        (packed(sheet="<x><row r='1'"), "file_unreadable"),
        (packed(sheet="<x>" + "<row/>" * 20_001 + "</x>"), "too_many_rows"),
        (b"x" * (6 * 1024 * 1024 + 1), "file_too_large"),
    ],
    ids=[
        "nothing",
        "headings",
        "torn",
        "picture",
        "rows",
        "entities",
        "unpacked",
        "broken",
        "empty",
        "large",
    ],
)
def test_file_that_cannot_be_taken_is_refused_with_the_reason(
    company: Company, body: bytes, code: str
) -> None:
    answer = read(company.client("ar"), body)

    assert answer.status_code == 422
    assert code == "required" or answer.json["errors"][0]["code"] == code


def test_columns_of_every_template_are_known_and_its_example_fits(company: Company) -> None:
    client = company.client("ar")
    for form in ("csv", "xlsx"):
        for language in ("zh", "en"):
            file = client.get(
                "/api/accounts/import/template", query_string={"format": form, "language": language}
            )
            data = read(client, file.data).json["data"]
            fields = [column["field"] for column in data["columns"]]
            row = dict(zip(fields, data["rows"][0]["cells"], strict=True))
            assert None not in fields
            assert sent(client, row, path="/check")[0]["problems"] == []


def test_every_problem_of_a_row_is_named_with_what_is_allowed(company: Company) -> None:
    row = {"name": " ", "type": "huge", "channel": "tv", "team": "nowhere", "AR": "nobody", "SR": "guest"}

    (one,) = sent(company.client("ar"), row, path="/check")

    assert one["outcome"] == "refused"
    assert {(each["field"], each["code"]) for each in one["problems"]} == {
        ("name", "required"),
        ("type", "unknown_type"),
        ("channel", "unknown_channel"),
        ("team", "unknown_team"),
        ("AR", "unknown_person_named"),
        ("SR", "guest_seat"),
    }
    assert one["problems"][1]["params"] == {"given": "huge", "allowed": ["key_account", "sme"]}


def test_text_that_is_too_long_is_told_with_how_long_it_may_be(company: Company) -> None:
    (one,) = sent(company.client("ar"), {"name": "x" * 201, "industry": "y" * 81}, path="/check")

    assert {(each["field"], each["params"]["most"]) for each in one["problems"]} == {
        ("name", 200),
        ("industry", 80),
    }


def test_rows_that_fit_are_added_as_by_hand_and_the_others_are_not(company: Company) -> None:
    client = company.client("ar")
    good = {"name": "导入一号", "type": "中小客户", "channel": "渠道", "SR": "SR@test.example", "FR": "fr"}

    added, refused = sent(client, good | {"team": "west"}, {"name": "导入二号", "type": "?"})

    account = client.get(f"/api/accounts/{added['account_id']}").json["data"]
    assert (added["outcome"], refused["outcome"]) == ("added", "refused")
    assert (account["type"], account["channel"]) == ("sme", "partner")
    assert account["team_id"] == company.teams["west"].id
    assert holders(account) == {name.upper(): company.id(name) for name in ("ar", "sr", "fr")}
    assert [entry["type"] for entry in entries(client, account["id"])] == ["account.created"]


def test_import_that_is_repeated_adds_nothing(company: Company) -> None:
    client = company.client("ar")
    first = sent(client, {"name": "重复 客户"}, {"name": "重复客户 Ａ"}, key="one")

    again = sent(client, {"name": "重复 客户"}, {"name": "重复客户 Ａ"}, key="one")
    later = sent(
        client, {"name": " 重复  客户"}, {"name": "重复客户 a"}, {"name": "重复 客户", "anyway": True}
    )

    assert again == first
    assert [one["outcome"] for one in later] == ["duplicate", "duplicate", "added"]
    assert later[0]["same"] == {"id": first[0]["account_id"], "name": "重复 客户"}


def test_duplicate_within_a_file_is_added_once(company: Company) -> None:
    rows = sent(company.client("ar"), {"name": "两行"}, {"name": "两行"})

    assert [one["outcome"] for one in rows] == ["added", "duplicate"]


def test_accounts_that_one_may_not_see_are_not_told_of(company: Company) -> None:
    sent(company.client("ar"), {"name": "东区独有", "team": "east"})

    (one,) = sent(company.client("other"), {"name": "东区独有"}, path="/check")

    assert (one["outcome"], one["same"]) == ("fit", None)


@pytest.mark.parametrize(
    "rows", [[], [{}], [{"line": 0}], [{"line": 1, "name": "x" * 2001}], [{"line": 1}] * 201]
)
def test_rows_out_of_bounds_are_refused(company: Company, rows: list[Any]) -> None:
    assert company.client("ar").post("/api/accounts/import", json={"rows": rows}).status_code == 422
