"""Taking up a weakness of a proof as a task, with an owner and a day; undoable."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.log.services import writing
from amends.office.policy import Action, Layer, sees
from amends.office.proving.models import TakenUp
from amends.office.tasks import services as tasks
from amends.office.tasks.models import TaskState
from amends.office.validation import problem, save, to_be_stored
from amends.proof.weaknesses import WeaknessKind

DAYS_TO_MEND = timedelta(days=14)


def take_up(
    *,
    actor: User,
    case: Case,
    kind: str,
    about: str,
    detail: str = "",
    owner: User | None = None,
    due: date | None = None,
) -> TakenUp:
    """Take a weakness up as a task, for the actor if for nobody else.

    Raises:
        ValidationError: by field, what is wrong, or that it is a task already.
    """
    with writing(actor=actor, action=Action.ARGUE, case=case) as entry:
        wait_for_others(case)
        if kind not in set(WeaknessKind):
            raise problem("kind", _("%s is not one of the choices.") % kind)
        same = TakenUp._base_manager.filter(case=case, kind=kind, about=about, detail=detail)
        if same.filter(undone_at=None).exists():
            raise problem("kind", _("This weakness is a task already."))
        whose = owner or actor
        if not sees(whose, Layer.PROOF):
            raise problem("owner", _("This person does not see proof. Choose another."))
        # More people see tasks than proof, so a task does not say what it is about.
        task = tasks.set_task(
            actor=actor,
            case=case,
            title=to_be_stored(_("A weakness of the proof: mend it")),
            owner=whose,
            due=due or timezone.localdate() + DAYS_TO_MEND,
            detail=to_be_stored(_("What it is stands among the weaknesses of this case.")),
        )
        row = TakenUp(
            case=case, kind=kind, about=about, detail=detail, task=task, made_by_id=actor.pk
        )
        save(row)
        entry.note(kind=kind, task=task.pk)
    return row


def undo_take_up(*, actor: User, row: TakenUp) -> None:
    """Undo taking a weakness up; its task is cancelled if it is still open.

    Raises:
        ValidationError: it is undone already.
    """
    with writing(actor=actor, action=Action.ARGUE, case=row.case) as entry:
        wait_for_others(row.case)
        row.refresh_from_db(fields=["undone_at"])
        if row.undone_at is not None:
            raise problem("kind", _("This is undone already."))
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
        if row.task.state == TaskState.OPEN:
            tasks.cancel_task(
                actor=actor, task=row.task, reason=_("The weakness was no longer to be mended.")
            )
        entry.note(kind=row.kind, undone=True)
