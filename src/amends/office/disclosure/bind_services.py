"""Writes that bind sets: the queue, the work on one, and the bundle that comes of it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from amends.office.disclosure.asking import series_of
from amends.office.disclosure.bundling import Made, bound
from amends.office.disclosure.gathering import NotToBeBound, gathered
from amends.office.disclosure.models import BoundPiece, Bundle, DisclosureSet, Numbering, SetState
from amends.office.disclosure.pages.opening import Unusable
from amends.office.disclosure.pieces import FILE, ITEM, STATEMENT
from amends.office.disclosure.selectors import given_runs, numbering, schedule
from amends.office.disclosure.set_services import pieces_of
from amends.office.evidence.models import Attachment
from amends.office.evidence.services import add_attachment, keep, safe_name
from amends.office.exhibits.models import Item
from amends.office.log.services import writing
from amends.office.policy import Action, SystemActor
from amends.office.statements.models import Statement
from amends.office.validation import save, to_be_stored
from amends.proof.bates import Run, Series, next_run

BINDER = SystemActor("binding of bundles")
LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3
AT_ONCE = 40 * 1024**2  # bytes of files that somebody can wait for
Progress = Callable[[DisclosureSet], None]


@dataclass
class Report:
    """How many sets were bound, and how many could not be."""

    bound: int = 0
    failed: int = 0


class NumbersTaken(Exception):
    """Another bundle took the numbers meanwhile."""


def bind_after_asking(row: DisclosureSet) -> None:
    """Bind a set that was just asked for, if it is small enough to be waited for."""
    size = sum(file.size for file in _files_of(row))
    if size <= AT_ONCE:
        work_bundles(among=[row])


def work_bundles(
    *,
    seconds: float | None = None,
    among: Collection[DisclosureSet] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bind the sets that wait, until none waits or the time is over.

    A set whose binding was broken off is taken again by whoever works next.

    Args:
        seconds: how long to go on; without it, until none waits.
        among: only these sets.
        progress: told each that was worked on.
    """
    report = Report()
    ends = time.monotonic() + seconds if seconds is not None else None
    for row in _claimed(among, ends):
        _work(row)
        row.refresh_from_db()
        report.bound += row.state == SetState.BOUND
        report.failed += row.state == SetState.FAILED
        if progress is not None:
            progress(row)
    return report


def _claimed(
    among: Collection[DisclosureSet] | None, ends: float | None
) -> Iterator[DisclosureSet]:
    tried: set[int] = set()
    while ends is None or time.monotonic() < ends:
        waiting = _waiting()
        if among is not None:
            waiting = waiting.filter(pk__in=[row.pk for row in among])
        row = waiting.exclude(pk__in=tried).select_related("case", "asked_by").first()
        if row is None:
            return
        tried.add(row.pk)
        mine = _waiting().filter(pk=row.pk)
        if mine.update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
            row.refresh_from_db()
            yield row


def _waiting() -> QuerySet[DisclosureSet]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - LEASE)
    rows = DisclosureSet._base_manager.filter(free, state=SetState.WAITING, removed_at=None)
    return rows.order_by("asked_at", "id")


def _work(row: DisclosureSet) -> None:
    """Bind one set and keep what came of it, a failure in words."""
    language = getattr(row.asked_by, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            if row.attempts > MOST_ATTEMPTS:
                _fail(row, "stopped", "")
            else:
                _bind(row)
        except NotToBeBound as fault:
            _fail(row, "not_to_be_bound", fault.title)
        except Unusable as fault:
            _fail(row, fault.trouble, "")
        except ValidationError as fault:
            _fail(row, "refused", " ".join(fault.messages))


def _bind(row: DisclosureSet) -> None:
    for _attempt in range(MOST_ATTEMPTS):
        series = series_of(numbering(actor=BINDER, case=row.case))
        rows = gathered(schedule(actor=BINDER, case=row.case), pieces_of(row))
        runs = given_runs(actor=BINDER, case=row.case, prefix=series.prefix)
        with bound(row, rows, series, next_run(series, runs, 1).first, _tell(row)) as made:
            if made.fault:
                _fail(row, *made.fault)
                return
            stored = keep(made.chunks())
        try:
            _keep(row, made, series, stored)
        except NumbersTaken:
            continue
        return
    _fail(row, "busy", "")


def _keep(row: DisclosureSet, made: Made, series: Series, stored: Any) -> None:
    """Keep a bundle with its numbers, unless another one was given them meanwhile.

    Raises:
        NumbersTaken: it was.
    """
    with writing(actor=BINDER, action=Action.DISCLOSE, case=row.case) as entry:
        now = DisclosureSet._base_manager.select_for_update().get(pk=row.pk)
        if now.state != SetState.WAITING or now.version != row.version or now.asked_by is None:
            return
        _hold_numbers(row, series, made.whole)
        attachment = add_attachment(
            stored=stored,
            case=row.case,
            by=now.asked_by,
            title=to_be_stored(
                _("Bundle %(set)s: %(title)s") % {"set": row.key, "title": row.title[:150]}
            ),
            filename=safe_name(f"{row.case.reference}-{row.key}.pdf"),
            entry=entry,
        )
        parts = made.parts()
        bundle = Bundle(
            case=row.case,
            set=now,
            attachment=attachment,
            prefix=series.prefix,
            digits=series.digits,
            first=made.whole.first,
            last=made.whole.last,
            parts=parts,
            elsewhere=made.elsewhere,
            digest=digest_of(row.key, stored.sha256, made.whole, parts),
        )
        save(bundle)
        save_pieces(bundle)
        now.state, now.claimed_at, now.why = SetState.BOUND, None, []
        now.version += 1
        save(now)
        entry.note(set=row.key, first=bundle.first, last=bundle.last, digest=bundle.digest)


def save_pieces(bundle: Bundle) -> None:
    """Keep which pieces of material the parts of a bundle stand for."""
    rows = {"case": bundle.case}
    items = {f"{ITEM}{row.key}": row for row in Item._base_manager.filter(**rows)}
    files = {f"{FILE}{row.pk}": row for row in Attachment._base_manager.filter(**rows)}
    said = {f"{STATEMENT}{row.key}": row for row in Statement._base_manager.filter(**rows)}
    for place, part in enumerate(bundle.parts):
        for key in part["keys"]:
            row = BoundPiece(case=bundle.case, layer=bundle.layer, bundle=bundle, part=place)
            row.item, row.attachment, row.statement = items.get(key), files.get(key), said.get(key)
            save(row)


def digest_of(key: str, sha256: str, whole: Run, parts: list[dict[str, Any]]) -> str:
    """Return the digest of a set: over the bundle, its numbers, and the list of its parts."""
    said = {"set": key, "bundle": sha256, "numbers": asdict(whole), "parts": parts}
    packed = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def _hold_numbers(row: DisclosureSet, series: Series, whole: Run) -> None:
    """Hold the numbers of a case still, and see that those of a bundle are the next ones."""
    Numbering._base_manager.get_or_create(
        case=row.case,
        defaults={"prefix": series.prefix, "digits": series.digits, "start": series.start},
    )
    held = Numbering._base_manager.select_for_update().get(case=row.case)
    runs = given_runs(actor=BINDER, case=row.case, prefix=series.prefix)
    if series_of(held) != series or next_run(series, runs, whole.pages) != whole:
        raise NumbersTaken


def _fail(row: DisclosureSet, what: str, about: str) -> None:
    with writing(actor=BINDER, action=Action.DISCLOSE, case=row.case) as entry:
        now = DisclosureSet._base_manager.select_for_update().get(pk=row.pk)
        if now.state == SetState.WAITING and now.version == row.version:
            now.state, now.claimed_at, now.why = SetState.FAILED, None, [what, about]
            now.version += 1
            save(now)
            entry.note(set=row.key, failed=True, why=what)


def _tell(row: DisclosureSet) -> Callable[[int], None]:
    """Return what writes down how many files are done; whoever looks at the page reads it."""

    def tell(done: int) -> None:
        now = timezone.now()
        DisclosureSet._base_manager.filter(pk=row.pk).update(done=done, claimed_at=now)

    return tell


def _files_of(row: DisclosureSet) -> list[Any]:
    try:
        rows = gathered(schedule(actor=BINDER, case=row.case), pieces_of(row))
    except NotToBeBound:
        return []
    return [one.file for one in rows if one.file is not None]
