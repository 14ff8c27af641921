"""Working notes: read, written, withdrawn by their author and shown again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Text
from amends.office.accounts.models import User
from amends.office.cases import selectors, services
from amends.office.cases.models import Note
from amends.office.policy import Layer

router = Router(tags=["notes"])


class NoteOut(Schema):
    """A note; a withdrawn one keeps its place but not its words."""

    id: int
    author: Person
    text: str
    written_at: datetime
    withdrawn: bool

    @staticmethod
    def resolve_text(note: Note) -> str:
        """Return the words, unless their author withdrew them."""
        return "" if note.withdrawn_at else note.text

    @staticmethod
    def resolve_withdrawn(note: Note) -> bool:
        """Say whether the author withdrew it."""
        return note.withdrawn_at is not None


class NoteIn(Given):
    """What to write."""

    text: Text = Field(min_length=1)


@router.get("/{reference}/notes", response=answers(Page[NoteOut]))
def list_notes(request: Call, reference: Code, window: InWindow) -> Any:
    """List the notes of a case, the latest first."""
    case = case_of(request.auth, reference, Layer.NOTES)
    return page(selectors.notes(actor=request.auth, case=case), window)


@router.post("/{reference}/notes", response=answers(NoteOut, 201), auth=WRITES)
def write_note(request: Call, reference: Code, given: NoteIn) -> Any:
    """Write a note."""
    case = case_of(request.auth, reference)
    return Status(201, services.write_note(actor=request.auth, case=case, text=given.text))


@router.post("/{reference}/notes/{pk}/withdraw", response=answers(NoteOut), auth=WRITES)
def withdraw_note(request: Call, reference: Code, pk: Key) -> Any:
    """Withdraw one's own note from view."""
    return _withdraw(request.auth, reference, pk, withdrawn=True)


@router.post("/{reference}/notes/{pk}/restore", response=answers(NoteOut), auth=WRITES)
def restore_note(request: Call, reference: Code, pk: Key) -> Any:
    """Show one's own note again."""
    return _withdraw(request.auth, reference, pk, withdrawn=False)


def _withdraw(actor: User, reference: str, pk: int, *, withdrawn: bool) -> Note:
    case = case_of(actor, reference, Layer.NOTES)
    note = selectors.notes(actor=actor, case=case).select_related("case").get(pk=pk)
    return services.withdraw_note(actor=actor, note=note, withdrawn=withdrawn)
