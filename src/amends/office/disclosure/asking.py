"""How the office asks the process that touches PDF files."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from amends.office.disclosure.models import Mark, Numbering
from amends.office.disclosure.pages.process import PageProcess
from amends.proof.bates import Series


def page_process() -> PageProcess:
    """Return a process that touches PDF files, within the limits of the office."""
    return PageProcess(seconds=settings.READ_SECONDS, memory=settings.READ_MEMORY)


def said(mark: Mark) -> dict[str, Any]:
    """Return a mark as the process takes it."""
    return {"page": mark.page, "words": mark.words, "alone": mark.alone, "part": mark.part}


def series_of(row: Numbering) -> Series:
    """Return a numbering as the pure rooms take it."""
    return Series(row.prefix, row.digits, row.start)
