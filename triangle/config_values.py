"""The values of settings, read from their texts; a wrong one is refused with what is allowed."""

from datetime import date, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SHORTEST_SECRET = 16


def parse_database_url(text: str) -> str:
    """Return database url from its text; ValueError says what is allowed."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ValueError("an SQLAlchemy address such as sqlite:///var/triangle.db") from error
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return text
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise ValueError("sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")


def parse_redis_url(text: str) -> str:
    """Return redis url from its text; ValueError says what is allowed."""
    allowed = "redis://HOST:PORT/NUMBER, or rediss:// with TLS"
    parts = urlsplit(text)
    number = parts.path.removeprefix("/")
    try:
        _ = parts.port
    except ValueError as error:
        raise ValueError(allowed) from error
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or (number and not number.isdigit()):
        raise ValueError(allowed)
    return text


def parse_origin(text: str) -> str:
    """Return origin from its text; ValueError says what is allowed."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or "*" in text:
        raise ValueError("one exact origin such as https://triangle.example.com, no path, no *")
    return text


def parse_port(text: str) -> int:
    """Return port from its text; ValueError says what is allowed."""
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise ValueError("a port number from 0 to 65535")
    return int(text)


def parse_hops(text: str) -> int:
    """Return hops from its text; ValueError says what is allowed."""
    if not text.isascii() or not text.isdigit() or int(text) > 9:
        raise ValueError("a number of proxies from 0 to 9")
    return int(text)


def parse_yes_or_no(text: str) -> bool:
    """Return yes or no from its text; ValueError says what is allowed."""
    if text not in ("0", "1"):
        raise ValueError("0 or 1")
    return text == "1"


def parse_secret(text: str) -> str:
    """Return secret from its text; ValueError says what is allowed."""
    if len(text) < SHORTEST_SECRET or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"at least {SHORTEST_SECRET} printable ASCII characters without a space")
    return text


def parse_time_zone(text: str) -> str:
    """Return time zone from its text; ValueError says what is allowed."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("an IANA time zone such as Asia/Shanghai") from error


def parse_country(text: str) -> str:
    """Return country from its text; ValueError says what is allowed."""
    if text != "none" and not (text.isascii() and text.isalpha() and len(text) == 2):
        raise ValueError("a two-letter country code such as CN, or none for plain weekends")
    return text if text == "none" else text.upper()


def parse_days(text: str) -> frozenset[date]:
    """Return days from its text; ValueError says what is allowed."""
    try:
        return frozenset(date.fromisoformat(day.strip()) for day in text.split(",") if day.strip())
    except ValueError as error:
        raise ValueError("days as YYYY-MM-DD, separated by commas") from error


def parse_hours(text: str) -> tuple[time, time]:
    """Return hours from its text; ValueError says what is allowed."""
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise ValueError("working hours such as 09:00-18:00") from error
    if not start < end:
        raise ValueError("working hours that end after they start, such as 09:00-18:00")
    return start, end


def parse_count(text: str) -> int:
    """Return count from its text; ValueError says what is allowed."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 9999:
        raise ValueError("a whole number from 1 to 9999")
    return int(text)


def parse_stage(text: str) -> str:
    """Return stage from its text; ValueError says what is allowed."""
    if text not in ("S1", "S2", "S3", "S4", "S5", "S6", "S7"):
        raise ValueError("a stage from S1 to S7")
    return text


def parse_words(text: str) -> frozenset[str]:
    """Return words from its text; ValueError says what is allowed."""
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def parse_mail_url(text: str) -> str:
    """Return mail url from its text; ValueError says what is allowed."""
    allowed = "smtp://, smtp+starttls:// or smtps:// with [USER:PASSWORD@]HOST:PORT"
    parts = urlsplit(text)
    try:
        _ = parts.port
    except ValueError as error:
        raise ValueError(allowed) from error
    if parts.scheme not in ("smtp", "smtp+starttls", "smtps") or not parts.hostname:
        raise ValueError(allowed)
    return text


def parse_sender(text: str) -> str:
    """Return sender from its text; ValueError says what is allowed."""
    name, _, domain = text.partition("@")
    if not text.isascii() or not text.isprintable() or " " in text or not name or "." not in domain:
        raise ValueError("an address such as triangle@example.com")
    return text


def parse_receivers(text: str) -> frozenset[str]:
    """Return receivers from its text; ValueError says what is allowed."""
    names = parse_words(text)
    for name in names:
        host, _, port = name.rpartition(":")
        if not host or not port.isdigit():
            raise ValueError("HOST:PORT, separated by commas")
    return names
