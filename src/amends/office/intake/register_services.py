"""Writes on the register of recruiters: who they are, their licences, and what closed them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.intake.recruiters import Licence
from amends.office.accounts.models import Unit
from amends.office.intake.models import Closure, LicenceCheck, Recruiter
from amends.office.intake.screening_services import mark_undone
from amends.office.intake.standing_services import account_of
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, NotPermitted, Role
from amends.office.validation import (
    check,
    check_scripts,
    checked_country,
    problem,
    refuse_if_changed,
    save,
)

EDITABLE = ("kind", "name", "country", "licence_number", "remark")


def enter_recruiter(*, actor: Actor, unit: Unit, **stated: Any) -> Recruiter:
    """Enter a recruiter into the register of a unit; a person who recruits by what they did.

    Raises:
        ValidationError: by field, what is wrong, or that the name stands there already.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        if actor.role != Role.SYSTEM and actor.unit_id != unit.pk:
            raise problem("unit", _("You can enter a recruiter of your own unit only."))
        row = Recruiter(unit=unit)
        _describe(row, stated)
        save(row)
        entry.note(recruiter=row.pk, unit=unit.code)
    return row


def edit_recruiter(
    *, actor: Actor, recruiter: Recruiter, version: int, **changes: Any
) -> Recruiter:
    """Correct what describes a recruiter, unless somebody else did since it was shown.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        current = _own(actor, recruiter)
        refuse_if_changed(shown=version, now=current.version)
        _describe(current, changes)
        current.version += 1
        save(current)
        entry.note(recruiter=current.pk, changed=sorted(set(EDITABLE) & changes.keys()))
    return current


def check_licence(
    *,
    actor: Actor,
    recruiter: Recruiter,
    found: str,
    source: str,
    on: date | None = None,
    until: date | None = None,
) -> LicenceCheck:
    """Record how a licence stood when somebody looked, where, and until when it runs.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        _own(actor, recruiter)
        on = _past("on", on)
        if found not in set(Licence):
            raise problem("found", _("Choose how the licence stands."))
        if not source.strip():
            raise problem("source", _("Say where it was looked up."))
        row = LicenceCheck(
            recruiter=recruiter,
            by=account_of(actor),
            found=found,
            on=on,
            until=until,
            source=source,
        )
        save(row)
        entry.note(recruiter=recruiter.pk, state=found)
    return row


def record_closure(
    *,
    actor: Actor,
    recruiter: Recruiter,
    authority: str,
    reason: str,
    on: date | None = None,
    reference: str = "",
) -> Closure:
    """Record an order that closed a recruiter.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        _own(actor, recruiter)
        row = Closure(
            recruiter=recruiter,
            by=account_of(actor),
            on=_past("on", on),
            authority=authority.strip(),
            reference=reference,
            reason=reason.strip(),
        )
        save(row)
        entry.note(recruiter=recruiter.pk, ended=True)
    return row


def undo_check(*, actor: Actor, check: LicenceCheck) -> LicenceCheck:
    """Undo a check that was recorded by mistake.

    Raises:
        ValidationError: it is undone already.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        _own(actor, check.recruiter)
        mark_undone(check, by=actor)
        entry.note(recruiter=check.recruiter_id, state=check.found, undone=True)
    return check


def undo_closure(*, actor: Actor, closure: Closure) -> Closure:
    """Undo an order that was recorded by mistake or lifted.

    Raises:
        ValidationError: it is undone already.
    """
    with writing(actor=actor, action=Action.KEEP_RECRUITERS) as entry:
        _own(actor, closure.recruiter)
        mark_undone(closure, by=actor)
        entry.note(recruiter=closure.recruiter_id, ended=True, undone=True)
    return closure


def _own(actor: Actor, recruiter: Recruiter) -> Recruiter:
    row = Recruiter.objects.seen_by(actor).select_for_update().filter(pk=recruiter.pk).first()
    if row is None:
        raise NotPermitted(actor, Action.KEEP_RECRUITERS)
    return row


def _describe(row: Recruiter, stated: dict[str, Any]) -> None:
    for name in set(EDITABLE) & stated.keys():
        setattr(row, name, stated[name])
    row.name, row.country = row.name.strip(), checked_country("country", row.country)
    if not row.name:
        raise problem("name", _("Say who it is: the name of the agency, or what the person did."))
    check(row)
    check_scripts("name", row.name)
    others = Recruiter._base_manager.filter(unit_id=row.unit_id, name__iexact=row.name)
    if others.exclude(pk=row.pk).exists():
        raise problem("name", _("A recruiter of this name is in the register already."))


def _past(field: str, day: date | None) -> date:
    today = timezone.localdate()
    if day is not None and day > today:
        raise problem(field, _("This day is in the future. Give the day it was done."))
    return day or today
