"""``amends log verify-entry``: that one entry is in the log, without the log and the office."""

from __future__ import annotations

import json
from pathlib import Path

import click

from amends.cli.given import EXISTING, taken, taken_from
from amends.integrity.chains import Record
from amends.integrity.entry_proofs import NotInTheLog, proved, read_entry_proof
from amends.integrity.notes import read_public_key
from amends.integrity.witnessing import read_witness_key, witnessed_by

_SAID = ("entry", "at", "kind", "act", "account", "by", "case_id", "case", "data", "previous")


@click.command("verify-entry")
@click.argument("file", type=EXISTING)
@click.option(
    "--key", type=EXISTING, required=True, help="The public log key as it was kept outside."
)
@click.option(
    "--witness",
    "witnesses",
    type=EXISTING,
    multiple=True,
    help="The public key of a witness, whose cosignature is looked for.",
)
def verify_entry(file: Path, key: Path, witnesses: tuple[Path, ...]) -> None:
    """Check the proof in FILE that one entry is in the log, and print the entry.

    Needs no office and no log. Ends with 1 if the proof does not hold, with 2 if a file cannot be
    used or the checkpoint in it is not signed with this key.
    """
    data = taken(file, bytes)
    found, log_key = taken_from(file, data, read_entry_proof), taken(key, read_public_key)
    keys = [taken(path, read_witness_key) for path in witnesses]
    try:
        record, checkpoint = taken_from(file, data, lambda _: proved(found, log_key))
    except NotInTheLog as fault:
        raise click.ClickException(f"{file}: NOT PROVED: {fault}") from None
    click.echo(
        f"Proved: this is entry {record.sequence} of the {checkpoint.size} that "
        f"{checkpoint.origin} had"
    )
    _print(record)
    for one in witnessed_by(found.note, keys):
        click.echo(f"Witnessed: by {one.by} at {one.at.isoformat()}")


def _print(record: Record) -> None:
    for name, value in zip(_SAID, json.loads(record.line), strict=True):
        # As JSON: what stands in a file from elsewhere must not steer a terminal.
        click.echo(f"  {name}: {json.dumps(value)}")
