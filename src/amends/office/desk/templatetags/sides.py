"""The filter that says from which side a title is read; it is at hand in every template."""

from __future__ import annotations

from typing import Any

from django import template

from amends.base import sides

register = template.Library()


@register.filter
def side_of(text: Any) -> str:
    """Return the direction of a title by its words, for the ``dir`` of what it stands in."""
    return sides.side_of(str(text))
