"""Showing that one holds a box's key: it opens the list of its reports for the rest of a log-in.

An account alone, the ombudsman's included, sees no report and no number of them: whoever can make
accounts could make one. The code follows from the key, which is kept outside the building.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.integrity.receipts import read_receipt
from amends.office.accounts.models import User
from amends.office.complicity.models import Box
from amends.office.log import services as log
from amends.office.policy import Action, Actor, require
from amends.office.validation import problem

KEPT_OPEN = timedelta(hours=8)
SESSION_KEY = "complicity_box"


def require_keeper(actor: Actor) -> None:
    """Refuse whoever is not an ombudsman, the system included.

    Raises:
        NotPermitted: the actor is not.
    """
    require(actor, Action.KEEP_BOX)


def boxes(*, actor: Actor) -> list[Box]:
    """Return every box there was, the open one first."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    return list(Box.objects.all())


def open_with(*, actor: Actor, code: str, session: SessionBase) -> Box:
    """Open the box whose key this code follows from, until log-out or for some hours.

    Raises:
        ValidationError: it is the code of no box.
    """
    require_keeper(actor)
    receipt = read_receipt(code)
    digest = receipt.digest if receipt else ""
    for box in boxes(actor=actor):
        if secrets.compare_digest(box.code_digest, digest):
            until = timezone.now() + KEPT_OPEN
            session[SESSION_KEY] = {"box": box.pk, "until": until.timestamp()}
            return box
    raise problem(
        "code",
        _("This is the code of no box. Make it anew from the key file."),
    )


def opened(*, actor: Actor, session: SessionBase) -> Box | None:
    """Return the box that was opened in this log-in; None while none is."""
    require_keeper(actor)
    kept = session.get(SESSION_KEY)
    if not kept or kept["until"] < timezone.now().timestamp():
        return None
    return Box.objects.filter(pk=kept["box"]).first()


def close_again(*, actor: User, session: SessionBase) -> None:
    """Close the box for the rest of this log-in."""
    require_keeper(actor)
    session.pop(SESSION_KEY, None)
