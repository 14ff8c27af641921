"""The standard of proof for charging on a count, and what a lawyer says of it."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.charging import AboutCountOut, CountName, meant_count
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_KEY, Code, Key, Text
from amends.office.charging import proof_services, selectors
from amends.office.charging.models import ProofLabel
from amends.office.policy import Action, Layer, require

router = Router(tags=["charging"])


class ProofLabelOut(AboutCountOut):
    """What a lawyer said of the standard of proof on a count. The latest not undone stands."""

    label: ProofLabel.Label
    reason: str
    made_by: str
    undone: bool

    @staticmethod
    def resolve_made_by(row: ProofLabel) -> str:
        """Return the user name of the lawyer."""
        return row.made_by.username if row.made_by else ""

    @staticmethod
    def resolve_undone(row: ProofLabel) -> bool:
        """Say whether it was taken back."""
        return row.undone_at is not None


class ProofLabelIn(CountName):
    """Whether the standard of proof is met on a count, and why.

    ``version`` is the id of the label that stood when it was read; 0 if none did.
    """

    version: int = Field(ge=0, le=LARGEST_KEY)
    label: ProofLabel.Label
    reason: Text = Field(min_length=1)


@router.get("/{reference}/proof-labels", response=answers(Page[ProofLabelOut]))
def list_proof_labels(request: Call, reference: Code, query: Annotated[Window, Query()]) -> Any:
    """List what was said of the standard of proof, the latest first, undone or not."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    return page(selectors.proof_labels(actor=request.auth, case=case), query)


@router.post("/{reference}/proof-labels", response=answers(ProofLabelOut, 201), auth=WRITES)
def label_proof(request: Call, reference: Code, given: ProofLabelIn) -> Any:
    """Say whether the standard of proof is met on a count; 409 if somebody was quicker."""
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    require(actor, Action.ADD_COUNT, case)
    found = selectors.charging_of(actor=actor, case=case, today=timezone.localdate())
    count = meant_count(found, given)

    def stands() -> Schema | None:
        rows = selectors.labels_on(actor=actor, case=case, count=count).filter(undone_at=None)
        row = rows.first()
        return ProofLabelOut.from_orm(row) if row else None

    said = given.model_dump(include={"version", "label", "reason"})
    with showing_what_stands(stands):
        row = proof_services.label_proof(actor=actor, case=case, count=count, **said)
    return Status(201, selectors.proof_label(actor=actor, case=case, pk=row.pk))


@router.post("/{reference}/proof-labels/{pk}/undo", response=answers(ProofLabelOut), auth=WRITES)
def undo_proof_label(request: Call, reference: Code, pk: Key) -> Any:
    """Take back what was said of the standard of proof; what was said before stands again."""
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    row = selectors.proof_label(actor=actor, case=case, pk=pk)
    return proof_services.undo_label(actor=actor, row=row)
