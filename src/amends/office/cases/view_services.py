"""Writes on saved views of the case list."""

from __future__ import annotations

from typing import Any

from amends.office.accounts.models import User
from amends.office.cases.models import SavedView
from amends.office.log.services import writing
from amends.office.policy import Action, NotPermitted
from amends.office.validation import save


def save_view(*, actor: User, name: str, filters: dict[str, Any]) -> SavedView:
    """Save the filters of the case list under a name, in place of an earlier view of that name."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        view = SavedView.objects.filter(user=actor, name=name).first() or SavedView(
            user=actor, name=name
        )
        view.filters = filters
        save(view)
        entry.note(view=view.pk)
    return view


def delete_view(*, actor: User, view: SavedView) -> None:
    """Delete one of one's own saved views."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        if view.user_id != actor.pk:
            raise NotPermitted(actor, Action.KEEP_OWN_ACCOUNT)
        entry.note(view=view.pk, deleted=True)
        view.delete()
