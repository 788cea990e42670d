"""The `triangle` command."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - the patch comes first, whatever is imported after it
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import click  # noqa: E402

from triangle.app import create_app  # noqa: E402
from triangle.config import Config, ConfigError, read_config, settings, unknown_settings  # noqa: E402
from triangle.core.db import Database  # noqa: E402
from triangle.core.errors import Problem  # noqa: E402
from triangle.core.file_lock import InUse, only_server  # noqa: E402
from triangle.core.log import log_to_stderr  # noqa: E402
from triangle.core.web.openapi import description  # noqa: E402
from triangle.identity.actions import create_first_admin_without_policy  # noqa: E402
from triangle.ledger import verify  # noqa: E402
from triangle.serve import prepare, serve  # noqa: E402


def config_of(data: str | None = None, **given: object) -> Config:
    """Read the configuration; `--data DIR` puts the database at DIR/triangle.db."""
    address = f"sqlite:///{Path(data) / 'triangle.db'}" if data else None
    return read_config(os.environ, database_url=address, **given)


data_option = click.option("--data", metavar="DIR", help="Keep the SQLite database in this folder.")


@click.group()
def cli() -> None:
    """Run and look after a Triangle installation."""


@cli.command("serve")
@click.option("--demo", is_flag=True, help="Fill an empty installation with the demo company.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@data_option
def serve_command(*, demo: bool, host: str | None, port: int | None, data: str | None) -> None:
    """Serve the installation in this one process."""
    log_to_stderr()
    config = config_of(data, host=host, port=port)
    for name in unknown_settings(os.environ):
        click.echo(f"{name} is no setting and is not read; `triangle config` lists them all.", err=True)
    app = create_app(config)
    database: Database = app.extensions["triangle"].database
    with only_server(database):
        prepare(database)
        serve(app, lambda address: click.echo(f"Triangle listens on {address}"))


@cli.command("config")
def config_command() -> None:
    """List every setting with its value, where it came from and what it is for."""
    config = config_of()
    for field, name, why in settings():
        click.echo(
            f"{name} = {getattr(config, field)!r}  ({config.sources.get(field, 'default')})\n    {why}"
        )


@cli.command("openapi")
def openapi_command() -> None:
    """Print the API's description as JSON."""
    app = create_app(config_of())
    click.echo(description(app.extensions["openapi"]))


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


@cli.group("ledger")
def ledger_group() -> None:
    """Look after the record of what happened."""


@ledger_group.command("verify")
@data_option
def verify_command(data: str | None) -> None:
    """Check every stream's chain and every responsibility against the entries; name what is wrong."""
    database = Database(config_of(data).database_url)
    with database.reading() as session:
        report = verify(session)
    for line in report.wrong:
        click.echo(line)
    click.echo(
        f"{report.streams} streams, {report.entries} entries, {report.intervals} responsibilities checked."
    )
    if report.wrong:
        sys.exit(1)
    click.echo("Everything is as it was written.")


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
