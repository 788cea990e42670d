"""Logs as one JSON object a line; what is logged during a request carries the request's id."""

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

import orjson

_PLAIN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

# Each greenlet has its own context, so a request's id is seen by what runs for this request only.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class JsonLines(logging.Formatter):
    """Formats a record with whatever `extra` it carries."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.getMessage(),
            **({"request": request_id.get()} if request_id.get() else {}),
            **{key: value for key, value in record.__dict__.items() if key not in _PLAIN},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def log_to_stderr() -> None:
    """Send every log to stderr; libraries only from warnings on."""
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[to_stderr])
    logging.getLogger("triangle").setLevel(logging.INFO)
