"""Closing a line of inquiry because no technique may lawfully be used in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.inquiries.models import Line
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.validation import check_seen, problem, save
from amends.proof.techniques import Word, alternatives, techniques

LONGEST_REASON = 500
Considered = Mapping[str, Mapping[str, Any]]


def close_line(
    *,
    actor: Actor,
    case: Case,
    what: str,
    techniques: Sequence[str],
    why: str,
    alternatives: Considered,
) -> Line:
    """Close a line of inquiry; every lawful alternative is considered, yes or no, with a reason.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.CLOSE_LINE, case=case) as entry:
        row = Line(case=case, what=what.strip(), why=why.strip(), closed_by_id=actor.pk)
        row.techniques = list(dict.fromkeys(techniques))
        row.alternatives = _considered(alternatives)
        row.closed_on = timezone.localdate()
        _check_techniques(row.techniques)
        save(row)
        taken = [code for code, about in row.alternatives.items() if about["taken"]]
        entry.note(line=row.pk, taken_up=taken)
    return row


def undo_line(*, actor: Actor, line: Line, undone: bool = True) -> Line:
    """Open a line of inquiry again, or let its closing stand."""
    with writing(actor=actor, action=Action.CLOSE_LINE, case=line.case) as entry:
        line.undone_at = timezone.now() if undone else None
        line.save(update_fields=["undone_at"])
        entry.note(line=line.pk, undone=undone)
    return line


def _check_techniques(codes: Sequence[str]) -> None:
    if not codes or any(code not in techniques() for code in codes):
        raise problem("techniques", _("Choose which techniques were thought of."))


def _considered(given: Considered) -> dict[str, dict[str, Any]]:
    """Return what was said of every alternative, in the order they are declared."""
    for code in given:
        if code not in alternatives():
            said = _("%s is not an alternative. Choose from the list.")
            raise problem("alternatives", said % code)
    return {code: _decided(word, given.get(code, {})) for code, word in alternatives().items()}


def _decided(word: Word, about: Mapping[str, Any]) -> dict[str, Any]:
    reason = str(about.get("reason", "")).strip()
    if not isinstance(about.get("taken"), bool) or not reason or len(reason) > LONGEST_REASON:
        said = _("Say of each alternative whether it is taken up, and shortly why: %s.")
        raise problem("alternatives", said % _(word.label))
    check_seen("alternatives", reason)
    return {"taken": about["taken"], "reason": reason}
