"""Documents: answers that are saved as files."""

from dataclasses import dataclass
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Response
from werkzeug.wsgi import FileWrapper

# So much of a document is kept in memory, and more of it in a file without a name.
IN_MEMORY = 2**20


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is made for its reader: its name, what kind it is, and its bytes.

    What may be larger than memory comes as an open file, which is closed when it was sent.
    """

    name: str
    kind: str
    body: bytes | IO[bytes]


class _ReadOnce(FileWrapper):
    """A file that is closed at its end, and by whoever stops before."""

    def __next__(self) -> bytes:
        try:
            return super().__next__()
        except StopIteration:
            self.close()
            raise


def draft() -> SpooledTemporaryFile[bytes]:
    """Return a file to write the body of a document into that may be larger than memory."""
    return SpooledTemporaryFile(IN_MEMORY)


def attached(document: Document) -> Response:
    """Return the answer that hands a document over to be saved."""
    body = document.body
    response = Response(mimetype=document.kind)
    if isinstance(body, bytes):
        response.set_data(body)
    elif (length := body.seek(0, SEEK_END)) > IN_MEMORY:
        body.seek(0)
        response.response = _ReadOnce(body)
        response.content_length = length
    else:
        with body:
            body.seek(0)
            response.set_data(body.read())
    response.headers["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return response
