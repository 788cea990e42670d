"""Events both ways, with and without acknowledgement, and their order."""

import contextlib

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import Server
from tests.transport.wire import Closed, Wire, parse

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}


@pytest.mark.parametrize("number", [0, 1, 7, 4_294_967_296])
def test_an_acknowledgement_carries_the_number_it_was_asked_with(joined: Wire, number: int) -> None:
    assert joined.call("echo", "words", 1, None, {"a": [True]}, number=number) == [
        "words",
        1,
        None,
        {"a": [True]},
    ]


def test_an_event_without_number_is_not_acknowledged(joined: Wire) -> None:
    joined.say('42["echo","quiet"]', '421["echo","loud"]')

    assert parse(joined.message()) == (3, "/", 1, ["loud"])


def test_a_handler_that_returns_nothing_acknowledges_with_nothing(joined: Wire) -> None:
    assert joined.call("count") == []


def test_the_server_says_it_back(joined: Wire) -> None:
    joined.say('42["say",1,"two",{"three":3}]')

    assert joined.message() == '42["said",1,"two",{"three":3}]'


def test_the_server_asks_and_hears_the_answer(joined: Wire) -> None:
    joined.say('42["ask","how many?"]')
    kind, _, number, question = parse(joined.message())

    joined.say(f'43{number}["three",3]')

    assert (kind, question) == (2, ["question", "how many?"])
    assert parse(joined.message()) == (2, "/", None, ["answered", "three", 3])


def test_an_answer_is_heard_once(joined: Wire) -> None:
    joined.say('42["ask"]')
    number = parse(joined.message())[2]

    joined.say(f"43{number}[1]", f"43{number}[2]", '420["echo","end"]')

    assert parse(joined.message())[3] == ["answered", 1]
    assert parse(joined.message()) == (3, "/", 0, ["end"])


def test_an_answer_to_nothing_is_ignored(joined: Wire) -> None:
    joined.say("4399[1]")

    assert joined.call("echo", 1) == [1]


def test_nobody_answers_for_somebody_else(dial: Dial, joined: Wire) -> None:
    other = dial().open()
    other.join()
    joined.say('42["ask"]')
    number = parse(joined.message())[2]

    other.say(f'43{number}["forged"]', '420["echo"]')
    other.message()
    joined.say(f'43{number}["mine"]')

    assert parse(joined.message())[3] == ["answered", "mine"]


def test_an_event_that_nobody_handles_changes_nothing(joined: Wire) -> None:
    joined.say('42["unheard of",1]')

    assert joined.call("echo", 1) == [1]


def test_a_mistake_in_a_handler_harms_nobody_else(dial: Dial, joined: Wire) -> None:
    other = dial().open()
    other.join()

    joined.say('420["fail"]', '421["echo","after"]')

    # Whether this client may stay is the server's choice; silence is not.
    with contextlib.suppress(Closed):
        assert parse(joined.message()) == (3, "/", 1, ["after"])
    assert other.call("echo", 1) == [1]


def test_a_room_hears_and_nobody_else(dial: Dial, joined: Wire) -> None:
    inside, left = dial().open(), dial().open()
    for wire in (inside, left):
        wire.join()
        wire.call("join", "room")
    left.call("part", "room")

    joined.say('42["tell","room","once"]')

    assert parse(inside.message())[3] == ["told", "once"]
    for wire in (left, joined):
        assert wire.call("echo", "nothing came before") == ["nothing came before"]


def test_the_app_tells_everybody_from_a_request(dial: Dial, server: Server) -> None:
    wires = [dial().open() for _ in range(10)]
    for wire in wires:
        wire.join()

    server.post("/emit", event="number", size=3, first=5, last=7)

    for wire in wires:
        assert [wire.message(), wire.message()] == ['42["number",5,"xxx"]', '42["number",6,"xxx"]']


def test_a_clients_events_are_handled_in_order(joined: Wire) -> None:
    # Without order the shorter naps would answer first.
    joined.say(*(f'42{n}["nap",{(9 - n) / 200},"{n}"]' for n in range(10)))

    assert [parse(joined.message())[2] for _ in range(10)] == list(range(10))


def test_who_says_much_at_once_is_heard_more_slowly_and_loses_nothing(joined: Wire) -> None:
    joined.say(*(f'42{n}["echo",{n}]' for n in range(700)))

    assert [parse(joined.message())[2:] for _ in range(700)] == [(n, [n]) for n in range(700)]


def test_one_clients_slow_event_does_not_hold_up_another(dial: Dial, joined: Wire) -> None:
    other = dial().open()
    other.join()
    # Longer than any test may take: the answer to the other cannot have waited for it.
    joined.say('42["nap",600,"zzz"]')

    assert other.call("echo", "meanwhile") == ["meanwhile"]


def test_order_is_kept_when_the_reader_falls_behind_and_catches_up(dial: Dial, server: Server) -> None:
    wire = dial(receive_buffer=4096).open()
    wire.join()
    wire.call("join", "numbers")
    heard: list[int] = []

    # A part waits in the server while the socket is full; what is said as it drains must not overtake.
    for first in range(0, 1600, 80):
        server.post("/emit", event="number", to="numbers", size=8000, first=first, last=first + 80)
        behind = 20 if first < 1520 else 0
        while len(heard) < first + 80 - behind:
            heard.append(parse(wire.message())[3][1])

    assert heard == list(range(1600))


def test_two_threads_of_the_server_do_not_mix_their_frames(dial: Dial, server: Server) -> None:
    wire = dial(receive_buffer=4096).open()
    wire.join()
    wire.call("join", "mixed")

    for first in range(0, 200, 20):
        wire.say('42["numbers",0,20,4000]')
        server.post("/emit", event="other", to="mixed", size=4000, first=first, last=first + 20)
        events = [parse(wire.message())[3] for _ in range(40)]
        assert [n for name, n, _ in events if name == "number"] == list(range(20))
        assert [n for name, n, _ in events if name == "other"] == list(range(first, first + 20))
        assert {text for _, _, text in events} == {"x" * 4000}


def test_a_quick_event_waits_for_what_the_same_client_said_before(joined: Wire) -> None:
    joined.say('42["nap",0.1,"slow"]', '420["nap",0.05,"slower"]')
    joined.say('451-["quick",{"_placeholder":true,"num":0}]', b"quick")

    assert parse(joined.message()) == (3, "/", 0, ["slower"])
    assert joined.message() == '42["said","quick"]'


def test_a_quick_event_that_is_broken_ends_nobody_else_s_connection(dial: Dial, joined: Wire) -> None:
    other = dial().open()
    other.join()

    other.say('451-["quick",{"_placeholder":true,"num":0}]', b"\xff")
    other.say('451-["quick",{"_placeholder":true,"num":7}]', b"x")

    with pytest.raises(Closed):
        other.message()
    joined.say('451-["quick",{"_placeholder":true,"num":0}]', b"still here")
    assert joined.message() == '42["said","still here"]'


PLACE = '{"_placeholder":true,"num":0}'


def test_a_quick_event_is_heard_in_one_piece(joined: Wire) -> None:
    for word in ("one", "two"):
        joined.say(f'42["quick","{word}"]')
        assert joined.message() == f'42["said","{word}"]'


def test_a_quick_event_is_heard_with_its_attachments(joined: Wire) -> None:
    joined.say(f'451-["quick",{{"word":{PLACE}}}]', b"word")
    assert joined.message() == '42["said","word"]'
    joined.say(f'452-["quick",{{"a":{PLACE},"b":{{"_placeholder":true,"num":1}}}}]', b"one", b"two")
    assert joined.message() == '42["said","one two"]'
    joined.say(f'451-["quick",{{"a":{PLACE},"b":{PLACE}}}]', b"twice")
    assert joined.message() == '42["said","twice twice"]'


@pytest.mark.parametrize("instead", ['42["said","no attachment"]', f'451-["quick",{{"word":{PLACE}}}]'])
def test_a_quick_event_whose_attachment_does_not_come_ends_the_connection(joined: Wire, instead: str) -> None:
    joined.say(f'451-["quick",{{"word":{PLACE}}}]', instead)

    with pytest.raises(Closed):
        joined.message()


@pytest.mark.parametrize(
    "said", ['42["quick","word"', '42["quick"', '42["quick"x]', f'42["quick",{"[" * 9999}']
)
def test_a_quick_event_that_is_not_json_ends_the_connection(joined: Wire, said: str) -> None:
    joined.say(said)

    with pytest.raises(Closed):
        joined.message()


def test_a_quick_event_before_its_client_is_in_ends_the_connection(dial: Dial) -> None:
    wire = dial().open()
    wire.say('42["quick","word"]')

    with pytest.raises(Closed):
        wire.message()


def test_a_quick_event_with_more_or_fewer_words_than_its_handler_takes_harms_nobody(joined: Wire) -> None:
    joined.say('42["quick"]', '42["quick","one","two"]', '42["quick",7]')
    joined.say('42["quick","still here"]')

    assert joined.message() == '42["said","still here"]'
