"""Disclosure sets: what is in them, binding and serving them, and how pages are numbered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import InWindow, Page, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.material import Version
from amends.api.resources.served import ServiceOut
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure import bind_services, selectors, set_selectors, set_services
from amends.office.disclosure.models import Bundle, DisclosureSet, SetState
from amends.office.disclosure.pieces import Piece
from amends.office.disclosure.rows import why_words
from amends.office.evidence import selectors as attachments
from amends.office.evidence.models import Attachment
from amends.office.policy import Action, Layer, require
from amends.office.validation import problem

router = Router(tags=["disclosure"])
Pieces = Annotated[list[Code], Field(min_length=1, max_length=set_services.MOST_PIECES)]


class BundleOut(Schema):
    """A set as it was bound: the file, its numbers and its parts."""

    attachment: int
    prefix: str
    digits: int
    first: int
    last: int
    digest: str
    parts: list[dict[str, Any]]
    made_at: datetime

    @staticmethod
    def resolve_attachment(row: Bundle) -> int:
        """Return the key of the file."""
        return row.attachment_id


class SetOut(Schema):
    """A disclosure set with its bundles, the latest first, and its services."""

    key: str
    title: str
    state: SetState
    why: str
    done: int
    version: int
    removed: bool
    bundles: list[BundleOut]
    services: list[ServiceOut]

    @staticmethod
    def resolve_why(row: DisclosureSet) -> str:
        """Return why it could not be bound."""
        return why_words(row)

    @staticmethod
    def resolve_removed(row: DisclosureSet) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None

    @staticmethod
    def resolve_bundles(row: Any) -> Any:
        """Return the bundles, as the selector brought them."""
        return row.all_bundles

    @staticmethod
    def resolve_services(row: Any) -> Any:
        """Return the services, as the selector brought them."""
        return row.all_services


class SetIn(Given):
    """A set to put together, of material by its keys."""

    title: Annotated[Line, Field(min_length=1, max_length=200)]
    material: Pieces


class SetEdit(SetIn):
    """A set to change, as it was when it was read."""

    version: Version


class OfVersion(Given):
    """A set as it was when it was read."""

    version: Version


class ServiceIn(OfVersion):
    """A service to record."""

    defendant: Code
    on: date
    way: Annotated[Code, Field(max_length=20)]
    received_by: Annotated[Line, Field(min_length=1, max_length=200)]
    proof: Key


class NumberingOut(Schema):
    """How the pages of a case are numbered; ``version`` is nought while nobody has said."""

    prefix: str
    digits: int
    start: int
    version: int


class NumberingIn(Given):
    """How the pages of a case are to be numbered."""

    version: Version
    prefix: Annotated[Code, Field(max_length=20)]
    digits: Annotated[int, Field(ge=3, le=12)]
    start: Annotated[int, Field(ge=1, le=10**12 - 1)]


@router.get("/{reference}/sets", response=answers(Page[SetOut]))
def list_sets(request: Call, reference: Code, window: InWindow) -> Any:
    """List the disclosure sets of a case; to whom the schedule is closed, those served."""
    case = case_of(request.auth, reference, Layer.SERVED)
    return page(set_selectors.sets(actor=request.auth, case=case), window)


@router.post("/{reference}/sets", response=answers(SetOut, 201), auth=WRITES)
def open_set(request: Call, reference: Code, given: SetIn) -> Any:
    """Put a set together."""
    actor, case = request.auth, case_of(request.auth, reference, Layer.DISCLOSURE)
    require(actor, Action.DISCLOSE, case)
    pieces = _pieces(actor, case, given.material)
    row = set_services.open_set(actor=actor, case=case, title=given.title, pieces=pieces)
    return Status(201, _set(actor, reference, row.key))


@router.get("/{reference}/sets/{key}", response=answers(SetOut))
def read_set(request: Call, reference: Code, key: Code) -> Any:
    """Read one set."""
    return _set(request.auth, reference, key)


@router.put("/{reference}/sets/{key}", response=answers(SetOut), auth=WRITES)
def edit_set(request: Call, reference: Code, key: Code, given: SetEdit) -> Any:
    """Change a set that is not served."""
    actor, row = request.auth, _set(request.auth, reference, key)
    require(actor, Action.DISCLOSE, row.case)
    pieces = _pieces(actor, row.case, given.material)
    with showing_what_stands(lambda: SetOut.from_orm(_set(actor, reference, key))):
        set_services.edit_set(
            actor=actor, row=row, version=given.version, title=given.title, pieces=pieces
        )
    return _set(actor, reference, key)


@router.post("/{reference}/sets/{key}/bind", response=answers(SetOut), auth=WRITES)
def bind_set(request: Call, reference: Code, key: Code, given: OfVersion) -> Any:
    """Ask for the bundle of a set; a large one is made by ``amends work`` and waits until then."""
    actor, row = request.auth, _set(request.auth, reference, key)
    with showing_what_stands(lambda: SetOut.from_orm(_set(actor, reference, key))):
        asked = set_services.ask_for_bundle(actor=actor, row=row, version=given.version)
    bind_services.bind_after_asking(asked)
    return _set(actor, reference, key)


@router.post("/{reference}/sets/{key}/remove", response=answers(SetOut), auth=WRITES)
def remove_set(request: Call, reference: Code, key: Code) -> Any:
    """Take a set that is not served out of view."""
    actor = request.auth
    set_services.remove_set(actor=actor, row=_set(actor, reference, key))
    return _set(actor, reference, key)


@router.post("/{reference}/sets/{key}/restore", response=answers(SetOut), auth=WRITES)
def restore_set(request: Call, reference: Code, key: Code) -> Any:
    """Bring a set back into view."""
    actor = request.auth
    set_services.remove_set(actor=actor, row=_set(actor, reference, key), removed=False)
    return _set(actor, reference, key)


@router.post("/{reference}/sets/{key}/services", response=answers(ServiceOut, 201), auth=WRITES)
def record_service(request: Call, reference: Code, key: Code, given: ServiceIn) -> Any:
    """Record that a bound set was served; from then on it is frozen."""
    actor, row = request.auth, _set(request.auth, reference, key)
    require(actor, Action.DISCLOSE, row.case)
    party = named_party(actor, row.case, "defendant", given.defendant)
    if party is None:
        raise problem("defendant", _("There is no party with this key in the case."))
    stated = given.model_dump(include={"version", "on", "way", "received_by"})
    proof = _proof(actor, row.case, given.proof)
    with showing_what_stands(lambda: SetOut.from_orm(_set(actor, reference, key))):
        service = set_services.serve(actor=actor, row=row, party=party, proof=proof, **stated)
    return Status(201, service)


@router.get("/{reference}/numbering", response=answers(NumberingOut))
def read_numbering(request: Call, reference: Code) -> Any:
    """Read how the pages of a case are numbered."""
    case = case_of(request.auth, reference, Layer.DISCLOSURE)
    return selectors.numbering(actor=request.auth, case=case)


@router.put("/{reference}/numbering", response=answers(NumberingOut), auth=WRITES)
def set_numbering(request: Call, reference: Code, given: NumberingIn) -> Any:
    """Say how the pages of a case are numbered; numbers already given stay given."""
    actor, case = request.auth, case_of(request.auth, reference, Layer.DISCLOSURE)
    with showing_what_stands(
        lambda: NumberingOut.from_orm(selectors.numbering(actor=actor, case=case))
    ):
        return set_services.set_numbering(actor=actor, case=case, **given.model_dump())


def _set(actor: User, reference: str, key: str) -> DisclosureSet:
    case = case_of(actor, reference, Layer.SERVED)
    return set_selectors.disclosure_set(actor=actor, case=case, key=key)


def _pieces(actor: User, case: Case, keys: list[str]) -> list[Piece]:
    """Return the material that a field of the body names.

    Raises:
        ValidationError: one is not in the case.
    """
    found = selectors.schedule(actor=actor, case=case)
    lines = [found.line(key) for key in dict.fromkeys(keys)]
    known = [line.piece for line in lines if line is not None]
    if len(known) < len(lines):
        raise problem("material", _("There is no material with this key in the case."))
    return known


def _proof(actor: User, case: Case, pk: int) -> Attachment:
    try:
        return attachments.attachment(actor=actor, case=case, pk=pk)
    except Attachment.DoesNotExist:
        raise problem("proof", _("Choose a file of this case that proves the service.")) from None
