"""Writes on a case as a whole: opening, assignment, hand-over, notes, links and saved views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.office.accounts.models import Specialism, Unit, User
from amends.office.cases.models import (
    Assignment,
    AssignmentKind,
    Case,
    CaseLink,
    CaseNumber,
    HandOver,
    Note,
)
from amends.office.log.services import writing
from amends.office.policy import CASE_WORKERS, Action, Actor, NotPermitted, Role, is_barred, is_own
from amends.office.tasks.models import Task, TaskState
from amends.office.validation import checked_country, problem, refuse_if_changed, save

EDITABLE = ("title", "jurisdiction", "court", "court_reference", "summary", "specialisms")


def open_case(
    *,
    actor: Actor,
    title: str,
    unit: Unit,
    jurisdiction: str,
    opened_on: date,
    lead: User | None = None,
    court: str = "",
    court_reference: str = "",
    summary: str = "",
    specialisms: Sequence[str] = (),
) -> Case:
    """Open a case in a unit and assign its lead: the one named, else the one who opens it.

    Whoever works on cases and opens one for another to lead stays on it.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.OPEN_CASE) as entry:
        if opened_on > timezone.localdate():
            raise problem("opened_on", _("This day is in the future. Give the day it was opened."))
        _check_unit(actor, unit)
        case = Case(
            reference=_next_reference(unit, opened_on.year),
            title=title.strip(),
            unit=unit,
            jurisdiction=checked_country("jurisdiction", jurisdiction),
            court=court,
            court_reference=court_reference,
            summary=summary,
            specialisms=_known(specialisms),
            opened_on=opened_on,
        )
        save(case)
        leads = _first_lead(actor, lead)
        _assign(case, leads, AssignmentKind.LEAD, "")
        if isinstance(actor, User) and actor != leads and actor.role in CASE_WORKERS:
            _assign(case, actor, AssignmentKind.MEMBER, "")
        entry.case = case
        entry.note(unit=unit.code)
    return case


def edit_case(*, actor: Actor, case: Case, version: int, **changes: Any) -> Case:
    """Change what describes a case, unless somebody else changed it since it was shown.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.EDIT_CASE, case=case) as entry:
        current = Case._base_manager.select_for_update().get(pk=case.pk)
        refuse_if_changed(shown=version, now=current.version)
        for field in set(EDITABLE) & changes.keys():
            setattr(current, field, changes[field])
        current.jurisdiction = checked_country("jurisdiction", current.jurisdiction)
        current.specialisms = _known(current.specialisms)
        current.version += 1
        save(current)
        entry.note(changed=sorted(set(EDITABLE) & changes.keys()))
    return current


def assign(
    *, actor: Actor, case: Case, user: User, kind: str = AssignmentKind.MEMBER, reason: str = ""
) -> Assignment:
    """Assign somebody to a case. A new lead takes the place of the old one, who stays a member.

    Raises:
        ValidationError: the person cannot work on this case.
    """
    with writing(actor=actor, action=Action.ASSIGN, case=case) as entry:
        _check_assignable(case, user)
        if kind == AssignmentKind.LEAD:
            _make_room_for_lead(case, user)
        assignment = _assign(case, user, kind, reason)
        entry.note(user=user.username, kind=kind)
    return assignment


def end_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """Take somebody off a case.

    Raises:
        ValidationError: it is the lead, who must hand the case over instead, or tasks are open.
    """
    case = assignment.case
    with writing(actor=actor, action=Action.ASSIGN, case=case) as entry:
        if assignment.until is not None:
            raise problem("assignment", _("This assignment has already ended."))
        if assignment.kind == AssignmentKind.LEAD:
            raise problem("assignment", _("A case keeps a lead. Hand it over to somebody first."))
        _refuse_with_open_tasks(case, assignment.user)
        assignment.until, assignment.reason = timezone.localdate(), reason
        save(assignment)
        entry.note(user=assignment.user.username, ended=True)
    return assignment


def hand_over(*, actor: Actor, case: Case, to_user: User, note: str) -> HandOver:
    """Pass a case on to a new lead with everything open in it and what they must know.

    Raises:
        ValidationError: the note is missing or the person cannot work on this case.
    """
    with writing(actor=actor, action=Action.HAND_OVER, case=case) as entry:
        if not note.strip():
            raise problem("note", _("Write what the next lead must know on the first day."))
        _check_assignable(case, to_user)
        old = _lead(case)
        if old.user_id == to_user.pk:
            raise problem("to_user", _("This person leads the case already."))
        old.until = timezone.localdate()
        save(old)
        _end_current(case, to_user)
        _assign(case, to_user, AssignmentKind.LEAD, "")
        tasks = Task._base_manager.filter(case=case, owner=old.user, state=TaskState.OPEN)
        record = HandOver(
            case=case,
            from_user=old.user,
            to_user=to_user,
            on=timezone.localdate(),
            note=note,
            tasks_moved=tasks.update(owner=to_user),
        )
        save(record)
        entry.note(before=old.user.username, now=to_user.username, tasks_moved=record.tasks_moved)
    return record


def write_note(*, actor: User, case: Case, text: str) -> Note:
    """Write a working note."""
    with writing(actor=actor, action=Action.WRITE_NOTE, case=case) as entry:
        if not text.strip():
            raise problem("text", _("The note is empty. Write something first."))
        note = Note(case=case, author=actor, text=text)
        save(note)
        entry.note(note=note.pk)
    return note


def withdraw_note(*, actor: User, note: Note, withdrawn: bool = True) -> Note:
    """Withdraw one's own note from view, or show it again."""
    with writing(actor=actor, action=Action.WRITE_NOTE, case=note.case) as entry:
        if note.author_id != actor.pk:
            raise problem("note", _("Only its author can withdraw a note."))
        note.withdrawn_at = timezone.now() if withdrawn else None
        note.save(update_fields=["withdrawn_at"])
        entry.note(note=note.pk, withdrawn=withdrawn)
    return note


def link_cases(*, actor: User, case: Case, other: Case, reason: str) -> CaseLink:
    """Link two cases that the actor may both open.

    Raises:
        ValidationError: it is the same case, or they are linked already.
    """
    with writing(actor=actor, action=Action.LINK, case=case) as entry:
        _check_pair(actor, Action.LINK, case, other)
        existing = CaseLink._base_manager.filter(undone_at=None)
        if existing.filter(case__in=[case, other], other__in=[case, other]).exists():
            raise problem("other", _("These cases are linked already."))
        link = CaseLink(case=case, other=other, reason=reason, by=actor)
        save(link)
        entry.note(other=other.reference)
    return link


def unlink_cases(*, actor: User, link: CaseLink, undone: bool = True) -> CaseLink:
    """Undo a link, or restore one."""
    with writing(actor=actor, action=Action.LINK, case=link.case) as entry:
        link.undone_at = timezone.now() if undone else None
        link.save(update_fields=["undone_at"])
        entry.note(other=link.other.reference, undone=undone)
    return link


def _next_reference(unit: Unit, year: int) -> str:
    CaseNumber.objects.get_or_create(unit=unit, year=year)
    number = CaseNumber.objects.select_for_update().get(unit=unit, year=year)
    number.last += 1
    number.save(update_fields=["last"])
    return str(number)


def _known(specialisms: Sequence[str]) -> list[str]:
    unknown = sorted(set(specialisms) - set(Specialism.values))
    if unknown:
        raise problem("specialisms", _("Unknown specialism: %s.") % ", ".join(unknown))
    return sorted(set(specialisms))


def _check_unit(actor: Actor, unit: Unit) -> None:
    if actor.role != Role.SYSTEM and actor.unit_id != unit.pk:
        raise problem("unit", _("You can open a case in your own unit only."))


def _first_lead(actor: Actor, lead: User | None) -> User:
    if lead is not None:
        return lead
    if isinstance(actor, User) and actor.role in CASE_WORKERS:
        return actor
    raise problem("lead", _("Choose who leads the case."))


def _assign(case: Case, user: User, kind: str, reason: str) -> Assignment:
    _check_assignable(case, user)
    assignment = Assignment(
        case=case, user=user, kind=kind, since=timezone.localdate(), reason=reason
    )
    try:
        with transaction.atomic():
            save(assignment)
    except IntegrityError:
        raise problem("user", _("This person works on the case already.")) from None
    return assignment


def _check_assignable(case: Case, user: User) -> None:
    # Whoever assigns need not know why somebody cannot be: a bar is not told to everybody.
    if not user.is_active or user.unit_id != case.unit_id or is_barred(user, case):
        raise problem("user", _("Choose an active colleague of the case's unit."))
    if user.role not in CASE_WORKERS | {Role.HEAD}:
        raise problem("user", _("This person's role does not work on cases."))


def _lead(case: Case) -> Assignment:
    return Assignment._base_manager.select_related("user").get(
        case=case, until=None, kind=AssignmentKind.LEAD
    )


def _end_current(case: Case, user: User) -> None:
    Assignment._base_manager.filter(case=case, user=user, until=None).update(
        until=timezone.localdate()
    )


def _make_room_for_lead(case: Case, user: User) -> None:
    _end_current(case, user)
    Assignment._base_manager.filter(case=case, until=None, kind=AssignmentKind.LEAD).update(
        kind=AssignmentKind.MEMBER
    )


def _refuse_with_open_tasks(case: Case, user: User) -> None:
    tasks = Task._base_manager.filter(case=case, owner=user, state=TaskState.OPEN).count()
    if tasks:
        raise problem(
            "assignment",
            ngettext(
                "%(count)d open task of theirs would have no owner. Reassign it first.",
                "%(count)d open tasks of theirs would have no owner. Reassign them first.",
                tasks,
            )
            % {"count": tasks},
        )


def _check_pair(actor: Actor, action: Action, case: Case, other: Case) -> None:
    if not is_own(actor, other):
        raise NotPermitted(actor, action, other)
    if case.pk == other.pk:
        raise problem("other", _("Choose another case; this is the one you are in."))
