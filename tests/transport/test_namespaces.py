"""One connection, several namespaces: entering, being refused, leaving."""

import json

import pytest

from tests.transport.server import Server
from tests.transport.wire import Closed, Wire, parse

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}


def test_the_default_namespace_gives_an_id_of_its_own(wire: Wire) -> None:
    assert wire.join() not in {"", wire.opened["sid"]}


def test_what_a_client_shows_reaches_the_connect_handler(wire: Wire) -> None:
    wire.join(auth={"token": "客户", "deep": [1, {"two": None}]})

    assert wire.call("who") == [{"token": "客户", "deep": [1, {"two": None}]}]


def test_a_query_in_the_namespace_is_left_out(wire: Wire) -> None:
    wire.say("40/second?token=abc,")

    assert parse(wire.message())[:2] == (0, "/second")


def test_two_namespaces_share_a_connection(wire: Wire) -> None:
    first, second = wire.join(), wire.join("/second")

    wire.say('420["echo","here"]', '42/second,0["echo","there"]', '42/second,["say",1]')

    assert first != second
    assert parse(wire.message()) == (3, "/", 0, ["here"])
    assert parse(wire.message()) == (3, "/second", 0, ["there"])
    assert parse(wire.message()) == (2, "/second", None, ["said", 1])


def test_a_namespace_needs_no_default_namespace(wire: Wire) -> None:
    wire.join("/second")

    wire.say('42/second,5["echo"]')

    assert parse(wire.message()) == (3, "/second", 5, [])


def test_an_unknown_namespace_is_refused_and_the_connection_stays(wire: Wire) -> None:
    wire.say("40/unknown,")

    kind, namespace, _, why = parse(wire.message())
    assert (kind, namespace) == (4, "/unknown")
    assert isinstance(why, dict)
    assert why["message"]
    wire.join()
    assert wire.call("echo", 1) == [1]


@pytest.mark.parametrize(
    ("reason", "heard"),
    [
        (["not you"], {"message": "not you"}),
        (["not you", {"code": 7}], {"message": "not you", "data": {"code": 7}}),
        (["not you", 1, "客户"], {"message": "not you", "data": [1, "客户"]}),
    ],
)
def test_the_connect_handler_refuses_with_words_and_more(
    wire: Wire, reason: list[object], heard: object
) -> None:
    wire.say(f"40{json.dumps({'refuse': reason})}")

    assert parse(wire.message()) == (4, "/", None, heard)


def test_the_connect_handler_refuses_without_words(wire: Wire) -> None:
    wire.say('40{"turn_away":true}')

    kind, _, _, why = parse(wire.message())
    assert kind == 4
    assert why["message"]


def test_who_was_refused_may_try_again(wire: Wire, server: Server) -> None:
    wire.say('40{"turn_away":true}')
    assert parse(wire.message())[0] == 4

    wire.join()

    assert wire.call("echo", 1) == [1]
    assert server.figures()["clients"] == 1


def test_connecting_twice_makes_nobody_hear_twice(wire: Wire, server: Server) -> None:
    wire.join()
    wire.say('420["join","twice"]', "40", '421["join","twice"]', '42["tell","twice",{"n":1}]', '422["echo"]')
    heard = []

    # Ending the connection is an answer too: the protocol knows no second connect.
    try:
        while not heard or heard[-1][2] != 2:
            heard.append(parse(wire.message()))
    except Closed:
        pass
    wire.close()

    assert [packet for packet in heard if packet[0] == 2] in ([], [(2, "/", None, ["told", {"n": 1}])])
    server.until(lambda figures: figures["connections"] == figures["clients"] == 0)


def test_leaving_one_namespace_keeps_the_other(wire: Wire, server: Server) -> None:
    wire.join()
    wire.join("/second")

    wire.say("41/second,")

    assert wire.call("echo", "here") == ["here"]
    assert server.figures()["clients"] == 1


def test_a_namespace_that_was_left_hears_nothing(wire: Wire) -> None:
    wire.join("/second")
    wire.say('42/second,["join","room"]', "41/second,")
    wire.join()

    wire.say('42["tell","room","x"]')

    assert wire.call("echo", "nothing came before") == ["nothing came before"]


def test_a_namespace_that_was_left_can_be_entered_again(wire: Wire) -> None:
    first = wire.join()
    wire.say("41")

    assert wire.join() != first
    assert wire.call("echo", 1) == [1]


def test_leaving_tells_the_app(joined: Wire, server: Server) -> None:
    before = server.figures()["left"]

    joined.say("41")

    assert server.until(lambda figures: figures["clients"] == 0)["left"] == before + 1
