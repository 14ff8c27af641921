"""Sending the daily digest, and noting that a feed was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.utils import timezone, translation

from amends.office.accounts.models import CalendarFeed, User
from amends.office.log.services import gathering_reads, writing
from amends.office.notices.digests import body_of, subject_of
from amends.office.notices.models import SentDigest
from amends.office.notices.selectors import Waiting, waiting_for
from amends.office.policy import Action, SystemActor

SENDER = SystemActor("daily digest")
READ_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class DigestReport:
    """What became of a day's digests: how many went, were not needed, or could not be sent.

    Attributes:
        failures: the user names of those whose digest could not be sent; it may be tried again.
    """

    sent: int
    skipped: int
    failures: tuple[str, ...]

    @property
    def failed(self) -> int:
        """Return how many could not be sent."""
        return len(self.failures)


def send_digests(*, today: date) -> DigestReport:
    """Send everybody who wants it a digest of the day's work, at most once a day.

    One that cannot be sent stops no other one. Nobody is written to who has nothing to do.
    """
    sent = skipped = 0
    failures: list[str] = []
    for user in _readers():
        waiting = _waiting(user, today)
        if waiting.is_nothing or not _claim(user, today):
            skipped += 1
        elif _send(user, waiting):
            sent += 1
        else:
            _release(user, today)
            failures.append(user.username)
    return DigestReport(sent, skipped, tuple(failures))


def note_feed_read(*, feed: CalendarFeed) -> None:
    """Remember when a feed was last read; every few minutes, so that reading stays cheap."""
    now = timezone.now()
    if feed.last_read_at is None or now - feed.last_read_at > READ_NOTED_EVERY:
        feed.last_read_at = now
        feed.save(update_fields=["last_read_at"])


def _readers() -> list[User]:
    wanting = User.objects.filter(is_active=True, wants_digest=True)
    return list(wanting.exclude(email="").select_related("unit"))


def _waiting(user: User, today: date) -> Waiting:
    with gathering_reads():
        return waiting_for(actor=user, today=today)


def _claim(user: User, today: date) -> bool:
    """Say whether today's digest is this run's to send; two runs at once cannot both claim it."""
    try:
        with writing(actor=SENDER, action=Action.KEEP_OWN_ACCOUNT) as entry:
            SentDigest.objects.create(user=user, day=today)
            entry.note(digest_to=user.username, day=today)
    except IntegrityError:
        return False
    return True


def _release(user: User, today: date) -> None:
    with writing(actor=SENDER, action=Action.KEEP_OWN_ACCOUNT) as entry:
        SentDigest.objects.filter(user=user, day=today).delete()
        entry.note(digest_to=user.username, day=today, failed=True)


def _send(user: User, waiting: Waiting) -> bool:
    with translation.override(user.language or settings.LANGUAGE_CODE):
        mail = EmailMessage(
            subject=subject_of(waiting),
            body=body_of(waiting),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        try:
            return mail.send() == 1
        except (OSError, ValueError):  # the mail server's refusals, and an address it cannot take
            return False
