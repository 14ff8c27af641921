"""The counts that lie in a case, each under a name of its own, beside what was decided on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from amends.law.alerts import Alert, AlertKind, alerts
from amends.law.charging import ChargeableCount, Charging, charge
from amends.law.facts import Facts
from amends.law.library import countries as held_countries
from amends.law.recharging import Fingerprint, Recharged, compared, fingerprint
from amends.office.charging.models import CaseFacts, Conduct, Decision
from amends.office.parties.models import Count, CountParty, Party, PartyRole

JOINT = "~"


@dataclass(frozen=True)
class CaseCharging:
    """What the facts of a case support, and what was made of it.

    Attributes:
        parties: by key.
        conduct: as stated; ``undated`` cannot be charged yet.
        unstated: roles somebody played of which no conduct is stated.
        countries: under whose laws it was charged; ``not_held`` those of which no law is held.
        on: the day on which each culpable party is or was charged.
        let_go: of whom it was recorded, with reasons, that they are not charged.
        counts: what was charged, as it stands in the case.
    """

    facts: Facts
    charging: Charging
    parties: Mapping[str, Party]
    conduct: tuple[Conduct, ...]
    unstated: tuple[PartyRole, ...]
    at_large: CaseFacts
    countries: tuple[str, ...]
    not_held: tuple[str, ...]
    on: Mapping[str, date]
    let_go: frozenset[str]
    counts: tuple[Count, ...]
    decisions: tuple[Decision, ...]

    @property
    def undated(self) -> tuple[Conduct, ...]:
        """Return the conduct that cannot be charged because its days are not known."""
        return tuple(row for row in self.conduct if not row.begun)

    def named(self) -> dict[str, ChargeableCount]:
        """Return every count by a name that addresses can carry."""
        found: dict[str, ChargeableCount] = {}
        for count in self.charging.counts:
            name, times = name_of(count), 1
            while name in found:
                times += 1
                name = JOINT.join([name_of(count), str(times)])
            found[name] = count
        return found

    def decision_on(self, count: ChargeableCount) -> Decision | None:
        """Return the decision that stands on a count, if there is one."""
        return next((d for d in self.decisions if is_about(d, count)), None)

    def charged_as(self, count: ChargeableCount) -> Count | None:
        """Return the count as charged that rests on this one, if there is one."""
        return next((c for c in self.counts if _rests_on(c, count)), None)

    def chosen(self) -> tuple[ChargeableCount, ...]:
        """Return what was charged, as far as it is tied to a law that is held."""
        return tuple(count for count in self.charging.counts if self.charged_as(count))

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """Return what was found, small enough to be kept."""
        return fingerprint(self.charging.counts)

    @cached_property
    def since_seen(self) -> Recharged | None:
        """Return what changed since somebody last looked; nothing if nobody has, or not here.

        What another version of amends kept cannot be compared.
        """
        try:
            seen = Fingerprint.of_kept(self.at_large.seen)
        except ValueError:
            return None
        return compared(self.at_large.case.reference, seen, self.fingerprint)

    def supporting(self, count: Count) -> list[ChargeableCount]:
        """Return what lies, or does not, under a count as charged."""
        return [lies for lies in self.charging.counts if _rests_on(count, lies)]

    def untied(self) -> tuple[Count, ...]:
        """Return the counts as charged that are tied to no law that is held."""
        return tuple(count for count in self.counts if not count.law)

    def unsupported(self) -> tuple[tuple[Count, Party], ...]:
        """Return the counts as charged with the defendants for whom nothing stated supports them.

        The mode does not matter: one count can be against the principal and those who helped.
        """
        lying = {(count.key, count.by) for count in self.charging.available()}
        return tuple(
            (count, entry.party)
            for count in self.counts
            for entry in _entries(count)
            if count.law and not entry.party.is_victim and (count.law, entry.party.key) not in lying
        )

    def alerts(self) -> tuple[Alert, ...]:
        """Return what must not be overlooked; whoever is charged, or was decided on, is not."""
        charged = {entry.party.key for count in self.counts for entry in _entries(count)}
        settled = {d.by.key for d in self.decisions} - {count.by for count in self.undecided()}
        found = alerts(self.facts, self.charging, self.chosen())
        return tuple(
            alert
            for alert in found
            if alert.kind is not AlertKind.NOBODY_CHARGED_FOR
            or alert.about not in charged | settled | self.let_go
        )

    def undecided(self) -> tuple[ChargeableCount, ...]:
        """Return the available counts on which nothing was decided."""
        return tuple(
            count
            for count in self.charging.available()
            if not self.charged_as(count) and not self.decision_on(count)
        )


def name_of(count: ChargeableCount) -> str:
    """Return what a count is called in an address."""
    return JOINT.join([count.key, count.by, count.victim, count.mode, count.since.isoformat()])


def is_about(decision: Decision, count: ChargeableCount) -> bool:
    """Say whether a decision is about a count."""
    return (
        decision.law,
        decision.by.key,
        decision.victim.key,
        decision.mode,
        decision.since,
    ) == (count.key, count.by, count.victim, count.mode, count.since)


def charged(facts: Facts, countries: Iterable[str], on: Mapping[str, date]) -> Charging:
    """Charge facts, each culpable party as of a day of its own.

    Limitation stops when somebody is charged: what lay on that day lies though years have passed.
    """
    chosen = [country for country in countries if country in held_countries()]
    parts = [charge(part, chosen, day) for part, day in _by_day(facts, on)]
    screened = charge(facts, (), date.min)
    counts = tuple(count for part in parts for count in part.counts)
    return Charging(counts, screened.not_screened, screened.victims_first)


def _by_day(facts: Facts, on: Mapping[str, date]) -> Iterator[tuple[Facts, date]]:
    for day in sorted(set(on.values())):
        conduct = tuple(c for c in facts.conduct if on.get(c.by) == day)
        if conduct:
            yield dataclasses.replace(facts, conduct=conduct), day


def _rests_on(count: Count, lies: ChargeableCount) -> bool:
    """Say whether a count as charged is the one that lies: offence, mode, defendant and victim."""
    if (count.law, count.mode) != (lies.key, lies.mode):
        return False
    keys = {entry.party.key for entry in _entries(count)}
    victims = {entry.party.key for entry in _entries(count) if entry.party.is_victim}
    return lies.by in keys and (not victims or lies.victim in victims)


def _entries(count: Count) -> Sequence[CountParty]:
    entries: list[CountParty] = count.entries  # type: ignore[attr-defined]  # prefetched
    return entries
