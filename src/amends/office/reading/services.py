"""Writes on what is read of attachments: the queue, and what came of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from amends.office.log.services import writing
from amends.office.passages.placing_services import place_again
from amends.office.policy import Action, Actor, SystemActor
from amends.office.reading.files.results import Limits, Outcome, Read, Unreadable, Why
from amends.office.reading.models import FileText, Reading, State
from amends.office.reading.reader import Reader
from amends.office.reading.stretches import stretches

READER = SystemActor("reading of attachments")
LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3
Progress = Callable[[Reading], None]


@dataclass
class Report:
    """How many attachments were read, and of how many there is no text."""

    taken: int = 0
    failed: int = 0


def wait_for_reading(attachment: Attachment) -> None:
    """Put an attachment in the queue; called inside the frame of whoever attaches it."""
    Reading._base_manager.get_or_create(attachment=attachment)


def read_again(*, actor: Actor, attachment: Attachment) -> Reading:
    """Put an attachment back in the queue. Its text leaves the search until it is read."""
    with writing(actor=actor, action=Action.ATTACH, case=attachment.case) as entry:
        reading, _made = Reading._base_manager.get_or_create(attachment=attachment)
        FileText._base_manager.filter(reading=reading).delete()
        reading.state, reading.why, reading.missed = State.WAITING, "", []
        reading.attempts, reading.claimed_at, reading.read_at = 0, None, None
        reading.asked_at = timezone.now()
        reading.save()
        entry.note(attachment=attachment.pk, read_again=True)
    return reading


def read_after_upload(attachments: Collection[Attachment]) -> Report:
    """Read what was just attached, as far as somebody can wait for it."""
    seconds = settings.READ_SECONDS_AFTER_UPLOAD
    if not attachments or not seconds:
        return Report()
    return work_readings(seconds=seconds, among=attachments)


def work_readings(
    *,
    seconds: float | None = None,
    among: Collection[Attachment] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read what waits, until nothing waits or the time is over; each file is kept as it is read.

    A file that takes longer than what is left of the time is left to whoever works next.

    Args:
        seconds: how long to go on; without it, until nothing waits.
        among: only these attachments.
        progress: told each that was read.
    """
    report = Report()
    ends = time.monotonic() + seconds if seconds is not None else None
    with Reader(_limits(ends), settings.READ_MEMORY, settings.OCR_LANGUAGES) as reader:
        for reading in _claimed(among, ends):
            reader.limits = _limits(ends)
            kept = _read_one(reader, reading)
            report.taken += kept.state == State.TAKEN
            report.failed += kept.state not in {State.TAKEN, State.WAITING}
            if progress is not None:
                progress(kept)
    return report


def _limits(ends: float | None) -> Limits:
    most = float(settings.READ_SECONDS)
    seconds = most if ends is None else min(most, max(1.0, ends - time.monotonic()))
    return Limits(bytes=settings.READ_SIZE_LIMIT, seconds=seconds)


def _claimed(among: Collection[Attachment] | None, ends: float | None) -> Iterator[Reading]:
    """Take one row after the other, each marked so that nobody else takes it meanwhile."""
    tried: set[int] = set()
    while ends is None or time.monotonic() < ends:
        now = timezone.now()
        waiting = _waiting(now)
        if among is not None:
            waiting = waiting.filter(attachment__in=among)
        reading = waiting.exclude(pk__in=tried).select_related("attachment").first()
        if reading is None:
            return
        tried.add(reading.pk)
        mine = _waiting(now).filter(pk=reading.pk)
        if mine.update(claimed_at=now, attempts=F("attempts") + 1):
            reading.claimed_at, reading.attempts = now, reading.attempts + 1
            yield reading


def _waiting(now: object) -> QuerySet[Reading]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - LEASE)
    return Reading._base_manager.filter(free, state=State.WAITING, attachment__removed_at=None)


def _read_one(reader: Reader, reading: Reading) -> Reading:
    if reading.attempts > MOST_ATTEMPTS:
        return _keep(reading, Unreadable(Outcome.DAMAGED, Why.STOPPED))
    try:
        with store.read(reading.attachment.sha256) as file:
            found: Read | Unreadable = reader.read(file, reading.attachment.size)
    except Unreadable as fault:
        found = fault
    except (store.Damaged, OSError):
        found = Unreadable(Outcome.DAMAGED, Why.CHANGED)
    if found.why is Why.TIME and reader.limits.seconds < settings.READ_SECONDS:
        return _give_back(reading)
    return _keep(reading, found)


def _give_back(reading: Reading) -> Reading:
    """Leave a row to whoever has more time; that it was begun does not count against it."""
    Reading._base_manager.filter(pk=reading.pk, claimed_at=reading.claimed_at).update(
        claimed_at=None, attempts=F("attempts") - 1
    )
    return reading


def _keep(reading: Reading, found: Read | Unreadable) -> Reading:
    """Write down what came of reading, unless somebody else took the row meanwhile."""
    attachment = Attachment._base_manager.select_related("case").get(pk=reading.attachment_id)
    with writing(actor=READER, action=Action.READ_FILE, case=attachment.case) as entry:
        rows = Reading._base_manager.select_for_update().filter(pk=reading.pk)
        current = rows.filter(claimed_at=reading.claimed_at, state=State.WAITING).first()
        if current is None:
            entry.note(attachment=attachment.pk, state="taken by another")
            return reading
        _fill(current, found)
        current.save()
        if isinstance(found, Read):
            _keep_text(current, found)
        entry.note(attachment=attachment.pk, state=current.state, pages=current.pages)
        if lost := place_again(attachment):
            entry.note(passages_lost=lost)
    return current


def _fill(reading: Reading, found: Read | Unreadable) -> None:
    reading.read_at, reading.claimed_at = timezone.now(), None
    if isinstance(found, Unreadable):
        reading.state, reading.why = State(found.outcome), found.why
        reading.kind, reading.unit, reading.missed, reading.pages = "", "", [], 0
        return
    reading.state, reading.why, reading.kind = State.TAKEN, found.why, found.kind
    reading.unit, reading.missed, reading.pages = found.unit, found.missed, len(found.pages)
    reading.characters = sum(map(len, found.pages))


def _keep_text(reading: Reading, found: Read) -> None:
    FileText._base_manager.filter(reading=reading).delete()
    FileText._base_manager.bulk_create(
        [
            FileText(
                reading=reading, number=number, first_page=stretch.first_page, text=stretch.text
            )
            for number, stretch in enumerate(stretches(found.pages))
        ],
        batch_size=50,
    )
