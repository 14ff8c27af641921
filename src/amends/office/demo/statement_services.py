"""Statements over time, and what is disclosed, in the demonstration's invented cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure import decision_services
from amends.office.disclosure.selectors import line
from amends.office.parties.models import Party
from amends.office.statements import proposition_services, recantation_services
from amends.office.statements import services as statements
from amends.office.statements.models import Proposition


def enter_statements(
    case: Case, plan: Any, lead: User, in_case: dict[str, Party], today: date
) -> None:
    """Enter the planned propositions, what was said on them, and who took it back."""
    propositions = {
        key: proposition_services.add_proposition(
            actor=lead,
            case=case,
            key=key,
            party=in_case.get(about.get("party", "")),
            **about["stated"],
        )
        for key, about in plan.get("propositions", {}).items()
    }
    for about in plan.get("statements", ()):
        statements.enter_statement(
            actor=lead,
            case=case,
            person=in_case[about["person"]],
            control_of=in_case.get(about.get("control_of", "")),
            on=_day(today, about["on"]),
            says=list(_said(about["says"], propositions)),
            **about["stated"],
        )
    for about in plan.get("recantations", ()):
        _record_recantation(case, about, lead, in_case, today)


def decide_on_material(case: Case, plan: Any, lead: User) -> None:
    """Decide about the planned pieces of material, as a prosecutor who looked at each."""
    for key, about in plan.get("material", {}).items():
        piece = line(actor=lead, case=case, key=key).piece
        decision_services.decide(
            actor=lead, case=case, piece=piece, version=0, reviewed=True, **about
        )


def _said(says: dict[str, Any], propositions: dict[str, Proposition]) -> Iterable[statements.Said]:
    for key, (stance, words) in says.items():
        yield statements.Said(propositions[key], stance, words)


def _record_recantation(
    case: Case, about: Any, lead: User, in_case: dict[str, Party], today: date
) -> None:
    row = recantation_services.record_recantation(
        actor=lead,
        case=case,
        person=in_case[about["person"]],
        on=_day(today, about["on"]),
        **about["stated"],
    )
    for explanation in about["explanations"]:
        recantation_services.weigh_explanation(
            actor=lead, recantation=row, version=row.version, **explanation
        )
        row.refresh_from_db()


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()
