"""Writes on reports: recording, correcting, taking up, whom they are about and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.intake.declared import declared
from amends.network.pseudonyms import is_pseudonym, next_pseudonym
from amends.office.accounts.models import Unit, User
from amends.office.intake import standing_services
from amends.office.intake.models import Contact, Recruiter, Report, ReportNumber, ReportPerson
from amends.office.intake.standing_services import account_of, write_act
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, Role, may
from amends.office.validation import (
    check_scripts,
    checked_country,
    problem,
    refuse_if_changed,
    save,
)

EARLIEST = date(1950, 1, 1)
MOST_PEOPLE = 100_000
EDITABLE = (
    *("received_on", "kind", "way", "sender", "sender_reference", "country", "narrative"),
    *("people", "recruiter"),
)
CONTACT = ("name", "telephone", "email", "address", "safety")


def record_report(
    *,
    actor: Actor,
    unit: Unit,
    contact: dict[str, str] | None = None,
    persons: Iterable[dict[str, Any]] = (),
    **stated: Any,
) -> Report:
    """Record a report of a unit, named as in ``EDITABLE``, with whom to ask as in ``CONTACT``.

    Nobody has it yet: it waits for whoever takes it up. ``persons`` are those it is about, each as
    they are added alone.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.TAKE_REPORT) as entry:
        if actor.role != Role.SYSTEM and actor.unit_id != unit.pk:
            raise problem("unit", _("You can record a report of your own unit only."))
        report = Report(unit=unit, recorded_by=account_of(actor))
        _state(report, stated)
        report.reference = _next_reference(unit, report.received_on.year)
        save(report)
        if contact and any(contact.values()):
            _write_contact(Contact(report=report), contact)
        write_act(report, by=actor, what="recorded")
        for person in persons:
            add_person(actor=actor, report=report, **person)
        entry.note(report=report.reference, kind=report.kind, unit=unit.code)
    return report


def edit_report(*, actor: Actor, report: Report, version: int, **changes: Any) -> Report:
    """Correct what a report says, unless somebody else did since it was shown.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what="corrected"
    ) as entry:
        current = Report._base_manager.get(pk=report.pk)
        refuse_if_changed(shown=version, now=current.version)
        before = {name: getattr(current, name) for name in EDITABLE}
        _state(current, changes)
        current.version += 1
        save(current)
        changed = [name for name in EDITABLE if getattr(current, name) != before[name]]
        entry.note(changed=changed)
    return Report._base_manager.get(pk=report.pk)


def remove_report(*, actor: Actor, report: Report, removed: bool = True) -> Report:
    """Take a report that was recorded by mistake out of view and of every figure, or bring it back.

    Raises:
        ValidationError: it belongs to a case.
    """
    what = "removed" if removed else "restored"
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what=what
    ) as entry:
        if removed and report.decisions.model._base_manager.filter(
            report=report, undone_at=None, case__isnull=False
        ):
            raise problem("report", _("The report belongs to a case. Undo that first."))
        report.removed_at = timezone.now() if removed else None
        report.save(update_fields=["removed_at"])
        entry.note(removed=removed)
    return report


def take_report(*, actor: Actor, report: Report, owner: User | None) -> Report:
    """Give a report to a colleague who takes reports in, or lay it back for anybody.

    Raises:
        ValidationError: the colleague is of another unit, or their role takes no reports in.
    """
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what="taken"
    ) as entry:
        if owner is not None:
            _check_owner(report, owner)
        report.owner = owner
        report.save(update_fields=["owner"])
        entry.note(owner=owner.username if owner else "")
    return report


def write_contact(*, actor: Actor, report: Report, version: int = 0, **stated: str) -> Contact:
    """Write down whom to ask about a report, unless somebody else did since it was shown.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what="contact"
    ):
        row = Contact._base_manager.filter(report=report).first()
        seen = row is None or Contact.objects.seen_by(actor).filter(pk=row.pk).exists()
        if not seen:
            raise problem("contact", _("A contact is written down, and your role does not see it."))
        refuse_if_changed(shown=version, now=row.version if row else 0)
        row = row or Contact(report=report, version=0)
        row.version += 1
        _write_contact(row, stated)
    return row


def add_person(
    *, actor: Actor, report: Report, designation: str = "", age: int | None = None, **more: Any
) -> ReportPerson:
    """Add somebody a report is about, by the pseudonym given or the next free one.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what="person"
    ) as entry:
        taken = ReportPerson._base_manager.filter(report=report)
        called = designation.strip() or next_pseudonym(taken.values_list("designation", flat=True))
        row = ReportPerson(report=report, designation=called, age=age, **more)
        check_scripts("designation", called)
        if not is_pseudonym(called):
            raise problem(
                "designation",
                _("People are shown by a pseudonym only, such as AAA. No name is stored."),
            )
        if age is not None and not 0 <= age <= 120:
            raise problem("age", _("Give the age in years, from 0 to 120."))
        _save_unique(row)
        entry.note(victim=called)
    return row


def remove_person(*, actor: Actor, person: ReportPerson, removed: bool = True) -> ReportPerson:
    """Take somebody out of a report, or bring them back."""
    what = "person_removed" if removed else "person_restored"
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=person.report, what=what
    ) as entry:
        person.removed_at = timezone.now() if removed else None
        person.save(update_fields=["removed_at"])
        entry.note(victim=person.designation, removed=removed)
    return person


def _state(report: Report, stated: dict[str, Any]) -> None:
    for name in set(EDITABLE) & stated.keys():
        setattr(report, name, stated[name])
    report.country = checked_country("country", report.country)
    _check_day(report.received_on)
    if report.kind not in declared().kinds:
        raise problem("kind", _("Choose from whom it was received."))
    if report.way not in declared().ways:
        raise problem("way", _("Choose how it came."))
    if report.people is not None and not 0 <= report.people <= MOST_PEOPLE:
        raise problem("people", _("Give a number of people from 0 to 100,000."))
    if not report.narrative.strip():
        raise problem("narrative", _("Say what is reported, in a few sentences."))
    recruiter: Recruiter | None = report.recruiter
    if recruiter is not None and recruiter.unit_id != report.unit_id:
        raise problem("recruiter", _("Choose a recruiter from the register of your unit."))


def _check_day(received: date | None) -> None:
    if received is None:
        raise problem("received_on", _("Give the day on which it was received."))
    if received > timezone.localdate():
        raise problem("received_on", _("This day is in the future. Give the day it was received."))
    if received < EARLIEST:
        raise problem("received_on", _("This day is too long ago. Check the year."))


def _next_reference(unit: Unit, year: int) -> str:
    ReportNumber.objects.get_or_create(unit=unit, year=year)
    number = ReportNumber.objects.select_for_update().get(unit=unit, year=year)
    number.last += 1
    number.save(update_fields=["last"])
    return str(number)


def _write_contact(row: Contact, stated: dict[str, str]) -> None:
    for name in set(CONTACT) & stated.keys():
        setattr(row, name, stated[name].strip())
    save(row)


def _check_owner(report: Report, owner: User) -> None:
    if not owner.is_active or owner.unit_id != report.unit_id or not may(owner, Action.TAKE_REPORT):
        raise problem("owner", _("Choose an active colleague who takes reports in."))


def _save_unique(row: ReportPerson) -> None:
    try:
        with transaction.atomic():
            save(row)
    except IntegrityError:
        raise problem("designation", _("Somebody in this report is called that already.")) from None
