"""The words for inquiries: how they stand, what they are tied to, and what they ask at first."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.law.elements import ElementName, ElementState
from amends.office.charging.words import ELEMENTS, StateTag
from amends.office.desk.words import listed
from amends.office.inquiries.standing import Unproved
from amends.office.validation import to_be_stored
from amends.proof.inquiries import InquiryState
from amends.proof.kinds import kinds
from amends.proof.techniques import techniques

STATES = {
    InquiryState.DRAFT: StateTag(pgettext_lazy("an inquiry", "Draft"), "open", "?"),
    InquiryState.WAITING: StateTag(pgettext_lazy("an inquiry", "Waiting"), "info", "…"),
    InquiryState.PARTLY: StateTag(pgettext_lazy("an inquiry", "Answered in part"), "warn", "~"),
    InquiryState.OVERDUE: StateTag(pgettext_lazy("an inquiry", "Overdue"), "late", "!"),
    InquiryState.ANSWERED: StateTag(pgettext_lazy("an inquiry", "Answered"), "good", "✓"),
    InquiryState.REFUSED: StateTag(pgettext_lazy("an inquiry", "Refused"), "high", "✕"),
    InquiryState.CLOSED: StateTag(pgettext_lazy("an inquiry", "Closed"), "neutral", ""),
}
NOT_YET = {
    ElementState.MISSING: gettext_lazy("The file shows nothing on it yet."),
    ElementState.CONTESTED: gettext_lazy("It is contested."),
}
# The elements of an offence, by what evidence is said to go to.
GOES_TO = {
    ElementName.VICTIM: "age",
    ElementName.AGE_KNOWLEDGE: "age",
    ElementName.CIRCUMSTANCE: "identity",
}


def element_word(code: str) -> str:
    """Return what an element of a count is called."""
    return str(ELEMENTS[ElementName(code)]) if code in set(ElementName) else code


def unproved_words(row: Unproved) -> str:
    """Return an unproved element with its count, against whom and concerning whom."""
    return _("%(element)s: %(citation)s, %(by)s, concerning %(victim)s") % {
        "element": element_word(row.element.name),
        "citation": f"\u2068{row.count.citation}\u2069",
        "by": f"\u2068{row.by.designation}\u2069",
        "victim": f"\u2068{row.victim.designation}\u2069",
    }


def first_words(row: Unproved) -> dict[str, str]:
    """Return what an inquiry on an unproved element asks, to be changed before it is sent."""
    code = GOES_TO.get(row.element.name, row.element.name)
    sought = [_(kind.label) for kind in kinds().values() if code in kind.goes_to][:8]
    asks = _("Look for what shows this: %(element)s. Such as: %(kinds)s.")
    why = _("It must be proved under %(citation)s against %(by)s. %(state)s")
    named = {
        "element": element_word(row.element.name),
        "kinds": _plain(sought),
        "citation": row.count.citation,
        "by": row.by.designation,
        "state": str(NOT_YET[row.element.state]),
    }
    return {"asks": asks % named, "why": why % named}


def technique_words(codes: list[str]) -> str:
    """Return what techniques are called, as a list."""
    known = techniques()
    return listed(_(known[code].label) for code in codes if code in known)


def days_words(days: Fraction | None) -> str:
    """Return a number of days in the reader's figures, a half one with its half."""
    if days is None:
        return "–"
    whole = days.denominator == 1
    return str(number_format(int(days) if whole else float(days), 0 if whole else 1))


def _plain(words: list[str]) -> str:
    """Return words as a list without marks of direction, which nobody may type into a record."""
    return to_be_stored(listed(words))
