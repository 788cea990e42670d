"""Who begins to work makes the signing key; who only asks for a signed file never does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.company import Company
from tests.databases import fresh_url
from triangle.app import create_app
from triangle.background import Background
from triangle.config import Config
from triangle.core.signing import KEY_FILE, known_key

BEGINNINGS: list[Callable[[Background], None]] = [Background.start, Background.start_worker]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A folder for the key that is not there yet."""
    return tmp_path / "keys"


@pytest.fixture
def house(company: Company, keys: Path) -> Iterator[Company]:
    """The company again, with the folder for its key."""
    address = company.service.database.url.render_as_string(hide_password=False)
    config = Config(database_url=address, origin="http://localhost", key_folder=str(keys))
    again = Company(create_app(config, clock=company.clock), company.clock, company.people)
    yield again
    again.service.database.close()


@pytest.mark.parametrize("begin", BEGINNINGS, ids=["serve", "worker"])
def test_process_that_begins_makes_the_key(
    tmp_path: Path, keys: Path, begin: Callable[[Background], None]
) -> None:
    background = Background(create_app(Config(database_url=fresh_url(tmp_path), key_folder=str(keys))))

    begin(background)
    background.stop()

    assert known_key(keys) is not None


@pytest.mark.parametrize("begin", BEGINNINGS, ids=["serve", "worker"])
def test_process_begins_without_a_key_that_can_be_read_and_says_so(
    tmp_path: Path, keys: Path, begin: Callable[[Background], None], caplog: pytest.LogCaptureFixture
) -> None:
    keys.mkdir()
    (keys / KEY_FILE).write_text("no key")
    background = Background(create_app(Config(database_url=fresh_url(tmp_path), key_folder=str(keys))))

    begin(background)
    background.stop()

    assert "the signing key cannot be used" in caplog.text


def test_export_makes_no_key(house: Company, keys: Path) -> None:
    answer = house.client("new").get(f"/api/streams/user:{house.id('new')}/export")

    assert (answer.status_code, answer.json["code"]) == (503, "signing_key_unusable")
    assert not keys.exists()


def test_key_that_cannot_be_read_is_a_refusal(house: Company, keys: Path) -> None:
    keys.mkdir()
    (keys / KEY_FILE).write_text("no key")

    answer = house.client("new").get(f"/api/streams/user:{house.id('new')}/export")

    assert (answer.status_code, answer.json["code"]) == (503, "signing_key_unusable")
    assert str(keys) not in answer.text
