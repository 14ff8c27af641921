"""What is missing about people: age, charges, questions asked, screens, what victims are owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.base.dates import When
from amends.base.messages import Message
from amends.casefile.gap import OVER, Gap
from amends.casefile.model import CaseFile, CountEntry, PartyEntry
from amends.casefile.values import FactStatus
from amends.court.progress import Progress
from amends.law.screen import PersonKind
from amends.network.roles import Capacity, roles

ADULT = 18
AGE_DOCUMENTS = frozenset({"birth_record", "school_record", "age_assessment"})
ASKED = frozenset({"QUESTIONED", "ARREST", "INDICTED", "CHARGED", "NOT_CHARGED"})
RESTITUTION = frozenset({"RESTITUTION_REQUESTED", "RESTITUTION_ORDERED", "RESTITUTION_PAID"})


def is_child_in(victim: PartyEntry, count: CountEntry) -> bool:
    """Say whether a victim could have been under 18 during a count's conduct.

    Palermo Protocol, art. 3(d). A birth known to the year is taken at its latest day.
    """
    if not victim.born or not count.conduct_from:
        return False
    born, conduct = When.parse(victim.born).last, When.parse(count.conduct_from).first
    birthdays = conduct.year - born.year - ((conduct.month, conduct.day) < (born.month, born.day))
    return birthdays < ADULT


def unproved_age(casefile: CaseFile) -> Iterator[Gap]:
    """Yield the children whose age no confirmed document proves."""
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


def victims_without_count(casefile: CaseFile) -> Iterator[Gap]:
    """Yield the victims whom no count concerns."""
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


def unasked_participants(casefile: CaseFile) -> Iterator[Gap]:
    """Yield those who took part and are neither charged nor recorded as questioned."""
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


def unscreened_participants(casefile: CaseFile) -> Iterator[Gap]:
    """Yield those who took part and were never asked whether they were made to."""
    screened = {
        key for event in casefile.events if event.code == "SCREENED" for key in event.parties
    }
    took_part = {edge.party for edge in casefile.roles}
    without = [
        party.designation
        for party in casefile.parties
        if party.key in took_part - screened
        and party.kind is PersonKind.NATURAL
        and party.screen is None
        and party.capacity is not Capacity.VICTIM
    ]
    if without:
        yield Gap(
            Message(
                "No non-punishment screen is recorded of: %(parties)s",
                {"parties": "; ".join(without)},
            ),
            Message("Whoever was made to offend is a victim, and the question must come first"),
            Message("Ask whether they were made to do it, before naming them suspects"),
            "prosecutor",
        )


def restitution_not_asked(casefile: CaseFile, now: Mapping[str, Progress]) -> Iterator[Gap]:
    """Yield the victims for whom nothing was asked, ordered or paid though somebody is charged."""
    charged = [p for p in now.values() if p.stage.has_reached_court and p.standing not in OVER]
    done = [event for event in casefile.events if event.code in RESTITUTION]
    if not charged or not casefile.counts:
        return
    victims = casefile.of_capacity(Capacity.VICTIM)
    keys = {victim.key for victim in victims}
    reached = {award.victim for award in casefile.awards}
    for event in done:
        # An order names defendants: where it names no victim, it is taken to be for each.
        reached |= keys & set(event.parties) or keys
    without = [victim.designation for victim in victims if victim.key not in reached]
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


def victims_not_told(casefile: CaseFile) -> Iterator[Gap]:
    """Yield the victims not recorded as told of their rights and the proceedings."""
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


def _victims_of(casefile: CaseFile, count: CountEntry) -> Iterator[PartyEntry]:
    for key in count.victims:
        victim = casefile.party(key)
        if victim is not None and victim.kind is PersonKind.NATURAL:
            yield victim
