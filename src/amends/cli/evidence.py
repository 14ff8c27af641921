"""``amends evidence``: the exhibits of a case for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amends.cli.archives import NEW_FILE, write_new
from amends.cli.office import acting

if TYPE_CHECKING:
    from amends.office.accounts.models import User


@click.group()
def evidence() -> None:
    """Hand out the exhibits of a case."""


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
