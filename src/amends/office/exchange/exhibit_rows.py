"""Exhibits that are tried, in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.office.exchange.exhibit_services import TriedExhibit
from amends.office.exhibits.words import kind_word
from amends.proof.uco_reading import LeftAction


@dataclass(frozen=True)
class ExhibitRow:
    """One exhibit: what it would be called, what of it is taken, and what is not.

    Attributes:
        left: the actions that are no steps of custody, each with the reason.
    """

    tried: TriedExhibit
    kind: str
    left: tuple[str, ...]


def exhibit_rows(tried: Iterable[TriedExhibit]) -> Iterator[ExhibitRow]:
    """Yield every exhibit as a row."""
    for one in tried:
        kind = kind_word(one.item.kind) if one.item is not None else ""
        yield ExhibitRow(one, kind, tuple(map(_left, one.found.left)))


def _left(action: LeftAction) -> str:
    said = {
        "name": _("“%s” is no step of custody that is known here."),
        "time": _("“%s” has no time with its zone."),
        "performer": _("“%s” does not say who did it."),
    }
    return said[action.why] % action.name
