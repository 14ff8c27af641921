"""``amends evidence``: the exhibits of a case for other programs, and from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amends.cli.archives import NEW_FILE, write_new
from amends.cli.office import acting

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.exchange.exhibit_services import TriedExhibit

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def evidence() -> None:
    """Hand out the exhibits of a case, or take them in."""


@evidence.command("export")
@click.argument("case", metavar="CASE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["case-uco"]),
    default="case-uco",
    show_default=True,
    help="The format: JSON-LD in CASE/UCO.",
)
@click.option("--to", "target", type=NEW_FILE, required=True, help="The file to make.")
@acting
def export(case: str, form: str, target: Path, actor: User) -> None:
    """Hand out the exhibits of CASE with their custody and the digests of their files."""
    from amends.office.cases.selectors import case as case_of
    from amends.office.exhibits.uco_services import export_exhibits

    content = export_exhibits(actor=actor, case=case_of(actor=actor, reference=case))
    write_new(target, iter([content]))
    click.echo(f"{target}: the exhibits of {case} as {form}")


@evidence.command("import")
@click.argument("case", metavar="CASE")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Try every exhibit and take none.")
@acting
def import_from(case: str, file: Path, dry_run: bool, actor: User) -> None:
    """Take the exhibits in FILE, JSON-LD in CASE/UCO, into CASE with their custody.

    The file is attached to the case. What the case has already is left as it stands.
    """
    from amends.office.cases.selectors import case as case_of
    from amends.office.evidence.services import attach_file
    from amends.office.exchange import exhibit_services as exhibits
    from amends.office.exchange.graphs import LARGEST, found_in

    into = case_of(actor=actor, reference=case)
    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file} has more than {LARGEST // 1024**2} MB")
    data = file.read_bytes()
    found = found_in(data)
    tried = exhibits.check_exhibits(actor=actor, case=into, found=found)
    _print_tried(tried)
    if dry_run:
        click.echo("Nothing was taken: this was a dry run.")
        raise SystemExit(any(one.item is None for one in tried))
    if all(one.item is None for one in tried):
        raise click.ClickException("There is no exhibit to take.")
    attachment = attach_file(
        actor=actor, case=into, title=file.name, filename=file.name, chunks=[data]
    )
    batch = exhibits.import_exhibits(actor=actor, attachment=attachment)
    click.echo(f"Taken into {case} as import {batch.pk}: {batch.taken} of {batch.read} exhibits")


def _print_tried(tried: list[TriedExhibit]) -> None:
    from amends.office.exchange.exhibit_rows import exhibit_rows

    for row in exhibit_rows(tried):
        one = row.tried
        called = one.found.number or f"exhibit {one.number}"
        for said in (*one.faults, *row.left):
            click.echo(f"{called}: {said}", err=True)
        if one.missing:
            click.echo(f"{called}: files not attached to the case: {one.missing}", err=True)
        if one.item is not None:
            click.echo(f"{called}: {one.item.key}, steps of custody: {len(one.found.steps)}")
