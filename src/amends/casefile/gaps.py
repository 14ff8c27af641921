"""What a case still lacks, as a list of next steps with their reasons. It is never a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from amends.base.dates import When
from amends.base.messages import Message
from amends.casefile.model import CaseFile, CountEntry, FactStatus, Kind, PartyEntry, Verdict
from amends.court.clocks import Clock, ClockState
from amends.court.progress import Progress
from amends.court.stages import Stage, Standing
from amends.network.roles import Capacity, roles

ADULT = 18
AGE_DOCUMENTS = frozenset({"document", "record"})
OVER = frozenset({Standing.ACQUITTED, Standing.DISCONTINUED, Standing.DECEASED})
ASKED = frozenset({"QUESTIONED", "ARREST", "INDICTED", "CHARGED"})


@dataclass(frozen=True)
class Gap:
    """Something missing: what, why it matters, what to do next, and who does it."""

    what: Message
    why: Message
    next_step: Message
    who: str


def gaps(
    casefile: CaseFile, now: Mapping[str, Progress], running: tuple[Clock, ...], today: date
) -> tuple[Gap, ...]:
    """Return what a case lacks on a day, given each defendant's progress and the clocks."""
    checks: tuple[Callable[[], Iterator[Gap]], ...] = (
        partial(_undated_conduct, casefile),
        partial(_unproved_age, casefile),
        partial(_victims_without_count, casefile),
        partial(_unasked_participants, casefile),
        partial(_counts_without_end, casefile, now),
        partial(_restitution_not_asked, casefile),
        partial(_victims_not_told, casefile),
        partial(_no_date_ahead, casefile, now, today),
        partial(_late_clocks, running),
        partial(_proposed_facts, casefile),
    )
    return tuple(gap for check in checks for gap in check())


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


def is_child_in(victim: PartyEntry, count: CountEntry) -> bool:
    """Say whether a victim could have been under 18 during a count's conduct.

    Palermo Protocol, art. 3(d). A birth known to the year is taken at its latest day.
    """
    if not victim.born or not count.conduct_from:
        return False
    born, conduct = When.parse(victim.born).last, When.parse(count.conduct_from).first
    birthdays = conduct.year - born.year - ((conduct.month, conduct.day) < (born.month, born.day))
    return birthdays < ADULT


def _undated_conduct(casefile: CaseFile) -> Iterator[Gap]:
    for count in casefile.counts:
        if not count.conduct_from:
            yield Gap(
                Message(
                    "Count %(count)d does not say when the conduct took place",
                    {"count": count.number},
                ),
                Message("The version of the law in force, limitation and age depend on it"),
                Message("Fix the period from the statements and documents"),
                "prosecutor",
            )


def _unproved_age(casefile: CaseFile) -> Iterator[Gap]:
    documents = [
        item for item in casefile.evidence if "age" in item.goes_to and item.kind in AGE_DOCUMENTS
    ]
    for count in casefile.counts:
        for victim in _victims_of(casefile, count):
            mine = [i for i in documents if victim.key in i.victims]
            solid = [i for i in mine if i.status is FactStatus.REPORTED]
            if is_child_in(victim, count) and not solid:
                yield Gap(
                    Message(
                        "No confirmed document proves the age of %(victim)s (count %(count)d)",
                        {"victim": victim.designation, "count": count.number},
                    ),
                    Message("For a child the means need not be proved, but the age must be"),
                    Message("Obtain the birth record or another age document"),
                    "investigator",
                )


def _victims_without_count(casefile: CaseFile) -> Iterator[Gap]:
    if not casefile.counts:
        return
    charged = {key for count in casefile.counts for key in count.victims}
    for victim in casefile.of_capacity(Capacity.VICTIM):
        if victim.key not in charged:
            yield Gap(
                Message("No count concerns %(victim)s", {"victim": victim.designation}),
                Message("What is not charged is neither punished nor made good"),
                Message("Charge it, or record why not"),
                "prosecutor",
            )


def _unasked_participants(casefile: CaseFile) -> Iterator[Gap]:
    charged = {key for count in casefile.counts for key in count.defendants}
    asked = {key for event in casefile.events if event.code in ASKED for key in event.parties}
    done: set[str] = set()
    for edge in casefile.roles:
        party, role = casefile.party(edge.party), roles()[edge.role]
        if party is None or role.needs_screen or party.key in charged | asked | done:
            continue
        done.add(party.key)
        yield Gap(
            Message(
                "%(party)s (%(role)s) is neither charged nor recorded as questioned",
                {"party": party.designation, "role": Message(role.label)},
            ),
            Message(
                "Intermediaries are not to be presumed innocent bystanders; they know the others"
            ),
            Message("Question them, then decide on a charge"),
            "investigator",
        )


def _counts_without_end(casefile: CaseFile, now: Mapping[str, Progress]) -> Iterator[Gap]:
    ended = {(outcome.count, outcome.defendant) for outcome in casefile.outcomes}
    for count in casefile.counts:
        for key in count.defendants:
            over = key in now and now[key].stage in {Stage.FINAL, Stage.SENTENCING, Stage.APPEAL}
            if over and (count.number, key) not in ended:
                yield Gap(
                    Message(
                        "No outcome is recorded for %(party)s on count %(count)d",
                        {"party": _name(casefile, key), "count": count.number},
                    ),
                    Message("A defendant's record and the statistics rest on each count"),
                    Message("Enter the verdict of this count from the judgment"),
                    "registrar",
                )


def _restitution_not_asked(casefile: CaseFile) -> Iterator[Gap]:
    if not any(outcome.verdict is Verdict.CONVICTED for outcome in casefile.outcomes):
        return
    if any(event.code.startswith("RESTITUTION") for event in casefile.events):
        return
    awarded = {award.victim for award in casefile.awards}
    victims = casefile.of_capacity(Capacity.VICTIM)
    without = [victim.designation for victim in victims if victim.key not in awarded]
    if without:
        yield Gap(
            Message(
                "No restitution or compensation is recorded as asked for: %(victims)s",
                {"victims": ", ".join(without)},
            ),
            Message("Courts seldom award what nobody asks for (Palermo Protocol art. 6(6))"),
            Message("Compute the loss and ask, or record why not"),
            "prosecutor",
        )


def _victims_not_told(casefile: CaseFile) -> Iterator[Gap]:
    told = [event for event in casefile.events if event.code == "VICTIM_TOLD"]
    everybody = any(not event.parties for event in told)
    reached = {key for event in told for key in event.parties}
    silent = [
        victim.designation
        for victim in casefile.of_capacity(Capacity.VICTIM)
        if not everybody and victim.key not in reached
    ]
    if silent:
        yield Gap(
            Message(
                "Not recorded as told of rights and proceedings: %(victims)s",
                {"victims": ", ".join(silent)},
            ),
            Message("Victims must be informed (Palermo Protocol art. 6(2)(a))"),
            Message("Tell them in a language they understand, and record it"),
            "liaison",
        )


def _no_date_ahead(casefile: CaseFile, now: Mapping[str, Progress], today: date) -> Iterator[Gap]:
    if any(When.parse(event.on).last >= today for event in casefile.events):
        return
    for key, progress_now in now.items():
        ended = progress_now.stage is Stage.FINAL or progress_now.standing in OVER
        if progress_now.stage.has_reached_court and not ended:
            yield Gap(
                Message(
                    "No date lies ahead for %(party)s, whose case is before the court",
                    {"party": _name(casefile, key)},
                ),
                Message("A case without a next date is a case nobody works on"),
                Message("Ask the court for a date"),
                "prosecutor",
            )


def _late_clocks(running: tuple[Clock, ...]) -> Iterator[Gap]:
    for clock in running:
        if clock.state in {ClockState.OVERDUE, ClockState.MISSED}:
            about = f" ({clock.party})" if clock.party else ""
            yield Gap(
                Message(
                    "%(clock)s%(about)s was due on %(due)s",
                    {"clock": Message(clock.rule.label), "about": about, "due": clock.due},
                ),
                Message(clock.rule.consequence),
                Message("Do it now, or record what happened"),
                clock.rule.whose,
            )


def _proposed_facts(casefile: CaseFile) -> Iterator[Gap]:
    proposed = count_proposed(casefile)
    if proposed:
        yield Gap(
            Message("Entries that are proposed and not confirmed: %(count)d", {"count": proposed}),
            Message("They come from memory; nothing may rest on them"),
            Message("Compare each with the judgment or the file"),
            "prosecutor",
        )


def _victims_of(casefile: CaseFile, count: CountEntry) -> Iterator[PartyEntry]:
    for key in count.victims:
        victim = casefile.party(key)
        if victim is not None and victim.kind is Kind.NATURAL:
            yield victim


def _name(casefile: CaseFile, key: str) -> str:
    party = casefile.party(key)
    return party.designation if party else key
