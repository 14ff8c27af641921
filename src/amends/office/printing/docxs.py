"""A document as DOCX, filled into a form that an office may give its own look."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from amends.base.sides import side_of
from amends.office.printing.documents import Document, as_data

MARK = "\N{LEFT-TO-RIGHT MARK}"
FORMS = {False: "case_summary.docx", True: "case_summary_rtl.docx"}
FORMS_FOLDER = Path(str(files("amends").joinpath("data", "forms")))


def docx_of(document: Document, *, made_by: str, made_at: datetime) -> bytes:
    """Return a document as DOCX. Its words are escaped: none is read as markup or template."""
    from docxtpl import DocxTemplate

    word_file = DocxTemplate(FORMS_FOLDER / FORMS[document.right_to_left])
    words = {**as_data(document), **_page_words(document.page)}
    word_file.render(_kept_in_order(words) if document.right_to_left else words, autoescape=True)
    _sign(word_file.core_properties, document, made_by, made_at)
    filled = io.BytesIO()
    word_file.save(filled)
    return filled.getvalue()


def _kept_in_order(value: Any) -> Any:
    """Return data in which a text that begins from left to right stays so up to its full stop.

    Word processors take the direction of a paragraph from the form, not from its words.
    """
    if isinstance(value, str):
        return f"{MARK}{value}{MARK}" if side_of(value) == "ltr" else value
    if isinstance(value, dict):
        return {
            name: inner if name == "form" else _kept_in_order(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_kept_in_order(inner) for inner in value]
    return value


def _page_words(page: str) -> dict[str, str]:
    """Return what stands before, between and after the two numbers of a page."""
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return {"page_before": before, "page_between": between, "page_after": after}


def _sign(properties: Any, document: Document, made_by: str, made_at: datetime) -> None:
    properties.title = f"{document.title} {document.reference}"[:255]
    properties.author = properties.last_modified_by = made_by[:255]
    properties.language = document.language
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
