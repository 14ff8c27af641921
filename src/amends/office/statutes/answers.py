"""Answers of the audit and rows of a comparison as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from amends.base.sources import SourceStatus
from amends.law.audit import Answer, Audit
from amends.law.audit_rules import Finding, Result
from amends.law.cells import LawSource
from amends.law.compare import Column, Comparison
from amends.law.labels import cell_label, word_label
from amends.law.points import Words, points
from amends.office.statutes.rows import Row, country_word, in_words, row_of
from amends.office.validation import localised, translated

TONES = {
    Result.PASS: ("good", "✓"),
    Result.PARTIAL: ("warn", "~"),
    Result.FAIL: ("high", "✕"),
    Result.CONFLICT: ("info", "!"),
    Result.UNKNOWN: ("open", "?"),
}
MEANINGS = {
    Result.PASS: gettext_noop("The law does what the treaty asks."),
    Result.PARTIAL: gettext_noop("It does so in part, or in some of its provisions only."),
    Result.FAIL: gettext_noop("It does not."),
    Result.CONFLICT: gettext_noop("Its sources are read in different ways."),
    Result.UNKNOWN: gettext_noop("Not read, or only remembered: nothing is concluded from that."),
}


@dataclass(frozen=True)
class ResultTag:
    """A result as a tag: its word, a tone and a mark that say the same, and what it means."""

    word: str
    tone: str
    mark: str
    meaning: str


@dataclass(frozen=True)
class CitedRow:
    """A cell that an answer rests on: where it stands, what it says, and in which sources.

    Attributes:
        cited: the number of each source in the list, and where in it.
    """

    label: str
    row: Row
    cited: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Reason:
    """What was found in one provision, and the cells it rests on.

    ``about`` says of which victims; ``from_memory`` is what memory alone would say.
    """

    provision: str
    about: str
    said: str
    tag: ResultTag
    from_memory: ResultTag | None
    cells: tuple[CitedRow, ...]


@dataclass(frozen=True)
class AnswerRow:
    """One answer of the audit."""

    code: str
    title: str
    basis: tuple[str, ...]
    tag: ResultTag
    cures: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class CitedSource:
    """A source of the report under its number, and how far it may be trusted."""

    number: int
    source: LawSource
    status: SourceStatus


@dataclass(frozen=True)
class AuditReport:
    """The audit of a country's law as a page shows it, with every source that it rests on."""

    country: str
    answers: tuple[AnswerRow, ...]
    sources: tuple[CitedSource, ...]


@dataclass(frozen=True)
class PointRow:
    """One point of a comparison: under the heading of each offence, what it says on it."""

    label: str
    cells: tuple[tuple[str, Row], ...]

    @property
    def is_read(self) -> bool:
        """Say whether anything was read on it in any of the laws."""
        return not all(row.unread for _heading, row in self.cells)


@dataclass(frozen=True)
class RuleRow:
    """One rule of the audit: under the name of each country its answer, and the country's code."""

    code: str
    title: str
    answers: tuple[tuple[str, ResultTag, str], ...]


def tag(result: Result) -> ResultTag:
    """Return a result as a tag."""
    tone, mark = TONES[result]
    word = translated(word_label("result", result))
    return ResultTag(word, tone, mark, gettext(MEANINGS[result]))


def audit_report(audit: Audit) -> AuditReport:
    """Return an audit with its sources numbered in the order in which they are first cited."""
    cells = (cell for answer in audit.answers for cell in answer.cells)
    found = dict.fromkeys(source for cell in cells for _reading, source in cell.readings)
    numbers = {source: number for number, source in enumerate(found, 1)}
    words = points(audit.country)
    answers = tuple(_answer_row(answer, words, numbers) for answer in audit.answers)
    sources = tuple(CitedSource(n, source, source.kind.status) for source, n in numbers.items())
    return AuditReport(country_word(audit.country), answers, sources)


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
    return f"{country_word(column.country)}, \u2068{column.citation}\u2069"


def side_by_side(audits: Iterable[Audit]) -> Iterator[RuleRow]:
    """Yield every rule of the audit with the answer of each country, under the country's name."""
    named = [(country_word(audit.country), audit) for audit in audits]
    for answers in zip(*(audit.answers for _name, audit in named), strict=True):
        rule = answers[0].rule
        found = tuple(
            (name, tag(answer.result), audit.country)
            for (name, audit), answer in zip(named, answers, strict=True)
        )
        yield RuleRow(rule.code, gettext(rule.title), found)


def _answer_row(
    answer: Answer, words: Mapping[str, Words], numbers: Mapping[LawSource, int]
) -> AnswerRow:
    reasons = tuple(
        Reason(
            found.provision,
            translated(found.about) if found.about else "",
            translated(found.reason),
            tag(found.result),
            tag(found.from_memory) if found.from_memory else None,
            tuple(_cited(found, words, numbers)),
        )
        for found in answer.findings
    )
    rule = answer.rule
    return AnswerRow(
        rule.code,
        gettext(rule.title),
        tuple(map(gettext, rule.basis)),
        tag(answer.result),
        tuple(map(translated, answer.cures)),
        reasons,
    )


def _cited(
    found: Finding, words: Mapping[str, Words], numbers: Mapping[LawSource, int]
) -> Iterator[CitedRow]:
    """Yield the cells of a finding, without the provision where it is the finding's own."""
    for cell in found.cells:
        place = words[cell.path]
        place = place[1:] if place[0] == found.provision else place
        cited = dict.fromkeys((numbers[source], reading.at) for reading, source in cell.readings)
        yield CitedRow(in_words(place), row_of(cell), tuple(cited))
