"""Entering the evidence of the demonstration's invented cases, with its custody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import custody_services, services
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party


def enter_evidence(
    case: Case, plans: Iterable[Any], lead: User, in_case: dict[str, Party], today: date
) -> None:
    """Enter the planned items; the days of a plan count from today."""
    for plan in plans:
        days: dict[str, Any] = {
            f"{name}_on": today + timedelta(days=plan[name])
            for name in ("requested", "received")
            if name in plan
        }
        item = services.enter_item(
            actor=lead,
            case=case,
            kind=plan["kind"],
            description=plan["description"],
            goes_to=plan["goes_to"],
            origins=plan["origins"],
            parties=[in_case[key] for key in plan["about"]],
            carriers=[
                services.Survivor(kind, in_case.get(party), about, *either)
                for kind, party, about, *either in plan["carriers"]
            ],
            **plan["stated"],
            **days,
        )
        if stated := plan.get("particulars"):
            services.state_particulars(
                actor=lead, item=item, version=item.version, particulars=stated
            )
        _record_custody(lead, item, plan["steps"], today)


def _record_custody(lead: User, item: Item, steps: Iterable[Any], today: date) -> None:
    for step in steps:
        given = dict(step)
        day, hour = today + timedelta(days=given.pop("at")), given.pop("hour")
        at = timezone.make_aware(datetime.combine(day, time(hour)))
        custody_services.record_step(actor=lead, item=item, at=at, **given)
