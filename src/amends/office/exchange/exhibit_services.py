"""Taking the exhibits of a graph in CASE/UCO into a case: trying it first, then taking it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casefile.values import KEY_SHAPE, LONGEST_KEY
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.exchange.exhibit_selectors import exhibits_of
from amends.office.exchange.models import EXHIBITS, ImportBatch
from amends.office.exhibits.custody_services import record_step
from amends.office.exhibits.models import Item, ItemFile
from amends.office.exhibits.services import add_file, enter_item
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem, save
from amends.proof.kinds import kinds
from amends.proof.uco_reading import FoundExhibit, FoundStep

LONGEST_NOTE = 500
UNKNOWN_KIND = "other"


@dataclass(frozen=True)
class TriedExhibit:
    """What becomes of one exhibit of a graph.

    Attributes:
        number: which one of the graph it is, from 1.
        item: the item it became, or would become; nothing if it is refused.
        missing: how many of its files the case does not hold.
        faults: why it is refused.
    """

    number: int
    found: FoundExhibit
    item: Item | None
    missing: int = 0
    faults: tuple[str, ...] = ()


class NothingToTake(ValidationError):
    """Every exhibit of a file is refused; ``tried`` says why of each."""

    def __init__(self, tried: Sequence[TriedExhibit]) -> None:
        """Keep what was tried."""
        self.tried = tuple(tried)
        said = _("There is no exhibit to take: the page says why of each.")
        super().__init__({"file": [said]})


def check_exhibits(*, actor: User, case: Case, found: Sequence[FoundExhibit]) -> list[TriedExhibit]:
    """Try every exhibit of a graph and take none."""
    with writing(actor=actor, action=Action.IMPORT, case=case) as entry:
        with transaction.atomic():
            tried = _take(actor, case, found)
            transaction.set_rollback(True)
        entry.note(tried=EXHIBITS, read=len(tried))
    return tried


def import_exhibits(*, actor: User, attachment: Attachment) -> ImportBatch:
    """Take the exhibits of an attached file into its case, with their custody.

    What the case has already is left as it stands.

    Raises:
        ValidationError: it cannot be read.
        NothingToTake: there is nothing in it to take.
    """
    found = exhibits_of(actor=actor, attachment=attachment)
    with writing(actor=actor, action=Action.IMPORT, case=attachment.case) as entry:
        tried = _take(actor, attachment.case, found)
        taken = [one.item for one in tried if one.item is not None]
        if not taken:
            raise NothingToTake(tried)
        batch = _record(actor, attachment, tried, taken)
        entry.note(batch=batch.pk, kind=EXHIBITS, sha256=attachment.sha256)
        entry.note(read=len(tried), taken=len(taken))
    return batch


def _record(
    actor: User, attachment: Attachment, tried: Sequence[TriedExhibit], taken: Sequence[Item]
) -> ImportBatch:
    refused = [
        {"row": one.number, "faults": [{"field": "", "message": said} for said in one.faults]}
        for one in tried
        if one.item is None
    ]
    batch = ImportBatch(
        case=attachment.case,
        kind=EXHIBITS,
        filename=attachment.filename,
        sha256=attachment.sha256,
        encoding="CASE/UCO",
        read=len(tried),
        taken=len(taken),
        refused=refused,
        created=[item.pk for item in taken],
        by=actor,
    )
    save(batch)
    return batch


def _take(actor: User, case: Case, found: Sequence[FoundExhibit]) -> list[TriedExhibit]:
    files: dict[str, Attachment] = {}
    for row in Attachment.objects.seen_by(actor).filter(case=case, removed_at=None):
        files.setdefault(row.sha256, row)
    return [_tried(actor, case, number, one, files) for number, one in enumerate(found, 1)]


def _tried(
    actor: User, case: Case, number: int, found: FoundExhibit, files: dict[str, Attachment]
) -> TriedExhibit:
    try:
        with transaction.atomic():
            item = _entered(actor, case, found)
            for one in found.steps:
                _recorded(actor, item, one)
            here = {file.sha256 for file in found.files} & files.keys()
            for sha256 in sorted(here):
                copy = ItemFile.Copy.EVIDENTIARY
                add_file(actor=actor, item=item, attachment=files[sha256], copy=copy)
    except ValidationError as refusal:
        return TriedExhibit(number, found, None, faults=tuple(refusal.messages))
    missing = sum(file.sha256 not in files for file in found.files)
    return TriedExhibit(number, found, item, missing)


def _entered(actor: User, case: Case, found: FoundExhibit) -> Item:
    described = found.description or found.number
    if not described:
        raise problem("description", _("It has neither a number nor a description."))
    key = key_of(found.number)
    if key and Item._base_manager.filter(case=case, key=key).exists():
        raise problem("key", _("%s is in this case already and is left as it stands.") % key)
    if found.number and key != found.number:
        described = _("%(described)s (number there: %(number)s)") % {
            "described": described,
            "number": found.number,
        }
    kind = kinds().get(found.kind)
    is_kept = kind is not None and kind.form.is_in_custody
    return enter_item(
        actor=actor,
        case=case,
        kind=found.kind if is_kept else UNKNOWN_KIND,
        description=described,
        key=key,
    )


def key_of(number: str) -> str:
    """Return the number of an exhibit as a key of an item; nothing if it cannot be one."""
    key = re.sub(r"[^A-Za-z0-9_-]+", "-", number).strip("-")
    return key if len(key) <= LONGEST_KEY and re.fullmatch(KEY_SHAPE, key) else ""


def _recorded(actor: User, item: Item, found: FoundStep) -> None:
    step, note = found.step, found.note
    record_step(
        actor=actor,
        item=item,
        kind=step.kind,
        at=step.at,
        until=step.until,
        by=step.by,
        to=step.to,
        place=step.place,
        purpose=step.purpose,
        seal_before=step.seal_before,
        seal_after=step.seal_after,
        sha256=step.sha256,
        receipt=step.receipt,
        note=note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…",
    )
