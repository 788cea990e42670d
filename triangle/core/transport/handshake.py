"""The opening handshake, and taking the TCP connection out of the hands of the WSGI server."""

import base64
import binascii
import errno
import hashlib
import io
import socket
from collections.abc import Mapping
from typing import Any

from gevent.monkey import get_original

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_NOT_KEPT = {
    "CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_CONNECTION", "HTTP_UPGRADE", "HTTP_SEC_WEBSOCKET_EXTENSIONS",
    "HTTP_SEC_WEBSOCKET_KEY", "HTTP_SEC_WEBSOCKET_VERSION", "REMOTE_PORT", "gunicorn.socket",
    "wsgi.file_wrapper",
}  # fmt: skip
_NO_BODY = io.BytesIO()
# Never waited for by a greenlet: gevent's own would put a call in Python before each send, and two watchers.
_bare_socket: Any = get_original("socket", "socket")


class Refused(Exception):
    """A request that does not become a connection, with the HTTP status that says so."""

    def __init__(self, status: str, why: str, *headers: tuple[str, str]) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, headers


class HandedOver(BrokenPipeError):
    """Tells the WSGI server that its part is over: to it the client is gone.

    A broken pipe is what pywsgi and gunicorn both pass over in silence and without another byte.
    """

    def __init__(self) -> None:
        super().__init__(errno.EPIPE, "the connection speaks WebSocket now")


def accept(environ: Mapping[str, Any]) -> bytes:
    """Return the answer that opens the WebSocket; refuse what is not a proper request for one.

    Extensions are never accepted: compression costs more memory a connection than all the rest.
    """
    connection = {word.strip().lower() for word in environ.get("HTTP_CONNECTION", "").split(",")}
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket" or "upgrade" not in connection:
        raise Refused("400 Bad Request", "Invalid websocket upgrade")
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        raise Refused("426 Upgrade Required", "WebSocket version 13 only", ("Sec-WebSocket-Version", "13"))
    if environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ:
        raise Refused("400 Bad Request", "An upgrade has no body")
    answer = base64.b64encode(hashlib.sha1(_key(environ) + _GUID, usedforsecurity=False).digest())
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    return head + b"Sec-WebSocket-Accept: " + answer + b"\r\n\r\n"


def _key(environ: Mapping[str, Any]) -> bytes:
    key: bytes = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").encode("latin-1")
    try:
        if len(base64.b64decode(key, validate=True)) == 16:
            return key
    except binascii.Error:
        pass
    raise Refused("400 Bad Request", "Invalid Sec-WebSocket-Key")


def take_socket(environ: Mapping[str, Any]) -> socket.socket:
    """Return the client's socket, non-blocking and no longer known to the WSGI server."""
    theirs = environ.get("gunicorn.socket")
    if theirs is None:
        # For an upgrade pywsgi hands the buffered reader of the connection itself.
        theirs = getattr(getattr(environ["wsgi.input"], "raw", None), "_sock", None)
    if theirs is None:
        raise Refused("501 Not Implemented", "This server does not hand over its sockets; use gevent's")
    ours: socket.socket = _bare_socket(fileno=theirs.detach())
    ours.setblocking(False)
    if ours.family in (socket.AF_INET, socket.AF_INET6):
        ours.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return ours


def kept(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Return what later events may ask of the request, without what would keep its buffers in memory."""
    mine = {key: value for key, value in environ.items() if key not in _NOT_KEPT}
    mine["wsgi.input"] = _NO_BODY
    return mine
