"""Writes on authorisations: asking, deciding, carrying out, ending, and taking any of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.inquiries.days import check_due, check_past
from amends.office.inquiries.models import SeriesKind
from amends.office.inquiries.numbering_services import give_number
from amends.office.log.services import Entry, writing
from amends.office.policy import Action, Actor, Role
from amends.office.techniques.models import (
    Authorisation,
    Decided,
    DecidedBy,
    Extension,
    Precedence,
    Product,
)
from amends.office.validation import problem, refuse_if_changed, save
from amends.proof.techniques import standards, techniques

EDITABLE = (
    *("technique", "on_what", "party", "grounds", "priority", "priority_reason"),
    *("decider", "authority", "standard", "asked_on"),
)


def ask_technique(*, actor: Actor, case: Case, **stated: Any) -> Authorisation:
    """Record that leave to use a technique was asked for.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ASK_TECHNIQUE, case=case) as entry:
        row = Authorisation(case=case, asked_by_id=actor.pk)
        _take(row, stated)
        row.number = give_number(case, SeriesKind.AUTHORISATION)
        save(row)
        entry.note(authorisation=row.number, technique=row.technique)
    return row


def edit_authorisation(
    *, actor: Actor, authorisation: Authorisation, version: int, **stated: Any
) -> Authorisation:
    """Correct what is asked for, until it is decided.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        refuse_if_changed(shown=version, now=row.version)
        _need(row, Decided.OPEN)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        entry.note(changed=[name for name in EDITABLE if getattr(row, name) != before[name]])

    return _change(actor, Action.ASK_TECHNIQUE, authorisation, act)


def decide(
    *,
    actor: Actor,
    authorisation: Authorisation,
    granted: bool,
    on: date,
    order: str = "",
    since: date | None = None,
    until: date | None = None,
    conditions: str = "",
    reason: str = "",
) -> Authorisation:
    """Record what was decided: granted for a period with conditions, or refused with the reason.

    What is for the head to decide is decided by the head alone.

    Raises:
        ValidationError: by field, what is wrong.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        _need(row, Decided.OPEN)
        if row.decider == DecidedBy.HEAD and actor.role != Role.HEAD:
            raise problem("granted", _("This is for the head of unit to decide."))
        check_past("on", on, since=row.asked_on)
        row.decision = Decided.GRANTED if granted else Decided.REFUSED
        row.decided_on, row.decision_by_id = on, actor.pk
        row.order, row.conditions, row.reason = order.strip(), conditions.strip(), reason.strip()
        row.since, row.until = (since, until) if granted else (None, None)
        _check_decision(row)
        entry.note(decision=row.decision, since=row.since, until=row.until)

    return _change(actor, Action.DECIDE_TECHNIQUE, authorisation, act)


def withdraw(*, actor: Actor, authorisation: Authorisation, reason: str) -> Authorisation:
    """Take back what was asked for, before it is decided.

    Raises:
        ValidationError: it is decided, or no reason is given.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        _need(row, Decided.OPEN)
        if not reason.strip():
            raise problem("reason", _("Say why it is withdrawn."))
        row.decision, row.reason = Decided.WITHDRAWN, reason.strip()
        row.decided_on = max(row.asked_on, timezone.localdate())
        row.decision_by_id = actor.pk
        entry.note(decision=row.decision)

    return _change(actor, Action.ASK_TECHNIQUE, authorisation, act)


def undo_decision(*, actor: Actor, authorisation: Authorisation) -> Authorisation:
    """Undo a decision or a withdrawal, as long as nothing was done under it.

    Raises:
        ValidationError: nothing was decided, or something was done.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        if row.decision == Decided.OPEN:
            raise problem("authorisation", _("Nothing was decided yet."))
        if row.used_on or _has_more(row):
            raise problem(
                "authorisation",
                _("Something was done under it: the decision stands. Take that back first."),
            )
        row.decision, row.decided_on, row.decision_by = Decided.OPEN, None, None
        row.order = row.conditions = row.reason = ""
        row.since = row.until = row.ended_on = None
        entry.note(decision="", undone=True)

    return _change(actor, Action.DECIDE_TECHNIQUE, authorisation, act)


def carry_out(
    *, actor: Actor, authorisation: Authorisation, on: date | None, note: str = ""
) -> Authorisation:
    """Record when a technique was first used and how; no day takes the record back.

    A use outside the leave is recorded as it was, and flagged: the record says what is true.

    Raises:
        ValidationError: there is no leave, or the day lies ahead.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        _need(row, Decided.GRANTED)
        if on is not None:
            check_past("on", on)
        row.used_on, row.used_note = on, note.strip() if on else ""
        entry.note(used=on)

    return _change(actor, Action.ASK_TECHNIQUE, authorisation, act)


def end_use(*, actor: Actor, authorisation: Authorisation, on: date | None) -> Authorisation:
    """Record that the use of a technique was ended before its time; no day takes it back.

    Raises:
        ValidationError: there is no leave, or the day does not do.
    """

    def act(row: Authorisation, entry: Entry) -> None:
        _need(row, Decided.GRANTED)
        if on is not None:
            check_past("on", on, since=row.since)
        row.ended_on = on
        entry.note(ended=on)

    return _change(actor, Action.ASK_TECHNIQUE, authorisation, act)


def lock(authorisation: Authorisation) -> Authorisation:
    """Return an authorisation as it stands now, held until the transaction ends."""
    rows = Authorisation._base_manager.select_for_update(of=("self",))
    return rows.select_related("case").get(pk=authorisation.pk)


def _change(
    actor: Actor,
    action: Action,
    authorisation: Authorisation,
    act: Callable[[Authorisation, Entry], None],
) -> Authorisation:
    with writing(actor=actor, action=action, case=authorisation.case) as entry:
        row = lock(authorisation)
        entry.note(authorisation=row.number)
        act(row, entry)
        row.version += 1
        save(row)
    return row


def _take(row: Authorisation, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            value = stated[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.technique not in techniques():
        raise problem("technique", _("Choose a technique."))
    if row.standard not in standards():
        raise problem("standard", _("Choose what must be shown."))
    if row.priority != Precedence.ORDINARY and not row.priority_reason:
        raise problem("priority_reason", _("Say why it is pressing: others wait behind it."))
    if row.party is not None and row.party.case_id != row.case_id:
        raise problem("party", _("Choose somebody of this case."))
    check_past("asked_on", row.asked_on)


def _check_decision(row: Authorisation) -> None:
    if row.decision == Decided.REFUSED:
        if not row.reason:
            raise problem("reason", _("Say why it was refused."))
        return
    if row.since is None or row.until is None:
        raise problem("until", _("Say from which day until which day it is granted."))
    check_due("until", row.until, since=row.since)
    check_due("since", row.since)


def _has_more(row: Authorisation) -> bool:
    more = Extension._base_manager.filter(authorisation=row, struck_at=None)
    yielded = Product._base_manager.filter(authorisation=row, removed_at=None)
    return more.exists() or yielded.exists()


def _need(row: Authorisation, decision: Decided) -> None:
    said = {
        Decided.OPEN: _("It is decided already."),
        Decided.GRANTED: _("It was not granted: nothing may be done under it."),
    }
    if row.decision != decision:
        raise problem("authorisation", said[decision])
