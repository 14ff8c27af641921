"""``amends case``: case files without an office, and cases of one's own within it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from amends.casefile import CaseFile, CaseFileError, read, schema
from amends.casefile import review as review_case
from amends.cli.archives import export_case, import_case, undo_import
from amends.cli.office import acting, open_office
from amends.cli.review import as_json, print_review

if TYPE_CHECKING:
    from amends.office.accounts.models import User


@click.group()
def case() -> None:
    """Work with case files and with the cases of the office."""


for command in (export_case, import_case, undo_import):
    case.add_command(command)


def case_file(_: click.Context, __: click.Parameter, path: Path) -> CaseFile:
    """Read the case file a command is given; say everything that is wrong with it."""
    try:
        return read(path.read_text(encoding="utf-8"), name=path.name)
    except UnicodeDecodeError:
        message = f"{path.name} is not a text file in UTF-8. Save it as UTF-8 and try again."
        raise click.ClickException(message) from None
    except CaseFileError as refusal:
        raise click.ClickException(str(refusal)) from None


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@case.command()
@click.argument("file", type=FILE, callback=case_file)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Review as of this day.")
@click.option("--json", "json_wanted", is_flag=True, help="Print plain data instead of tables.")
def show(file: CaseFile, today: datetime | None, json_wanted: bool) -> None:
    """Work through the case in FILE: parties, counts, timeline, clocks and what is missing."""
    review = review_case(file, today=today.date() if today else date.today())  # noqa: DTZ011
    if json_wanted:
        click.echo(json.dumps(as_json(review), default=str, ensure_ascii=False, indent=1))
    else:
        print_review(review, Console())


@case.command()
@click.argument("file", type=FILE, callback=case_file)
def check(file: CaseFile) -> None:
    """Say whether FILE is a complete and consistent case file, and if not, why."""
    click.echo(f"{file.key}: in order ({len(file.parties)} parties, {len(file.events)} events)")


@case.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of case files."""
    click.echo(json.dumps(schema(), indent=1))


@case.command("new")
@click.option("--from", "file", type=FILE, required=True, callback=case_file, help="A case file.")
@acting
def new(file: CaseFile, actor: User) -> None:
    """Open a case in the office from a case file, led by the account that acts."""
    from amends.office.cases.casefile_services import open_from_casefile
    from amends.office.policy import Action, NotPermitted

    if actor.unit is None:
        raise NotPermitted(actor, Action.OPEN_CASE)
    opened = open_from_casefile(actor=actor, unit=actor.unit, lead=actor, casefile=file)
    click.echo(f"Opened {opened.reference}: {opened.title}")


@case.command()
def recharge() -> None:
    """Charge again every case that somebody looked at; name those charged otherwise today.

    Run it after an amendment, a promotion or a new release; the daily run does it as well.
    """
    open_office()
    from django.utils import timezone
    from rich.progress import Progress

    from amends.office.charging.recharge_services import looked_at, recharge_cases

    console = Console()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        line = progress.add_task("Recharging", total=len(looked_at()))
        report = recharge_cases(today=timezone.localdate(), told=lambda: progress.advance(line))
    for reference in report.changed:
        click.echo(reference)
    click.echo(f"{report.cases} cases recharged, {len(report.changed)} charged otherwise")


@case.command("list")
@click.option("--text", default="", help="Part of a reference or title.")
@click.option("--stage", default="", help="Only cases with a defendant at this stage.")
@click.option("--closed", is_flag=True, help="Also cases final for every defendant.")
@acting
def list_cases(text: str, stage: str, closed: bool, actor: User) -> None:
    """List the cases of the account that acts, each defendant with stage and standing."""
    from amends.office.cases.selectors import CaseFilters, cases, listed

    filters = CaseFilters(text=text, stage=stage, closed=closed)
    keys = list(cases(actor=actor, filters=filters).values_list("pk", flat=True))
    for row in listed(keys, actor=actor):
        click.echo(f"{row.reference:<16} {row.title}")
        for party in row.defendants:  # type: ignore[attr-defined]  # prefetched
            click.echo(f"{'':<16}   {party.designation}: {party.stage}, {party.standing}")
