"""Where the proof of a case is weak, and what it takes to obtain what is not there yet.

Which single source a proof hangs on is told to nobody here, whoever asks.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, colleague
from amends.api.paging import InWindow, Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.proof_matrix import proof_in
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Line
from amends.office.exhibits import selectors as exhibits
from amends.office.policy import Action, Layer, require
from amends.office.proving import selectors, step_services, weakness_services
from amends.office.proving.models import ProofStep, TakenUp
from amends.office.proving.weakness_rows import WeaknessRow, named_as, weakness_rows
from amends.proof.proving import Reading
from amends.proof.weaknesses import WeaknessKind

router = Router(tags=["proof"])
Count = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class WeaknessOut(Schema):
    """Where a proof is weak: by what it is known, what that is in words, and its task if any."""

    kind: WeaknessKind
    about: str
    detail: str
    about_in_words: str
    detail_in_words: str
    counts: int
    taken_up: int | None
    task: int | None


class TakenUpOut(Schema):
    """A weakness that was taken up as a task."""

    id: int
    kind: str
    about: str
    detail: str
    task: int
    undone: bool

    @staticmethod
    def resolve_task(row: TakenUp) -> int:
        """Return the number of the task."""
        return row.task_id

    @staticmethod
    def resolve_undone(row: TakenUp) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class ProofStepOut(Schema):
    """What it takes to obtain an item, and until when it can be had."""

    item: str
    days: int
    queue: int
    cost: int
    tier: int
    perishable: date | None
    deadline: date | None
    authority: str
    version: int

    @staticmethod
    def resolve_item(row: ProofStep) -> str:
        """Return the key of the item."""
        return row.item.key


class WeaknessQuery(Window):
    """In which reading, and of which kind."""

    reading: Reading = Reading.PENDING
    kind: WeaknessKind | None = None


class TakeUpIn(Given):
    """A weakness to take up as a task; for the caller if for nobody else."""

    kind: WeaknessKind
    about: Line
    detail: Line = ""
    owner: Code = Field("", description="the user name of a colleague")
    due: date | None = None


class ProofStepIn(Given):
    """What it takes to obtain an item; what is left out stays. ``version`` is 0 at first."""

    version: Count
    days: Count | None = None
    queue: Count | None = None
    cost: Count | None = None
    tier: Annotated[int, Field(ge=0, le=3)] | None = Field(
        None, description="0 asks nothing of victims, 1 contact, 2 a statement, 3 a risk"
    )
    perishable: date | None = None
    deadline: date | None = None
    authority: Annotated[Line, Field(max_length=200)] | None = None


@router.get("/{reference}/proof/weaknesses", response=answers(Page[WeaknessOut]))
def list_weaknesses(
    request: Call, reference: Code, query: Annotated[WeaknessQuery, Query()]
) -> Any:
    """List where the proof of a case is weak, that on which the most hangs at the top."""
    case = case_of(request.auth, reference, Layer.PROOF)
    taken = selectors.taken_up(actor=request.auth, case=case)
    held = proof_in(request.auth, case)
    rows = weakness_rows(held, taken, knows=False, reading=query.reading)
    return page([_weakness(row) for row in rows if query.kind in {None, row.found.kind}], query)


@router.post(
    "/{reference}/proof/weaknesses/take-up", response=answers(TakenUpOut, 201), auth=WRITES
)
def take_up_weakness(request: Call, reference: Code, given: TakeUpIn) -> Any:
    """Take a weakness up as a task."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PROOF)
    require(actor, Action.ARGUE, case)
    row = weakness_services.take_up(
        actor=actor,
        case=case,
        kind=given.kind,
        about=given.about,
        detail=given.detail,
        owner=colleague(actor, "owner", given.owner) if given.owner else None,
        due=given.due,
    )
    return Status(201, row)


@router.post("/{reference}/proof/weaknesses/{pk}/undo", response=answers(TakenUpOut), auth=WRITES)
def undo_weakness(request: Call, reference: Code, pk: Key) -> Any:
    """Undo taking a weakness up; its task is cancelled if it is open."""
    case = case_of(request.auth, reference, Layer.PROOF)
    row = selectors.one_taken_up(actor=request.auth, case=case, pk=pk)
    weakness_services.undo_take_up(actor=request.auth, row=row)
    return row


@router.get("/{reference}/proof/steps", response=answers(Page[ProofStepOut]))
def list_proof_steps(request: Call, reference: Code, window: InWindow) -> Any:
    """List what it takes to obtain items that are not there yet."""
    case = case_of(request.auth, reference, Layer.PROOF)
    return page(selectors.steps(actor=request.auth, case=case), window)


@router.put("/{reference}/proof/steps/{item}", response=answers(ProofStepOut), auth=WRITES)
def plan_step(request: Call, reference: Code, item: Code, given: ProofStepIn) -> Any:
    """Say what it takes to obtain an item, unless somebody else was quicker."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PROOF)
    require(actor, Action.PLAN_PROOF, case)
    wanted = exhibits.item(actor=actor, case=case, key=item)

    def stands() -> Schema | None:
        row = selectors.steps(actor=actor, case=case).filter(item=wanted).first()
        return ProofStepOut.from_orm(row) if row else None

    stated = given.model_dump(exclude_unset=True, exclude={"version"})
    optional = {"perishable", "deadline"}
    known = {name: v for name, v in stated.items() if v is not None or name in optional}
    with showing_what_stands(stands):
        return step_services.plan_step(actor=actor, item=wanted, version=given.version, **known)


def _weakness(row: WeaknessRow) -> dict[str, Any]:
    about, detail = named_as(row.found)
    return {
        "kind": row.found.kind,
        "about": about,
        "detail": detail,
        "about_in_words": row.about,
        "detail_in_words": row.detail,
        "counts": row.number,
        "taken_up": row.taken_up.pk if row.taken_up else None,
        "task": row.taken_up.task_id if row.taken_up else None,
    }
