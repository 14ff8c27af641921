"""What the room of law answers, in the shape in which other programs read it.

The shapes are published as ``docs/reference/law.schema.json``, which ``answers`` makes. Sentences
are in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.base.sources import SourceStatus
from amends.law.asof import AsOf
from amends.law.audit import Answer, Audit
from amends.law.audit_rules import Result
from amends.law.cells import Held, Value
from amends.law.compare import Comparison
from amends.law.statute import Statute


@dataclass(frozen=True)
class ReadingOut:
    """What one source says, where, and who read it when."""

    value: Value
    source: str
    kind: str
    status: SourceStatus
    reader: str
    date_read: date | None
    since: date | None
    until: date | None
    at: str
    note: str


@dataclass(frozen=True)
class CellOut:
    """A cell: its value if it is known and undisputed, and every reading that holds."""

    path: str
    value: Value
    status: SourceStatus
    unverified: bool
    conflict: bool
    readings: tuple[ReadingOut, ...]


@dataclass(frozen=True)
class ProvisionOut:
    """What a rule found in one provision, and the paths of the cells it rests on.

    ``about`` says of which victims, where a rule is asked of each class of them.
    ``from_memory`` is what memory alone would say; ``unverified`` if not all was read in the law's
    own text.
    """

    provision: str
    about: str
    result: Result
    reason: str
    from_memory: Result | None
    cells: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True)
class AnswerOut:
    """The answer to a rule, what it rests on, and what would cure it."""

    rule: str
    title: str
    result: Result
    basis: tuple[str, ...]
    cure: str
    cells: tuple[CellOut, ...]
    provisions: tuple[ProvisionOut, ...]


@dataclass(frozen=True)
class AuditOut:
    """The audit of a country's law on a day. There is no score."""

    country: str
    on: date
    laws: tuple[str, ...]
    results: tuple[AnswerOut, ...]


@dataclass(frozen=True)
class LawOut:
    """One statute in short."""

    key: str
    country: str
    title: str
    short: str
    in_force: bool
    offences: tuple[str, ...]
    amendments: tuple[str, ...]


@dataclass(frozen=True)
class ColumnOut:
    """One offence of a comparison."""

    country: str
    citation: str
    cells: tuple[CellOut, ...]


@dataclass(frozen=True)
class ComparisonOut:
    """Offences side by side, with the audits of their countries."""

    on: date
    points: tuple[str, ...]
    columns: tuple[ColumnOut, ...]
    audits: tuple[AuditOut, ...]


def cell_out(held: Held) -> CellOut:
    """Return a cell with its readings."""
    readings = tuple(
        ReadingOut(
            reading.value,
            source.citation,
            source.kind,
            source.kind.status,
            source.reader,
            source.date_read,
            reading.since,
            reading.until,
            reading.at,
            reading.note,
        )
        for reading, source in held.readings
    )
    status = held.status
    return CellOut(
        held.path, held.value, status, not status.is_verified, held.is_conflict, readings
    )


def audit_out(audit: Audit) -> AuditOut:
    """Return an audit."""
    laws = tuple(law.statute.title for law in audit.laws)
    results = tuple(_answer_out(answer) for answer in audit.answers)
    return AuditOut(audit.country, audit.on, laws, results)


def law_out(statute: Statute, on: date) -> LawOut:
    """Return a statute in short."""
    law = AsOf(statute, on)
    return LawOut(
        statute.key,
        statute.country,
        statute.title,
        statute.short,
        law.is_in_force,
        tuple(f"{offence.citation}: {offence.label}" for offence in law.offences()),
        tuple(version.name for version in statute.versions),
    )


def comparison_out(comparison: Comparison) -> ComparisonOut:
    """Return a comparison."""
    columns = tuple(
        ColumnOut(column.country, column.citation, tuple(map(cell_out, column.cells)))
        for column in comparison.columns
    )
    audits = tuple(audit_out(audit) for audit in comparison.audits)
    return ComparisonOut(comparison.on, comparison.points, columns, audits)


def _answer_out(answer: Answer) -> AnswerOut:
    provisions = tuple(
        ProvisionOut(
            finding.provision,
            str(finding.about or ""),
            finding.result,
            str(finding.reason),
            finding.from_memory,
            tuple(cell.path for cell in finding.cells),
            any(not cell.status.is_verified for cell in finding.cells),
        )
        for finding in answer.findings
    )
    return AnswerOut(
        answer.rule.code,
        answer.rule.title,
        answer.result,
        answer.rule.basis,
        " ".join(map(str, answer.cures)),
        tuple(map(cell_out, answer.cells)),
        provisions,
    )
