"""Who is let in at all: origins, and how many at once."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.transport.server import Server
from tests.transport.wire import Wire

Serve = Callable[..., Server]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers with options of the test's own."""
    started: list[Server] = []

    def serving(**options: Any) -> Server:
        started.append(Server(tmp_path / f"{len(started)}.log", **options))
        return started[-1]

    yield serving
    for server in started:
        server.close()


@pytest.mark.parametrize("origins", ["*", ["*"], []], ids=str)
def test_a_server_that_would_let_every_page_in_does_not_start(serve: Serve, origins: object) -> None:
    with pytest.raises(AssertionError, match="cors_allowed_origins"):
        serve(cors_allowed_origins=origins)


def test_without_configuration_the_own_address_is_the_origin(serve: Serve) -> None:
    server = serve()

    for origin, answer in ((server.address, 101), ("http://127.0.0.1:1", 403), (None, 101)):
        with closing(Wire(server.port)) as wire:
            assert wire.ask(Origin=origin)[0] == answer


def test_an_origin_can_be_required(serve: Serve) -> None:
    server = serve(origin_required=True)

    with closing(Wire(server.port)) as wire:
        assert wire.ask()[0] == 403


@pytest.mark.parametrize(("limit", "answer"), [("most_connections", 503), ("most_per_address", 429)])
def test_only_so_many_are_let_in_at_once(serve: Serve, limit: str, answer: int) -> None:
    server = serve(**{limit: 2})
    with closing(Wire(server.port)) as first, closing(Wire(server.port)) as second:
        first.open()
        second.open()

        with closing(Wire(server.port)) as third:
            code, headers = third.ask()
        first.close()
        server.until(lambda figures: figures["connections"] == 1)

        assert (code, "retry-after" in headers) == (answer, True)
        with closing(Wire(server.port)) as fourth:
            assert fourth.ask()[0] == 101
