"""Bots of Feishu, WeCom, DingTalk and Slack: bodies, signatures, answers; sources in docs/channels.md."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import orjson

from triangle.channels.message import Again, Message, Refused, Target
from triangle.channels.posting import Answer, Poster, refuse_status

FEISHU = ("open.feishu.cn", "open.larksuite.com")
WECOM = ("qyapi.weixin.qq.com",)
DINGTALK = ("oapi.dingtalk.com",)
SLACK = ("hooks.slack.com",)
PAUSE = timedelta(minutes=1)
# WeCom cuts texts off behind 2,048 bytes; the others take more, and nobody reads more.
MOST_BYTES = 2000


def send_feishu(poster: Poster, target: Target, message: Message, now: datetime) -> None:
    """Send as rich text, in which nothing a person typed can call everybody."""
    rows: list[list[dict[str, str]]] = []
    for line in message.lines:
        row = [{"tag": "text", "text": line.text}]
        rows.append([*row, {"tag": "a", "text": " ↗", "href": line.link}] if line.link else row)
    name = "zh_cn" if message.language == "zh" else "en_us"
    body: dict[str, Any] = {
        "msg_type": "post",
        "content": {"post": {name: {"title": f"Triangle · {message.subject}", "content": rows}}},
    }
    if target.secret:
        stamp = str(int(now.timestamp()))
        # Here the text to sign is the key, and what is signed is empty.
        body |= {"timestamp": stamp, "sign": _signature(f"{stamp}\n{target.secret}".encode(), b"")}
    answer = poster.post(target.url, orjson.dumps(body), {}, FEISHU)
    _read(answer, "code", limits={11232, 9499}, busy={11233, 19036})


def send_wecom(poster: Poster, target: Target, message: Message, now: datetime) -> None:
    """Send as plain text; the key in the address is all that WeCom asks for."""
    body = {"msgtype": "text", "text": {"content": _plain(message)}}
    _read(poster.post(target.url, orjson.dumps(body), {}, WECOM), "errcode", limits={45009}, busy={-1})


def send_dingtalk(poster: Poster, target: Target, message: Message, now: datetime) -> None:
    """Send as plain text; the word Triangle in it lets it pass a bot that asks for a keyword."""
    body = {"msgtype": "text", "text": {"content": _plain(message)}}
    url = target.url
    if target.secret:
        stamp = str(int(now.timestamp() * 1000))
        sign = _signature(target.secret.encode(), f"{stamp}\n{target.secret}".encode())
        url += f"{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote_plus(sign)}"
    answer = poster.post(url, orjson.dumps(body), {}, DINGTALK)
    _read(answer, "errcode", limits={130101, 130102, 410100}, busy={-1})


def send_slack(poster: Poster, target: Target, message: Message, now: datetime) -> None:
    """Send as one text; `&`, `<` and `>` are escaped, so that nothing a person typed becomes a mention."""
    lines = [f"*Triangle · {_escaped(message.subject)}*"]
    lines += [
        f"• {_escaped(line.text)}" + (f" <{line.link}|↗>" if line.link else "") for line in message.lines
    ]
    answer = poster.post(target.url, orjson.dumps({"text": "\n".join(lines)}), {}, SLACK)
    refuse_status(answer)
    if answer.body.strip() != b"ok":
        raise Again("Slack did not say ok")


def _signature(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _plain(message: Message) -> str:
    lines = [f"Triangle · {message.subject}"]
    for line in message.lines:
        lines += [f"• {line.text}", line.link] if line.link else [f"• {line.text}"]
    while len("\n".join(lines).encode()) > MOST_BYTES and len(lines) > 2:
        lines = [*lines[:-2], "…"]
    return "\n".join(lines).encode()[:MOST_BYTES].decode("utf-8", "ignore")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _read(answer: Answer, name: str, *, limits: set[int], busy: set[int]) -> None:
    """Read an answer that says in its body whether it worked; its status is 200 either way."""
    refuse_status(answer)
    try:
        said = orjson.loads(answer.body)
        code = int(said[name] if name in said else said["StatusCode"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise Again("an answer that nobody understands") from error
    if code == 0:
        return
    why = f"{code}: {str(said.get('msg') or said.get('errmsg') or '')[:200]}"
    if code in limits:
        raise Again(why, after=answer.retry_after or PAUSE, limited=True)
    if code in busy:
        raise Again(why)
    raise Refused(why)
