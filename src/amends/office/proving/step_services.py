"""Writes on what it takes to obtain an item that is not there yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amends.office.cases.waiting_services import wait_for_others
from amends.office.exhibits.models import Admissibility, Item
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.proving.models import ProofStep
from amends.office.validation import problem, refuse_if_changed, save

EDITABLE = ("days", "queue", "cost", "tier", "perishable", "deadline", "authority")


def plan_step(*, actor: Actor, item: Item, version: int, **stated: Any) -> ProofStep:
    """Say what it takes to obtain an item; ``version`` is 0 where nothing was said before.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.PLAN_PROOF, case=item.case) as entry:
        wait_for_others(item.case)
        if item.admissibility != Admissibility.PROPOSED:
            raise problem("item", _("This item is there already: nothing is to be obtained."))
        row = ProofStep._base_manager.filter(item=item).first()
        refuse_if_changed(shown=version, now=row.version if row else 0)
        if row is None:
            row = ProofStep(case=item.case, item=item, version=0)
        for name in EDITABLE:
            if name in stated:
                setattr(row, name, stated[name])
        row.version += 1
        row.authority = row.authority.strip()
        save(row)
        entry.note(item=item.key, step=True)
    return row
