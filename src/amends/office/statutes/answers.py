"""Answers of the audit and rows of a comparison as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from amends.law.audit import Answer, Audit
from amends.law.audit_rules import Result
from amends.law.cells import Held
from amends.law.compare import Column, Comparison
from amends.law.labels import cell_label, word_label
from amends.office.statutes.rows import Row, row_of
from amends.office.validation import localised, translated

TONES = {
    Result.PASS: ("good", "✓"),
    Result.PARTIAL: ("warn", "~"),
    Result.FAIL: ("high", "✕"),
    Result.CONFLICT: ("info", "!"),
    Result.UNKNOWN: ("open", "?"),
}


@dataclass(frozen=True)
class ResultTag:
    """A result as a tag: its word, and a tone and a mark that say the same."""

    word: str
    tone: str
    mark: str


@dataclass(frozen=True)
class Reason:
    """What was found in one provision, and the cells it rests on.

    ``from_memory`` is what memory alone would say.
    """

    provision: str
    said: str
    tag: ResultTag
    from_memory: ResultTag | None
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class AnswerRow:
    """One answer of the audit."""

    code: str
    title: str
    basis: tuple[str, ...]
    tag: ResultTag
    cure: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class PointRow:
    """One point of a comparison: under the heading of each offence, what it says on it."""

    label: str
    cells: tuple[tuple[str, Row], ...]


def tag(result: Result) -> ResultTag:
    """Return a result as a tag."""
    tone, mark = TONES[result]
    return ResultTag(translated(word_label("result", result)), tone, mark)


def answer_rows(audit: Audit) -> Iterator[AnswerRow]:
    """Yield every answer of an audit."""
    return map(_answer_row, audit.answers)


def comparison_rows(found: Comparison) -> Iterator[PointRow]:
    """Yield every point of a comparison."""
    for number, point in enumerate(found.points):
        cells = tuple((heading(column), row_of(column.cells[number])) for column in found.columns)
        yield PointRow(_point(point), cells)


def _point(point: str) -> str:
    """Return what a point is called: that of a mode of participation begins with the mode."""
    mode, _dot, name = point.rpartition(".")
    label = localised(cell_label(name))
    return f"{localised(word_label('participation', mode))}: {label}" if mode else label


def heading(column: Column) -> str:
    """Return the heading of a column: its country and its offence."""
    return f"{column.country}, {column.citation}"


def _once(cells: tuple[Held, ...]) -> tuple[Row, ...]:
    """Return cells as rows, those that say the same but once: a fine in each case of a penalty."""
    rows = {(row.label, row.text, row.status): row for row in map(row_of, cells)}
    return tuple(rows.values())


def _answer_row(answer: Answer) -> AnswerRow:
    reasons = tuple(
        Reason(
            found.provision,
            translated(found.reason),
            tag(found.result),
            tag(found.from_memory) if found.from_memory else None,
            _once(found.cells),
        )
        for found in answer.findings
    )
    cure = " ".join(map(translated, answer.cures))
    rule = answer.rule
    return AnswerRow(rule.code, gettext(rule.title), rule.basis, tag(answer.result), cure, reasons)
