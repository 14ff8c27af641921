"""Ending log-ins: one's own elsewhere, and those of somebody whom one helps."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.office.accounts.models import User, Visit
from amends.office.accounts.selectors import to_let_in
from amends.office.accounts.services import check_own
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem


def end_visit(*, actor: User, visit: Visit) -> None:
    """End one of the actor's own log-ins."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        if visit.account is not None:
            check_own(actor, visit.account)
        visit.delete()
        entry.note(log_ins_ended=1)


def end_other_visits(*, actor: User, here: str) -> int:
    """End every log-in of the actor but the one of this session; return how many that were."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        ended, _rows = actor.visits.exclude(session_key=here).delete()
        entry.note(log_ins_ended=ended)
    return ended


def end_visits_of(*, actor: User, account: User) -> int:
    """End every log-in of somebody whom the actor helps; return how many that were.

    Raises:
        ValidationError: it is not for the actor to do.
    """
    with writing(actor=actor, action=Action.LET_IN) as entry:
        if not to_let_in(actor=actor).filter(pk=account.pk).exists():
            raise problem("account", _("You cannot log this person out; ask who else can."))
        ended, _rows = account.visits.all().delete()
        entry.note(account=account.username, log_ins_ended=ended)
    return ended
