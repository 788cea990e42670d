"""What `make test` says at its end about the tests that failed."""

from pathlib import Path

from tools.every_test import failures

REPORT = """<testsuites><testsuite>
<testcase classname="tests.core.test_db" name="test_fine"/>
<testcase classname="tests.core.test_db" name="test_red"><failure message="assert 1 == 2&#10; so"/></testcase>
<testcase classname="tests.core.test_db" name="test_broken"><error message="no server"/></testcase>
</testsuite></testsuites>"""


def test_names_each_failure_with_its_run_and_its_words(tmp_path: Path) -> None:
    (tmp_path / "PostgreSQL.xml").write_text(REPORT)
    assert failures(tmp_path) == [
        "PostgreSQL: tests.core.test_db::test_red: assert 1 == 2 so",
        "PostgreSQL: tests.core.test_db::test_broken: no server",
    ]


def test_says_nothing_of_a_run_without_failures(tmp_path: Path) -> None:
    (tmp_path / "SQLite.xml").write_text(
        "<testsuites><testsuite><testcase classname='a' name='b'/></testsuite></testsuites>"
    )
    assert failures(tmp_path) == []
