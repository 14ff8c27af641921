"""Template filters that turn the codes of reports into words."""

from __future__ import annotations

from typing import Any

from django import template

from amends.intake.funnel import FunnelStage
from amends.intake.progress import ReportState, ReportStep
from amends.office.intake import words

register = template.Library()
register.filter("kind_word", words.kind_word)
register.filter("way_word", words.way_word)
register.filter("body_word", words.body_word)
register.filter("closing_word", words.closing_word)
register.filter("sort_word", words.sort_word)
register.filter("status_word", words.status_word)


@register.filter
def state_word(code: str) -> Any:
    """Return how far a report has come, in words."""
    return words.STATES[ReportState(code)]


@register.filter
def decision_word(code: str) -> Any:
    """Return what was decided to become of a report, in words."""
    return words.STEPS[ReportStep(code)]


@register.filter
def stage_of_reports(code: str) -> Any:
    """Return what a stage is called to which reports come."""
    return words.STAGES[FunnelStage(code)]
