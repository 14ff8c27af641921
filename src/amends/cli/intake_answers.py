"""Reports as ``amends intake`` prints them, for people and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from amends.office.intake.models import Report, ReportFile

IN_LIST = (
    *("reference", "received_on", "kind", "way", "sender", "sender_reference", "country"),
    *("people", "state", "sort", "screen_again_on"),
)
SCREENING = ("sort", "answers", "notes", "acts", "means", "ends", "occurred")
TRIAGE = ("form", "reason", "screen_again_on")
DECISION = ("step", "on", "reason", "body", "body_name", "closing", "answer", "answered_on")
FILE = ("title", "filename", "size", "sha256")


def line_of(row: Report) -> str:
    """Return a report as one line."""
    return f"{row.reference:<18} {row.received_on} {row.state:<9} {row.kind:<12} {row.sender}"


def answer_of(row: Report, files: Sequence[ReportFile] | None = None) -> dict[str, Any]:
    """Return a report as plain data; with its files, all that stands on it. Never whom to ask."""
    answer = {name: getattr(row, name) for name in IN_LIST}
    answer["owner"] = row.owner.username if row.owner else None
    if files is None:
        return answer
    found: Any = row
    persons = [one for one in found.all_persons if one.removed_at is None]
    return answer | {
        "narrative": row.narrative,
        "removed": row.removed_at is not None,
        "persons": [_plain(one, ("designation", "age", "language")) for one in persons],
        "screenings": [_standing(one, SCREENING) for one in found.all_screenings],
        "triages": [_standing(one, TRIAGE) for one in found.all_triages],
        "decisions": [
            {**_standing(one, DECISION), "case": one.case.reference if one.case else None}
            for one in found.all_decisions
        ],
        "files": [_plain(one, FILE) for one in files],
    }


def print_report(row: Report, files: Sequence[ReportFile]) -> None:
    """Print a report with all that stands on it."""
    said = answer_of(row, files)
    click.echo(line_of(row))
    click.echo(row.narrative)
    for one in said["persons"]:
        age = f", aged {one['age']}" if one["age"] is not None else ""
        click.echo(f"person     {one['designation']}{age}")
    for one in _in_force(said["screenings"]):
        present = [code for code, answer in one["answers"].items() if answer == "yes"]
        click.echo(f"screened   {one['at']:%Y-%m-%d} {one['sort']}: {', '.join(present) or '-'}")
    for one in _in_force(said["triages"]):
        click.echo(f"triage     {one['at']:%Y-%m-%d} {one['form']}: {one['reason']}")
    for one in _in_force(said["decisions"]):
        where = one["case"] or one["body_name"] or one["body"] or one["closing"]
        click.echo(f"{one['step']:<10} {one['on']} {where}: {one['reason']}")
    for one in said["files"]:
        click.echo(f"file       {one['title']}, {one['size']} bytes, {one['sha256']}")


def _in_force(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["undone"]]


def _standing(row: Any, names: Sequence[str]) -> dict[str, Any]:
    by = row.by.username if row.by else None
    return {**_plain(row, names), "by": by, "at": row.at, "undone": row.undone_at is not None}


def _plain(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
