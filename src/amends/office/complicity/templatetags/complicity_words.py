"""Words for the codes of reports on officials."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from amends.integrity.complicity import Origin, Stage, declared
from amends.office.complicity.models import ORIGIN_LABELS, STAGE_LABELS

register = template.Library()


@register.filter
def origin_word(code: str) -> Any:
    """Return how a report came, in the reader's language."""
    return ORIGIN_LABELS[Origin(code)]


@register.filter
def stage_of_report(code: str) -> Any:
    """Return how far a report came, in the reader's language."""
    return STAGE_LABELS[Stage(code)]


@register.filter
def outcome_word(code: str) -> str:
    """Return where a report ended, in the reader's language."""
    return gettext(declared().outcomes[code])
