"""A file in CASE/UCO as it was handed in: its exhibits, or why there are none."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.base.messages import Refusal
from amends.office.validation import problem, translated
from amends.proof.uco_reading import FoundExhibit, exhibits_in

LARGEST = 16 * 1024**2
MOST_EXHIBITS = 2_000


def found_in(data: bytes) -> tuple[FoundExhibit, ...]:
    """Return the exhibits in the bytes of a graph.

    Raises:
        ValidationError: it holds none, or too many to be tried while somebody waits.
    """
    try:
        found = exhibits_in(data)
    except Refusal as refusal:
        raise problem("file", translated(refusal.message)) from None
    if len(found) > MOST_EXHIBITS:
        said = _("This graph holds more than %d exhibits. Ask for it in parts.")
        raise problem("file", said % MOST_EXHIBITS)
    return found
