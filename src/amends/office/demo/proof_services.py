"""What is argued in the demonstration's invented cases: both sides, and what is to be obtained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.proving import own_proposition_services, services, step_services
from amends.office.proving.selectors import proof_of
from amends.office.proving.services import Target, target_of
from amends.proof.schemes import schemes_for


def argue(case: Case, plan: Any, lead: User, in_case: dict[str, Party], today: date) -> None:
    """Confirm what follows from the planned items, and state what the defence may say."""
    about = plan.get("proof", {})
    items = {item.key: item for item in exhibits.items(actor=lead, case=case)}
    for key in about.get("confirm", ()):
        held = proof_of(actor=lead, case=case, today=today)
        people = held.made_of.rows.found.parties
        services.decide_drafts(
            actor=lead,
            case=case,
            item=items[key],
            follows=[target_of(o.claim, people) for o in held.made_of.drafts if o.item == key],
            scheme=schemes_for(items[key].kind)[0],
        )
    for one in about.get("own", ()):
        _go_by(case, one, lead, in_case, items)
    for one in about.get("against", ()):
        target = Target(one["element"], one["word"], in_case[one["by"]], in_case[one["to"]])
        said = {"force": one["force"], "generalisation": one["because"]}
        attack = services.state_argument(
            actor=lead, case=case, items=[], target=target, against=True, **said
        )
        for answer in one.get("answers", ()):
            services.state_argument(
                actor=lead,
                case=case,
                items=[items[answer["on"]]],
                defeats=attack,
                generalisation=answer["because"],
            )
    for key, step in about.get("steps", {}).items():
        until = today + timedelta(days=step["perishable"])
        stated = {**step, "perishable": until}
        step_services.plan_step(actor=lead, item=items[key], version=0, **stated)


def _go_by(
    case: Case, plan: Any, lead: User, in_case: dict[str, Party], items: Mapping[str, Item]
) -> None:
    """State a proposition of our own, what leads to it, and what follows from it."""
    own = own_proposition_services.state_proposition(actor=lead, case=case, words=plan["words"])
    for one in plan["on"]:
        services.state_argument(
            actor=lead,
            case=case,
            items=[items[one["item"]]],
            target=Target("", proposition=own),
            force=one["force"],
            generalisation=one["because"],
        )
    for one in plan["for"]:
        by = in_case[one["by"]] if "by" in one else None
        services.state_argument(
            actor=lead,
            case=case,
            items=[],
            propositions=[own],
            target=Target(one["element"], one.get("word", ""), by),
            force=one["force"],
            generalisation=one["because"],
        )
