"""Verifying stored files on a schedule: every one again within so many days, the oldest first."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from amends.office.evidence import store
from amends.office.evidence.models import Attachment, State, StoredFile
from amends.office.exchange.models import ImportBatch
from amends.office.intake.models import ReportFile
from amends.office.log.services import writing
from amends.office.policy import Action, SystemActor

logger = logging.getLogger(__name__)
VERIFIER = SystemActor("verification of stored files")
# So much is looked at between two entries of the log: a run that is killed loses no more.
FILES_A_TIME, BYTES_A_TIME = 500, 4 * 1024**3


Looked = tuple[StoredFile, State]


@dataclass
class Verification:
    """What a run looked at, what it found not to be sound, and how many files still wait."""

    files: int = 0
    bytes: int = 0
    unsound: dict[str, State] = field(default_factory=dict)
    waiting: int = 0


def verify_files(
    *,
    everything: bool = False,
    seconds: float | None = None,
    on_file: Callable[[int], None] = lambda size: None,
) -> Verification:
    """Read stored files as a whole, those first that were verified longest ago.

    Damage and loss are recorded and logged, and do not stop the rest.

    Args:
        everything: every file, and not only those that are due.
        seconds: after which no further file is begun.
        on_file: is told the size of each file that was looked at.
    """
    _take_in_what_is_referred_to()
    until = time.monotonic() + seconds if seconds is not None else float("inf")
    done, looked_at = Verification(), list[Looked]()
    rows = StoredFile.objects.all() if everything else due()
    # As a list: the order follows what is written meanwhile.
    for file in list(_oldest_first(rows)):
        if time.monotonic() >= until:
            break
        looked_at.append((file, examined(file.sha256)))
        on_file(file.size)
        if _is_enough(looked_at):
            _record(looked_at, done)
            looked_at = []
    _record(looked_at, done)
    done.waiting = due().count() if not everything or seconds is not None else 0
    return done


def due() -> QuerySet[StoredFile]:
    """Return the files whose turn it is: by tomorrow they would be overdue, or are not sound."""
    before = timezone.now() - timedelta(days=settings.VERIFY_FILES_DAYS - 1)
    lately = timezone.now() - timedelta(hours=12)
    turn = Q(verified_at=None) | Q(verified_at__lt=before)
    return StoredFile.objects.filter(turn | (~Q(state=State.SOUND) & Q(verified_at__lt=lately)))


def examined(sha256: str) -> State:
    """Read a stored file as a whole and say what it is like."""
    try:
        store.check(sha256)
    except store.KeyMissing:
        return State.LOCKED
    except FileNotFoundError:
        return State.MISSING
    except (store.Damaged, OSError):
        return State.DAMAGED
    return State.SOUND


def note_unsound(*, sha256: str) -> None:
    """Record what somebody ran into who wanted to read a file."""
    file = StoredFile.objects.filter(sha256=sha256).first()
    if file is not None:
        _record([(file, examined(sha256))], Verification())


def _oldest_first(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    return rows.only("sha256", "size").order_by(F("verified_at").asc(nulls_first=True), "id")


def _is_enough(looked_at: list[Looked]) -> bool:
    if len(looked_at) >= FILES_A_TIME:
        return True
    return sum(file.size for file, _ in looked_at) >= BYTES_A_TIME


def _record(looked_at: list[Looked], done: Verification) -> None:
    if not looked_at:
        return
    now = timezone.now()
    unsound = {file.sha256: state for file, state in looked_at if state is not State.SOUND}
    with writing(actor=VERIFIER, action=Action.KEEP_FILES) as entry:
        for file, state in looked_at:
            _write_down(file, state, now)
        entry.note(verified=len(looked_at), damaged=sorted(unsound))
    for sha256, state in unsound.items():
        logger.error("The stored file %s is %s", sha256, state.value)
    done.files += len(looked_at)
    done.bytes += sum(file.size for file, _ in looked_at)
    done.unsound |= unsound


def _write_down(file: StoredFile, state: State, now: datetime) -> None:
    since = None if state is State.SOUND else Coalesce("found_at", Value(now))
    StoredFile.objects.filter(pk=file.pk).update(verified_at=now, state=state, found_at=since)


def _take_in_what_is_referred_to() -> None:
    """Make a record of each file that is referred to and has none, as those of earlier versions."""
    now = timezone.now()
    rows = (StoredFile(sha256=sha256, size=size, stored_at=now) for sha256, size in _referred_to())
    StoredFile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _referred_to() -> Iterator[tuple[str, int]]:
    known = StoredFile.objects.values("sha256")
    attached = Attachment._base_manager.exclude(sha256__in=known).order_by()
    yield from attached.values_list("sha256", "size").distinct()
    reported = ReportFile._base_manager.exclude(sha256__in=known).order_by()
    yield from reported.values_list("sha256", "size").distinct()
    sheets = ImportBatch._base_manager.filter(kept=True).exclude(sha256__in=known).order_by()
    for sha256 in sheets.values_list("sha256", flat=True).distinct():
        yield sha256, 0
