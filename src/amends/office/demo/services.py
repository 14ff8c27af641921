"""Loading the demonstration office, entirely through the services everybody else uses."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.casefile import CaseFile, demo_cases
from amends.office.accounts import services as accounts
from amends.office.accounts.models import Unit, User
from amends.office.cases import services as cases
from amends.office.cases.casefile_services import open_from_casefile
from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.demo.disclosure_services import attach_papers, disclose
from amends.office.demo.evidence_services import enter_evidence
from amends.office.demo.inquiry_services import ask_around
from amends.office.demo.proof_services import argue
from amends.office.demo.report_services import record_reports
from amends.office.demo.statement_services import decide_on_material, enter_statements
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import SystemActor
from amends.office.tasks import services as tasks
from amends.office.timeline import services as timeline
from amends.office.timeline.derived_services import refreshing_once

LOADER = SystemActor("demonstration office")
Told = Callable[[str], None]


@dataclass(frozen=True)
class LogIns:
    """The log-ins of the demonstration office, each with its role, and their one password."""

    usernames: Mapping[str, str]
    password: str


def demo_password() -> str:
    """Return the password of the demonstration log-ins, different in every installation."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"demonstration", hashlib.sha256).hexdigest()
    return "-".join(["demo", digest[:4], digest[4:8], digest[8:12]])


def is_loaded() -> bool:
    """Say whether the demonstration office is in the database."""
    return Unit.objects.filter(code__in=_document()["units"]).exists()


def demo_log_ins() -> LogIns:
    """Return the log-ins of the demonstration office."""
    accounts_planned = _document()["accounts"]
    return LogIns(
        {name: about["role"] for name, about in accounts_planned.items()}, demo_password()
    )


def load_demo(*, today: date, tell: Told) -> None:
    """Load the demonstration office as a whole, once; later calls change nothing.

    Args:
        today: the day from which the days of invented events count.
        tell: is told what is being loaded, for showing progress.
    """
    if is_loaded():
        return
    document = _document()
    with transaction.atomic():
        people = _open_accounts(document, demo_password())
        opened = {}
        for plan in document["cases"]:
            tell(plan["title"])
            opened[plan["title"]] = _open_case(plan, people, today)
        record_reports(actor=LOADER, people=people, cases=opened, today=today)
        for casefile in demo_cases():
            tell(casefile.title)
            _open_recorded(document["recorded_cases"], casefile, people)
        for leave in document["leave"]:
            _record_leave(leave, people, today)


def _document() -> Any:
    return load(read_text("demo/office.yaml"))


def _open_accounts(document: Any, password: str) -> dict[str, User]:
    units = {
        code: accounts.open_unit(actor=LOADER, code=code, **about)
        for code, about in document["units"].items()
    }
    return {
        username: accounts.create_account(
            actor=LOADER,
            username=username,
            password=password,
            must_change_password=False,
            **{**about, "unit": units.get(about.get("unit", ""))},
        )
        for username, about in document["accounts"].items()
    }


def _open_case(plan: Any, people: dict[str, User], today: date) -> Case:
    lead = people[plan["lead"]]
    case = cases.open_case(
        actor=LOADER,
        title=plan["title"],
        unit=_unit(lead),
        jurisdiction=_unit(lead).jurisdiction,
        opened_on=today + timedelta(days=plan["opened"]),
        lead=lead,
        court=plan.get("court", ""),
        summary=plan["summary"],
        specialisms=plan["specialisms"],
    )
    with refreshing_once(case):
        _add_people(case, plan, people)
        in_case = _add_parties(case, plan, lead)
        _state_conduct(case, plan, lead, in_case, today)
        enter_evidence(case, plan.get("evidence", ()), lead, in_case, today)
        _add_counts(case, plan, lead, in_case, today)
        _record_events(case, plan, in_case, today)
        _set_tasks(case, plan, people, today)
        ask_around(case, plan, lead, in_case, today)
        enter_statements(case, plan, lead, in_case, today)
        argue(case, plan, lead, in_case, today)
        attach_papers(case, plan, lead)
        decide_on_material(case, plan, lead)
        disclose(case, plan, lead, in_case, today)
    return case


def _unit(user: User) -> Unit:
    if user.unit is None:
        message = f"the demonstration's {user.username} leads a case but has no unit"
        raise ValueError(message)
    return user.unit


def _add_people(case: Case, plan: Any, people: dict[str, User]) -> None:
    for username in plan.get("members", ()):
        cases.assign(actor=LOADER, case=case, user=people[username])


def _add_parties(case: Case, plan: Any, lead: User) -> dict[str, Party]:
    added: dict[str, Party] = {}
    for about in plan["parties"]:
        given = dict(about)
        finding, reasons = given.pop("screen", ("", ""))
        towards = added.get(given.pop("towards", ""))
        added[given["key"]] = parties.add_party(
            actor=lead,
            case=case,
            screen_finding=finding,
            screen_reasons=reasons,
            towards=towards,
            **given,
        )
    return added


def _state_conduct(
    case: Case, plan: Any, lead: User, in_case: dict[str, Party], today: date
) -> None:
    if "conduct" not in plan:
        return
    charging.state_at_large(
        actor=lead,
        case=case,
        version=0,
        reported_as=plan.get("reported_as", "trafficking"),
        indicators=plan.get("indicators", ()),
        countries=[case.jurisdiction],
    )
    for about in plan["conduct"]:
        given = dict(about)
        charging.state_conduct(
            actor=lead,
            case=case,
            by=in_case[given.pop("by")],
            victims=[in_case[key] for key in given.pop("victims")],
            begun=_day(today, given.pop("from")),
            ended=_day(today, given.pop("to")),
            **given,
        )


def _add_counts(case: Case, plan: Any, lead: User, in_case: dict[str, Party], today: date) -> None:
    for about in plan.get("counts", ()):
        counts.add_count(
            actor=lead,
            case=case,
            citation=about["citation"],
            offence=about["offence"],
            law=about.get("law", ""),
            defendants=[in_case[key] for key in about["defendants"]],
            victims=[in_case[key] for key in about["victims"]],
            conduct_from=_day(today, about["from"]),
            conduct_to=_day(today, about["to"]),
        )


def _record_events(case: Case, plan: Any, in_case: dict[str, Party], today: date) -> None:
    for about in plan["events"]:
        timeline.record_event(
            actor=LOADER,
            case=case,
            code=about["code"],
            on=_day(today, about["on"]),
            parties=[in_case[key] for key in about.get("parties", ())],
            details=about.get("details", {}),
            text=about.get("text", ""),
            set_next_step=False,
        )


def _set_tasks(case: Case, plan: Any, people: dict[str, User], today: date) -> None:
    """Set the tasks; one that the plan has overdue is set for today and then dated back."""
    for kind, setter in (("tasks", tasks.set_task), ("directions", tasks.set_direction)):
        for about in plan.get(kind, ()):
            task = setter(
                actor=people[about.get("by", plan["lead"])] if kind == "tasks" else LOADER,
                case=case,
                title=about["title"],
                owner=people[about["owner"]],
                due=today + timedelta(days=max(about["due"], 0)),
            )
            if about["due"] < 0:
                task.due = today + timedelta(days=about["due"])
                task.save(update_fields=["due"])


def _open_recorded(plan: Any, casefile: CaseFile, people: dict[str, User]) -> Case:
    lead = people[plan["lead"]]
    case = open_from_casefile(actor=lead, unit=_unit(lead), lead=lead, casefile=casefile)
    _add_people(case, plan, people)
    return case


def _record_leave(about: Any, people: dict[str, User], today: date) -> None:
    accounts.record_leave(
        actor=LOADER,
        user=people[about["user"]],
        cover=people[about["cover"]],
        since=today + timedelta(days=about["since"]),
        until=today + timedelta(days=about["until"]),
    )


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()
