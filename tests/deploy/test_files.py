"""The files of `deploy/` are filled in whole, and the service reads what they say."""

import subprocess
from pathlib import Path

import pytest

from tests.deploy.site import DEPLOY
from triangle.config import read_config, unknown_settings


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files with the values of the example, by their names."""
    folder = tmp_path_factory.mktemp("rendered")
    subprocess.run(["sh", DEPLOY / "render.sh", DEPLOY / "site.example", folder], check=True)
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}


def test_every_template_is_filled_in(rendered: dict[str, str]) -> None:
    assert set(rendered) == {template.stem for template in DEPLOY.glob("*.in")}
    assert [name for name, text in rendered.items() if "@CHECKOUT@" in text or "@PORT@" in text] == []


def test_each_port_is_a_process_of_the_upstream(rendered: dict[str, str]) -> None:
    assert rendered["triangle.conf"].count("    server 127.0.0.1:500") == 2


def test_passwords_are_for_the_owner_only(tmp_path: Path) -> None:
    subprocess.run(["sh", DEPLOY / "render.sh", DEPLOY / "site.example", tmp_path], check=True)

    assert (tmp_path / "triangle.env").stat().st_mode & 0o077 == 0


def test_missing_value_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("PORTS=5001\n")

    done = subprocess.run(
        ["sh", DEPLOY / "render.sh", tmp_path / "site", tmp_path / "out"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    assert "is missing in" in done.stderr


def test_environment_is_what_the_service_reads(rendered: dict[str, str]) -> None:
    lines = [line for line in rendered["triangle.env"].splitlines() if line and not line.startswith("#")]
    settings = dict(line.split("=", 1) for line in lines)

    config = read_config(settings)

    assert unknown_settings(settings) == []
    assert (config.proxies, config.is_behind_tls) == (1, True)
