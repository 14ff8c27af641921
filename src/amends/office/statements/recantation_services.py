"""Writes on recantations and on the explanations that are weighed for them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.exhibits.models import Item
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.statements.models import Explanation, Recantation
from amends.office.statements.services import check_circumstances, check_person
from amends.office.validation import each_once, problem, save
from amends.office.version_services import current_of
from amends.proof.statement_words import explanations

CIRCUMSTANCES = ("on", "to_whom", "present", "control", "control_of", "paid_by")
EDITABLE = ("kind", *CIRCUMSTANCES, "statement", "words", "notes")


def record_recantation(
    *, actor: Actor, case: Case, person: Party, kind: str, **stated: Any
) -> Recantation:
    """Record that somebody took back or changed what was said, or does not want to go on.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=case) as entry:
        check_person(case, person)
        row = Recantation(case=case, person=person)
        _take(row, {"kind": kind, **stated})
        save(row)
        entry.note(recantation=row.pk, party=person.key, kind=row.kind)
    return row


def edit_recantation(
    *, actor: Actor, recantation: Recantation, version: int, **stated: Any
) -> Recantation:
    """Correct what is recorded of a recantation; what is left out stays.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=recantation.case) as entry:
        row = current_of(recantation, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        entry.note(recantation=row.pk, changed=changed)
    return row


def remove_recantation(
    *, actor: Actor, recantation: Recantation, removed: bool = True
) -> Recantation:
    """Take a recantation out of view, or bring it back with its explanations."""
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=recantation.case) as entry:
        recantation.removed_at = timezone.now() if removed else None
        recantation.save(update_fields=["removed_at"])
        entry.note(recantation=recantation.pk, removed=removed)
    return recantation


def weigh_explanation(
    *,
    actor: Actor,
    recantation: Recantation,
    version: int,
    code: str,
    speaks_for: str = "",
    speaks_against: str = "",
    found: str = Explanation.Result.OPEN,
    item: Item | None = None,
) -> Explanation:
    """Say what was found for and against a possible explanation, and what follows.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    case = recantation.case
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=case) as entry:
        if code not in explanations():
            raise problem("code", _("%s is not one of the choices.") % code)
        if item is not None and item.case_id != case.pk:
            raise problem("item", _("Choose an item of this case."))
        row = current_of(recantation, version)
        weighed = _explanation(row, code)
        weighed.speaks_for, weighed.speaks_against = speaks_for.strip(), speaks_against.strip()
        weighed.found, weighed.item = found, item
        _check_reasons(weighed)
        save(weighed)
        save(row)
        entry.note(recantation=row.pk, explanation=code, state=found)
    return weighed


def _explanation(row: Recantation, code: str) -> Explanation:
    wait_for_others(row.case)
    there = Explanation._base_manager.filter(recantation=row, code=code).first()
    return there or Explanation(case=row.case, recantation=row, code=code)


def _check_reasons(weighed: Explanation) -> None:
    """Refuse a result without what it rests on."""
    if weighed.found == Explanation.Result.SUPPORTED and not weighed.speaks_for:
        raise problem("speaks_for", _("Say what supports it."))
    if weighed.found == Explanation.Result.RULED_OUT and not weighed.speaks_against:
        raise problem("speaks_against", _("Say what speaks against it."))


def _take(row: Recantation, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            given = stated[name]
            setattr(row, name, each_once(given) if name == "present" else given)
    check_circumstances(row)
    if row.statement is not None and row.statement.case_id != row.case_id:
        raise problem("statement", _("Choose a statement of this case."))
