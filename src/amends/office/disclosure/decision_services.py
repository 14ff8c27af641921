"""Writes on the schedule: what is decided about material, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure.models import Change, Decision, Use
from amends.office.disclosure.pieces import DECIDED, Piece
from amends.office.log.services import Entry, writing
from amends.office.policy import Action, may
from amends.office.validation import check, problem, refuse_if_changed, save
from amends.proof.withholding import grounds

# What only somebody who may disclose decides; others prepare the schedule.
OF_A_LAWYER = frozenset({"exculpatory", "ground", "order_reference", "order_issuer", "order_on"})


def decide(
    *,
    actor: User,
    case: Case,
    piece: Piece,
    version: int,
    reason: str,
    reviewed: bool = False,
    **stated: Any,
) -> Decision:
    """Decide about a piece of material; what is left out stays as it is.

    Args:
        actor: who decides.
        case: the case.
        piece: what it is about.
        version: of the decision as it was shown; nought if there was none.
        reason: why; it stays in the history.
        reviewed: whether a lawyer has now looked at it.
        stated: the fields that are decided, as in ``DECIDED``.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.LIST_MATERIAL, case=case) as entry:
        deciding = _Deciding(actor, case, entry, reason)
        return deciding.decide(piece, version, stated, reviewed=reviewed)


def decide_use(
    *,
    actor: User,
    case: Case,
    pieces: Sequence[tuple[Piece, int]],
    use: str,
    reason: str,
) -> list[Decision]:
    """Say of several pieces at once whether they are used; all of them, or none.

    Raises:
        ValidationError: one cannot be decided so, or somebody else was quicker.
    """
    with writing(actor=actor, action=Action.LIST_MATERIAL, case=case) as entry:
        if not pieces:
            raise problem("pieces", _("Choose at least one piece of material."))
        deciding = _Deciding(actor, case, entry, reason)
        return [deciding.decide(piece, version, {"use": use}) for piece, version in pieces]


@dataclass(frozen=True)
class _Deciding:
    """Who decides in which case, why, and where the log says so."""

    actor: User
    case: Case
    entry: Entry
    reason: str

    def decide(
        self, piece: Piece, version: int, stated: Mapping[str, Any], *, reviewed: bool = False
    ) -> Decision:
        """Decide about one piece, and write down what changed."""
        if not self.reason.strip():
            raise problem("reason", _("Say why. It stays in the history of the decision."))
        row = _current(self.case, piece, version)
        before = _said(row)
        for name in set(DECIDED) & stated.keys():
            setattr(row, name, stated[name])
        _check(self.actor, self.case, row, before)
        changed = [name for name, value in _said(row).items() if value != before[name]]
        if "exculpatory" in changed:
            row.exculpatory_by = None if row.exculpatory is None else self.actor
        if reviewed:
            _require_lawyer(self.actor, "reviewed")
            row.reviewed_by, row.reviewed_at = self.actor, timezone.now()
        row.version += 1
        save(row)
        self._write_down(row, before, changed, reviewed=reviewed)
        decided = [*self.entry.data.get("material", []), piece.key]
        self.entry.note(material=decided, changed=changed)
        return row

    def _write_down(
        self, row: Decision, before: Mapping[str, Any], changed: Sequence[str], *, reviewed: bool
    ) -> None:
        after = _said(row)
        said = {name: after[name] for name in changed}
        change = Change(
            case=self.case,
            decision=row,
            before={name: before[name] for name in changed},
            after={**said, "reviewed": True} if reviewed else said,
            reason=self.reason.strip(),
            by=self.actor,
        )
        save(change)


def _current(case: Case, piece: Piece, version: int) -> Decision:
    rows = Decision._base_manager.select_for_update()
    found = rows.filter(**piece.fields()).first()
    refuse_if_changed(shown=version, now=found.version if found else 0)
    return found or Decision(case=case, version=0, **piece.fields())


def _said(row: Decision) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in DECIDED}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _check(actor: User, case: Case, row: Decision, before: Mapping[str, Any]) -> None:
    row.exhibit_number = row.exhibit_number.strip()
    row.order_reference, row.order_issuer = row.order_reference.strip(), row.order_issuer.strip()
    if row.use not in Use.values:
        raise problem("use", _("Choose whether it is used."))
    if row.ground and row.ground not in grounds():
        raise problem("ground", _("Choose a ground from the list."))
    changed = {name for name, value in _said(row).items() if value != before[name]}
    for name in sorted(changed & OF_A_LAWYER):
        _require_lawyer(actor, name)
    if not row.ground and (row.order_reference or row.order_issuer or row.order_on):
        raise problem(
            "order_reference", _("An order is recorded with the ground that it allows. Choose it.")
        )
    if row.order_on and row.order_on > timezone.localdate():
        raise problem("order_on", _("This lies in the future. Record an order once it is made."))
    check(row)  # before a query is made of what was written
    if row.exhibit_number and _is_taken(case, row):
        raise problem(
            "exhibit_number",
            _("The number %s belongs to another exhibit. Choose another.") % row.exhibit_number,
        )


def _is_taken(case: Case, row: Decision) -> bool:
    others = Decision._base_manager.filter(case=case, exhibit_number=row.exhibit_number)
    return others.exclude(pk=row.pk).exists()


def _require_lawyer(actor: User, field: str) -> None:
    if not may(actor, Action.DISCLOSE):
        raise problem(field, _("A prosecutor decides this. Write a note to the one of the case."))
