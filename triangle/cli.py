"""The `triangle` command."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - the patch comes first, whatever is imported after it
import sys  # noqa: E402
from dataclasses import replace  # noqa: E402
from datetime import datetime  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402

import click  # noqa: E402
from marshmallow import ValidationError  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from triangle.app import create_app  # noqa: E402
from triangle.background import prepare  # noqa: E402
from triangle.cli_options import config_of, data_option  # noqa: E402
from triangle.config import Config, ConfigError, settings, shown, unknown_settings  # noqa: E402
from triangle.core.clock import SystemClock  # noqa: E402
from triangle.core.db import Database  # noqa: E402
from triangle.core.deed import Deed  # noqa: E402
from triangle.core.errors import Problem  # noqa: E402
from triangle.core.file_lock import InUse, only_server  # noqa: E402
from triangle.core.log import log_to_stderr  # noqa: E402
from triangle.core.migrate import FILLING, alone  # noqa: E402
from triangle.core.web.openapi import description  # noqa: E402
from triangle.core.working_calendar import calendar_of  # noqa: E402
from triangle.demo import cast, plots  # noqa: E402
from triangle.demo.fill import Size, has_sign_ins, is_empty  # noqa: E402
from triangle.demo.installing import ProgressLines, install, sign_ins  # noqa: E402
from triangle.identity.actions import add_person, create_first_admin_without_policy  # noqa: E402
from triangle.identity.models import LANGUAGES, ROLES, Person  # noqa: E402
from triangle.identity.passwords import hash_password  # noqa: E402
from triangle.identity.queries import first_admin, team_ids  # noqa: E402
from triangle.identity.schemas import PersonNew  # noqa: E402
from triangle.ledger_commands import ledger_group  # noqa: E402
from triangle.search.indexing import rebuild_without_policy  # noqa: E402
from triangle.serve import listener, serve, work  # noqa: E402


@click.group()
def cli() -> None:
    """Run and look after a Triangle installation."""


cli.add_command(ledger_group)


@cli.command("serve")
@click.option("--demo", is_flag=True, help="Fill an empty installation with the demo company.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@data_option
def serve_command(*, demo: bool, host: str | None, port: int | None, data: str | None) -> None:
    """Serve the installation in this one process."""
    config = config_of(data, host=host, port=port)
    for name in unknown_settings(os.environ):
        click.echo(f"{name} is no setting and is not read; `triangle config` lists them all.", err=True)
    # Bound before anything is filled: a taken port is told at once, and port 0 becomes a real one.
    bound = listener(config)
    config = replace(config, port=bound.getsockname()[1])
    app = create_app(config)
    database: Database = app.extensions["triangle"].database
    with only_server(database):
        prepare(database)
        if demo:
            with alone(database, FILLING):
                if is_empty(database):
                    _install_demo(database, config, Size(), SystemClock().now())
        # From here on: what the demo's people did in their past is nothing to log today.
        log_to_stderr()
        serve(app, bound, lambda address: _say_ready(address, database, demo=demo))


def _say_ready(address: str, database: Database, *, demo: bool) -> None:
    click.echo(f"Triangle listens on {address}")
    if demo:
        theirs = "This installation has people of its own; --demo leaves it as it is."
        click.echo(f"\n{sign_ins() if has_sign_ins(database) else theirs}")


def _install_demo(database: Database, config: Config, size: Size, until: datetime) -> int:
    tell = ProgressLines(lambda line, nl: click.echo(line, err=True, nl=nl), on_terminal=sys.stderr.isatty())
    try:
        return install(database, calendar_of(config), size, until, tell)
    except (KeyboardInterrupt, OSError):
        if not database.is_sqlite:
            click.echo("\nThe database holds half a demo company: empty it before the next try.", err=True)
        raise


@cli.command("worker")
@data_option
def worker_command(data: str | None) -> None:
    """Do only what is due: clocks, deliveries, summaries. On SQLite `triangle serve` does it already."""
    work(create_app(config_of(data)))


@cli.command("demo")
@click.option("--deals", type=click.IntRange(plots.SMALLEST), default=Size.deals, show_default=True)
@click.option("--people", type=click.IntRange(cast.SMALLEST), default=Size.people, show_default=True)
@click.option("--seed", type=int, default=Size.seed, show_default=True, help="Same seed, same company.")
@click.option("--until", type=click.DateTime(), help="When its past ends, in local time; now when not given.")
@data_option
def demo_command(*, deals: int, people: int, seed: int, until: datetime | None, data: str | None) -> None:
    """Fill an empty installation with a company that has worked for more than a year."""
    config = config_of(data)
    database = Database(config.database_url)
    ends = until.replace(tzinfo=ZoneInfo(config.time_zone)) if until else SystemClock().now()
    with only_server(database):
        prepare(database)
        deeds = _install_demo(database, config, Size(deals, people, seed), ends)
    click.echo(f"{deals} deals and {people} people have done {deeds:,} deeds.\n\n{sign_ins()}")


@cli.command("config")
def config_command() -> None:
    """List every setting with its value, where it came from and what it is for."""
    config = config_of()
    for field, name, why in settings():
        came = config.sources.get(field, "default")
        click.echo(f"{name} = {shown(config, field)}  ({came})\n    {why}")


@cli.command("openapi")
def openapi_command() -> None:
    """Print the API's description as JSON."""
    click.echo(description(create_app(config_of()).extensions["openapi"]))


@cli.command("migrate")
@data_option
def migrate_command(data: str | None) -> None:
    """Bring the database to the newest form without serving it."""
    prepare(Database(config_of(data).database_url))


@cli.command("init")
@click.option("--name", prompt=True)
@click.option("--email", prompt=True)
@click.password_option()
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh")
@data_option
def init_command(*, name: str, email: str, password: str, language: str, data: str | None) -> None:
    """Create the first admin of an installation that has nobody yet."""
    database = Database(config_of(data).database_url)
    prepare(database)
    with database.unit_of_work() as session:
        create_first_admin_without_policy(
            session, name=name, email=email, password=password, language=language
        )
    click.echo(f"{email} administers this installation now.")


@cli.group("user")
def user_group() -> None:
    """Look after the people of an installation."""


@user_group.command("add")
@click.option("--name", prompt=True)
@click.option("--email", prompt=True)
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True)
@click.option("--team", metavar="NAME", help="The team they are in; none when not given.")
@click.option("--language", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, not a prompt.")
@data_option
def add_user_command(*, team: str | None, password_stdin: bool, data: str | None, **given: str) -> None:
    """Add a person, in the name of the installation's first admin."""
    config = config_of(data)
    prepare(database := Database(config.database_url))
    given["password"] = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    try:
        fields = PersonNew().load(given)
    except ValidationError as error:
        raise click.ClickException(
            "; ".join(f"{k}: {' '.join(v)}" for k, v in error.messages_dict.items())
        ) from error
    hashed = hash_password(fields.pop("password"))
    with database.unit_of_work() as session:
        deed = Deed(session, _first_admin(session), SystemClock(), calendar_of(config))
        fields |= {"password_hash": hashed, "team_id": _team_id(session, team) if team else None}
        person = add_person(deed, **fields)
    click.echo(f"{person.name} signs in with {person.email} now.")


def _first_admin(session: Session) -> Person:
    admin = first_admin(session)
    if admin is None:
        raise click.ClickException("nobody administers this installation yet: run `triangle init`")
    return admin


def _team_id(session: Session, name: str) -> int:
    teams = team_ids(session)
    if name not in teams:
        raise click.ClickException(f"no team is called {name!r}; there are: {', '.join(teams) or 'none yet'}")
    return teams[name]


@cli.group("search")
def search_group() -> None:
    """Look after what can be found."""


@search_group.command("rebuild")
@data_option
def rebuild_command(data: str | None) -> None:
    """Write the search index of every account and deal again."""
    database = Database(config_of(data).database_url)
    with only_server(database), database.unit_of_work() as session:
        count = rebuild_without_policy(session)
    click.echo(f"{count} accounts and deals can be found.")


def main() -> None:
    """Run the command; a refusal is one line on stderr, not a traceback."""
    try:
        cli()
    except (ConfigError, InUse) as error:
        raise SystemExit(f"triangle: {error}") from error
    except Problem as error:
        raise SystemExit(f"triangle: {error.detail}") from error


if __name__ == "__main__":
    main()
