"""One HTTP request, as every peer sends or records it."""

from dataclasses import dataclass
from typing import Any

import orjson

from triangle.identity.queries import csrf_token


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of somebody who is signed in."""

    method: str
    path: str
    token: str
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def content(self) -> bytes:
        """The body as it is sent."""
        return b"" if self.body is None else orjson.dumps(self.body)

    def all_headers(self) -> dict[str, str]:
        """Return what a browser of this person sends along."""
        own = {"Cookie": f"triangle_session={self.token}", "Content-Type": "application/json"}
        writes = {"X-CSRF-Token": csrf_token(self.token)} if self.method != "GET" else {}
        return own | writes | dict(self.headers)

    def raw(self) -> bytes:
        """Return the bytes on a keep-alive connection, made before any clock runs."""
        content = self.content
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.all_headers().items()]
        return "\r\n".join([*lines, f"Content-Length: {len(content)}", "", ""]).encode() + content
