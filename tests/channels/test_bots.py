"""Each service gets its published body and signature, and its answers are understood."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.channels.receivers import receiving, said
from triangle.channels.catalog import Channels
from triangle.channels.message import Again, Line, Message, Refused, Target
from triangle.channels.posting import Poster
from triangle.channels.webhook import signature

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MESSAGE = Message("m1", "zh", "有交接", (Line("<b>你好</b> & @所有人", "https://t.example.com/inbox"),))


def send(receiver, channel: str, secret: str = "") -> None:
    channels = Channels(Poster(receiver.inside))
    channels.send(Target(channel, receiver.url, secret), MESSAGE, NOW)


def sign(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def test_feishu_signs_an_empty_text_with_timestamp_and_secret_as_key() -> None:
    with receiving(said({"code": 0, "msg": "success"})) as receiver:
        send(receiver, "feishu", "geheim")

        body = receiver.bodies()[0]
        assert body["timestamp"] == str(int(NOW.timestamp()))
        assert body["sign"] == sign(f"{body['timestamp']}\ngeheim".encode(), b"")
        assert body["msg_type"] == "post"


def test_dingtalk_signs_milliseconds_and_secret_in_the_address() -> None:
    with receiving(said({"errcode": 0, "errmsg": "ok"})) as receiver:
        send(receiver, "dingtalk", "SECx")

        asked = parse_qs(urlsplit(receiver.taken[0][0]).query)
        stamp = asked["timestamp"][0]
        assert stamp == str(int(NOW.timestamp() * 1000))
        assert asked["sign"][0] == sign(b"SECx", f"{stamp}\nSECx".encode())
        assert "Triangle" in receiver.bodies()[0]["text"]["content"]


def test_wecom_gets_a_text_that_fits_its_limit() -> None:
    long = Message("m", "zh", "多", tuple(Line("字" * 200) for _ in range(20)))
    with receiving(said({"errcode": 0})) as receiver:
        Channels(Poster(receiver.inside)).send(Target("wecom", receiver.url), long, NOW)

        assert len(receiver.bodies()[0]["text"]["content"].encode()) <= 2048


def test_slack_gets_no_mention_out_of_what_a_person_typed() -> None:
    with receiving(said(b"ok")) as receiver:
        send(receiver, "slack")

        assert "&lt;b&gt;" in receiver.bodies()[0]["text"]


def test_webhook_is_signed_over_id_timestamp_and_body() -> None:
    with receiving(said({})) as receiver:
        send(receiver, "webhook", "correct horse battery")

        _, headers, body = receiver.taken[0]
        known = signature("correct horse battery", "m1", headers["webhook-timestamp"], body)
        assert (headers["webhook-id"], headers["webhook-signature"]) == ("m1", f"v1,{known}")


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        ("feishu", said({"code": 11232, "msg": "frequency limited"})),
        ("wecom", said({"errcode": 45009, "errmsg": "api freq out of limit"})),
        ("dingtalk", said({"errcode": 130101, "errmsg": "send too fast"})),
        ("slack", said(b"rate_limited", 429, Retry_After="30")),
    ],
)
def test_a_rate_limit_asks_for_a_pause(channel: str, answer) -> None:
    with receiving(answer) as receiver, pytest.raises(Again) as refused:
        send(receiver, channel)

    assert refused.value.limited
    assert refused.value.after in (timedelta(minutes=1), timedelta(seconds=30))


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        ("feishu", said({"code": 19021, "msg": "sign match fail or timestamp is not within one hour"})),
        ("wecom", said({"errcode": 93000, "errmsg": "invalid webhook url"})),
        ("dingtalk", said({"errcode": 310000, "errmsg": "sign not match"})),
        ("slack", said(b"no_service", 404)),
        ("webhook", said({}, 410)),
        ("webhook", said(b"", 302, Location="http://169.254.169.254/")),
    ],
)
def test_a_refusal_is_not_tried_again(channel: str, answer) -> None:
    with receiving(answer) as receiver, pytest.raises(Refused):
        send(receiver, channel, "x" * 16)


def test_a_dead_receiver_is_tried_again() -> None:
    with receiving() as receiver:
        pass

    with pytest.raises(Again):
        send(receiver, "webhook", "x" * 16)
