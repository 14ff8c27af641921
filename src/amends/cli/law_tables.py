"""Printing laws, audits, changes and comparisons as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.cli.law_words import UNVERIFIED, a_table, said, warn
from amends.law.audit_rules import Result
from amends.law.report import (
    AnswerOut,
    AuditOut,
    CellOut,
    ComparisonOut,
    LawOut,
)
from amends.law.statute_report import StatuteOut
from amends.law.treaties import Instrument

MARKS = {
    Result.PASS: "+ pass",
    Result.PARTIAL: "~ partial",
    Result.FAIL: "- fail",
    Result.CONFLICT: "! conflict",
    Result.UNKNOWN: "? unknown",
}


def print_laws(laws: Sequence[LawOut], asking: Sequence[Instrument], console: Console) -> None:
    """Print the laws that are held, and the treaties and texts they are measured against."""
    table = a_table("Laws", "Country", "Key", "Title", "Offences in force")
    for law in laws:
        offences = str(len(law.offences)) if law.in_force else "not in force"
        table.add_row(law.country, law.key, escape(law.title), offences)
    console.print(table)
    treaties = a_table("Treaties, standards and model texts", "Key", "Title", "Articles")
    for treaty in asking:
        treaties.add_row(treaty.key, treaty.title, str(len(treaty.obligations)))
    console.print(treaties)


def print_treaty(treaty: Instrument, console: Console) -> None:
    """Print what a treaty, a standard or a model text asks."""
    console.rule(f"[bold]{treaty.title}", align="left")
    table = a_table("", "Article", "Asks", "Binds", "Rules of the audit", "Source")
    for asked in treaty.obligations:
        status = treaty.sources[asked.source].kind.status
        mark = "" if status.is_verified else escape(UNVERIFIED)
        rules = ", ".join(asked.rules)
        table.add_row(asked.article, asked.duty + mark, asked.nature, rules, status)
    console.print(table)


def print_statutes(found: Sequence[StatuteOut], console: Console) -> None:
    """Print what laws say, cell by cell."""
    for statute in found:
        law = statute.law
        console.rule(f"[bold]{escape(law.title)}", align="left")
        if statute.note:
            console.print(statute.note, highlight=False, markup=False)
        table = a_table(f"As it stood on {statute.on}", "Cell", "Says", "Source")
        for cell in statute.cells:
            path = escape(cell.path.removeprefix(f"{law.key}."))
            table.add_row(path, said(cell), _sources(cell))
        console.print(table)
        console.print(_parts(statute))
        console.print(_standards(statute))
    warn(any(cell.unverified for statute in found for cell in statute.cells), console)


def _parts(statute: StatuteOut) -> Table:
    """Return where each part stands, which offences it is about, and what else there is to it."""
    table = a_table("Where it stands", "Part", "Stands in", "About", "Note")
    for part in statute.parts:
        path = part.path.removeprefix(f"{statute.law.key}.")
        about = [*part.covers, *(f"not {key}" for key in part.excludes)]
        table.add_row(*map(escape, (path, part.citation, ", ".join(about), part.note)))
    return table


def _standards(statute: StatuteOut) -> Table:
    table = a_table("What has to be shown", "Stage", "Standard", "Source", "Note")
    for held in statute.standards:
        source = f"{held.source} ({held.status})" if held.source else held.status
        stage = held.stage.replace("_", " ")
        table.add_row(*map(escape, (stage, held.standard, source, held.note)))
    return table


def print_audit(audit: AuditOut, console: Console) -> None:
    """Print the answers to every rule."""
    console.rule(f"[bold]{audit.country}, law of {audit.on}", align="left")
    for title in audit.laws or ("No law that is held can have been in force on that day.",):
        console.print(title, highlight=False, markup=False)
    table = a_table("", "Rule", "Answer", "Why", "What would cure it")
    for answer in audit.results:
        title = f"{answer.rule} {answer.title}\n({'; '.join(answer.basis)})"
        table.add_row(title, MARKS[answer.result], "\n".join(_reasons(answer)), answer.cure)
    console.print(table)
    warn(any(p.unverified for answer in audit.results for p in answer.provisions), console)
    console.print("Answers rest on what was read; there is no score.", highlight=False)


def print_comparison(comparison: ComparisonOut, console: Console) -> None:
    """Print offences side by side, then the answers of their countries to each rule."""
    heads = [f"{column.country}\n{escape(column.citation)}" for column in comparison.columns]
    table = a_table(f"As of {comparison.on}", "", *heads)
    for number, point in enumerate(comparison.points):
        row = (said(column.cells[number]) for column in comparison.columns)
        table.add_row(point.replace("_", " ").replace(".", ": "), *row)
    console.print(table)
    answers = a_table("Audit", "Rule", *(audit.country for audit in comparison.audits))
    for same in zip(*(audit.results for audit in comparison.audits), strict=True):
        answers.add_row(f"{same[0].rule} {same[0].title}", *(MARKS[a.result] for a in same))
    console.print(answers)
    warn(any(cell.unverified for column in comparison.columns for cell in column.cells), console)


def _reasons(answer: AnswerOut) -> Iterable[str]:
    for found in answer.provisions:
        memory = f" From memory it would be: {found.from_memory}." if found.from_memory else ""
        mark = escape(UNVERIFIED) if found.unverified else ""
        where = f"{found.provision} ({found.about})" if found.about else found.provision
        yield f"{escape(f'{where}: {found.reason}')}{memory}{mark}"


def _sources(cell: CellOut) -> str:
    lines = []
    for reading in cell.readings:
        where = f"{reading.source}{f', {reading.at}' if reading.at else ''}"
        read = f", read {reading.date_read}" if reading.date_read else ""
        note = f" {reading.note}" if reading.note else ""
        lines.append(f"{where} ({reading.status}{read}).{note}")
    return escape("\n".join(dict.fromkeys(lines)))
