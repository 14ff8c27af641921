"""Counts and their elements as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.base.spans import Span
from amends.law.bars import Bar
from amends.law.cells import Held
from amends.law.counts import ChargeableCount, CountState
from amends.law.elements import Element, ElementState
from amends.law.labels import word_label
from amends.law.severity import Severity
from amends.law.terms import Mode
from amends.office.charging.counts import CaseCharging
from amends.office.charging.models import Decision
from amends.office.charging.words import (
    BARS,
    COUNT_STATES,
    ELEMENT_STATES,
    ELEMENTS,
    ORDERS,
    StateTag,
    facts_words,
    mode_word,
)
from amends.office.desk.words import listed
from amends.office.parties.models import Count, Party
from amends.office.statutes.rows import Row, row_of
from amends.office.validation import localised, translated

Words = str | Promise
Named = tuple[str, ChargeableCount]


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
class CountGroup:
    """Counts against one person that differ in nothing but the victim: one line of the page."""

    rows: tuple[CountRow, ...]

    @property
    def row(self) -> CountRow:
        """Return one of them, which says what is the same of all."""
        return self.rows[0]


@dataclass(frozen=True)
class ElementRow:
    """One element: how it stands, on what facts, and the cells that ask for it."""

    word: Words
    tag: StateTag
    facts: str
    cells: tuple[Row, ...]
    name: str
    is_unproved: bool


@dataclass(frozen=True)
class BarRow:
    """One bar: its kind, what stands in the way, and the cells it rests on."""

    kind: Words
    said: str
    certain: bool
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class CustodyRow:
    """One limit of custody: until what, how long, and until which day if somebody is held."""

    stage: str
    limb: str
    citation: str
    note: str
    last_day: date | None
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class ComparisonRow:
    """How a penalty stands to that of one grave crime, and where that one is written.

    ``unverified`` if a penalty on either side was not read in the law's own text.
    """

    said: str
    citation: str
    unverified: bool


def wanted_counts(found: CaseCharging, state: str, who: str) -> dict[str, list[Named]]:
    """Return the counts a reader asks for by the person they are against, each with its name."""
    wanted: dict[str, list[Named]] = {}
    for name, count in found.named.items():
        if who in {"", count.by} and _is_wanted(found, count, state):
            wanted.setdefault(count.by, []).append((name, count))
    return wanted


def _is_wanted(found: CaseCharging, count: ChargeableCount, state: str) -> bool:
    if state == "all":
        return True
    if state == "undecided":
        decided = found.charged_as(count) or found.decision_on(count)
        return count.is_available and not decided
    if state in set(CountState):
        return count.state == state
    return count.is_available or found.charged_as(count) is not None


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


def count_groups(rows: Iterable[CountRow]) -> list[tuple[Party, list[CountGroup]]]:
    """Return counts by person, those that differ in nothing but the victim together."""
    people: dict[Party, dict[object, list[CountRow]]] = {}
    for row in rows:
        people.setdefault(row.by, {}).setdefault(_without_victim(row), []).append(row)
    return [
        (party, [CountGroup(tuple(group)) for group in groups.values()])
        for party, groups in people.items()
    ]


def _without_victim(row: CountRow) -> object:
    """Return everything a line of the page says of a count, leaving aside the victim."""
    decision, charged, count = row.decision, row.charged, row.count
    return (
        *(count.key, count.mode, count.since, count.until, count.state),
        *(row.missing, row.penalty, row.unverified),
        tuple((bar.kind, bar.certain, translated(bar.said)) for bar in count.bars),
        charged.pk if charged else None,
        (decision.reasons, decision.made_by_id, decision.made_on) if decision else None,
    )


def penalty_words(count: ChargeableCount) -> str:
    """Return the custody a count carries, in words: what the share of its mode leaves, if known."""
    penalty = count.penalty
    if penalty is None or not penalty.is_known:
        return _("Not read")
    if count.longest is not None:
        return _("up to %(most)s") % {"most": localised(Span(count.longest))}
    return _custody(penalty)


def _custody(penalty: Severity) -> str:
    least, most = _months(penalty.minimum), _months(penalty.maximum)
    named = {"least": localised(Span(least)), "most": localised(Span(most))}
    if penalty.death and penalty.death.value is True:
        return _("up to death")
    if penalty.life.value is True:
        return _("from %(least)s to life") % named if least else _("up to life")
    if least == most:
        return named["most"]
    return (_("%(least)s to %(most)s") if least else _("up to %(most)s")) % named


def _months(cell: Held) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def penalty_rows(count: ChargeableCount) -> tuple[Row, ...]:
    """Return every cell that says what a count is punished with."""
    own = count.penalty
    cells = (own.minimum, own.maximum, own.life, own.death) if own else ()
    found = rows_of([*cells, count.fine, count.relation, count.share])
    return tuple(row for row in found if not row.unread)


def custody_rows(count: ChargeableCount) -> Iterator[CustodyRow]:
    """Yield how long the defendant may be held on a count."""
    for clock in count.custody:
        stage = localised(word_label("custody_limits", clock.stage))
        rows = rows_of(clock.cells)
        yield CustodyRow(stage, clock.limb, clock.citation, clock.note, clock.last_day, rows)


def testimony_rows(count: ChargeableCount) -> tuple[Row, ...]:
    """Return how the law takes the testimony of the victim, as far as it was read."""
    found = rows_of([count.corroboration, count.evidence_rules])
    return tuple(row for row in found if not row.unread)


def element_rows(count: ChargeableCount) -> Iterator[ElementRow]:
    """Yield the elements of a count: those that matter first, those not needed last."""
    ordered = sorted(count.elements, key=lambda e: e.state is ElementState.NOT_NEEDED)
    return map(_element_row, ordered)


def bar_rows(bars: Iterable[Bar]) -> Iterator[BarRow]:
    """Yield what stands in the way."""
    for bar in bars:
        yield BarRow(BARS[bar.kind], translated(bar.said), bar.certain, rows_of(bar.cells))


def comparison_rows(count: ChargeableCount) -> Iterator[ComparisonRow]:
    """Yield how the penalty stands to those of grave crimes."""
    for one in count.comparisons:
        crime = localised(word_label("comparators", one.crime))
        said = str(ORDERS[one.order]) % {"crime": crime}
        yield ComparisonRow(said, one.citation, one.unverified and one.order is not None)


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
    return ElementRow(
        ELEMENTS[element.name],
        tag,
        facts_words(element),
        rows_of(element.cells),
        element.name,
        element.state in {ElementState.MISSING, ElementState.CONTESTED},
    )
