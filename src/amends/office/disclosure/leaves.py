"""The pages that amends puts into a bundle: cover, contents, slip-sheets and the index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from amends.base.package_data import read_text
from amends.office.disclosure.words import trouble_words
from amends.office.printing.pdfs import fonts
from amends.proof.bates import Run, Series

if TYPE_CHECKING:
    from amends.office.disclosure.models import DisclosureSet

FORM = "forms/bundle.typ"
LONGEST = 300


@dataclass(frozen=True)
class Leaf:
    """One thing bound into a bundle, as the contents list it.

    Attributes:
        keys: the pieces of material it stands for.
        number: the exhibit number.
        sha256: of the file it is; empty for a thing.
        redacted: whether it is a redacted copy.
        trouble: why a slip-sheet stands for it; empty if its pages are bound.
    """

    keys: tuple[str, ...]
    title: str
    number: str
    filename: str
    size: int
    sha256: str
    redacted: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class Contents:
    """A table whose rows lead to parts of the bundle."""

    head: tuple[str, ...]
    rows: tuple[dict[str, object], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page, or a few: a title, facts, remarks and a table."""

    title: str
    reference: str = ""
    subject: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    contents: Contents | None = field(default=None)


def front(
    row: DisclosureSet, leaves: Sequence[Leaf], runs: Sequence[Run], whole: Run, series: Series
) -> bytes:
    """Return the cover and the contents; the first part of a bundle, of which it lists the rest."""
    cover = Page(
        title=row.title,
        reference=f"{row.case.reference} · {row.key}",
        subject=row.case.title,
        rows=tuple((label, value) for label, value in _facts(row, whole, series) if value),
        remarks=_remarks(leaves),
    )
    return _set([cover, Page(_("Contents"), contents=_contents(leaves, runs, whole, series))])


def slips(leaves: Sequence[Leaf]) -> bytes:
    """Return one page for each thing that is not bound itself, with what it is and its digest."""
    return _set([_slip(leaf) for leaf in leaves])


def index(leaves: Sequence[Leaf], runs: Sequence[Run], series: Series) -> bytes:
    """Return the index: every part by its exhibit number, with its numbers and its digest."""
    order = sorted(range(len(leaves)), key=lambda at: natural(leaves[at].number))
    rows = tuple(
        {
            "part": at + 1,
            "cells": [
                leaves[at].number or "–",
                _cut(leaves[at].title),
                _range(runs[at], series),
                leaves[at].sha256 or "–",
            ],
        }
        for at in order
    )
    head = (_("Exhibit number"), _("Title"), _("Numbers"), "SHA-256")
    return _set([Page(_("Index"), contents=Contents(head, rows, (2, 5, 4, 5)))])


def natural(text: str) -> tuple[object, ...]:
    """Return what texts with figures in them are sorted by: 2 before 10, none at the end."""
    import re

    pieces = re.split(r"(\d+)", text)
    return (not text, *((not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in pieces))


def _facts(row: DisclosureSet, whole: Run, series: Series) -> list[tuple[str, str]]:
    return [
        (_("Court"), row.case.court),
        (_("Set"), row.key),
        (_("Bound on"), date_format(localdate())),
        (_("Pages"), str(whole.pages)),
        (_("Numbers"), _range(whole, series)),
    ]


def _remarks(leaves: Sequence[Leaf]) -> tuple[str, ...]:
    slipped = sum(bool(leaf.trouble) for leaf in leaves)
    redacted = sum(leaf.redacted for leaf in leaves)
    remarks = [
        _("Victims appear by pseudonym only."),
        _("Slip-sheets, for what cannot be bound: %d.") % slipped,
        _("Redacted copies: %d. What is black was taken out, not covered.") % redacted,
    ]
    return tuple(r for r, shown in zip(remarks, (True, slipped, redacted), strict=True) if shown)


def _contents(leaves: Sequence[Leaf], runs: Sequence[Run], whole: Run, series: Series) -> Contents:
    rows = tuple(
        {
            "part": at + 1,
            "cells": [
                str(at + 1),
                leaf.number or "–",
                _titled(leaf),
                str(run.first - whole.first + 1),
                _range(run, series),
            ],
        }
        for at, (leaf, run) in enumerate(zip(leaves, runs, strict=True))
    )
    head = (_("No."), _("Exhibit number"), _("Title"), _("Page"), _("Numbers"))
    return Contents(head, rows, (1, 2, 6, 1, 5))


def _titled(leaf: Leaf) -> str:
    lines = (_cut(leaf.title), _("slip-sheet") if leaf.trouble else "")
    return "\n".join(filter(None, lines))


def _slip(leaf: Leaf) -> Page:
    rows = [
        (_("Exhibit number"), leaf.number),
        (_("File"), _cut(leaf.filename)),
        (_("Bytes"), str(leaf.size) if leaf.sha256 else ""),
        ("SHA-256", leaf.sha256),
        (_("Why it is not bound"), trouble_words(leaf.trouble)),
    ]
    handed_over = _("It is handed over beside this bundle, as a file with the digest above.")
    return Page(
        title=_("In the place of a part that is not bound"),
        subject=_cut(leaf.title),
        rows=tuple((label, value) for label, value in rows if value),
        remarks=(handed_over,) if leaf.sha256 else (),
    )


def _range(run: Run, series: Series) -> str:
    first, last = series.label(run.first), series.label(run.last)
    return first if first == last else f"{first} – {last}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _set(pages: Sequence[Page]) -> bytes:
    import typst

    data = {
        "title": pages[0].title,
        "language": get_language() or "en",
        "right_to_left": get_language_bidi(),
        "pages": [asdict(page) for page in pages],
    }
    return typst.compile(
        read_text(FORM).encode(), font_paths=fonts(), sys_inputs={"bundle": json.dumps(data)}
    )
