"""Asking police and for leave in the demonstration's invented cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.inquiries import line_services, reply_services
from amends.office.inquiries import services as inquiries
from amends.office.parties.models import Party
from amends.office.techniques import services as techniques


def ask_around(case: Case, plan: Any, lead: User, in_case: dict[str, Party], today: date) -> None:
    """Make the planned inquiries and authorisations, and close the planned lines."""
    for about in plan.get("inquiries", ()):
        _inquire(case, about, lead, today)
    for about in plan.get("techniques", ()):
        _ask_leave(case, about, lead, in_case, today)
    for about in plan.get("lines", ()):
        considered = {
            code: {"taken": taken == "yes", "reason": reason}
            for code, (taken, reason) in about["alternatives"].items()
        }
        stated = {name: about[name] for name in ("what", "techniques", "why")}
        line_services.close_line(actor=lead, case=case, alternatives=considered, **stated)


def _inquire(case: Case, about: Any, lead: User, today: date) -> None:
    """Make one inquiry; one that is overdue was sent in time for its day."""
    row = inquiries.make_inquiry(
        actor=lead,
        case=case,
        owner=lead,
        due=today + timedelta(days=about["due"]),
        **about["stated"],
    )
    if "sent" in about:
        on = today + timedelta(days=about["sent"])
        row = inquiries.send_inquiry(actor=lead, inquiry=row, on=on)
    for reply in about.get("replies", ()):
        given = {**reply, "on": today + timedelta(days=reply["on"])}
        reply_services.record_reply(actor=lead, inquiry=row, **given)


def _ask_leave(case: Case, about: Any, lead: User, in_case: dict[str, Party], today: date) -> None:
    row = techniques.ask_technique(
        actor=lead,
        case=case,
        party=in_case.get(about.get("party", "")),
        asked_on=today + timedelta(days=about["asked"]),
        **about["stated"],
    )
    if "granted" in about:
        days: Iterable[date] = (today + timedelta(days=n) for n in about["granted"])
        on, since, until = days
        techniques.decide(
            actor=lead,
            authorisation=row,
            granted=True,
            on=on,
            since=since,
            until=until,
            order=about["order"],
        )
