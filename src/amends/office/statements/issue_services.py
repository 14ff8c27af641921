"""Decisions on evidential issues: a task, set aside, or marked by hand; each undoable."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Layer, sees
from amends.office.statements.models import IssueMark
from amends.office.statements.record_selectors import held
from amends.office.statements.recording import record_of
from amends.office.statements.standing import prints_of
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task, TaskState
from amends.office.validation import problem, save, to_be_stored
from amends.proof.issues import issues, suggestions

DAYS_TO_ANSWER = timedelta(days=14)


def accept_issue(
    *,
    actor: User,
    case: Case,
    issue: str,
    person: Party | None = None,
    owner: User | None = None,
    due: date | None = None,
) -> IssueMark:
    """Take an issue up as a task: to seek the counter-evidence, for the actor if for nobody else.

    Raises:
        ValidationError: by field, what is wrong, or that it is a task already.
    """
    with writing(actor=actor, action=Action.DECIDE_ISSUE, case=case) as entry:
        row = _begun(actor, (case, issue, person), IssueMark.Decided.ACCEPTED)
        if _standing(row).filter(kind=IssueMark.Decided.ACCEPTED).exists():
            raise problem("issue", _("This issue is a task already."))
        row.task = _task(actor, row, owner or actor, due or timezone.localdate() + DAYS_TO_ANSWER)
        _replace(row, IssueMark.Decided.SET_ASIDE)
        save(row)
        entry.note(issue=issue, kind=row.kind, task=row.task.pk, **_about(person))
    return row


def set_issue_aside(
    *, actor: User, case: Case, issue: str, reason: str, person: Party | None = None
) -> IssueMark:
    """Set an issue aside with a reason. It comes up again if the record gives new grounds.

    Raises:
        ValidationError: by field, what is wrong, such as that no reason is given.
    """
    with writing(actor=actor, action=Action.DECIDE_ISSUE, case=case) as entry:
        row = _begun(actor, (case, issue, person), IssueMark.Decided.SET_ASIDE, reason)
        if _standing(row).filter(kind=IssueMark.Decided.ACCEPTED).exists():
            raise problem("issue", _("This issue is a task already. Undo that first."))
        _replace(row, IssueMark.Decided.SET_ASIDE)
        save(row)
        entry.note(issue=issue, kind=row.kind, **_about(person))
    return row


def mark_issue(
    *, actor: User, case: Case, issue: str, reason: str, person: Party | None = None
) -> IssueMark:
    """Mark by hand that an issue comes up, which the record does not show by itself.

    Raises:
        ValidationError: by field, what is wrong, or that it is marked already.
    """
    with writing(actor=actor, action=Action.DECIDE_ISSUE, case=case) as entry:
        row = _begun(actor, (case, issue, person), IssueMark.Decided.MARKED, reason)
        if _standing(row).filter(kind=IssueMark.Decided.MARKED).exists():
            raise problem("issue", _("This issue is marked already."))
        _replace(row, IssueMark.Decided.SET_ASIDE)
        save(row)
        entry.note(issue=issue, kind=row.kind, **_about(person))
    return row


def undo_mark(*, actor: User, mark: IssueMark) -> IssueMark:
    """Undo a decision on an issue. A task that was set for it and is still open is cancelled.

    Raises:
        ValidationError: it is undone already.
    """
    with writing(actor=actor, action=Action.DECIDE_ISSUE, case=mark.case) as entry:
        wait_for_others(mark.case)
        mark.refresh_from_db(fields=["undone_at"])
        if mark.undone_at is not None:
            raise problem("issue", _("This is undone already."))
        mark.undone_at = timezone.now()
        mark.save(update_fields=["undone_at"])
        _cancel(actor, mark.task)
        entry.note(issue=mark.issue, kind=mark.kind, undone=True)
    return mark


def _begun(
    actor: User, about: tuple[Case, str, Party | None], kind: str, reason: str | None = None
) -> IssueMark:
    case, issue, person = about
    wait_for_others(case)
    if issue not in issues():
        raise problem("issue", _("%s is not one of the choices.") % issue)
    if person is not None and person.case_id != case.pk:
        raise problem("person", _("Choose somebody of this case."))
    if reason is not None and not reason.strip():
        raise problem("reason", _("Say why."))
    return IssueMark(
        case=case,
        issue=issue,
        person=person,
        kind=kind,
        reason=(reason or "").strip(),
        grounds=_grounds(actor, case, issue, person.key if person else ""),
        made_by=actor,
    )


def _grounds(actor: User, case: Case, issue: str, person: str) -> list[str]:
    """Return the fingerprints of what suggests an issue now; none if nothing does."""
    found = suggestions(record_of(held(actor=actor, case=case)))
    grounds = (one.grounds for one in found if (one.issue, one.person) == (issue, person))
    return prints_of(next(grounds, ()))


def _standing(row: IssueMark) -> QuerySet[IssueMark]:
    return IssueMark._base_manager.filter(
        case=row.case, issue=row.issue, person=row.person, undone_at=None
    )


def _replace(row: IssueMark, kind: str) -> None:
    """Let what was decided before give way to what is decided now."""
    _standing(row).filter(kind=kind).update(undone_at=timezone.now())


def _task(actor: User, row: IssueMark, owner: User, due: date) -> Task:
    """Set the task. More people see tasks than statements, so it does not say what it is about."""
    if not sees(owner, Layer.STATEMENTS):
        raise problem("owner", _("This person does not see statements. Choose another."))
    return tasks.set_task(
        actor=actor,
        case=row.case,
        title=to_be_stored(_("Evidential issue %s: seek what answers it") % row.issue),
        owner=owner,
        due=due,
        detail=_("What suggests it, and what to seek, stands among the issues of this case."),
    )


def _cancel(actor: User, task: Task | None) -> None:
    if task is not None and task.state == TaskState.OPEN:
        tasks.cancel_task(actor=actor, task=task, reason=_("The issue was taken back."))


def _about(person: Party | None) -> dict[str, str]:
    return {"party": person.key} if person else {}
