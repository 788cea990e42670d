"""`triangle ledger`: the record of what happened is verified, signed, and begun anew after a restore."""

import sys
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NoReturn

import click

from triangle.activity.actions import begin_epoch_without_policy
from triangle.activity.checkpoints import document, document_breaks, read_document
from triangle.activity.export_check import ExportCheck, check_export, is_stream_export, record_breaks
from triangle.cli_options import config_of, data_option
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.file_lock import only_server
from triangle.core.migrate import revision_of
from triangle.core.signing import known_key, signing_key
from triangle.ledger import sign_checkpoint, verify, verify_matrix, write_document
from triangle.matrix.seal import export_breaks

# So many wrong lines of an export are named, and as many of its entries that the record lacks.
MOST_NAMED = 20


@click.group("ledger")
def ledger_group() -> None:
    """Look after the record of what happened."""


@ledger_group.command("verify")
@click.option("--checkpoint", "file", type=click.File("rb"), help="Also check a signed file.")
@click.option("--export", "exported", type=click.File("rb"), help="Also check an export of matrix or stream.")
@click.option("--key", help="The public key that signed a stream's export, if not the one kept here.")
@click.option("--matrix", is_flag=True, help="Only recompute who answered for what from the entries alone.")
@data_option
def verify_command(
    *, file: BinaryIO | None, exported: BinaryIO | None, key: str | None, matrix: bool, data: str | None
) -> None:
    """Check every stream's chain and every responsibility against the entries; name what is wrong."""
    config = config_of(data)
    database = Database(config.database_url)
    begin = exported.readline() if exported else b""
    taken = None
    if exported and is_stream_export(begin):
        taken = check_export(chain([begin], exported), key or _kept_key(config.signing_folder))
    if revision_of(database) is None:
        _end_without_record(taken, f"{database.url} holds no installation yet")
    said = []
    with database.reading() as session:
        report = verify_matrix(session) if matrix else verify(session)
        wrong = report.wrong + (document_breaks(session, read_document(file.read())) if file else [])
        if taken:
            otherwise = list(record_breaks(session, taken))
            wrong += [*_some(taken.wrong), *_some(otherwise)]
            said = [*_about(taken), _held(taken, otherwise)]
        elif exported:
            wrong += export_breaks(session, begin + exported.read())
    click.echo("\n".join([*wrong, *said, str(report)]))
    if wrong:
        sys.exit(1)
    click.echo("Everything is as it was written.")


def _kept_key(folder: Path) -> str | None:
    try:
        return known_key(folder)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"the key in {folder.resolve()} cannot be read") from error


def _end_without_record(taken: ExportCheck | None, why: str) -> NoReturn:
    """Say of a signed export what it says by itself; nothing else can be verified without a record."""
    if taken is None:
        raise click.ClickException(f"nothing to verify: {why}")
    click.echo("\n".join([*_some(taken.wrong), *_about(taken), f"Not compared with a record: {why}."]))
    sys.exit(1 if taken.wrong else 0)


def _about(taken: ExportCheck) -> list[str]:
    # Whoever forged a file chose the words in it.
    return [] if taken.wrong else [str(taken)]


def _held(taken: ExportCheck, otherwise: list[str]) -> str:
    right = len(taken.entries)
    return f"The record has {right - len(otherwise)} of the {right} right entries of this export as they are."


def _some(wrong: list[str]) -> list[str]:
    more = len(wrong) - MOST_NAMED
    return [*wrong[:MOST_NAMED], f"and {more} more"] if more > 0 else wrong


@ledger_group.command("checkpoint")
@click.option("--out", type=click.Path(dir_okay=False), help="Where the signed file goes.")
@data_option
def checkpoint_command(*, out: str | None, data: str | None) -> None:
    """Verify everything, sign where all streams stand, keep it and write it to a file."""
    config = config_of(data)
    database = Database(config.database_url)
    # One snapshot is verified and signed; nobody who writes meanwhile waits for it.
    with database.reading() as snapshot:
        signed = sign_checkpoint(snapshot, signing_key(config.signing_folder), SystemClock().now())
        kept = document(snapshot, signed)
    with database.unit_of_work() as session:
        session.add(signed)
    file = Path(out) if out else config.data_folder / f"checkpoint-{signed.id:06}.json"
    write_document(kept, file)
    click.echo(f"{signed.streams} streams with {signed.entries} entries, signed by {signed.key}: {file}")
    click.echo(f"The key lies in {config.signing_folder.resolve()}.")


@ledger_group.command("new-epoch")
@data_option
def new_epoch_command(data: str | None) -> None:
    """Begin a new epoch after a backup was restored, before the service starts again."""
    database = Database(config_of(data).database_url)
    with only_server(database), database.unit_of_work() as session:
        epoch = begin_epoch_without_policy(session)
    click.echo(f"Epoch {epoch}: every browser will fetch its state again.")
