"""Writes on the propositions of our own: what is stated on the way to what is to be proved."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.keyed_services import next_numbered_key, save_with_own_key
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.proving.models import Argument, CaseProposition
from amends.office.validation import problem, save
from amends.office.version_services import current_of

EDITABLE = ("words", "standard")


def state_proposition(*, actor: Actor, case: Case, **stated: Any) -> CaseProposition:
    """State a proposition of our own, to which arguments lead and from which they go on.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ARGUE, case=case) as entry:
        wait_for_others(case)
        key = next_numbered_key(CaseProposition, case, "Q")
        row = CaseProposition(case=case, key=key, made_by_id=actor.pk)
        _take(row, stated)
        save_with_own_key(row)
        entry.note(proposition=row.key)
    return row


def edit_proposition(
    *, actor: Actor, proposition: CaseProposition, version: int, **stated: Any
) -> CaseProposition:
    """Correct the words of a proposition, or how well it must be proved.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ARGUE, case=proposition.case) as entry:
        wait_for_others(proposition.case)
        row = current_of(proposition, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        entry.note(proposition=row.key, changed=changed)
    return row


def remove_proposition(
    *, actor: Actor, proposition: CaseProposition, removed: bool = True
) -> CaseProposition:
    """Take a proposition out of view, or bring it back.

    It stays as long as an argument rests on it: one of the defence is never taken out.

    Raises:
        ValidationError: an argument rests on it.
    """
    with writing(actor=actor, action=Action.ARGUE, case=proposition.case) as entry:
        wait_for_others(proposition.case)
        resting = Argument._base_manager.filter(
            premises__proposition=proposition, removed_at=None
        ).first()
        if removed and resting is not None:
            message = _("%s rests on it. Let it rest on something else first.")
            raise problem("proposition", message % resting.key)
        proposition.removed_at = timezone.now() if removed else None
        proposition.save(update_fields=["removed_at"])
        entry.note(proposition=proposition.key, removed=removed)
    return proposition


def _take(row: CaseProposition, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            setattr(row, name, stated[name])
    row.words = row.words.strip()
