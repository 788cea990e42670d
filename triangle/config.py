"""Every setting of an installation, read once from the environment and refused loudly when wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SHORTEST_SECRET = 16
HIDDEN = "(hidden)"


class ConfigError(Exception):
    """A setting has a value that cannot work; says which, what it was and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value!r} is not usable: {allowed}")
        self.name, self.value, self.allowed = name, value, allowed


def _database_url(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ValueError("an SQLAlchemy address such as sqlite:///var/triangle.db") from error
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return text
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise ValueError("sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")


def _redis_url(text: str) -> str:
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


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or "*" in text:
        raise ValueError("one exact origin such as https://triangle.example.com, no path, no *")
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise ValueError("a port number from 0 to 65535")
    return int(text)


def _hops(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 9:
        raise ValueError("a number of proxies from 0 to 9")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("0 or 1")
    return text == "1"


def _secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"at least {SHORTEST_SECRET} printable ASCII characters without a space")
    return text


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("an IANA time zone such as Asia/Shanghai") from error


def _country(text: str) -> str:
    if text != "none" and not (text.isascii() and text.isalpha() and len(text) == 2):
        raise ValueError("a two-letter country code such as CN, or none for plain weekends")
    return text if text == "none" else text.upper()


def _days(text: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(day.strip()) for day in text.split(",") if day.strip())
    except ValueError as error:
        raise ValueError("days as YYYY-MM-DD, separated by commas") from error


def _hours(text: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise ValueError("working hours such as 09:00-18:00") from error
    if not start < end:
        raise ValueError("working hours that end after they start, such as 09:00-18:00")
    return start, end


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 9999:
        raise ValueError("a whole number from 1 to 9999")
    return int(text)


def _stage(text: str) -> str:
    if text not in ("S1", "S2", "S3", "S4", "S5", "S6", "S7"):
        raise ValueError("a stage from S1 to S7")
    return text


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _setting(
    name: str, why: str, default: Any, parse: Callable[[str], Any] = str, *, is_secret: bool = False
) -> Any:
    return field(default=default, metadata={"name": name, "why": why, "parse": parse, "is_secret": is_secret})


@dataclass(frozen=True, slots=True)
class Config:
    """What one installation is told from outside; `sources` says where each value came from."""

    database_url: str = _setting(
        "TRIANGLE_DATABASE_URL",
        "Where everything is kept: an SQLite file or PostgreSQL.",
        "sqlite:///var/triangle.db",
        _database_url,
    )
    redis_url: str = _setting(
        "TRIANGLE_REDIS_URL",
        "Where processes on one PostgreSQL give each other hints; without it they look once a second.",
        "",
        _redis_url,
    )
    host: str = _setting("TRIANGLE_HOST", "Address to listen on; loopback unless you mean it.", "127.0.0.1")
    port: int = _setting("TRIANGLE_PORT", "Port to listen on.", 5000, _port)
    origin: str = _setting(
        "TRIANGLE_ORIGIN",
        "The address people type; sockets and writes from any other origin are refused.",
        "",
        _origin,
    )
    proxies: int = _setting(
        "TRIANGLE_PROXIES",
        "How many proxies stand in front; only that many X-Forwarded-For hops are believed.",
        0,
        _hops,
    )
    time_zone: str = _setting(
        "TRIANGLE_TIME_ZONE", "Where the working day is counted.", "Asia/Shanghai", _time_zone
    )
    calendar: str = _setting(
        "TRIANGLE_CALENDAR",
        "Whose public holidays and make-up days hold; none for weekends only.",
        "CN",
        _country,
    )
    days_off: frozenset[date] = _setting(
        "TRIANGLE_DAYS_OFF", "Extra days nobody works here, over the calendar.", frozenset(), _days
    )
    days_on: frozenset[date] = _setting(
        "TRIANGLE_DAYS_ON", "Extra days that are worked here, over the calendar.", frozenset(), _days
    )
    working_hours: tuple[time, time] = _setting(
        "TRIANGLE_WORKING_HOURS", "Hours in which clocks of hand-offs run.", (time(9), time(18)), _hours
    )
    findings_off: frozenset[str] = _setting(
        "TRIANGLE_FINDINGS_OFF",
        "Rules of the responsibility lint that do not hold here.",
        frozenset(),
        _words,
    )
    findings_load: int = _setting(
        "TRIANGLE_FINDINGS_LOAD", "More nodes at work than this are too many for one accountable.", 6, _count
    )
    findings_days: int = _setting(
        "TRIANGLE_FINDINGS_DAYS", "Days without a trace after which a late node counts as stalled.", 7, _count
    )
    findings_stage: str = _setting(
        "TRIANGLE_FINDINGS_STAGE",
        "From this stage on a deal needs three people in its triangle.",
        "S3",
        _stage,
    )
    checkpoint_hours: int = _setting(
        "TRIANGLE_CHECKPOINT_HOURS",
        "Every so many hours the worker verifies what moved and signs where all streams stand.",
        24,
        _count,
    )
    checkpoint_folder: str = _setting(
        "TRIANGLE_CHECKPOINT_FOLDER",
        "Where the worker writes signed checkpoints; the best is a disk that the database cannot reach.",
        "",
    )
    static_folder: str = _setting("TRIANGLE_STATIC", "Where the built browser part lies.", "")
    metrics_token: str = _setting(
        "TRIANGLE_METRICS_TOKEN",
        "With it /metrics asks for this bearer token; without it only this machine may read them.",
        "",
        _secret,
        is_secret=True,
    )
    has_worker: bool = _setting(
        "TRIANGLE_WORKER",
        "0 leaves clocks and deliveries to processes of `triangle worker`.",
        default=True,
        parse=_yes_or_no,
    )
    log_requests: bool = _setting(
        "TRIANGLE_LOG_REQUESTS", "1 logs one line for every request.", default=False, parse=_yes_or_no
    )
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact origins that browsers may come from; without TRIANGLE_ORIGIN this machine's own names."""
        if self.origin:
            return (self.origin,)
        return tuple(dict.fromkeys(f"http://{h}:{self.port}" for h in (self.host, "127.0.0.1", "localhost")))

    @property
    def is_behind_tls(self) -> bool:
        """Say whether people reach this installation by https."""
        return self.origin.startswith("https:")

    @property
    def data_folder(self) -> Path:
        """Where files beside the database are kept; the database's own folder on SQLite."""
        url = make_url(self.database_url)
        return Path(url.database or "").parent if url.get_backend_name() == "sqlite" else Path("var")


def shown(config: Config, name: str) -> str:
    """Return the value of a field for people to read; a secret that is set stays hidden."""
    value = getattr(config, name)
    is_secret = next(f.metadata["is_secret"] for f in fields(Config) if f.name == name)
    if isinstance(value, str):
        # The password inside an address.
        value = re.sub(r"(://[^:/@]*:)[^/]*@", rf"\1{HIDDEN}@", value)
    return HIDDEN if is_secret and value else repr(value)


def settings() -> list[tuple[str, str, str]]:
    """List every setting as (field, environment name, reason), in the order of `Config`."""
    return [(f.name, f.metadata["name"], f.metadata["why"]) for f in fields(Config) if f.metadata]


def read_config(environ: Mapping[str, str], **given: Any) -> Config:
    """Read the configuration; a value `given` on the command line wins over the environment."""
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    known = {f.metadata["name"]: f for f in fields(Config) if f.metadata}
    for name, setting in known.items():
        if name in environ:
            try:
                values[setting.name] = setting.metadata["parse"](environ[name])
            except ValueError as error:
                shown = HIDDEN if setting.metadata["is_secret"] else environ[name]
                raise ConfigError(name, shown, str(error)) from error
            sources[setting.name] = "environment"
    for key, value in given.items():
        if value is not None:
            values[key], sources[key] = value, "command line"
    return Config(**values, sources=sources)


def unknown_settings(environ: Mapping[str, str]) -> list[str]:
    """Name the TRIANGLE_* variables that no setting reads: most often a typing error."""
    known = {name for _, name, _ in settings()}
    ours = {name for name in environ if name.startswith("TRIANGLE_")}
    return sorted(name for name in ours - known if not name.startswith("TRIANGLE_TEST_"))
