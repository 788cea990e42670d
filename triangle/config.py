"""Every setting of an installation, read once from the environment and refused loudly when wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from triangle.config_values import (
    parse_count,
    parse_country,
    parse_database_url,
    parse_days,
    parse_hops,
    parse_hours,
    parse_mail_url,
    parse_origin,
    parse_port,
    parse_receivers,
    parse_redis_url,
    parse_secret,
    parse_sender,
    parse_stage,
    parse_time_zone,
    parse_words,
    parse_yes_or_no,
)

HIDDEN = "(hidden)"
# Hosts that say to listen everywhere, and lead nowhere.
EVERY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, never bound


class ConfigError(Exception):
    """A setting has a value that cannot work; says which, what it was and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value!r} is not usable: {allowed}")
        self.name, self.value, self.allowed = name, value, allowed


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
        parse_database_url,
    )
    redis_url: str = _setting(
        "TRIANGLE_REDIS_URL",
        "Where processes on one PostgreSQL give each other hints; without it they look once a second.",
        "",
        parse_redis_url,
    )
    host: str = _setting("TRIANGLE_HOST", "Address to listen on; loopback unless you mean it.", "127.0.0.1")
    port: int = _setting("TRIANGLE_PORT", "Port to listen on.", 5000, parse_port)
    origin: str = _setting(
        "TRIANGLE_ORIGIN",
        "The address people type; sockets and writes from any other origin are refused.",
        "",
        parse_origin,
    )
    proxies: int = _setting(
        "TRIANGLE_PROXIES",
        "How many proxies stand in front; only that many X-Forwarded-For hops are believed.",
        0,
        parse_hops,
    )
    time_zone: str = _setting(
        "TRIANGLE_TIME_ZONE", "Where the working day is counted.", "Asia/Shanghai", parse_time_zone
    )
    calendar: str = _setting(
        "TRIANGLE_CALENDAR",
        "Whose public holidays and make-up days hold; none for weekends only.",
        "CN",
        parse_country,
    )
    days_off: frozenset[date] = _setting(
        "TRIANGLE_DAYS_OFF", "Extra days nobody works here, over the calendar.", frozenset(), parse_days
    )
    days_on: frozenset[date] = _setting(
        "TRIANGLE_DAYS_ON", "Extra days that are worked here, over the calendar.", frozenset(), parse_days
    )
    working_hours: tuple[time, time] = _setting(
        "TRIANGLE_WORKING_HOURS", "Hours in which clocks of hand-offs run.", (time(9), time(18)), parse_hours
    )
    findings_off: frozenset[str] = _setting(
        "TRIANGLE_FINDINGS_OFF",
        "Rules of the responsibility lint that do not hold here.",
        frozenset(),
        parse_words,
    )
    findings_load: int = _setting(
        "TRIANGLE_FINDINGS_LOAD",
        "More nodes at work than this are too many for one accountable.",
        6,
        parse_count,
    )
    findings_days: int = _setting(
        "TRIANGLE_FINDINGS_DAYS",
        "Days without a trace after which a late node counts as stalled.",
        7,
        parse_count,
    )
    findings_stage: str = _setting(
        "TRIANGLE_FINDINGS_STAGE",
        "From this stage on a deal needs three people in its triangle.",
        "S3",
        parse_stage,
    )
    mail_url: str = _setting(
        "TRIANGLE_MAIL_URL",
        "The mail server that notifications go out by; without it no mail is sent.",
        "",
        parse_mail_url,
        is_secret=True,
    )
    mail_from: str = _setting(
        "TRIANGLE_MAIL_FROM",
        "The address that mail comes from; needed with TRIANGLE_MAIL_URL.",
        "",
        parse_sender,
    )
    receivers_inside: frozenset[str] = _setting(
        "TRIANGLE_RECEIVERS_INSIDE",
        "Receivers of webhooks inside the own network, which would be refused otherwise.",
        frozenset(),
        parse_receivers,
    )
    checkpoint_hours: int = _setting(
        "TRIANGLE_CHECKPOINT_HOURS",
        "Every so many hours the worker verifies what moved and signs where all streams stand.",
        24,
        parse_count,
    )
    checkpoint_folder: str = _setting(
        "TRIANGLE_CHECKPOINT_FOLDER",
        "Where the worker writes signed checkpoints; the best is a disk that the database cannot reach.",
        "",
    )
    checkpoint_mail: str = _setting(
        "TRIANGLE_CHECKPOINT_MAIL",
        "An address outside of this installation that each signed checkpoint is mailed to.",
        "",
        parse_sender,
    )
    key_folder: str = _setting(
        "TRIANGLE_KEY_FOLDER",
        "Where the key lies that signs checkpoints; without it, in the data folder.",
        "",
    )
    static_folder: str = _setting("TRIANGLE_STATIC", "Where the built browser part lies.", "")
    metrics_token: str = _setting(
        "TRIANGLE_METRICS_TOKEN",
        "With it /metrics asks for this bearer token; without it only this machine may read them.",
        "",
        parse_secret,
        is_secret=True,
    )
    has_worker: bool = _setting(
        "TRIANGLE_WORKER",
        "0 leaves clocks and deliveries to processes of `triangle worker`.",
        default=True,
        parse=parse_yes_or_no,
    )
    log_requests: bool = _setting(
        "TRIANGLE_LOG_REQUESTS", "1 logs one line for every request.", default=False, parse=parse_yes_or_no
    )
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact origins that browsers may come from; without TRIANGLE_ORIGIN this machine's own names."""
        if self.origin:
            return (self.origin,)
        return tuple(dict.fromkeys(self._at(host) for host in (self.host, "127.0.0.1", "localhost")))

    @property
    def link_origin(self) -> str:
        """What links in messages begin with: TRIANGLE_ORIGIN, else the host that is listened on.

        A host that stands for every address of this machine is no address to go to: then it is localhost.
        """
        return self.origin or self._at("localhost" if self.host in EVERY_ADDRESS else self.host)

    def _at(self, host: str) -> str:
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def is_behind_tls(self) -> bool:
        """Say whether people reach this installation by https."""
        return self.origin.startswith("https:")

    @property
    def data_folder(self) -> Path:
        """Where files beside the database are kept; the database's own folder on SQLite."""
        url = make_url(self.database_url)
        return Path(url.database or "").parent if url.get_backend_name() == "sqlite" else Path("var")

    @property
    def signing_folder(self) -> Path:
        """Where the signing key is kept."""
        return Path(self.key_folder) if self.key_folder else self.data_folder


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
