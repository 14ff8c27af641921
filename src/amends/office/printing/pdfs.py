"""A document as PDF, set with fonts that amends ships: the same on a bare machine as anywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from amends.base.package_data import read_text
from amends.office.printing.documents import Document, as_data

if TYPE_CHECKING:
    import typst

FORM = "forms/document.typ"


def pdf_of(document: Document, *, made_by: str, made_at: datetime) -> bytes:
    """Return a document as an accessible PDF (PDF/UA-1).

    The words of the document are handed over as data; none of them is read as markup. Where no
    font has a sign, such as one of a script that neither amends nor the machine has a font for,
    the PDF is not called accessible and says on its first page that signs are missing.
    """
    import typst

    try:
        return _set(document, made_by, made_at, ["ua-1"])
    except typst.TypstError:
        missing = _("Some signs could not be shown: this machine has no font that has them.")
        incomplete = replace(document, remarks=(*document.remarks, missing))
        return _set(incomplete, made_by, made_at, [])


def _set(
    document: Document, made_by: str, made_at: datetime, standards: list[Literal["ua-1"]]
) -> bytes:
    import typst

    data = {**as_data(document), "author": made_by}
    return typst.compile(
        read_text(FORM).encode(),
        font_paths=fonts(),
        sys_inputs={"document": json.dumps(data)},
        pdf_standards=[*standards],
        timestamp=made_at.replace(microsecond=0),
    )


@cache
def fonts() -> typst.Fonts:
    """Return the fonts: those shipped and embedded first, the machine's for other scripts."""
    import typst

    with as_file(files("amends").joinpath("data", "fonts")) as folder:
        return typst.Fonts(include_system_fonts=True, font_paths=[folder])
