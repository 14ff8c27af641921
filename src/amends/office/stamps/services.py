"""Writes on time-stamps: asking for one, and getting what waits from the authority."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.exhibits.selectors import item as item_of
from amends.office.exhibits.standing import exhibit_of
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, SystemActor
from amends.office.stamps import authority
from amends.office.stamps.models import Stamp
from amends.office.validation import translated
from amends.proof.stamps import Stamped, StampRefused, request_for, statement_of, verified

STAMPER = SystemActor("time-stamps of the authority")


@dataclass
class Report:
    """How many stamps were given, and how many still wait."""

    stamped: int = 0
    waiting: int = 0


def ask_for_item(*, actor: Actor, item: Item) -> Stamp | None:
    """Ask for a stamp of an exhibit's chain as it now stands; none if no authority is set.

    A request that still waits is replaced: nobody needs the stamp of a chain that has moved on.
    """
    if not authority.is_set():
        return None
    with writing(actor=actor, action=Action.RECORD_CUSTODY, case=item.case) as entry:
        current = item_of(actor=actor, case=item.case, key=item.key)
        digests = [file.attachment.sha256 for file in current.files]  # type: ignore[attr-defined]  # prefetched
        statement = statement_of(exhibit_of(current), reference=item.case.reference, files=digests)
        waiting = Stamp._base_manager.filter(item=item, stamped_at=None)
        waiting.delete()
        stamp = Stamp(case=item.case, item=item, statement=statement)
        stamp.save()
        entry.note(item=item.key, stamp=stamp.pk)
    return stamp


def stamp_item(*, actor: Actor, item: Item) -> Stamp | None:
    """Ask for a stamp of an exhibit's chain as it now stands, and get it while somebody waits.

    What the authority does not give is kept as still to be stamped, with the reason, and is asked
    for again by the next run. None is asked for if no authority is set.
    """
    stamp = ask_for_item(actor=actor, item=item)
    if stamp is not None:
        _get(stamp)
        stamp.refresh_from_db(from_queryset=Stamp._base_manager.all())
    return stamp


def ask_for_document(*, actor: Actor, case: Case, name: str, sha256: str) -> Stamp | None:
    """Ask for a stamp of a certificate that is being issued, in the frame of its issuing."""
    if not authority.is_set():
        return None
    stated = {"case": case.reference, "document": name, "sha256": sha256}
    stamp = Stamp(case=case, statement=json.dumps(stated, ensure_ascii=False, sort_keys=True))
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        stamp.save()
        entry.note(stamp=stamp.pk, sha256=sha256)
    return stamp


def stamp_waiting(*, go_on: Callable[[], bool] = lambda: True) -> Report:
    """Get the stamps that wait, those first that were tried longest ago.

    A failing authority stops nothing: what it does not stamp waits for the next run, with the
    reason. After a first failure the rest of this run is left, so that a dead address is not
    asked a thousand times.
    """
    report = Report()
    if authority.is_set():
        waiting = Stamp._base_manager.filter(stamped_at=None).select_related("case")
        for stamp in list(waiting.order_by(F("tried_at").asc(nulls_first=True), "id")):
            if not go_on() or not _get(stamp):
                break
            report.stamped += 1
    report.waiting = Stamp._base_manager.filter(stamped_at=None).count()
    return report


def _get(stamp: Stamp) -> bool:
    """Get one stamp; say whether it was given. The authority is asked outside any transaction."""
    request = request_for(stamp.statement)
    try:
        trust = authority.trust()
        answer = authority.answer_to(request.as_bytes())
        found = verified(answer, stamp.statement, trust, request=request)
    except StampRefused as refusal:
        _keep_fault(stamp, translated(refusal.message))
        return False
    _keep(stamp, answer, found)
    return True


def _keep(stamp: Stamp, answer: bytes, found: Stamped) -> None:
    with writing(actor=STAMPER, action=Action.RECORD_CUSTODY, case=stamp.case) as entry:
        Stamp._base_manager.filter(pk=stamp.pk, stamped_at=None).update(
            answer=answer,
            stamped_at=found.at,
            authority=found.authority,
            serial=found.serial,
            tried_at=timezone.now(),
            fault="",
        )
        entry.note(stamp=stamp.pk, serial=found.serial, stamped_at=found.at.isoformat())


def _keep_fault(stamp: Stamp, fault: str) -> None:
    with writing(actor=STAMPER, action=Action.RECORD_CUSTODY, case=stamp.case) as entry:
        Stamp._base_manager.filter(pk=stamp.pk).update(tried_at=timezone.now(), fault=fault[:300])
        entry.note(stamp=stamp.pk, failed=True)
