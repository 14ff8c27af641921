"""A PDF of pages alone: nothing that hangs on a page, stands behind it or waits to be run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from amends.office.disclosure.pages.opening import Trouble, Unusable

KEPT_OF_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
DROPPED = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/StructParent", "/StructParents", "/OPI"}
    | {"/Alternates", "/ActualText", "/Alt", "/E", "/OC", "/AA", "/AF", "/Ref", "/PTEX.InfoDict"}
    | {"/PTEX.FileName", "/Measure", "/ID", "/PtData", "/Private", "/Properties"}
)
NO_WORDS = frozenset({"/ID", "/Ordering", "/Registry"})
HIDDEN = "/AmendsHidden"
PARTS = {
    "metadata": ("/Metadata",),
    "outlines": ("/Outlines",),
    "forms": ("/AcroForm",),
    "layers": ("/OCProperties",),
    "scripts": ("/OpenAction", "/AA"),
}
MOST_OBJECTS = 2_000_000


def note_hidden_layers(document: pikepdf.Pdf) -> None:
    """Write on each layer that is off when the file is opened that it is; copies keep that."""
    settings = _dictionary(document.Root.get("/OCProperties"))
    shown = _dictionary(settings.get("/D"))
    off = _rows(shown.get("/OFF"))
    if str(shown.get("/BaseState", "/ON")) == "/OFF":
        on = {layer.objgen for layer in _rows(shown.get("/ON"))}
        off = [layer for layer in _rows(settings.get("/OCGs")) if layer.objgen not in on]
    for layer in off:
        if isinstance(layer, pikepdf.Dictionary):
            layer[HIDDEN] = True


def counted(document: pikepdf.Pdf) -> Counter[str]:
    """Return how much of what is no content of a page a file holds."""
    found: Counter[str] = Counter()
    for what, keys in PARTS.items():
        found[what] = sum(key in document.Root for key in keys)
    names = _dictionary(document.Root.get("/Names"))
    found["scripts"] += "/JavaScript" in names
    found["files"] = len(document.attachments)
    found["metadata"] += len(document.docinfo)
    for page in document.pages:
        found["notes"] += len(_rows(page.obj.get("/Annots")))
    return +found


def pages_alone(document: pikepdf.Pdf) -> pikepdf.Pdf:
    """Return a new PDF that holds the pages of another and nothing else of it.

    What the pages inherit is written on each of them; notes and fields on them are left out.
    """
    alone = pikepdf.new()
    alone.pages.extend(document.pages)
    for page in alone.pages:
        for key in {str(key) for key in page.obj} - _KEPT:
            del page.obj[key]
    return alone


_KEPT = frozenset({"/Type", "/Parent", "/Resources", "/Contents", *KEPT_OF_A_PAGE})


def strip(document: pikepdf.Pdf) -> None:
    """Take out of every object what says something beside the content."""
    for found in parts(document):
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            for name in DROPPED:
                if name in found:
                    del found[name]


def strings(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield every string that stands in a file outside the content of its pages."""
    for found in parts(document):
        if isinstance(found, pikepdf.String):
            yield str(found)


def parts(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every object of a file and whatever lies within it, each object with a number once."""
    waiting: list[Any] = [document.trailer]
    for place, found in enumerate(document.objects):
        waiting.append(found)
        if place > MOST_OBJECTS:
            raise Unusable(Trouble.TOO_LARGE)
    while waiting:
        found = waiting.pop()
        yield found
        waiting += [inner for inner in _within(found) if not _has_number(inner)]


def _within(found: Any) -> list[Any]:
    """Return what lies in an object, but for strings that are no words, as tables of colours."""
    if isinstance(found, pikepdf.Array):
        entries = list(found)
        return entries[1:2] if entries and entries[0] == pikepdf.Name.Indexed else entries
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return [value for key, value in found.items() if key not in NO_WORDS]
    return []


def _has_number(found: Any) -> bool:
    return isinstance(found, pikepdf.Object) and bool(found.is_indirect)


def _dictionary(found: Any) -> Any:
    return found if isinstance(found, pikepdf.Dictionary) else {}


def _rows(found: Any) -> list[Any]:
    return list(found) if isinstance(found, pikepdf.Array) else []
