"""Items of evidence, steps and gaps as pages and papers show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from amends.office.declared_fields import Stated, stated
from amends.office.desk.words import either, listed
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier, Objection
from amends.office.exhibits.standing import (
    alternatives,
    analysis_of,
    form_of,
    gaps_of,
    standing_steps,
    step_of,
)
from amends.office.exhibits.words import (
    FATES,
    STAGES,
    STEPS,
    carrier_word,
    cause_word,
    element_words,
    ground_word,
    kind_word,
)
from amends.office.parties.models import Party
from amends.office.validation import translated
from amends.proof.analysis import AnalysisStage
from amends.proof.custody import CustodyGap, StepKind, holder
from amends.proof.items import CommonCause
from amends.proof.objections import Fate, grounds
from amends.proof.particulars import fields_of_step, subjects_of

Words = str | Promise


@dataclass(frozen=True)
class GapRow:
    """A gap in a chain: at which step, what it is, what to do."""

    step: int | None
    said: str
    remedy: str


@dataclass(frozen=True)
class ItemRow:
    """One item in a list."""

    item: Item
    kind: str
    goes_to: str
    people: str
    carriers: str
    origins: str
    holder: str
    gaps: tuple[GapRow, ...]
    analysis: Words
    waiting: int | None


@dataclass(frozen=True)
class StepRow:
    """One step of custody with the gaps at it; ``struck`` ones stand apart and have none."""

    step: CustodyStep
    number: int | None
    word: Words
    gaps: tuple[GapRow, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True)
class ObjectionRow:
    """An objection with its ground, what usually answers it, and what became of it."""

    objection: Objection
    ground: str
    answers: str
    fate: Words
    is_open: bool


@dataclass(frozen=True)
class CauseRow:
    """What stands behind several items."""

    word: str
    about: str
    items: tuple[str, ...]


def item_row(item: Item, today: date) -> ItemRow:
    """Return one item as a row."""
    analysis = analysis_of(item)
    days = analysis.days_in(today)
    under_way = analysis.stage not in {AnalysisStage.NOT_ASKED, AnalysisStage.FINISHED}
    return ItemRow(
        item,
        kind_word(item.kind),
        element_words(item.goes_to),
        listed(row.party.designation for row in item.people),  # type: ignore[attr-defined]  # prefetched
        listed(either(map(carrier_said, rows)) for rows in alternatives(item)),
        listed(item.origins),
        held_by(item),
        gap_rows(gaps_of(item)),
        STAGES[analysis.stage],
        days.get(analysis.stage) if under_way else None,
    )


def held_by(item: Item) -> str:
    """Return who has an item now; nobody if it is gone, or nobody has it yet."""
    return holder([step_of(row) for row in standing_steps(item)])


def carrier_said(row: ItemCarrier) -> str:
    """Return what must survive and of whom or what."""
    about = row.party.designation if row.party else row.about
    return f"{carrier_word(row.kind)}: {about}" if about else carrier_word(row.kind)


def gap_rows(found: Iterable[CustodyGap]) -> tuple[GapRow, ...]:
    """Return gaps as rows; steps are counted from one."""
    return tuple(
        GapRow(
            None if gap.step is None else gap.step + 1,
            translated(gap.said),
            translated(gap.remedy),
        )
        for gap in found
    )


def step_rows(item: Item) -> Iterator[StepRow]:
    """Yield every step of an item, those struck out too, each with its gaps."""
    found = gap_rows(gaps_of(item))
    number = 0
    for row in item.steps:  # type: ignore[attr-defined]  # prefetched by the selector
        if row.struck_at is not None:
            yield StepRow(row, None, STEPS[row.kind], (), ())
            continue
        number += 1
        at_it = tuple(gap for gap in found if gap.step == number)
        said = tuple(stated(fields_of_step(StepKind(row.kind)), row.details))
        yield StepRow(row, number, STEPS[row.kind], at_it, said)


def objection_rows(item: Item) -> Iterator[ObjectionRow]:
    """Yield every objection to the use of an item."""
    for row in item.standing_objections:  # type: ignore[attr-defined]  # prefetched
        ground = grounds().get(row.ground)
        usual = gettext(ground.help) if ground else ""
        fate = FATES[row.fate]
        yield ObjectionRow(row, ground_word(row.ground), usual, fate, row.fate == Fate.OPEN)


def particulars_of(item: Item) -> tuple[tuple[str, tuple[Stated, ...]], ...]:
    """Return what is stated of an item, subject by subject, without subjects nobody spoke on."""
    found = (
        (gettext(subject.label), tuple(stated(subject.fields, item.particulars)))
        for subject in subjects_of(form_of(item))
    )
    return tuple((label, said) for label, said in found if said)


def needs_custody(item: Item) -> bool:
    """Say whether there is something to be kept of an item."""
    return form_of(item).is_in_custody


def cause_rows(found: Iterable[CommonCause], parties: Iterable[Party]) -> tuple[CauseRow, ...]:
    """Return what stands behind several items, parties by their designation."""
    names = {party.key: party.designation for party in parties}
    return tuple(
        CauseRow(cause_word(one.role), names.get(one.about, one.about), one.items) for one in found
    )
