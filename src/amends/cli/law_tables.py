"""Printing laws, audits, changes and comparisons as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.law.audit_rules import Result
from amends.law.cells import Value
from amends.law.charge_report import BarOut, ChargeableCountOut, ChargingOut, DualOut, ElementOut
from amends.law.report import (
    AnswerOut,
    AuditOut,
    CellOut,
    ChangeOut,
    ComparisonOut,
    DiffOut,
    LawOut,
    StatuteOut,
)
from amends.law.treaties import Instrument

MARKS = {
    Result.PASS: "+ pass",
    Result.PARTIAL: "~ partial",
    Result.FAIL: "- fail",
    Result.CONFLICT: "! conflict",
    Result.UNKNOWN: "? unknown",
}
UNVERIFIED = " [unverified]"
ASK_FIRST = "not screened: ask first whether this person was made to offend."
A_VICTIM = "a victim by the screen, and not listed as chargeable."
BANNER = (
    "Cells marked [unverified] were not read in the law's own text. "
    "Nothing may be charged or published on them before somebody has read it."
)


def print_laws(laws: Sequence[LawOut], asking: Sequence[Instrument], console: Console) -> None:
    """Print the laws that are held, and the treaties and texts they are measured against."""
    table = _table("Laws", "Country", "Key", "Title", "Offences in force")
    for law in laws:
        offences = str(len(law.offences)) if law.in_force else "not in force"
        table.add_row(law.country, law.key, escape(law.title), offences)
    console.print(table)
    treaties = _table("Treaties, standards and model texts", "Key", "Title", "Articles")
    for treaty in asking:
        treaties.add_row(treaty.key, treaty.title, str(len(treaty.obligations)))
    console.print(treaties)


def print_treaty(treaty: Instrument, console: Console) -> None:
    """Print what a treaty, a standard or a model text asks."""
    console.rule(f"[bold]{treaty.title}", align="left")
    table = _table("", "Article", "Asks", "Binds", "Rules of the audit", "Source")
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
        table = _table(f"As it stood on {statute.on}", "Cell", "Says", "Source")
        for cell in statute.cells:
            path = escape(cell.path.removeprefix(f"{law.key}."))
            table.add_row(path, said(cell), _sources(cell))
        console.print(table)
    _warn(any(cell.unverified for statute in found for cell in statute.cells), console)


def print_audit(audit: AuditOut, console: Console) -> None:
    """Print the answers to every rule."""
    console.rule(f"[bold]{audit.country}, law of {audit.on}", align="left")
    for title in audit.laws or ("No law that is held can have been in force on that day.",):
        console.print(title, highlight=False, markup=False)
    table = _table("", "Rule", "Answer", "Why", "What would cure it")
    for answer in audit.results:
        title = f"{answer.rule} {answer.title}\n({'; '.join(answer.basis)})"
        table.add_row(title, MARKS[answer.result], "\n".join(_reasons(answer)), answer.cure)
    console.print(table)
    _warn(any(p.unverified for answer in audit.results for p in answer.provisions), console)
    console.print("Answers rest on what was read; there is no score.", highlight=False)


def print_diffs(found: Sequence[tuple[str, DiffOut]], console: Console) -> None:
    """Print what changed at each amendment."""
    for name, diff in found:
        title = escape(name) or f"{diff.country}: from {diff.before} to {diff.after}"
        console.rule(f"[bold]{title}, {diff.after}" if name else f"[bold]{title}", align="left")
        for word, citations in (("Began", diff.began), ("Ended", diff.ended)):
            if citations:
                console.print(f"{word}: {'; '.join(citations)}", highlight=False, markup=False)
        for old, new in diff.replaced:
            console.print(f"{new} took the place of {old}", highlight=False, markup=False)
        if diff.changes:
            console.print(_changes(diff.changes))
        elif not (diff.began or diff.ended or diff.replaced):
            console.print("Nothing that is held changed.")
    if not found:
        console.print("No amendment whose day is known. Give two days with --from and --on.")


def print_comparison(comparison: ComparisonOut, console: Console) -> None:
    """Print offences side by side, then the answers of their countries to each rule."""
    heads = [f"{column.country}\n{escape(column.citation)}" for column in comparison.columns]
    table = _table(f"As of {comparison.on}", "", *heads)
    for number, point in enumerate(comparison.points):
        row = (said(column.cells[number]) for column in comparison.columns)
        table.add_row(point.replace("_", " "), *row)
    console.print(table)
    answers = _table("Audit", "Rule", *(audit.country for audit in comparison.audits))
    for same in zip(*(audit.results for audit in comparison.audits), strict=True):
        answers.add_row(f"{same[0].rule} {same[0].title}", *(MARKS[a.result] for a in same))
    console.print(answers)
    _warn(any(cell.unverified for column in comparison.columns for cell in column.cells), console)


def print_charging(found: ChargingOut, console: Console) -> None:
    """Print the screen, the alerts, every count and what is missing of those not made out."""
    for keys, words_ in ((found.not_screened, ASK_FIRST), (found.victims_first, A_VICTIM)):
        for key in keys:
            console.print(f"[bold]{key}[/bold]: {words_}")
    for note in (*found.alerts, *found.leads):
        about = f" ({note.about})" if note.about else ""
        console.print(f"{note.kind.replace('_', ' ')}{about}: {note.said}", highlight=False)
    table = _table(
        f"Counts, as of {found.on}", "Count", "Who, whom", "State", "Elements", "Penalty"
    )
    for count in found.counts:
        mark = escape(UNVERIFIED) if count.unverified else ""
        days = f"{count.since} to {count.until}"
        table.add_row(
            f"{escape(f'{count.citation}: {count.label}')}{mark}",
            f"{count.by} > {count.victim}\n{days}",
            "\n".join([count.state.replace("_", " "), *map(_bar, count.bars)]),
            "\n".join(_element(element) for element in count.elements if _matters(element)),
            _punished(count),
        )
    console.print(table)
    _warn(any(count.unverified for count in found.counts), console)


def print_dual(found: DualOut, console: Console) -> None:
    """Print, for every count here, what answers to it there."""
    title = f"From {found.requesting} to {found.requested}, as of {found.on}"
    columns = ("Count here", "Nearest there", "A crime in both", "Without counterpart", "Open")
    table = _table(title, *columns)
    for one in found.counterparts:
        mark = escape(UNVERIFIED) if one.unverified else ""
        serious = [_serious(one.serious_here), _serious(one.serious_there)]
        without = [_element(element) for element in one.without]
        table.add_row(
            f"{escape(one.here)}{mark}\n{one.by} > {one.victim}",
            escape(one.there or "none"),
            f"{one.dual}\nfour years or more: {serious[0]} here, {serious[1]} there",
            "\n".join([*without, *(f"{name}: not read" for name in one.unread)]),
            "\n".join(one.tools),
        )
    console.print(table)
    if not found.counterparts:
        console.print(f"No count lies in {found.requesting} on these facts. See: amends law charge")
    _warn(any(one.unverified for one in found.counterparts), console)


def _warn(unverified: bool, console: Console) -> None:
    """Print what must not be done on law that nobody has read, where some of it was not."""
    if unverified:
        console.print(BANNER, markup=False)


def _serious(answer: bool | None) -> str:
    return "not read" if answer is None else words(answer)


def _bar(bar: BarOut) -> str:
    doubt = "" if bar.certain else "Perhaps: "
    return f"{doubt}{bar.said}{escape(UNVERIFIED) if bar.unverified else ''}"


def _matters(element: ElementOut) -> bool:
    return element.state != "not_needed"


def _element(element: ElementOut) -> str:
    shown = f" ({', '.join(word.replace('_', ' ') for word in element.facts)})"
    return f"{element.name}: {element.state}{shown if element.facts else ''}".replace("_", " ")


def _punished(count: ChargeableCountOut) -> str:
    penalty = count.penalty
    if penalty is None:
        return "not read"
    most = "life" if penalty.life.value is True else said(penalty.maximum)
    most += " or death" if penalty.death and penalty.death.value is True else ""
    least = said(penalty.minimum)
    fine = f", fine: {said(penalty.fine)}" if penalty.fine and penalty.fine.readings else ""
    against = "".join(
        f"\n{compared.order} than for {compared.crime}".replace("equal than", "equal to that")
        for compared in count.comparators
        if compared.order
    )
    relation = penalty.relation
    share = f", {said(penalty.share)} per cent" if penalty.share else ""
    mode = f"\n{count.mode}: {said(relation)}{share}" if relation and relation.readings else ""
    restitution = f"\nrestitution: {said(count.restitution)}" if count.restitution else ""
    limit = f"\nuntil {count.last_day}" if count.last_day else ""
    return f"months {least} to {most}{fine}{mode}{against}{restitution}{limit}"


def said(cell: CellOut) -> str:
    """Return what a cell says, and how far it may be trusted."""
    if cell.conflict:
        values = dict.fromkeys(words(r.value) for r in cell.readings if r.value is not None)
        return f"in conflict: {escape(' / '.join(values))}"
    if cell.value is None:
        return "not read"
    return escape(words(cell.value)) + (escape(UNVERIFIED) if cell.unverified else "")


def words(value: Value) -> str:
    """Return a value as words."""
    if isinstance(value, tuple):
        return ", ".join(word.replace("_", " ") for word in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _changes(changes: Iterable[ChangeOut]) -> Table:
    table = _table("", "Cell", "Before", "After")
    for change in changes:
        before = said(change.before) if change.before else "nothing"
        after = said(change.after) if change.after else "nothing"
        table.add_row(escape(change.path), before, after)
    return table


def _reasons(answer: AnswerOut) -> Iterable[str]:
    for found in answer.provisions:
        memory = f" From memory it would be: {found.from_memory}." if found.from_memory else ""
        mark = escape(UNVERIFIED) if found.unverified else ""
        yield f"{escape(f'{found.provision}: {found.reason}')}{memory}{mark}"


def _sources(cell: CellOut) -> str:
    lines = []
    for reading in cell.readings:
        where = f"{reading.source}{f', {reading.at}' if reading.at else ''}"
        read = f", read {reading.date_read}" if reading.date_read else ""
        note = f" {reading.note}" if reading.note else ""
        lines.append(f"{where} ({reading.status}{read}).{note}")
    return escape("\n".join(dict.fromkeys(lines)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title or None, title_justify="left", title_style="bold", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
