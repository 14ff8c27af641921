"""Recording the reports of the demonstration, with what was found and decided on each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.office.accounts.models import Unit, User
from amends.office.cases.models import Case
from amends.office.intake import (
    decision_services,
    register_services,
    screening_services,
    services,
)
from amends.office.intake.models import Recruiter, Report
from amends.office.policy import Actor

STATED = ("kind", "way", "sender", "sender_reference", "people", "narrative")


@dataclass(frozen=True)
class _Plan:
    """What the reports are recorded with: the accounts, the register, the cases, and today."""

    people: dict[str, User]
    unit: Unit
    cases: dict[str, Case]
    today: date
    register: dict[str, Recruiter] = field(default_factory=dict)

    def on(self, days: int) -> date:
        """Return a day of the plan."""
        return self.today + timedelta(days=days)


def record_reports(
    *, actor: Actor, people: dict[str, User], cases: dict[str, Case], today: date
) -> None:
    """Record the planned recruiters and reports; the days of a plan count from today."""
    document: Any = load(read_text("demo/reports.yaml"))
    plan = _Plan(people, Unit.objects.get(code="DEMO"), cases, today)
    for about in document["recruiters"]:
        plan.register[about["name"]] = _enter(actor, plan, about)
    for about in document["reports"]:
        _decide(plan, _record(plan, about), about)


def _enter(actor: Actor, plan: _Plan, about: Any) -> Recruiter:
    keeper = plan.people["investigator"]
    described = {name: about[name] for name in register_services.EDITABLE if name in about}
    row = register_services.enter_recruiter(actor=actor, unit=plan.unit, **described)
    for check in about.get("checks", ()):
        dated = check | {name: plan.on(check[name]) for name in ("on", "until") if name in check}
        register_services.check_licence(actor=keeper, recruiter=row, **dated)
    for order in about.get("closures", ()):
        dated = order | {"on": plan.on(order["on"])}
        register_services.record_closure(actor=keeper, recruiter=row, **dated)
    return row


def _record(plan: _Plan, about: Any) -> Report:
    by = plan.people[about["by"]]
    report = services.record_report(
        actor=by,
        unit=plan.unit,
        country=plan.unit.jurisdiction,
        received_on=plan.on(about["received"]),
        recruiter=plan.register.get(about.get("recruiter", "")),
        contact=about.get("contact"),
        **{name: about[name] for name in STATED if name in about},
    )
    for person in about.get("people_named", ()):
        services.add_person(actor=by, report=report, **person)
    if "screening" in about:
        screening_services.screen_report(actor=by, report=report, **about["screening"])
    return report


def _decide(plan: _Plan, report: Report, about: Any) -> None:
    lead = plan.people["prosecutor"]
    if "triage" in about:
        given = dict(about["triage"])
        again = given.pop("again", None)
        day = None if again is None else plan.on(again)
        screening_services.decide_triage(actor=lead, report=report, screen_again_on=day, **given)
    if "join" in about:
        given = dict(about["join"])
        who, case = plan.people[given.pop("by")], plan.cases[given.pop("case")]
        decision_services.join_case(actor=who, report=report, case=case, **given)
    if "refer" in about:
        given = dict(about["refer"])
        answer, answered = given.pop("answer"), plan.on(given.pop("answered"))
        row = decision_services.refer_report(
            actor=lead, report=report, on=report.received_on, **given
        )
        decision_services.answer_referral(
            actor=lead, decision=row, answer=answer, answered_on=answered
        )
    if "close" in about:
        decision_services.close_report(actor=lead, report=report, **about["close"])
