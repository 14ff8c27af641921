"""Writes on the secret addresses under which calendar programs read somebody's dates."""

from __future__ import annotations

import secrets

from django.utils import timezone

from amends.office.accounts.models import CalendarFeed, User
from amends.office.accounts.services import check_own, digest_of
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import save


def make_feed(*, actor: User) -> tuple[CalendarFeed, str]:
    """Make the secret address of a calendar feed and stop any earlier one."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        actor.feeds.filter(revoked_at=None).update(revoked_at=timezone.now())
        secret = secrets.token_urlsafe(32)
        feed = CalendarFeed(user=actor, digest=digest_of(secret))
        save(feed)
        entry.note(feed=feed.pk)
    return feed, secret


def revoke_feed(*, actor: User, feed: CalendarFeed) -> None:
    """Stop a calendar feed at once."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        check_own(actor, feed.user)
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        entry.note(feed=feed.pk, revoked=True)
