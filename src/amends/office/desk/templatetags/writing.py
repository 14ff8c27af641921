"""How words are written beside each other in any script; at hand in every template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language_bidi

from amends.base import sides
from amends.office.desk import words

register = template.Library()


@register.filter
def side_of(text: Any) -> str:
    """Return the direction of a title by its words, for the ``dir`` of what it stands in."""
    return sides.side_of(str(text))


@register.simple_tag
def comma() -> str:
    """Return the comma of the reader's language, which is another one in Arabic."""
    return words.comma()


@register.simple_tag
def arrow() -> str:
    """Return the arrow that points where the page is read on to."""
    return words.arrow(right_to_left=get_language_bidi())


@register.filter
def listed(names: Iterable[str]) -> str:
    """Return words as a list in the reader's language; each keeps its own direction."""
    return words.listed(names)
