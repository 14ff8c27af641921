"""The words for statements: stances, turns, control, who paid, how it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.law.terms import terms
from amends.office.statements.proposition_services import TIED_TO
from amends.proof.kinds import elements
from amends.proof.statement_words import controls, explanations, payers, recordings
from amends.proof.statements import Stance, Turn

Words = str | Promise

STANCES: dict[str, Words] = {
    Stance.ASSERTS: pgettext_lazy("a statement", "asserts"),
    Stance.DENIES: pgettext_lazy("a statement", "denies"),
    Stance.SILENT: pgettext_lazy("a statement", "silent"),
}
TURNS: dict[str, Words] = {
    Turn.FIRST: _("First statement"),
    Turn.NEW: _("New"),
    Turn.STAYS: _("Stays"),
    Turn.CHANGES: _("Changed"),
    Turn.NOT_REPEATED: _("Not spoken of again"),
    Turn.SILENT: _("Not spoken of"),
}
TONES: dict[str, str] = {
    Turn.FIRST: "neutral",
    Turn.NEW: "info",
    Turn.STAYS: "good",
    Turn.CHANGES: "warn",
    Turn.NOT_REPEATED: "neutral",
    Turn.SILENT: "neutral",
}
UNKNOWN = [("", _("Not recorded")), ("true", _("Yes")), ("false", _("No"))]


def choices(known: Mapping[str, Any], empty: Words) -> list[tuple[str, Words]]:
    """Return declared codes to choose from, with an empty one first."""
    return [("", empty), *((code, gettext(one.label)) for code, one in known.items())]


def control_word(code: str) -> str:
    """Return under whose control somebody was, in words."""
    return _label(controls(), code)


def payer_word(code: str) -> str:
    """Return who paid counsel, in words."""
    return _label(payers(), code)


def recording_word(code: str) -> str:
    """Return how a statement was recorded, in words."""
    return _label(recordings(), code)


def explanation_word(code: str) -> str:
    """Return what a possible explanation is called."""
    return _label(explanations(), code)


def element_word(code: str) -> str:
    """Return what an element is called."""
    return _label(elements(), code)


def law_word(code: str) -> str:
    """Return what an act, a means or a purpose is called."""
    return next((gettext(terms(of)[code].label) for of in TIED_TO if code in terms(of)), code)


def _label(known: Mapping[str, Any], code: str) -> str:
    return gettext(known[code].label) if code in known else code
