"""Counts, elements and conduct as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.law.alerts import Alert
from amends.law.bars import Bar
from amends.law.cells import Held
from amends.law.charging import ChargeableCount
from amends.law.elements import Element, ElementState
from amends.law.facts import Moved
from amends.law.labels import word_label
from amends.law.library import statutes
from amends.law.recharging import FoundCount
from amends.law.severity import Severity
from amends.law.terms import Mode, Vocabulary
from amends.law.triage import Lead
from amends.office.charging.counts import CaseCharging
from amends.office.charging.models import Conduct, Decision
from amends.office.charging.words import (
    ALERTS,
    BARS,
    CAME,
    COUNT_STATES,
    DIFFERENCES,
    DIRECTIONS,
    ELEMENT_STATES,
    ELEMENTS,
    MOVEMENTS,
    ORDERS,
    WENT,
    StateTag,
    facts_words,
    mental_word,
    mode_word,
    term_words,
)
from amends.office.desk.words import listed
from amends.office.parties.models import Count, Party
from amends.office.statutes.rows import Row, row_of
from amends.office.validation import localised, translated

Words = str | Promise


@dataclass(frozen=True)
class CountRow:
    """One count that lies, or does not yet, with what was decided on it."""

    name: str
    count: ChargeableCount
    by: Party
    victim: Party
    tag: StateTag
    mode: str
    missing: str
    penalty: str
    unverified: bool
    charged: Count | None
    decision: Decision | None

    @property
    def is_decided(self) -> bool:
        """Say whether somebody decided on it."""
        return self.charged is not None or self.decision is not None


@dataclass(frozen=True)
class ElementRow:
    """One element: how it stands, on what facts, and the cells that ask for it."""

    word: Words
    tag: StateTag
    facts: str
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class BarRow:
    """One bar: its kind, what stands in the way, and the cells it rests on."""

    kind: Words
    said: str
    certain: bool
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class AlertRow:
    """One alert, whom it is about, and why it is raised."""

    tag: StateTag
    about: Party | None
    said: str


@dataclass(frozen=True)
class ChangeRow:
    """A count that came, went or is other since somebody last looked."""

    citation: str
    people: str
    tag: StateTag


@dataclass(frozen=True)
class ConductRow:
    """One conduct stated, in words."""

    conduct: Conduct
    victims: str
    mode: str
    acts: str
    means: str
    ends: str
    occurred: str
    circumstances: str
    contested: str
    moved: Words
    mental: str


def count_rows(found: CaseCharging) -> Iterator[CountRow]:
    """Yield every count, available or not."""
    for name, count in found.named().items():
        yield count_row(found, name, count)


def count_row(found: CaseCharging, name: str, count: ChargeableCount) -> CountRow:
    """Return one count as a row."""
    return CountRow(
        name,
        count,
        found.parties[count.by],
        found.parties[count.victim],
        COUNT_STATES[count.state],
        mode_word(count.mode) if count.mode is not Mode.PRINCIPAL else "",
        listed(str(ELEMENTS[element.name]) for element in count.missing),
        penalty_words(count),
        count.is_unverified,
        found.charged_as(count),
        found.decision_on(count),
    )


def penalty_words(count: ChargeableCount) -> str:
    """Return the custody a count carries, in words."""
    penalty = count.penalty
    if penalty is None or not penalty.is_known:
        return _("Not read")
    return _custody(penalty)


def _custody(penalty: Severity) -> str:
    named = {"least": penalty.minimum.value, "most": penalty.maximum.value}
    if penalty.death and penalty.death.value is True:
        return _("up to death")
    if penalty.life.value is True:
        return _("from %(least)s months to life") % named if named["least"] else _("up to life")
    if named["least"] == named["most"]:
        return _("%(most)s months") % named
    if named["least"]:
        return _("%(least)s to %(most)s months") % named
    return _("up to %(most)s months") % named


def element_rows(count: ChargeableCount) -> Iterator[ElementRow]:
    """Yield the elements of a count: those that matter first, those not needed last."""
    ordered = sorted(count.elements, key=lambda e: e.state is ElementState.NOT_NEEDED)
    return map(_element_row, ordered)


def bar_rows(bars: Iterable[Bar]) -> Iterator[BarRow]:
    """Yield what stands in the way."""
    for bar in bars:
        yield BarRow(BARS[bar.kind], translated(bar.said), bar.certain, rows_of(bar.cells))


def alert_rows(found: CaseCharging, alerts: Iterable[Alert]) -> Iterator[AlertRow]:
    """Yield alerts."""
    for alert in alerts:
        about = found.parties.get(alert.about)
        yield AlertRow(ALERTS[alert.kind], about, translated(alert.said))


def lead_rows(found: CaseCharging, leads: Iterable[Lead]) -> list[tuple[Words, str, str]]:
    """Return the directions the facts point in, each once with everybody it is about."""
    about: dict[tuple[Words, str], list[str]] = {}
    for lead in leads:
        words = DIRECTIONS[lead.form], translated(lead.said)
        about.setdefault(words, []).append(found.parties[lead.by].designation)
    return [(form, said, listed(dict.fromkeys(who))) for (form, said), who in about.items()]


def since_seen_rows(found: CaseCharging) -> Iterator[ChangeRow]:
    """Yield what changed since somebody last looked: what came, what went, what is other."""
    since = found.since_seen
    if since is None:
        return
    for count in since.came:
        yield _change_row(found, count, CAME)
    for count in since.went:
        yield _change_row(found, count, WENT)
    for changed in since.changed:
        words = listed(str(DIFFERENCES[name]) for name in changed.differences)
        yield _change_row(found, changed.after, StateTag(words, "info", "≠"))


def _change_row(found: CaseCharging, count: FoundCount, tag: StateTag) -> ChangeRow:
    key, _dot, offence = count.offence.partition(".")
    statute = statutes().get(key)
    held = statute.offence(offence) if statute else None
    people = [found.parties.get(key) for key in (count.by, count.victim)]
    names = [party.designation for party in people if party]
    return ChangeRow(held.citation if held else count.offence, " → ".join(names), tag)


def conduct_rows(conduct: Iterable[Conduct]) -> Iterator[ConductRow]:
    """Yield the conduct stated."""
    for row in conduct:
        entries = row.entries  # type: ignore[attr-defined]  # prefetched by the selector
        disputed = [
            term_words(vocabulary, row.contested)
            for vocabulary in (Vocabulary.ACTS, Vocabulary.MEANS, Vocabulary.ENDS)
        ]
        yield ConductRow(
            row,
            listed(entry.party.designation for entry in entries),
            mode_word(row.mode),
            term_words(Vocabulary.ACTS, row.acts),
            term_words(Vocabulary.MEANS, row.means),
            term_words(Vocabulary.ENDS, row.ends),
            term_words(Vocabulary.ENDS, row.occurred),
            term_words(Vocabulary.CIRCUMSTANCES, row.circumstances),
            listed(filter(None, disputed)),
            MOVEMENTS[Moved(row.moved)],
            mental_word(row.mental),
        )


def compared_words(count: ChargeableCount) -> list[str]:
    """Return how the penalty stands to those of grave crimes, in words."""
    return [
        str(ORDERS[compared.order])
        % {"crime": localised(word_label("comparators", compared.crime))}
        for compared in count.comparisons
    ]


def head_words(count: ChargeableCount) -> str:
    """Return the heads under which the courts can try a count, in words."""
    return listed(localised(word_label("heads", head)) for head in count.heads)


def rows_of(cells: Iterable[Held | None]) -> tuple[Row, ...]:
    """Return cells as rows, without those that are not there and those that say the same."""
    found = {
        (row.label, row.text, row.status): row for cell in cells if cell for row in [row_of(cell)]
    }
    return tuple(found.values())


def _element_row(element: Element) -> ElementRow:
    tag = ELEMENT_STATES[element.state]
    return ElementRow(ELEMENTS[element.name], tag, facts_words(element), rows_of(element.cells))
