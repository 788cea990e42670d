"""The signed webhook after standardwebhooks.com: an id, a timestamp and an HMAC over both and the body."""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime

import orjson

from triangle.channels.message import Message, Target
from triangle.channels.posting import Poster, refuse_status

PREFIX = "whsec_"


def send_webhook(poster: Poster, target: Target, message: Message, now: datetime) -> None:
    """Post what happened to a program; a repeated try has the same `webhook-id`."""
    body = orjson.dumps({"id": message.id, "events": list(message.events)}, option=orjson.OPT_SORT_KEYS)
    stamp = str(int(now.timestamp()))
    headers = {
        "webhook-id": message.id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature(target.secret, message.id, stamp, body)}",
    }
    refuse_status(poster.post(target.url, body, headers))


def signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    """Return the signature of a body under a secret; one that begins with whsec_ is base64."""
    signed = f"{message_id}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()
