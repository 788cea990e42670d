"""The listening socket."""

import socket

from triangle.config import Config
from triangle.serve import listener


def test_small_answers_leave_at_once() -> None:
    """Without TCP_NODELAY every answer of a kept connection would wait 40 ms for an acknowledgement."""
    with listener(Config(port=0)) as bound:
        bound.listen()
        with socket.create_connection(bound.getsockname()):
            accepted, _ = bound.accept()
            with accepted:
                assert bound.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
