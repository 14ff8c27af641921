"""``amends daily``: what the office does once a day."""

from __future__ import annotations

from datetime import date, datetime

import click

from amends.cli.files import print_verification
from amends.cli.log import explained, signed_now
from amends.cli.office import local_operator, open_office
from amends.cli.proof_refresh import print_refreshed
from amends.cli.work import work_once


@click.command()
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to act for, if not the present one.",
)
def daily(today: datetime | None) -> None:
    """Escalate, recharge, work out proofs, read attachments, look after the store, send digests.

    At the end a checkpoint of the log is signed, and written to the folder for checkpoints if one
    is set.

    Run it once a day, from cron or a timer.
    """
    open_office()
    from django.conf import settings
    from django.utils import timezone

    from amends.office.charging.recharge_services import recharge_cases
    from amends.office.evidence.delivery_services import drop_old_deliveries
    from amends.office.evidence.verify_services import verify_files
    from amends.office.exchange.left_over_services import drop_left_over_sheets
    from amends.office.notices.services import send_digests
    from amends.office.proving.refresh_services import refresh
    from amends.office.tasks.services import escalate_overdue

    day: date = today.date() if today else timezone.localdate()
    click.echo(f"Escalated: {escalate_overdue(today=day)} overdue tasks")
    recharged = recharge_cases(today=day)
    click.echo(f"Recharged: {recharged.cases} cases, {len(recharged.changed)} charged otherwise")
    print_refreshed(refresh(today=day, seconds=settings.REFRESH_PROOFS_MINUTES * 60))
    click.echo(f"Removed: {drop_left_over_sheets()} sheets that were tried and never taken")
    click.echo(f"Given up: {drop_old_deliveries()} files sent in parts and never finished")
    verified = verify_files(seconds=settings.VERIFY_FILES_MINUTES * 60)
    print_verification(verified)
    work_once()
    report = send_digests(today=day)
    click.echo(f"Digests: {report.sent} sent, {report.skipped} not needed, {report.failed} failed")
    taken_out = print_signed()
    if report.failed or verified.unsound or not taken_out:
        raise SystemExit(1)


def print_signed() -> bool:
    """Sign a checkpoint, take it out of the building, and say so; False if it stayed in."""
    from amends.office.log.taking_out import NotTakenOut, take_out

    row = signed_now()
    click.echo(f"Signed: a checkpoint of {row.size} entries of the log")
    try:
        with explained():
            path = take_out(actor=local_operator(), checkpoint=row)
    except NotTakenOut as fault:
        click.echo(f"NOT TAKEN OUT: {fault}. Write the checkpoint: amends log checkpoint --to FILE")
        return False
    if path:
        click.echo(f"Taken out: {path}")
    return True
