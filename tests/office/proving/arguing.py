"""Arguments of a case with two defendants, made by hand: of each, of both and of nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.proving import (
    own_proposition_services,
    question_services,
    services,
    step_services,
    weakness_services,
)
from amends.office.proving.models import Argument
from amends.office.proving.services import Target
from tests.office.conftest import Office


def of(case: Case, key: str) -> Party:
    """Return a party of a case."""
    return Party._base_manager.get(case=case, key=key)


def item_of(case: Case, description: str) -> Item:
    """Return an item of a case."""
    return Item._base_manager.get(case=case, description=description)


def argue(
    office: Office, case: Case, target: Target | None, *descriptions: str, **stated: object
) -> Argument:
    """State an argument that rests on some items."""
    return services.state_argument(
        actor=office.prosecutor,
        case=case,
        items=[item_of(case, one) for one in descriptions],
        target=target,
        **{"generalisation": "It usually means so.", "scheme": "chat", **stated},  # type: ignore[arg-type]
    )


def argue_something(office: Office, case: Case, item: Item, by: Party, to: Party) -> dict[str, Any]:
    """Let something follow from an item: attacked, answered badly and that rebutted.

    It is argued by way of a proposition of our own as well, and another is tied to nothing. An item
    is still to be obtained, and a weakness is taken up. Return what bears which key.
    """
    actor = office.prosecutor
    (ours,) = services.decide_drafts(
        actor=actor,
        case=case,
        item=item,
        follows=[Target("means", "threat", by, to)],
        scheme="thing_found",
    )
    stated: dict[str, Any] = {
        "actor": actor,
        "case": case,
        "generalisation": "It lay there for long.",
    }
    question_services.answer_question(
        actor=actor, argument=ours, question="other_reason", answer="adverse", reason="A boat."
    )
    attack = services.state_argument(items=[], defeats=ours, **stated)
    services.state_argument(
        items=[item],
        defeats=ours,
        question="other_reason",
        **stated,
    )
    own, untied = (
        own_proposition_services.state_proposition(actor=actor, case=case, words=words)
        for words in ("He had the rope.", "He had a boat.")
    )
    services.state_argument(items=[item], target=Target("", proposition=own), **stated)
    way = Target("means", "threat", by, to)
    services.state_argument(items=[], propositions=[own], target=way, **stated)
    wanted = evidence.enter_item(
        actor=actor, case=case, kind="footage", description="Gate", admissibility="proposed"
    )
    step_services.plan_step(actor=actor, item=wanted, version=0, days=3, perishable=today())
    taken = weakness_services.take_up(
        actor=actor, case=case, kind="attacked", about=f"means by {by.key}", detail=attack.key
    )
    return {
        "argument": ours.key,
        "attack": attack.key,
        "own": own.key,
        "untied": untied.key,
        "wanted": wanted.key,
        "taken": taken.pk,
    }


def argue_all(office: Office, case: Case, one: Party, two: Party, victim: Party) -> None:
    """Argue of each defendant and of the victim's age, on items of one alone and of both.

    Each argument of ours is attacked, and one attack is answered; a question is answered badly and
    that is rebutted; something is still to be obtained; weaknesses are taken up.
    """
    actor = office.prosecutor
    evidence.enter_item(
        actor=actor, case=case, kind="lease", description="Lease", parties=[two], origins=["Agent"]
    )
    wanted = evidence.enter_item(
        actor=actor, case=case, kind="footage", description="Gate", admissibility="proposed"
    )
    means = {who: Target("means", "threat", who, victim) for who in (one, two)}
    age = argue(office, case, Target("age", "child", None, victim), "Ledger")
    for who in (one, two):
        ours = argue(office, case, means[who], "Ledger", "Belt" if who == one else "Lease")
        attack = argue(office, case, None, defeats=ours)
        argue(office, case, None, "Ledger", defeats=attack)
        argue(office, case, means[who], against=True, consent=True)
    for row in (age, ours):
        question_services.answer_question(
            actor=actor, argument=row, question="whose_it_is", answer="adverse", reason="Two users."
        )
    argue(office, case, None, "Ledger", defeats=ours, question="whose_it_is")
    argue_by_way(office, case, means)
    step_services.plan_step(actor=actor, item=wanted, version=0, days=3, perishable=today())
    for about, detail in (
        ("means threat by {two} of {victim}", ""),
        (f"{ours.key} for means threat by {{two}} of {{victim}}", "whose_it_is"),
        ("jurisdiction", ""),
    ):
        weakness_services.take_up(
            actor=actor,
            case=case,
            kind="unanswered" if detail else "not_supported",
            about=about.format(two=two.key, victim=victim.key),
            detail=detail,
        )


def argue_by_way(office: Office, case: Case, means: Mapping[Party, Target]) -> None:
    """Argue by way of propositions of our own: shared, attacked, and each resting on the other."""
    phone, car = (
        own_proposition_services.state_proposition(actor=office.prosecutor, case=case, words=words)
        for words in ("The telephone was theirs.", "The car was theirs.")
    )
    first = argue(office, case, Target("", proposition=phone), "Ledger")
    argue(office, case, Target("", proposition=phone), against=True)
    argue(office, case, Target("", proposition=car), "Ledger", propositions=[phone])
    argue(office, case, Target("", proposition=phone), propositions=[car])
    for target in means.values():
        argue(office, case, target, "Ledger", propositions=[phone])
        argue(office, case, target, propositions=[car], against=True)
    argue(office, case, None, propositions=[car], defeats=first)


def today() -> object:
    """Return today's date."""
    return timezone.localdate()
