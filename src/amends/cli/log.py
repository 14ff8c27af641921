"""``amends log``: checking the log."""

from __future__ import annotations

import json

import click

from amends.cli.office import local_operator, open_office


@click.group()
def log() -> None:
    """Check the log of reads and writes."""


@log.command()
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def verify(as_json: bool) -> None:
    """Check that no entry of the log was changed, removed or put elsewhere.

    A log rebuilt as a whole passes this check; compare the last digest with one that was written
    down outside the building.
    """
    open_office()
    from amends.office.log.selectors import verify as verify_chain

    verdict = verify_chain(actor=local_operator())
    broken = verdict.broken
    if as_json:
        found = {"sequence": broken.sequence, "what": broken.what} if broken else None
        click.echo(
            json.dumps({"entries": verdict.entries, "digest": verdict.digest, "broken": found})
        )
    elif broken:
        click.echo(f"BROKEN at entry {broken.sequence}: {broken.what}")
    else:
        click.echo(f"The log holds: {verdict.entries} entries, last digest {verdict.digest}")
    if broken:
        raise SystemExit(1)
