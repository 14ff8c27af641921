"""Writes on objections to the use of an item of evidence."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.exhibits.models import Item, Objection
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save
from amends.office.version_services import current_of
from amends.proof.objections import Fate, grounds


def record_objection(
    *,
    actor: Actor,
    item: Item,
    ground: str,
    raised_on: date,
    raised_by: str = "",
    argument: str = "",
    answer: str = "",
) -> Objection:
    """Record that the use of an item is opposed, and what we answer.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        row = Objection(
            case=item.case,
            item=item,
            ground=ground,
            raised_on=raised_on,
            raised_by=raised_by.strip(),
            argument=argument,
            answer=answer,
        )
        if ground not in grounds():
            raise problem("ground", _("Choose a ground from the list."))
        if raised_on > timezone.localdate():
            raise problem("raised_on", _("This day lies ahead. Record it when it is raised."))
        save(row)
        entry.note(item=item.key, objection=row.pk, ground=ground)
    return row


def settle_objection(
    *,
    actor: Actor,
    objection: Objection,
    version: int,
    fate: str,
    ruled_on: date | None = None,
    ruling: str = "",
    answer: str | None = None,
) -> Objection:
    """Record what became of an objection; an open one has no ruling.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=objection.case) as entry:
        row = current_of(objection, version)
        before = row.fate
        row.fate, row.ruled_on, row.ruling = fate, ruled_on, ruling
        if answer is not None:
            row.answer = answer
        check_fate(row)
        save(row)
        entry.note(item=row.item.key, objection=row.pk, fate=row.fate, before=before)
    return row


def remove_objection(*, actor: Actor, objection: Objection, removed: bool = True) -> Objection:
    """Take an objection out of view, or bring it back."""
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=objection.case) as entry:
        objection.removed_at = timezone.now() if removed else None
        objection.save(update_fields=["removed_at"])
        entry.note(item=objection.item.key, objection=objection.pk, removed=removed)
    return objection


def check_fate(row: Objection) -> None:
    """Check what became of an objection.

    Raises:
        ValidationError: by field, what is wrong.
    """
    if row.fate not in set(Fate):
        raise problem("fate", _("Choose what became of it."))
    if not Fate(row.fate).is_ruled:
        if row.ruled_on or row.ruling:
            raise problem("fate", _("Say how the court ruled, or leave the ruling empty."))
        return
    if row.ruled_on is None:
        raise problem("ruled_on", _("Say on which day the court ruled."))
    if row.ruled_on < row.raised_on:
        raise problem("ruled_on", _("The ruling lies before the objection. Correct one of them."))
    if row.ruled_on > timezone.localdate():
        raise problem("ruled_on", _("This day lies ahead. Record it when it is ruled."))
