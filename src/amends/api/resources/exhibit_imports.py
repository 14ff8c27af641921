"""Exhibits in CASE/UCO taken from an attached file: tried, taken, and taken out again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import selectors as attachments
from amends.office.exchange import exhibit_selectors, exhibit_services, selectors, services
from amends.office.exchange.exhibit_rows import ExhibitRow, exhibit_rows
from amends.office.exchange.exhibit_services import NothingToTake
from amends.office.exchange.models import ImportBatch
from amends.office.policy import Action, Layer, require

router = Router(tags=["evidence"])


class TriedExhibitOut(Schema):
    """What would become of one exhibit of the file.

    ``item`` is the key it would have; nothing if it is refused, for the ``faults`` named. ``left``
    are its actions that are no steps of custody, ``missing`` counts its files that are not attached
    to the case.
    """

    number: int
    called: str
    item: str | None
    kind: str
    steps: int
    missing: int
    faults: list[str]
    left: list[str]


class ExhibitTrialOut(Schema):
    """What would become of every exhibit of the file; nothing was taken."""

    read: int
    taken: int
    exhibits: list[TriedExhibitOut]


class RefusedExhibitOut(Schema):
    """An exhibit that was not taken: which one of the file, from 1, and why."""

    number: int
    faults: list[str]


class ImportOut(Schema):
    """One import: a file, how much of it was taken, and why the rest was not."""

    id: int
    kind: str
    filename: str
    sha256: str
    read: int
    taken: int
    refused: list[RefusedExhibitOut]
    by: Person | None
    at: datetime
    undone: bool

    @staticmethod
    def resolve_refused(row: ImportBatch) -> list[dict[str, Any]]:
        """Return what was refused, with the reasons of each."""
        return [
            {"number": one["row"], "faults": [fault["message"] for fault in one["faults"]]}
            for one in row.refused
        ]

    @staticmethod
    def resolve_undone(row: ImportBatch) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


@router.post(
    "/{reference}/attachments/{pk}/exhibits/try", response=answers(ExhibitTrialOut), auth=WRITES
)
def try_exhibits(request: Call, reference: Code, pk: Key) -> Any:
    """Try every exhibit of an attached file in CASE/UCO and take none. The trial is logged."""
    actor, case = request.auth, _importing(request.auth, reference)
    attachment = attachments.attachment(actor=actor, case=case, pk=pk)
    found = exhibit_selectors.exhibits_of(actor=actor, attachment=attachment)
    tried = exhibit_services.check_exhibits(actor=actor, case=case, found=found)
    rows = [_tried(row) for row in exhibit_rows(tried)]
    return {"read": len(rows), "taken": sum(bool(row["item"]) for row in rows), "exhibits": rows}


@router.post(
    "/{reference}/attachments/{pk}/exhibits", response=answers(ImportOut, 201), auth=WRITES
)
def take_exhibits(request: Call, reference: Code, pk: Key) -> Any:
    """Take the exhibits of an attached file in CASE/UCO, with their custody.

    What the case has already is left as it stands; what cannot be taken is named, each with why.
    """
    actor, case = request.auth, _importing(request.auth, reference)
    attachment = attachments.attachment(actor=actor, case=case, pk=pk)
    try:
        return Status(201, exhibit_services.import_exhibits(actor=actor, attachment=attachment))
    except NothingToTake as refusal:
        raise ValidationError(_by_exhibit(refusal)) from None


@router.get("/{reference}/imports", response=answers(Page[ImportOut]))
def list_imports(request: Call, reference: Code, window: InWindow) -> Any:
    """List what was imported into a case, the latest first."""
    case = _importing(request.auth, reference)
    return page(selectors.imports(actor=request.auth, case=case), window)


@router.post("/{reference}/imports/{pk}/undo", response=answers(ImportOut), auth=WRITES)
def undo_import(request: Call, reference: Code, pk: Key) -> Any:
    """Take what an import added out of view."""
    case = _importing(request.auth, reference)
    batch = selectors.import_batch(actor=request.auth, case=case, pk=pk)
    return services.undo_import(actor=request.auth, batch=batch)


def _importing(actor: User, reference: str) -> Case:
    """Return the case, if the account may import into it and enters evidence."""
    case = case_of(actor, reference, Layer.EVIDENCE)
    require(actor, Action.IMPORT, case)
    require(actor, Action.ENTER_EVIDENCE, case)
    return case


def _by_exhibit(refusal: NothingToTake) -> dict[str, list[str]]:
    """Return why each exhibit is refused, by its place in the file."""
    by_place = {f"exhibits.{one.number}": list(one.faults) for one in refusal.tried}
    return {"file": [_("There is no exhibit to take.")], **by_place}


def _tried(row: ExhibitRow) -> dict[str, Any]:
    one = row.tried
    return {
        "number": one.number,
        "called": one.found.number,
        "item": one.item.key if one.item else None,
        "kind": one.item.kind if one.item else "",
        "steps": len(one.found.steps),
        "missing": one.missing,
        "faults": list(one.faults),
        "left": list(row.left),
    }
