"""Settings are read once, and refused by name when they cannot work."""

import os
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from triangle.config import Config, ConfigError, read_config, settings, unknown_settings
from triangle.core.working_calendar import calendar_of

REFUSED = [
    ("TRIANGLE_DATABASE_URL", "mysql://localhost/x", "sqlite:///FILE"),
    ("TRIANGLE_DATABASE_URL", "not an address", "SQLAlchemy address"),
    ("TRIANGLE_DATABASE_URL", "sqlite://", "sqlite:///FILE"),
    ("TRIANGLE_DATABASE_URL", "sqlite:///:memory:", "sqlite:///FILE"),
    ("TRIANGLE_REDIS_URL", "", "redis://HOST"),
    ("TRIANGLE_REDIS_URL", "localhost:6379", "redis://HOST"),
    ("TRIANGLE_REDIS_URL", "http://localhost/0", "redis://HOST"),
    ("TRIANGLE_REDIS_URL", "redis://localhost:6379/main", "redis://HOST"),
    ("TRIANGLE_REDIS_URL", "redis://localhost:port/0", "redis://HOST"),
    ("TRIANGLE_CHECKPOINT_MAIL", "nobody", "an address"),
    ("TRIANGLE_PORT", "http", "0 to 65535"),
    ("TRIANGLE_PORT", "65536", "0 to 65535"),
    ("TRIANGLE_PORT", "-1", "0 to 65535"),
    ("TRIANGLE_PORT", "５０００", "0 to 65535"),
    ("TRIANGLE_ORIGIN", "*", "one exact origin"),
    ("TRIANGLE_ORIGIN", "", "one exact origin"),
    ("TRIANGLE_ORIGIN", "triangle.example.com", "one exact origin"),
    ("TRIANGLE_ORIGIN", "https://*.example.com", "one exact origin"),
    ("TRIANGLE_ORIGIN", "https://triangle.example.com/", "one exact origin"),
    ("TRIANGLE_ORIGIN", "ftp://triangle.example.com", "one exact origin"),
    ("TRIANGLE_TIME_ZONE", "Beijing", "IANA time zone"),
    ("TRIANGLE_TIME_ZONE", "../etc/passwd", "IANA time zone"),
    ("TRIANGLE_CALENDAR", "China", "two-letter country code"),
    ("TRIANGLE_DAYS_OFF", "2026-02-30", "YYYY-MM-DD"),
    ("TRIANGLE_DAYS_ON", "tomorrow", "YYYY-MM-DD"),
    ("TRIANGLE_WORKING_HOURS", "nine to five", "09:00-18:00"),
    ("TRIANGLE_WORKING_HOURS", "18:00-09:00", "end after they start"),
    ("TRIANGLE_WORKING_HOURS", "09:00-09:00", "end after they start"),
]


@pytest.mark.parametrize(("name", "value", "allowed"), REFUSED)
def test_unusable_value_is_refused_with_name_value_and_what_is_allowed(
    name: str, value: str, allowed: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config({name: value})

    assert (refused.value.name, refused.value.value) == (name, value)
    assert allowed in refused.value.allowed
    assert str(refused.value) == f"{name}={value!r} is not usable: {refused.value.allowed}"


def test_country_without_a_calendar_is_refused_by_name() -> None:
    config = read_config({"TRIANGLE_CALENDAR": "zz"})

    with pytest.raises(ConfigError, match="TRIANGLE_CALENDAR='ZZ'"):
        calendar_of(config)


def test_values_are_read_from_the_environment() -> None:
    config = read_config(
        {
            "TRIANGLE_DATABASE_URL": "postgresql://u:p@db/triangle",
            "TRIANGLE_PORT": "8080",
            "TRIANGLE_ORIGIN": "https://triangle.example.com",
            "TRIANGLE_CALENDAR": "none",
            "TRIANGLE_DAYS_OFF": "2026-12-24, 2026-12-31",
            "TRIANGLE_WORKING_HOURS": "08:30-17:30",
        }
    )

    assert config.database_url == "postgresql+psycopg://u:p@db/triangle"
    assert (config.port, config.calendar) == (8080, "none")
    assert config.days_off == {date(2026, 12, 24), date(2026, 12, 31)}
    assert config.working_hours == (time(8, 30), time(17, 30))
    assert config.origins == ("https://triangle.example.com",)
    assert config.is_behind_tls


def test_command_line_wins_over_the_environment() -> None:
    config = read_config({"TRIANGLE_PORT": "8080", "TRIANGLE_HOST": "0.0.0.0"}, port=9090, host=None)  # noqa: S104

    assert (config.port, config.host) == (9090, "0.0.0.0")  # noqa: S104
    assert config.sources == {"port": "command line", "host": "environment"}


def test_without_an_origin_only_this_machine_is_let_in() -> None:
    config = read_config({"TRIANGLE_PORT": "8080"})

    assert set(config.origins) == {"http://127.0.0.1:8080", "http://localhost:8080"}
    assert not config.is_behind_tls


def test_files_lie_beside_the_sqlite_database(tmp_path: Path) -> None:
    assert Config(database_url=f"sqlite:///{tmp_path}/a/triangle.db").data_folder == tmp_path / "a"
    assert Config(database_url="postgresql://db/triangle").data_folder == Path("var")


def test_signing_key_lies_where_it_was_said_and_else_beside_the_data(tmp_path: Path) -> None:
    config = Config(database_url="postgresql://db/triangle", key_folder=str(tmp_path))

    assert config.signing_folder == tmp_path
    assert Config(database_url="postgresql://db/triangle").signing_folder == Path("var")


def test_typing_errors_are_named() -> None:
    given = {"TRIANGLE_DATABASE": "x", "TRIANGLE_PORT": "1", "TRIANGLE_TEST_REDIS_URL": "x", "PATH": "x"}

    assert unknown_settings(given) == ["TRIANGLE_DATABASE"]


def triangle(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, because it patches the standard library."""
    return subprocess.run(
        [sys.executable, "-m", "triangle.cli", *command],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_config_command_tells_every_value_and_its_origin() -> None:
    told = triangle("config", TRIANGLE_PORT="8080").stdout

    assert "TRIANGLE_PORT = 8080  (environment)" in told
    assert "TRIANGLE_HOST = '127.0.0.1'  (default)" in told
    assert [name for _, name, why in settings() if name not in told or why not in told] == []


def test_refused_setting_is_one_line_and_no_traceback() -> None:
    refused = triangle("config", TRIANGLE_PORT="http")

    assert refused.returncode == 1
    assert refused.stderr == "triangle: TRIANGLE_PORT='http' is not usable: a port number from 0 to 65535\n"
