"""The commands around the demo company, as they are typed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from triangle.core.db import Database
from triangle.identity.models import Person

COMPANY = ("--deals", "13", "--people", "12", "--until", "2026-03-04 15:30:00")


def triangle(*words: str, folder: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "triangle.cli", *words, "--data", str(folder)]
    return subprocess.run(command, input=typed, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `triangle demo` has filled."""
    made = tmp_path_factory.mktemp("data")
    done = triangle("demo", *COMPANY, folder=made)
    assert done.returncode == 0, done.stderr
    assert "100%" in done.stderr
    assert "ar@demo.example" in done.stdout
    assert [file.name for file in made.iterdir() if "filling" in file.name] == []
    return made


def test_demo_refuses_an_installation_with_people(folder: Path) -> None:
    again = triangle("demo", *COMPANY, folder=folder)

    assert again.returncode == 1
    assert again.stderr.strip() == (
        "triangle: this installation has people already; the demo needs an empty one"
    )


def test_serve_demo_keeps_what_is_there_and_says_where_it_listens_first(folder: Path) -> None:
    before = (folder / "triangle.db").stat().st_ino
    command = [sys.executable, "-m", "triangle.cli", "serve", "--demo", "--port", "0", "--data", str(folder)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(8)]
        server.send_signal(signal.SIGTERM)

    assert lines[0].startswith("Triangle listens on http://127.0.0.1:")
    assert lines[2] == "Demo sign-ins, password: triangle\n"
    assert [line.split()[0] for line in lines[3:]] == [
        f"{who}@demo.example" for who in ("ar", "sr", "fr", "lead", "admin")
    ]
    assert (folder / "triangle.db").stat().st_ino == before


def test_user_add_puts_somebody_into_a_team(folder: Path) -> None:
    words = ("--name", "新同事", "--email", "new@demo.example", "--team", "项目交付部", "--password-stdin")

    added = triangle("user", "add", *words, folder=folder, typed="a long secret\n")

    assert added.returncode == 0, added.stderr
    database = Database(f"sqlite:///{folder / 'triangle.db'}")
    with database.reading() as session:
        person = session.scalars(select(Person).where(Person.email == "new@demo.example")).one()
        assert person.team is not None
        assert (person.role, person.team.name) == ("member", "项目交付部")
    database.close()


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("--email", "no address"), "short\n", "email: Not a valid email address.; password: Length"),
        (("--email", "x@demo.example", "--team", "没有"), "a long secret\n", "销售总部"),
    ],
)
def test_user_add_says_what_is_wrong(folder: Path, words: tuple[str, ...], typed: str, said: str) -> None:
    refused = triangle(
        "user", "add", "--name", "某人", *words, "--password-stdin", folder=folder, typed=typed
    )

    assert refused.returncode == 1
    assert said in refused.stderr


def test_user_add_needs_an_admin_first(tmp_path: Path) -> None:
    words = ("--name", "某人", "--email", "x@demo.example", "--password-stdin")

    refused = triangle("user", "add", *words, folder=tmp_path, typed="a long secret\n")

    assert refused.returncode == 1
    assert "triangle init" in refused.stderr
