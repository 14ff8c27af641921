"""The words for what charging says: states of counts and elements, lists of the law's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.base.messages import Message
from amends.law.alerts import AlertKind
from amends.law.bars import BarKind
from amends.law.counts import CountState
from amends.law.elements import Element, ElementName, ElementState
from amends.law.facts import Moved, ReportedAs
from amends.law.labels import word_label
from amends.law.library import statutes
from amends.law.recharging import Difference
from amends.law.severity import Order
from amends.law.terms import MensRea, Mode, TreatedAsChild, Vocabulary, terms
from amends.law.triage import Triage
from amends.office.charging.models import ProofLabel
from amends.office.charging.stating import Obstacle
from amends.office.desk.words import listed
from amends.office.validation import localised

Words = str | Promise


@dataclass(frozen=True)
class StateTag:
    """A state as a tag: its word, and a tone and a mark that say the same."""

    word: Words
    tone: str
    mark: str


COUNT_STATES = {
    CountState.LIES: StateTag(_("Every element alleged"), "good", "✓"),
    CountState.CONTESTED: StateTag(_("An element is contested"), "info", "!"),
    CountState.NOT_READ: StateTag(_("The law was not read on all of it"), "open", "?"),
    CountState.NOT_MADE_OUT: StateTag(_("An element is missing"), "warn", "~"),
    CountState.BARRED: StateTag(_("Barred"), "high", "✕"),
}
SHOWN: list[tuple[str, Words]] = [
    ("undecided", _("Not decided yet")),
    ("all", _("All, also missing or barred")),
    *((code.value, tag.word) for code, tag in COUNT_STATES.items()),
]
ELEMENT_STATES = {
    ElementState.PRESENT: StateTag(_("Alleged"), "good", "✓"),
    ElementState.CONTESTED: StateTag(_("Contested"), "info", "!"),
    ElementState.MISSING: StateTag(_("Missing"), "warn", "~"),
    ElementState.NOT_NEEDED: StateTag(_("Not needed"), "neutral", ""),
    ElementState.UNREAD: StateTag(_("Law not read"), "open", "?"),
}
PROOF_LABELS: dict[str, StateTag] = {
    ProofLabel.Label.MET: StateTag(ProofLabel.Label.MET.label, "good", "✓"),
    ProofLabel.Label.NOT_MET: StateTag(ProofLabel.Label.NOT_MET.label, "warn", "✕"),
    ProofLabel.Label.CONTESTED: StateTag(ProofLabel.Label.CONTESTED.label, "info", "!"),
}
ELEMENTS = {
    ElementName.ACT: _("Act"),
    ElementName.MEANS: _("Means"),
    ElementName.PURPOSE: _("Purpose"),
    ElementName.RESULT: _("Exploitation that took place"),
    ElementName.MOVEMENT: _("Movement"),
    ElementName.VICTIM: _("Who the victim is"),
    ElementName.MENTAL: _("State of mind"),
    ElementName.AGE_KNOWLEDGE: _("Knowledge of the age"),
    ElementName.CIRCUMSTANCE: _("Required circumstance"),
}
BARS = {
    BarKind.NOT_YET_IN_FORCE: _("Not yet in force"),
    BarKind.NO_LONGER_IN_FORCE: _("No longer in force"),
    BarKind.DAYS_OPEN: _("Days not known"),
    BarKind.NO_JURISDICTION: _("Jurisdiction"),
    BarKind.LIMITATION: _("Limitation"),
    BarKind.MODE: _("Mode of participation"),
}
ALERTS = {
    AlertKind.SCREEN_FIRST: StateTag(_("Screen first"), "high", "!"),
    AlertKind.VICTIM_NOT_SUSPECT: StateTag(_("A victim"), "high", "!"),
    AlertKind.CHILD_UNDERCHARGED: StateTag(_("A child under a lesser article"), "high", "!"),
    AlertKind.MAY_COUNT_AS_CHILD: StateTag(_("May count as a child"), "warn", "?"),
    AlertKind.LABOUR_CASE_SHOWS_TRAFFICKING: StateTag(_("More than wages"), "warn", "!"),
    AlertKind.LOOKS_LIKE_SMUGGLING: StateTag(_("Looks like smuggling"), "info", "?"),
    AlertKind.NOBODY_CHARGED_FOR: StateTag(_("No count against"), "warn", "!"),
}
DIRECTIONS = {
    Triage.TRAFFICKING: _("Trafficking in persons"),
    Triage.FORCED_LABOUR: _("Forced labour"),
    Triage.SMUGGLING: _("Smuggling of migrants"),
    Triage.LABOUR_LAW: _("A breach of labour law"),
    Triage.PROSTITUTION: _("An offence of prostitution"),
    Triage.KIDNAPPING: _("Kidnapping"),
    Triage.ORGAN_TRADE: _("Trade in organs"),
    Triage.ILLEGAL_ADOPTION: _("Illegal adoption"),
}
REPORTED_AS = {
    ReportedAs.TRAFFICKING: _("Trafficking"),
    ReportedAs.WAGES: _("Unpaid wages"),
    ReportedAs.SMUGGLING: _("Smuggling"),
    ReportedAs.PROSTITUTION: _("Prostitution"),
    ReportedAs.MISSING_PERSON: _("A missing person"),
    ReportedAs.OTHER: _("Something else"),
}
MOVEMENTS = {
    Moved.NOT: _("Not moved"),
    Moved.WITHIN: _("Within the country"),
    Moved.ACROSS_BORDER: _("Across a border"),
}
OBSTACLES = {
    Obstacle.BY_A_VICTIM: _("A victim: not charged"),
    Obstacle.TO_NOBODY: _("No victim left in view: not charged"),
    Obstacle.UNDATED: _("Not known: not charged yet"),
}
ORDERS = {
    Order.LOWER: _("lower than for %(crime)s"),
    Order.EQUAL: _("equal to that for %(crime)s"),
    Order.HIGHER: _("higher than for %(crime)s"),
    None: _("not known against %(crime)s"),
}
CAME, WENT = StateTag(_("New"), "info", "+"), StateTag(_("Gone"), "warn", "−")
DIFFERENCES = {
    Difference.PERIOD: _("the period"),
    Difference.STATE: _("the state"),
    Difference.MISSING: _("what is missing"),
    Difference.PENALTY: _("the penalty"),
    Difference.LIMIT: _("the time limit"),
    Difference.BARS: _("the bars"),
}
LISTS = {
    ElementName.ACT: Vocabulary.ACTS,
    ElementName.MEANS: Vocabulary.MEANS,
    ElementName.PURPOSE: Vocabulary.ENDS,
    ElementName.RESULT: Vocabulary.ENDS,
    ElementName.CIRCUMSTANCE: Vocabulary.CIRCUMSTANCES,
}


def term_words(vocabulary: Vocabulary, codes: Iterable[str]) -> str:
    """Return words of the law's vocabulary as a list in the reader's language."""
    known = terms(vocabulary)
    words = dict.fromkeys(code for code in codes if code in known)
    return listed(localised(Message(known[code].label)) for code in words)


def mode_word(mode: str) -> str:
    """Return what a mode of participation is called."""
    return localised(word_label("participation", mode)) if mode in set(Mode) else mode


def mental_word(code: str) -> str:
    """Return what a state of mind is called."""
    return localised(word_label("mens_rea", code)) if code in set(MensRea) else ""


def facts_words(element: Element) -> str:
    """Return the facts an element rests on, in words."""
    if element.name in LISTS:
        return term_words(LISTS[element.name], element.facts)
    if element.name is ElementName.MOVEMENT:
        return listed(str(MOVEMENTS[Moved(code)]) for code in element.facts)
    if element.name is ElementName.MENTAL:
        return listed(mental_word(code) for code in element.facts)
    if element.name is ElementName.VICTIM:
        return listed(map(_victim_words, element.facts))
    return listed(element.facts)


def _victim_words(code: str) -> str:
    if code in set(TreatedAsChild):
        return localised(word_label("treated_as_child", code))
    return str(_("aged %s")) % code


Choice = tuple[str, str]


def term_choices(vocabulary: Vocabulary, countries: Iterable[str]) -> list[tuple[Any, Any]]:
    """Return the words to choose from: those of the Protocol and of the law that applies first."""
    wanted = _used(vocabulary, tuple(countries))
    near: list[Choice] = []
    far: list[Choice] = []
    for code, term in terms(vocabulary).items():
        place = near if term.palermo or code in wanted else far
        place.append((code, localised(Message(term.label))))
    groups = [(_("In the Palermo Protocol or the law that applies"), near), (_("Others"), far)]
    return [(title, choices) for title, choices in groups if choices]


FIELDS = {
    Vocabulary.ACTS: ("acts",),
    Vocabulary.MEANS: ("means",),
    Vocabulary.ENDS: ("ends",),
    Vocabulary.CIRCUMSTANCES: ("requires", "aggravations"),
}


def _used(vocabulary: Vocabulary, countries: tuple[str, ...]) -> frozenset[str]:
    """Return the words that the laws of some countries use in their offences."""
    laws = [law for law in statutes().values() if law.country in countries]
    offences = [offence for law in laws for offence in law.offences]
    cells = [getattr(o, name) for o in offences for name in FIELDS.get(vocabulary, ())]
    values = [r.value for cell in cells for r in cell if isinstance(r.value, tuple)]
    if vocabulary is Vocabulary.CIRCUMSTANCES:
        cases = [p for offence in offences for p in offence.penalties]
        values += [(*p.when, *p.any_of, *p.unless) for p in cases]
    return frozenset(word for value in values for word in value)
