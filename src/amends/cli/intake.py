"""``amends intake``: reports before there is a case."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amends.cli.intake_answers import answer_of, line_of, print_report
from amends.cli.intake_documents import ReportDocument, ScreeningDocument, read_as
from amends.cli.office import acting

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.intake.models import Report

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
MOST_LISTED = 1_000
json_option = click.option("--json", "json_wanted", is_flag=True, help="Print plain data.")
report_argument = click.argument("reference", metavar="REPORT")
reason_option = click.option("--reason", required=True, help="What the decision rests on.")
on_option = click.option("--on", type=DAY, help="The day it was decided; today unless told.")


@click.group()
def intake() -> None:
    """Record reports, screen them, and decide what becomes of them."""


@intake.command("list")
@click.option("--state", default="", help="received, screened, triaged, referred, case or closed.")
@click.option("--text", default="", help="Words in the report, its sender or its reference.")
@click.option("--waiting", is_flag=True, help="Only what still has to be decided.")
@click.option("--mine", is_flag=True, help="Only what the account took up.")
@json_option
@acting
def list_reports(json_wanted: bool, actor: User, **narrowed: Any) -> None:
    """List the reports the account may see, the one received last first; 1,000 at most."""
    from amends.office.intake.selectors import ReportFilters, reports

    rows = list(reports(actor=actor, filters=ReportFilters(**narrowed))[:MOST_LISTED])
    if json_wanted:
        _tell([answer_of(row) for row in rows])
        return
    for row in rows:
        click.echo(line_of(row))


@intake.command("show")
@report_argument
@json_option
@acting
def show(reference: str, json_wanted: bool, actor: User) -> None:
    """Show REPORT with all that stands on it. Whom to ask is shown on its page only."""
    _show(actor, reference, json_wanted=json_wanted)


@intake.command("new")
@click.option("--from", "source", type=FILE, required=True, help="A YAML or JSON file.")
@json_option
@acting
def new(source: Path, json_wanted: bool, actor: User) -> None:
    """Record a report in the unit of the account, from a file.

    The file holds kind, way and narrative, and may hold received_on, sender, sender_reference,
    country, people (how many), persons (each with designation, age, language) and contact (name,
    telephone, email, address, safety).
    """
    from django.utils.timezone import localdate

    from amends.office.intake.services import record_report

    if actor.unit is None:
        raise click.ClickException("This account belongs to no unit and records no report.")
    stated = read_as(ReportDocument, source).stated(today=localdate())
    report = record_report(actor=actor, unit=actor.unit, **stated)
    _show(actor, report.reference, json_wanted=json_wanted)


@intake.command("screen")
@report_argument
@click.option("--from", "source", type=FILE, required=True, help="A YAML or JSON file.")
@json_option
@acting
def screen(reference: str, source: Path, json_wanted: bool, actor: User) -> None:
    """Record how the indicators of REPORT are answered, from a file. There is no score.

    The file holds sort and answers (yes, no or unknown, by the code of the indicator), and may hold
    notes, acts, means, ends, occurred, moved, reported_as and paid_for_journey. What is left out is
    not known.
    """
    from amends.office.intake.screening_services import screen_report

    stated = read_as(ScreeningDocument, source)
    screen_report(actor=actor, report=_report(actor, reference), **stated.stated())
    _show(actor, reference, json_wanted=json_wanted)


@intake.command("triage")
@report_argument
@click.option("--form", required=True, help="What the report is about.")
@reason_option
@click.option("--screen-again-on", type=DAY, help="A day to screen it again.")
@acting
def triage(
    reference: str, form: str, reason: str, screen_again_on: datetime | None, actor: User
) -> None:
    """Decide what REPORT is about."""
    from amends.office.intake.screening_services import decide_triage

    again = screen_again_on.date() if screen_again_on else None
    report = _report(actor, reference)
    decide_triage(actor=actor, report=report, form=form, reason=reason, screen_again_on=again)
    click.echo(f"{reference}: triage decided, {form}")


@intake.command("refer")
@report_argument
@click.option(
    "--to", "body", required=True, help="The body, such as police or labour_inspectorate."
)
@click.option("--name", default="", help="What the body is called.")
@reason_option
@on_option
@acting
def refer(
    *, reference: str, body: str, name: str, reason: str, on: datetime | None, actor: User
) -> None:
    """Record that REPORT is passed on to another body. Nothing is sent."""
    from amends.office.intake.decision_services import refer_report

    refer_report(
        actor=actor,
        report=_report(actor, reference),
        body=body,
        body_name=name,
        reason=reason,
        on=on.date() if on else None,
    )
    click.echo(f"{reference}: passed on to {name or body}. Nothing was sent.")


@intake.command("close")
@report_argument
@click.option("--because", "closing", required=True, help="Such as no_crime or not_enough.")
@reason_option
@on_option
@acting
def close(reference: str, closing: str, reason: str, on: datetime | None, actor: User) -> None:
    """Close REPORT without a case."""
    from amends.office.intake.decision_services import close_report

    day = on.date() if on else None
    report = _report(actor, reference)
    close_report(actor=actor, report=report, closing=closing, reason=reason, on=day)
    click.echo(f"{reference}: closed, {closing}")


@intake.command("take")
@report_argument
@click.option("--back", is_flag=True, help="Lay it back for anybody.")
@acting
def take(reference: str, back: bool, actor: User) -> None:
    """Take REPORT up, or lay it back."""
    from amends.office.intake.services import take_report

    take_report(actor=actor, report=_report(actor, reference), owner=None if back else actor)
    click.echo(f"{reference}: laid back" if back else f"{reference}: taken up by {actor.name}")


@intake.command("attach")
@report_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@acting
def attach(reference: str, files: tuple[Path, ...], actor: User) -> None:
    """Attach each FILE to REPORT, as it is."""
    from amends.office.intake.file_services import attach_to_report

    report = _report(actor, reference)
    for path in files:
        with path.open("rb") as opened:
            chunks = iter(lambda: opened.read(1024 * 1024), b"")
            row = attach_to_report(
                actor=actor, report=report, title="", filename=path.name, chunks=chunks
            )
        click.echo(f"{reference}: {row.filename}, {row.size} bytes, {row.sha256}")


def _report(actor: User, reference: str) -> Report:
    from amends.office.intake.selectors import report

    return report(actor=actor, reference=reference)


def _show(actor: User, reference: str, *, json_wanted: bool) -> None:
    from amends.office.intake.file_selectors import files

    report = _report(actor, reference)
    kept = list(files(actor=actor, report=report))
    if json_wanted:
        _tell(answer_of(report, kept))
    else:
        print_report(report, kept)


def _tell(answer: Any) -> None:
    click.echo(json.dumps(answer, default=str, ensure_ascii=False, indent=1))
