"""Reports as pages show them: screenings with what changed, decisions, people, licences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from amends.intake.funnel import GROUPS, Cell, Entry, FunnelStage, Row
from amends.intake.progress import ReportState
from amends.intake.recruiters import Check, Licence, licence_on
from amends.intake.screening import IndicatorAnswer, changes, indicators, sorts
from amends.intake.screening import Screening as Asked
from amends.intake.sorting import OTHER, Direction, Stated, directions
from amends.law.facts import Moved, ReportedAs
from amends.office.charging.words import DIRECTIONS
from amends.office.desk.words import listed, when_words
from amends.office.intake.models import LicenceCheck, Report, Screening
from amends.office.intake.screening_forms import FORMS
from amends.office.intake.words import (
    ACTS,
    ANSWERS,
    STAGES,
    Words,
    dimension_word,
    indicator_word,
    indicator_words,
    kind_word,
    sort_word,
)
from amends.office.validation import translated


@dataclass(frozen=True)
class AnswerRow:
    """An indicator that is present, or not known, with the note on it."""

    word: str
    note: str


@dataclass(frozen=True)
class ScreeningRow:
    """A screening: what is present, as what it is read, and what changed since the one before."""

    row: Screening
    sort: str
    child: bool
    present: tuple[AnswerRow, ...]
    absent: tuple[AnswerRow, ...]
    open: str
    read_as: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, Words, Words], ...]


@dataclass(frozen=True)
class FigureRow:
    """A group of reports in a table of figures, stage by stage."""

    group: str
    word: str
    cells: tuple[tuple[FunnelStage, Cell], ...]


def screening_rows(rows: Iterable[Screening]) -> list[ScreeningRow]:
    """Return the screenings, latest first, each against the standing one before it."""
    known = list(rows)
    return [_screening_row(row, _before(known, n)) for n, row in enumerate(known)]


def asked(row: Screening) -> Asked:
    """Return a screening as the pure room takes it."""
    return Asked(row.sort, {code: IndicatorAnswer(said) for code, said in row.answers.items()})


def direction_rows(report: Report, row: Screening) -> list[tuple[Words, str]]:
    """Return the directions a report points in by its last screening, with the reasons."""
    return [(DIRECTIONS[one.form], translated(one.said)) for one in directions_of(report, row)]


def directions_of(report: Report, row: Screening) -> tuple[Direction, ...]:
    """Return the directions in which a screening points."""
    return directions(
        Stated(
            report.received_on,
            acts=tuple(row.acts),
            means=tuple(row.means),
            ends=tuple(row.ends),
            occurred=tuple(row.occurred),
            moved=Moved(row.moved),
            reported_as=ReportedAs(row.reported_as),
            paid_for_journey=row.paid_for_journey,
            indicators=asked(row).present,
        )
    )


def form_word(form: str) -> Words:
    """Return what a report was decided to be about, in words."""
    return dict(FORMS).get(form, form) if form == OTHER or form in DIRECTIONS else form


def waits(report: Report, today: date) -> int | None:
    """Return for how many days a report has waited; nothing if it does not wait."""
    return (today - report.received_on).days if ReportState(report.state).waits else None


def act_word(what: str) -> Words:
    """Return what was done to a report, in words."""
    return ACTS.get(what, what)


def licence_of(checks: Iterable[LicenceCheck], today: date) -> Licence:
    """Return how a licence stands by the checks that were not undone."""
    standing = sorted((row for row in checks if row.undone_at is None), key=lambda row: row.pk)
    return licence_on([Check(row.on, Licence(row.found), row.until) for row in standing], today)


def figure_rows(table: Iterable[Row], by: str) -> list[FigureRow]:
    """Return the rows of a table of figures with what each group is called."""
    return [
        FigureRow(
            row.group, group_word(by, row.group), tuple(zip(FunnelStage, row.cells, strict=True))
        )
        for row in table
    ]


def group_word(by: str, group: str) -> str:
    """Return what a group of reports is called."""
    if by == "kind":
        return kind_word(group)
    return sort_word(group) if by == "sort" else when_words(group)


def behind(entries: Iterable[Entry], by: str, group: str, stage: str) -> list[str]:
    """Return the references of the reports behind one number; of every group if none is named."""
    group_of = GROUPS[by]
    wanted = FunnelStage(stage)
    return [e.key for e in entries if wanted in e.reached and group in {"", group_of(e)}]


def stage_words() -> list[tuple[FunnelStage, Words]]:
    """Return the stages with what each is called."""
    return list(STAGES.items())


def _before(rows: list[Screening], n: int) -> Screening | None:
    return next((row for row in rows[n + 1 :] if row.undone_at is None), None)


def _screening_row(row: Screening, before: Screening | None) -> ScreeningRow:
    now = asked(row)
    sort = sorts().get(row.sort)
    return ScreeningRow(
        row,
        sort_word(row.sort),
        bool(sort and sort.child),
        tuple(_answers(row, now.present)),
        tuple(_answers(row, tuple(c for c in indicators() if now.answer(c) is IndicatorAnswer.NO))),
        listed(indicator_words(now.open)),
        tuple((dimension_word(d), listed(indicator_words(c))) for d, c in now.read_as.items()),
        tuple(
            (indicator_word(one.code), ANSWERS[one.before], ANSWERS[one.now])
            for one in (changes(asked(before), now) if before else ())
        ),
    )


def _answers(row: Screening, codes: Iterable[str]) -> Iterator[AnswerRow]:
    for code in codes:
        yield AnswerRow(indicator_word(code), row.notes.get(code, ""))
