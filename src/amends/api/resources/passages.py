"""Passages of attachments, and the text they stand in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Number, Text
from amends.finding import Quotable
from amends.law.elements import ElementName
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import selectors as evidence
from amends.office.evidence.models import Attachment
from amends.office.parties.models import Party
from amends.office.passages import selectors, services
from amends.office.passages.models import LONGEST_QUOTE, Passage
from amends.office.policy import Action, Layer, require
from amends.office.reading.selectors import text_page, whole_page
from amends.office.validation import problem

router = Router(tags=["passages"])
Place = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Quote = Annotated[Text, Field(max_length=LONGEST_QUOTE)]
Note = Annotated[Text, Field(max_length=2_000)]


class TextOut(Schema):
    """A page of what was read of a file. Passages count its characters from 0."""

    page: int
    pages: int
    unit: str
    text: str


class PassageOut(Schema):
    """Words of an attachment, and what they go to. ``found`` says whether they are still there."""

    id: int
    attachment: int
    sha256: str
    page: int
    start: int
    end: int
    quote: str
    element: ElementName
    party: str = Field(description="the key; empty if they are in another case now")
    note: str
    found: bool
    tied_by: Person
    tied_at: datetime
    removed: bool
    version: int

    @staticmethod
    def resolve_attachment(row: Passage) -> int:
        """Return the key of the attachment."""
        return row.attachment_id

    @staticmethod
    def resolve_sha256(row: Passage) -> str:
        """Return the digest of the file."""
        return row.attachment.sha256

    @staticmethod
    def resolve_party(row: Passage) -> str:
        """Return the key of whom it speaks against."""
        return row.party.key if row.party.case_id == row.case_id else ""

    @staticmethod
    def resolve_removed(row: Passage) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class PassageQuery(Window):
    """What the list is narrowed to."""

    element: ElementName | None = None
    party: Code = ""
    attachment: Key | None = None
    found: bool | None = None
    removed: bool = False


class PassageIn(Given):
    """Words to tie, by their place, by the words themselves, or by both, which then must agree."""

    page: Number = 1
    start: Place | None = None
    end: Place | None = None
    quote: Quote = ""
    element: ElementName
    party: Code = Field(min_length=1)
    note: Note = ""


class PassageEdit(Given):
    """What a passage goes to; what is left out stays."""

    version: int = Field(ge=0, le=LARGEST_NUMBER)
    element: ElementName | None = None
    party: Code | None = None
    note: Note | None = None


class TextQuery(Given):
    """Which page of a file, from 1; one that is not there gives the nearest."""

    page: Number = 1


@router.get("/{reference}/attachments/{pk}/text", response=answers(TextOut))
def read_text(request: Call, reference: Code, pk: Key, query: Annotated[TextQuery, Query()]) -> Any:
    """Read a page of what was read of an attachment."""
    actor, found = request.auth, _attachment(request.auth, reference, pk)
    shown = text_page(actor=actor, attachment=found, page=query.page)
    return {
        "page": shown.number,
        "pages": shown.pages,
        "unit": shown.reading.unit if shown.reading else "",
        "text": "".join(part.text for part in shown.parts),
    }


@router.get("/{reference}/passages", response=answers(Page[PassageOut]))
def list_passages(request: Call, reference: Code, query: Annotated[PassageQuery, Query()]) -> Any:
    """List the passages of a case, in the order of their files."""
    case = case_of(request.auth, reference, Layer.EVIDENCE)
    filters = selectors.PassageFilters(
        element=query.element or "",
        party=query.party,
        attachment=query.attachment,
        found=query.found,
        removed=query.removed,
    )
    return page(selectors.passages(actor=request.auth, case=case, filters=filters), query)


@router.post(
    "/{reference}/attachments/{pk}/passages", response=answers(PassageOut, 201), auth=WRITES
)
def tie_passage(request: Call, reference: Code, pk: Key, given: PassageIn) -> Any:
    """Tie words of an attachment to an element against somebody; whole words are taken."""
    actor = request.auth
    case = case_of(actor, reference, Layer.EVIDENCE)
    require(actor, Action.TIE_PASSAGE, case)
    attachment = _attachment(actor, reference, pk)
    start, end = _place(actor, attachment, given)
    row = services.tie_passage(
        actor=actor,
        attachment=attachment,
        page=given.page,
        start=start,
        end=end,
        quote=given.quote,
        element=given.element,
        party=_party(actor, case, given.party),
        note=given.note,
    )
    return Status(201, _passage(actor, reference, row.pk))


@router.get("/{reference}/passages/{pk}", response=answers(PassageOut))
def read_passage(request: Call, reference: Code, pk: Key) -> Any:
    """Read one passage."""
    return _passage(request.auth, reference, pk)


@router.patch("/{reference}/passages/{pk}", response=answers(PassageOut), auth=WRITES)
def edit_passage(request: Call, reference: Code, pk: Key, given: PassageEdit) -> Any:
    """Change what a passage goes to, or its note."""
    actor, row = request.auth, _passage(request.auth, reference, pk)
    changes: dict[str, Any] = given.model_dump(exclude={"version"}, exclude_none=True)
    if given.party is not None:
        changes["party"] = _party(actor, row.case, given.party)
    with showing_what_stands(lambda: PassageOut.from_orm(_passage(actor, reference, pk))):
        services.edit_passage(actor=actor, passage=row, version=given.version, **changes)
    return _passage(actor, reference, pk)


@router.post("/{reference}/passages/{pk}/remove", response=answers(PassageOut), auth=WRITES)
def remove_passage(request: Call, reference: Code, pk: Key) -> Any:
    """Take a passage out of view."""
    return services.remove_passage(
        actor=request.auth, passage=_passage(request.auth, reference, pk)
    )


@router.post("/{reference}/passages/{pk}/restore", response=answers(PassageOut), auth=WRITES)
def restore_passage(request: Call, reference: Code, pk: Key) -> Any:
    """Bring a passage back into view."""
    row = _passage(request.auth, reference, pk)
    return services.remove_passage(actor=request.auth, passage=row, removed=False)


def _place(actor: User, attachment: Attachment, given: PassageIn) -> tuple[int, int]:
    """Return from where to where the words stand on their page.

    Raises:
        ValidationError: neither a place nor words were given, or the words are not there.
    """
    if given.start is not None and given.end is not None:
        return given.start, given.end
    if not given.quote.strip():
        raise problem("start", _("Give start and end, or the words themselves as quote."))
    text = whole_page(actor=actor, attachment=attachment, page=given.page)
    span = Quotable(text).find(given.quote, given.start or 0)
    if span is None:
        raise problem("quote", _("These words do not stand on this page."))
    return span


def _party(actor: User, case: Case, key: str) -> Party:
    party = named_party(actor, case, "party", key)
    if party is None:
        raise problem("party", _("Choose whom the passage speaks against."))
    return party


def _attachment(actor: User, reference: str, pk: int) -> Attachment:
    case = case_of(actor, reference, Layer.ATTACHMENTS)
    return evidence.attachment(actor=actor, case=case, pk=pk)


def _passage(actor: User, reference: str, pk: int) -> Passage:
    case = case_of(actor, reference, Layer.EVIDENCE)
    return selectors.passage(actor=actor, case=case, pk=pk)
