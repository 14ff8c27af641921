"""Taking a case out of the office as a file, which the log keeps with the file's digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.printing.composing import OF_PROOF, Paper, composed
from amends.office.printing.docxs import docx_of
from amends.office.printing.pdfs import pdf_of
from amends.office.printing.selectors import case_on_paper
from amends.office.stamps.services import ask_for_document


class FileForm(StrEnum):
    """A form of file a document can be had in."""

    PDF = "pdf"
    DOCX = "docx"


MAKERS = {FileForm.PDF: pdf_of, FileForm.DOCX: docx_of}


@dataclass(frozen=True)
class Issued:
    """A document that was made: its bytes, and the name to give the file."""

    content: bytes
    filename: str


def issue_document(
    *, actor: User, case: Case, paper: Paper, form: FileForm, made_for: str = ""
) -> Issued:
    """Make a document on a case as a file, in the reader's language.

    The log keeps which one it was and its SHA-256, so that a copy can be told from a forgery.
    For whom it was made stands in the document alone: it may be a name.

    Raises:
        NotPermitted: the actor's role takes no case out of the office, or the case is not theirs.
    """
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        rows = case_on_paper(
            actor=actor, case=case, today=timezone.localdate(), with_proof=paper in OF_PROOF
        )
        document = composed(paper, rows, made_by=actor.name, made_for=made_for)
        content = MAKERS[form](document, made_by=actor.name, made_at=timezone.now())
        digest = hashlib.sha256(content).hexdigest()
        if paper is Paper.CUSTODY:
            name = f"{case.reference}-{paper}.{form}"
            ask_for_document(actor=actor, case=case, name=name, sha256=digest)
        entry.note(document=paper, form=form, sha256=digest, language=document.language)
    return Issued(content, f"{case.reference}-{paper}.{form}")
