"""Opening a connection: what the server asks of the request, and what it answers."""

import base64
import hashlib
import json

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import Server
from tests.transport.wire import PATH, TEXT, Wire

ORIGIN = "https://triangle.example.com"
OPTIONS = {
    "ping_interval": 21,
    "ping_timeout": 17,
    "max_http_buffer_size": 123_456,
    "cors_allowed_origins": [ORIGIN],
}
# The example of RFC 6455, section 1.3.
KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def status(wire: Wire, path: str = PATH, method: str = "GET", **headers: str | None) -> int:
    """Ask with the configured origin unless another is named."""
    return wire.ask(path, method, **({"Origin": ORIGIN} | headers))[0]


def test_the_first_message_opens_the_session(dial: Dial) -> None:
    opened = dial().open(Origin=ORIGIN).opened

    assert opened.pop("sid")
    assert opened == {"upgrades": [], "pingInterval": 21_000, "pingTimeout": 17_000, "maxPayload": 123_456}


def test_every_session_has_its_own_id(dial: Dial) -> None:
    ids = {dial().open(Origin=ORIGIN).opened["sid"] for _ in range(5)}

    assert len(ids) == 5


def test_the_upgrade_answers_the_key(dial: Dial) -> None:
    key = base64.b64encode(b"sixteen bytes...").decode()
    guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    _, example = dial().ask(Origin=ORIGIN, Sec_WebSocket_Key=KEY)
    code, headers = dial().ask(Origin=ORIGIN, Sec_WebSocket_Key=key)

    assert code == 101
    assert example["sec-websocket-accept"] == ACCEPT
    assert (
        headers["sec-websocket-accept"]
        == base64.b64encode(hashlib.sha1((key + guid).encode(), usedforsecurity=False).digest()).decode()
    )
    assert headers["upgrade"].lower() == "websocket"
    assert headers["connection"].lower() == "upgrade"


def test_header_values_are_read_without_regard_to_case(dial: Dial) -> None:
    assert status(dial(), Upgrade="WebSocket", Connection="keep-alive, UPGRADE") == 101


@pytest.mark.parametrize(
    "offered",
    [
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits; server_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=10",
    ],
)
def test_compression_is_never_negotiated(dial: Dial, offered: str) -> None:
    code, headers = dial().ask(Origin=ORIGIN, Sec_WebSocket_Extensions=offered)

    assert code == 101
    assert "sec-websocket-extensions" not in headers


def test_no_subprotocol_is_chosen(dial: Dial) -> None:
    code, headers = dial().ask(Origin=ORIGIN, Sec_WebSocket_Protocol="chat, superchat")

    assert code == 101
    assert "sec-websocket-protocol" not in headers


@pytest.mark.parametrize(
    "query",
    [
        "transport=websocket",
        "EIO=3&transport=websocket",
        "EIO=5&transport=websocket",
        "EIO=abc&transport=websocket",
        "EIO=4",
        "EIO=4&transport=",
        "EIO=4&transport=polling",
        "EIO=4&transport=webtransport",
        "EIO=4&transport=websocket&sid=unknown",
    ],
)
def test_a_wrong_query_is_refused(dial: Dial, query: str) -> None:
    assert status(dial(), f"/socket.io/?{query}") == 400


def test_polling_is_refused_without_an_upgrade(dial: Dial) -> None:
    assert status(dial(), "/socket.io/?EIO=4&transport=polling", Upgrade=None, Connection=None) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Upgrade": None},
        {"Upgrade": "h2c"},
        {"Connection": None},
        {"Connection": "keep-alive"},
        {"Sec_WebSocket_Key": None},
        {"Sec_WebSocket_Key": "short"},
        {"Sec_WebSocket_Key": base64.b64encode(b"17 bytes: too long").decode()},
        {"Sec_WebSocket_Key": "*" * 24},
    ],
    ids=str,
)
def test_a_wrong_upgrade_is_refused(dial: Dial, headers: dict[str, str | None]) -> None:
    assert status(dial(), **headers) == 400


@pytest.mark.parametrize("version", ["8", "12", "14", "x", ""])
def test_another_version_hears_which_one_is_spoken(dial: Dial, version: str) -> None:
    code, headers = dial().ask(Origin=ORIGIN, Sec_WebSocket_Version=version)

    assert code == 426
    assert headers["sec-websocket-version"] == "13"


def test_only_get_opens(dial: Dial) -> None:
    assert status(dial(), method="POST", Content_Length="0") in {400, 405}


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.com",
        "http://triangle.example.com",
        "https://triangle.example.com:8443",
        "https://triangle.example.com.evil.example.com",
        "https://sub.triangle.example.com",
        "https://triangle.example.com/",
        "null",
    ],
)
def test_a_foreign_origin_is_refused(dial: Dial, origin: str) -> None:
    assert status(dial(), Origin=origin) in {400, 403}


def test_the_own_address_is_foreign_where_another_is_configured(dial: Dial, server: Server) -> None:
    assert status(dial(), Origin=server.address) in {400, 403}


def test_a_refused_request_leaves_nothing_behind(dial: Dial, server: Server) -> None:
    before = server.until(lambda figures: figures["connections"] == 0)
    wires = [dial() for _ in range(20)]

    codes = {status(wire, Origin="https://evil.example.com") for wire in wires[:10]}
    codes |= {status(wire, "/socket.io/?EIO=4&transport=polling") for wire in wires[10:]}
    for wire in wires:
        wire.close()

    assert codes <= {400, 403}
    server.until(lambda now: now["connections"] == 0 and now["files"] <= before["files"])


def test_other_paths_belong_to_the_app(dial: Dial, server: Server) -> None:
    assert status(dial(), "/elsewhere/?EIO=4&transport=websocket") == 404
    assert "files" in server.figures()


def test_the_open_message_comes_before_everything_else(dial: Dial) -> None:
    wire = dial()
    wire.ask(Origin=ORIGIN)

    wire.say("40")

    opcode, payload = wire.frame()
    assert (opcode, payload[:1]) == (TEXT, b"0")
    assert json.loads(payload[1:])["upgrades"] == []
    assert wire.frame()[1].startswith(b'40{"sid":')


def test_a_request_that_is_no_http_is_turned_away(dial: Dial) -> None:
    wire = dial()

    wire.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 this is TLS\r\n\r\n")

    wire.drain()
