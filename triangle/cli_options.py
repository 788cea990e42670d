"""What commands have in common: the configuration they run with, and where its data lies."""

import os
from pathlib import Path

import click

from triangle.config import Config, read_config


def config_of(data: str | None = None, **given: object) -> Config:
    """Read the configuration; `--data DIR` puts the database at DIR/triangle.db."""
    address = f"sqlite:///{Path(data) / 'triangle.db'}" if data else None
    return read_config(os.environ, database_url=address, **given)


data_option = click.option("--data", metavar="DIR", help="Keep the SQLite database in this folder.")
