"""What a case still lacks, as a list of next steps with their reasons. It is never a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from amends.base.messages import Message
from amends.casefile.charge_gaps import (
    late_clocks,
    missing_verdicts,
    no_date_ahead,
    undated_conduct,
    unended_counts,
)
from amends.casefile.gap import Gap
from amends.casefile.model import CaseFile
from amends.casefile.people_gaps import (
    restitution_not_asked,
    unasked_participants,
    unproved_age,
    unscreened_participants,
    victims_not_told,
    victims_without_count,
)
from amends.casefile.values import FactStatus
from amends.court.clocks import Clock
from amends.court.progress import Progress

__all__ = ["Gap", "count_proposed", "gaps"]


def gaps(
    casefile: CaseFile, now: Mapping[str, Progress], running: tuple[Clock, ...], today: date
) -> tuple[Gap, ...]:
    """Return what a case lacks on a day, given each defendant's progress and the clocks."""
    return (
        *undated_conduct(casefile),
        *unproved_age(casefile),
        *victims_without_count(casefile),
        *unasked_participants(casefile),
        *unscreened_participants(casefile),
        *missing_verdicts(casefile, now),
        *unended_counts(casefile, now),
        *restitution_not_asked(casefile, now),
        *victims_not_told(casefile),
        *no_date_ahead(casefile, now, today),
        *late_clocks(running),
        *_proposed_facts(casefile),
    )


def count_proposed(casefile: CaseFile) -> int:
    """Return how many entries of a case file are proposed only."""
    lists = (
        casefile.parties,
        casefile.roles,
        casefile.counts,
        casefile.events,
        casefile.evidence,
        casefile.outcomes,
        casefile.awards,
    )
    return sum(entry.status is FactStatus.PROPOSED for entries in lists for entry in entries)


def _proposed_facts(casefile: CaseFile) -> Iterator[Gap]:
    proposed = count_proposed(casefile)
    if proposed:
        yield Gap(
            Message("Entries that are proposed and not confirmed: %(count)d", {"count": proposed}),
            Message("They come from memory; nothing may rest on them"),
            Message("Compare each with the judgment or the file"),
            "prosecutor",
        )
