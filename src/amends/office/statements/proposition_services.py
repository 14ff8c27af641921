"""Writes on the propositions of a case."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.law.terms import Vocabulary, terms
from amends.office.cases.models import Case
from amends.office.keyed_services import next_numbered_key, save_with_own_key
from amends.office.log.services import writing
from amends.office.parties.naming_services import checked_key
from amends.office.policy import Action, Actor
from amends.office.statements.models import Proposition
from amends.office.validation import problem, save
from amends.office.version_services import current_of
from amends.proof.kinds import elements

EDITABLE = ("text", "element", "word", "count", "party")
TIED_TO = (Vocabulary.ACTS, Vocabulary.MEANS, Vocabulary.ENDS)


def add_proposition(*, actor: Actor, case: Case, key: str = "", **stated: Any) -> Proposition:
    """Add a short sentence that statements can assert or deny.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=case) as entry:
        row = Proposition(
            case=case, key=checked_key(key) or next_numbered_key(Proposition, case, "P")
        )
        _take(row, stated)
        save_with_own_key(row)
        entry.note(proposition=row.key)
    return row


def edit_proposition(
    *, actor: Actor, proposition: Proposition, version: int, **stated: Any
) -> Proposition:
    """Correct a proposition; what is left out stays, and so does what statements say on it.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=proposition.case) as entry:
        row = current_of(proposition, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        entry.note(proposition=row.key, changed=changed)
    return row


def remove_proposition(
    *, actor: Actor, proposition: Proposition, removed: bool = True
) -> Proposition:
    """Take a proposition out of view, or bring it back with what statements say on it."""
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=proposition.case) as entry:
        proposition.removed_at = timezone.now() if removed else None
        proposition.save(update_fields=["removed_at"])
        entry.note(proposition=proposition.key, removed=removed)
    return proposition


def _take(row: Proposition, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            setattr(row, name, stated[name])
    row.text = row.text.strip()
    if row.element not in elements():
        raise problem("element", _("%s is not an element. Choose from the list.") % row.element)
    if row.word and not any(row.word in terms(of) for of in TIED_TO):
        raise problem("word", _("%s is not one of the choices.") % row.word)
    for name in ("count", "party"):
        tied = getattr(row, name)
        if tied is not None and tied.case_id != row.case_id:
            raise problem(name, _("Choose one of this case."))
