"""``amends daily``: what the office does once a day."""

from __future__ import annotations

from datetime import date, datetime

import click

from amends.cli.office import open_office


@click.command()
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to act for, if not the present one.",
)
def daily(today: datetime | None) -> None:
    """Escalate overdue tasks, recharge, remove sheets that nobody took, and send the digests.

    Run it once a day, from cron or a timer.
    """
    open_office()
    from django.utils import timezone

    from amends.office.charging.recharge_services import recharge_cases
    from amends.office.exchange.left_over_services import drop_left_over_sheets
    from amends.office.notices.services import send_digests
    from amends.office.tasks.services import escalate_overdue

    day: date = today.date() if today else timezone.localdate()
    click.echo(f"Escalated: {escalate_overdue(today=day)} overdue tasks")
    recharged = recharge_cases(today=day)
    click.echo(f"Recharged: {recharged.cases} cases, {len(recharged.changed)} charged otherwise")
    click.echo(f"Removed: {drop_left_over_sheets()} sheets that were tried and never taken")
    report = send_digests(today=day)
    click.echo(f"Digests: {report.sent} sent, {report.skipped} not needed, {report.failed} failed")
    if report.failed:
        raise SystemExit(1)
