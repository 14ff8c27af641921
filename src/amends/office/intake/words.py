"""The words for reports: kinds, states, indicators, forms, bodies, licences, identifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.intake import identification
from amends.intake.declared import declared
from amends.intake.funnel import FunnelStage
from amends.intake.progress import ReportState, ReportStep
from amends.intake.screening import IndicatorAnswer, dimensions, indicators, sorts

Words = str | Promise

STATES = {
    ReportState.RECEIVED: pgettext_lazy("report", "Received"),
    ReportState.SCREENED: pgettext_lazy("report", "Screened"),
    ReportState.TRIAGED: pgettext_lazy("report", "Triage decided"),
    ReportState.REFERRED: pgettext_lazy("report", "Passed on"),
    ReportState.CASE: pgettext_lazy("report", "Belongs to a case"),
    ReportState.CLOSED: pgettext_lazy("report", "Closed"),
}
STEPS = {
    ReportStep.OPEN: _("Case opened"),
    ReportStep.JOIN: _("Joined to a case"),
    ReportStep.REFER: _("Passed on to another body"),
    ReportStep.CLOSE: _("Closed without a case"),
}
ANSWERS = {
    IndicatorAnswer.YES: pgettext_lazy("indicator", "Present"),
    IndicatorAnswer.NO: pgettext_lazy("indicator", "Not present"),
    IndicatorAnswer.UNKNOWN: pgettext_lazy("indicator", "Not known"),
}
STAGES = {
    FunnelStage.RECEIVED: pgettext_lazy("reports", "Received"),
    FunnelStage.SCREENED: pgettext_lazy("reports", "Screened"),
    FunnelStage.INDICATORS: pgettext_lazy("reports", "With indicators"),
    FunnelStage.REFERRED: pgettext_lazy("reports", "Referred"),
    FunnelStage.CASE: pgettext_lazy("reports", "With a case"),
    FunnelStage.CHARGED: pgettext_lazy("reports", "Charged"),
    FunnelStage.CONVICTED: pgettext_lazy("reports", "Convicted"),
}
ACTS = {
    "recorded": _("Recorded"),
    "corrected": _("Corrected"),
    "removed": _("Taken out of view"),
    "restored": _("Brought back"),
    "taken": _("Taken up"),
    "contact": _("Contact written down"),
    "person": _("Person added"),
    "person_removed": _("Person taken out"),
    "person_restored": _("Person brought back"),
    "file": _("File attached"),
    "file_removed": _("File taken out of view"),
    "file_restored": _("File brought back"),
    "screened": pgettext_lazy("report", "Screened"),
    "triaged": pgettext_lazy("report", "Triage decided"),
    **{step.value: words for step, words in STEPS.items()},
    "answered": _("Answer recorded"),
    "undone": _("Undone"),
    "identified": _("Identification recorded"),
    "identification_struck": _("Identification struck out"),
    "identification_back": _("Identification stands again"),
}


def word(table: Mapping[str, Any], code: str) -> str:
    """Return what a declared code is called; the code itself if it is not declared."""
    found = table.get(code)
    return gettext(found.label) if found else code


def choices(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return declared codes to choose from."""
    return [(code, gettext(one.label)) for code, one in table.items()]


def kind_word(code: str) -> str:
    """Return what a sender of reports is called."""
    return word(declared().kinds, code)


def way_word(code: str) -> str:
    """Return what a way in which reports come is called."""
    return word(declared().ways, code)


def body_word(code: str) -> str:
    """Return what a body is called to which reports are passed on."""
    return word(declared().bodies, code)


def closing_word(code: str) -> str:
    """Return what a reason for closing a report is called."""
    return word(declared().closings, code)


def licence_word(code: str) -> str:
    """Return how a licence stands, in words."""
    return word(declared().licences, code)


def sort_word(code: str) -> str:
    """Return what a sort of exploitation is called."""
    return word(sorts(), code) if code else gettext("Not screened yet")


def indicator_word(code: str) -> str:
    """Return what an indicator is called."""
    return word(indicators(), code)


def indicator_words(codes: Iterable[str]) -> list[str]:
    """Return what indicators are called, one by one."""
    return [indicator_word(code) for code in codes]


def dimension_word(code: str) -> str:
    """Return what the guidance reads an indicator as."""
    return word(dimensions(), code)


def status_word(code: str) -> str:
    """Return where an authority stands, in words."""
    return word(identification.statuses(), code)
