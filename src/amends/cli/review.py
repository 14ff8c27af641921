"""Printing the review of a case: parties, counts, timeline, clocks and what is missing."""

from __future__ import annotations

import dataclasses
from typing import Any

from rich.console import Console
from rich.table import Table

from amends.casefile.model import CaseFile, CountEntry
from amends.casefile.review import Review
from amends.casefile.values import FactStatus
from amends.court.events import event_types
from amends.network.roles import roles

PROPOSED = " (proposed)"


def print_review(review: Review, console: Console) -> None:
    """Print a review as a person reads it."""
    casefile = review.casefile
    console.rule(f"[bold]{casefile.title}", align="left")
    for line in (casefile.citation, casefile.law, casefile.summary):
        if line:
            console.print(line, highlight=False)
    for table in (
        _parties(review),
        _counts(casefile),
        _timeline(review),
        _clocks(review),
        _missing(review),
    ):
        console.print(table)


def as_json(review: Review) -> dict[str, Any]:
    """Return a review as plain data."""
    return {
        "key": review.casefile.key,
        "progress": {key: dataclasses.asdict(now) for key, now in review.progress.items()},
        "counts": [dataclasses.asdict(count) for count in review.casefile.counts],
        "timeline": [dataclasses.asdict(event) for event in review.timeline],
        "clocks": [
            {
                "rule": clock.rule.code,
                "party": clock.party,
                "due": clock.due,
                "state": clock.state,
                "computed": [str(step) for step in clock.computed],
                "source": clock.rule.source.citation,
                "status": clock.rule.source.status,
            }
            for clock in review.clocks
        ],
        "outcomes": [dataclasses.asdict(outcome) for outcome in review.casefile.outcomes],
        "awards": [dataclasses.asdict(award) for award in review.casefile.awards],
        "missing": [
            {
                "what": str(gap.what),
                "why": str(gap.why),
                "next_step": str(gap.next_step),
                "who": gap.who,
            }
            for gap in review.missing
        ],
    }


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _mark(status: FactStatus) -> str:
    return PROPOSED if status is FactStatus.PROPOSED else ""


def _parties(review: Review) -> Table:
    table = _table("Parties", "", "Who", "Capacity", "Roles", "Stage and standing")
    for party in review.casefile.parties:
        played = {
            f"{roles()[edge.role].label}{f' of {edge.victim}' if edge.victim else ''}"
            for edge in review.casefile.roles
            if edge.party == party.key
        }
        now = review.progress.get(party.key)
        table.add_row(
            party.key,
            party.designation + _mark(party.status),
            party.capacity,
            ", ".join(sorted(played)),
            f"{now.stage}, {now.standing}{PROPOSED if now.proposed else ''}" if now else "",
        )
    return table


def _counts(casefile: CaseFile) -> Table:
    table = _table("Counts as charged", "No", "Provision and offence", "Who, whom", "Outcome")
    for count in casefile.counts:
        table.add_row(
            str(count.number),
            f"{count.citation}: {count.offence}{_period(count)}{_mark(count.status)}",
            f"{', '.join(count.defendants)} > {', '.join(count.victims)}",
            "\n".join(
                f"{o.defendant}: {o.verdict}{_mark(o.status)}. {o.disposition}".strip()
                for o in casefile.outcomes
                if o.count == count.number
            ),
        )
    for award in casefile.awards:
        table.add_row(
            "",
            award.what + _mark(award.status),
            f"{', '.join(award.defendants)} > {award.victim or 'the State'}",
            award.amount,
        )
    return table


def _period(count: CountEntry) -> str:
    return f", {count.conduct_from} to {count.conduct_to}" if count.conduct_from else ""


def _timeline(review: Review) -> Table:
    table = _table("Timeline", "When", "What", "About", "")
    for event in review.timeline:
        table.add_row(
            event.on,
            event_types()[event.code].label + _mark(event.status),
            ", ".join(event.parties),
            " ".join([event.text, *event.details.values()]).strip(),
        )
    return table


def _clocks(review: Review) -> Table:
    table = _table("Clocks", "Due", "What", "About", "State", "How this was computed")
    for clock in review.clocks:
        unverified = "" if clock.rule.source.status.is_verified else " (rule unverified)"
        table.add_row(
            str(clock.due),
            clock.rule.label + unverified,
            clock.party or "case",
            clock.state,
            "\n".join(map(str, clock.computed)),
        )
    for row in review.out_of_force:
        table.add_row("", row.rule.label, "", "does not run", str(row.because))
    return table


def _missing(review: Review) -> Table:
    table = _table("Still missing", "What", "Why it matters", "Next step", "Who")
    for gap in review.missing:
        table.add_row(str(gap.what), str(gap.why), str(gap.next_step), gap.who)
    return table
