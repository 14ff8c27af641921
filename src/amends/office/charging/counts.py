"""The counts that lie in a case, each under a name of its own, beside what was decided on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from amends.base.dates import When
from amends.law.alerts import Alert, AlertKind, Charged, alerts
from amends.law.charging import charge
from amends.law.counts import ChargeableCount, Charging
from amends.law.dual import Counterpart, Side, dual_criminality
from amends.law.facts import Facts
from amends.law.library import countries as held_countries
from amends.law.library import current
from amends.law.recharging import Fingerprint, Recharged, compared, fingerprint
from amends.law.resolved import Resolved
from amends.office.charging.models import CaseFacts, Conduct, Decision
from amends.office.parties.models import Count, CountParty, Party, PartyRole

JOINT = "~"
Identity = tuple[str, str, str, str, date]


@dataclass(frozen=True)
class CaseCharging:
    """What the facts of a case support, and what was made of it.

    Attributes:
        parties: by key.
        conduct: as stated, also what cannot be charged as it stands.
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

    def under(self, countries: tuple[str, ...]) -> CaseCharging:
        """Return what the same facts support under the laws of other countries."""
        other = charged(self.facts, countries, self.on)
        return dataclasses.replace(self, charging=other, countries=countries)

    def dual(self, here: Side, there: Side, day: date | None = None) -> tuple[Counterpart, ...]:
        """Return what answers under the law of another State to every count under that of one.

        Each culpable party is asked about as of the day of their charge, unless a day is given.
        """
        return dual_criminality(self.facts, here, there, day or self.on)

    def is_under_its_laws(self, count: ChargeableCount) -> bool:
        """Say whether the case is charged under the law of a count, or was only asked about it."""
        return count.law.law.statute.country in self.at_large.charged_under

    @cached_property
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

    @property
    def accused(self) -> list[str]:
        """Return the keys of those against whom a count is listed, in the order they are."""
        return list(dict.fromkeys(count.by for count in self.charging.counts))

    def decision_on(self, count: ChargeableCount) -> Decision | None:
        """Return the decision that stands on a count, if there is one."""
        return self._decided.get(identity(count))

    def charged_as(self, count: ChargeableCount) -> Count | None:
        """Return the count as charged that rests on this one, if there is one.

        Where it was decided here, that decision says which; otherwise offence, mode, defendant,
        victim and period do.
        """
        decision = self.decision_on(count)
        if decision is not None and decision.charged:
            return self._by_key.get(decision.count_id)
        resting = self._against.get((count.key, count.by), ())
        return next((c for c in resting if rests_on(c, count)), None)

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
        """Return what lies, or does not, under a count as charged.

        What is in another mode stands for a defendant of whom nothing is in the mode of the count:
        one count can be against the principal and those who helped.
        """
        found = [lies for lies in self.charging.counts if self._stands_under(count, lies)]
        exact = {lies.by for lies in found if lies.mode == count.mode}
        return [lies for lies in found if lies.mode == count.mode or lies.by not in exact]

    def untied(self) -> tuple[Count, ...]:
        """Return the counts as charged that are tied to no law that is held."""
        return tuple(count for count in self.counts if not count.law)

    def unsupported(self) -> tuple[tuple[Count, Party], ...]:
        """Return the counts as charged with the defendants for whom nothing stated supports them.

        The mode does not matter: one count can be against the principal and those who helped. The
        period and the victims do: conduct may have been corrected since.
        """
        return tuple(
            (count, entry.party)
            for count in self.counts
            if count.law
            for entry in _entries(count)
            if not entry.party.is_victim and entry.party.key not in self._supported(count)
        )

    def _charged_besides(self) -> Iterator[Charged]:
        """Yield what is charged under a law that is held though nothing found stands under it."""
        for count in self.counts:
            law = offence_of(count)
            if law is None:
                continue
            found = {(lies.by, lies.victim) for lies in self.supporting(count)}
            for accused, victim in _pairs(count):
                if (accused, victim) not in found:
                    named = {"by": accused, "victim": victim, "citation": count.citation}
                    yield Charged.under(law, **named)

    def _supported(self, count: Count) -> frozenset[str]:
        """Return against whom something that can be considered lies under a count."""
        return frozenset(lies.by for lies in self.supporting(count) if lies.is_available)

    def alerts(self) -> tuple[Alert, ...]:
        """Return what must not be overlooked; whoever is charged, or was decided on, is not."""
        charged = {entry.party.key for count in self.counts for entry in _entries(count)}
        settled = {d.by.key for d in self.decisions} - {count.by for count in self.undecided}
        found = alerts(self.facts, self.charging, self.chosen(), self._charged_besides())
        return tuple(
            alert
            for alert in found
            if alert.kind is not AlertKind.NOBODY_CHARGED_FOR
            or alert.about not in charged | settled | self.let_go
        )

    @cached_property
    def undecided(self) -> tuple[ChargeableCount, ...]:
        """Return the available counts on which nothing was decided."""
        return tuple(
            count
            for count in self.charging.available()
            if not self.charged_as(count) and not self.decision_on(count)
        )

    def next_undecided(self, after: ChargeableCount, decided: Iterable[ChargeableCount]) -> str:
        """Return the name of the next count to decide on after one, from the top after the last.

        What is decided in this moment is passed over; there is no name if nothing is left.
        """
        waiting = {identity(count) for count in self.undecided}
        waiting -= {identity(count) for count in decided}
        names = list(self.named)
        here = list(map(id, self.named.values())).index(id(after))
        in_turn = names[here + 1 :] + names[:here]
        return next((name for name in in_turn if identity(self.named[name]) in waiting), "")

    def _stands_under(self, count: Count, lies: ChargeableCount) -> bool:
        return count in self._against.get((lies.key, lies.by), ()) and _is_about(count, lies)

    @cached_property
    def _decided(self) -> dict[Identity, Decision]:
        return {
            (d.law, d.by.key, d.victim.key, d.mode, d.since): d for d in reversed(self.decisions)
        }

    @cached_property
    def _by_key(self) -> dict[int | None, Count]:
        return {count.pk: count for count in self.counts}

    @cached_property
    def _against(self) -> dict[tuple[str, str], list[Count]]:
        """Return the counts as charged by offence and by whoever stands in them."""
        found: dict[tuple[str, str], list[Count]] = {}
        for count in self.counts:
            for entry in _entries(count):
                found.setdefault((count.law, entry.party.key), []).append(count)
        return found


def offence_of(count: Count) -> Resolved | None:
    """Return the offence a count is tied to as it stood when the conduct began, if it is held."""
    held = current().versions_of(count.law)
    if not held:
        return None
    begun = When.parse(count.conduct_from).first if count.conduct_from else held[-1].since
    return next((law for law in held if law.since <= begun < law.until), held[-1])


def _pairs(count: Count) -> Iterator[tuple[str, str]]:
    """Yield everybody a count is against beside every victim it is about."""
    entries = _entries(count)
    victims = [entry.party.key for entry in entries if entry.party.is_victim]
    for entry in entries:
        if not entry.party.is_victim:
            yield from ((entry.party.key, victim) for victim in victims)


def identity(count: ChargeableCount) -> Identity:
    """Return what a decision names a count by: its offence, people, mode and first day.

    Two conducts that begin on the same day can support the same count: it is decided once.
    """
    return count.key, count.by, count.victim, count.mode, count.since


def name_of(count: ChargeableCount) -> str:
    """Return what a count is called in an address."""
    return JOINT.join([count.key, count.by, count.victim, count.mode, count.since.isoformat()])


def charged(facts: Facts, countries: Iterable[str], on: Mapping[str, date]) -> Charging:
    """Charge facts, each culpable party as of a day of its own.

    Limitation stops when somebody is charged: what lay on that day lies though years have passed.
    """
    return charge(facts, [country for country in countries if country in held_countries()], on)


def rests_on(count: Count, lies: ChargeableCount) -> bool:
    """Say whether a count as charged is one that lies: offence, mode, people and period."""
    if (count.law, count.mode) != (lies.key, lies.mode):
        return False
    accused = {entry.party.key for entry in _entries(count) if not entry.party.is_victim}
    return lies.by in accused and _is_about(count, lies)


def _is_about(count: Count, lies: ChargeableCount) -> bool:
    """Say whether a count as charged concerns the victim and the period of one that lies."""
    victims = {entry.party.key for entry in _entries(count) if entry.party.is_victim}
    return (not victims or lies.victim in victims) and _overlaps(count, lies)


def _overlaps(count: Count, lies: ChargeableCount) -> bool:
    """Say whether the period of a count as charged, as far as it is recorded, touches another."""
    begun, ended = count.conduct_from or count.conduct_to, count.conduct_to or count.conduct_from
    if not begun:
        return True
    return When.parse(begun).first <= lies.until and lies.since <= When.parse(ended).last


def _entries(count: Count) -> Sequence[CountParty]:
    entries: list[CountParty] = count.entries  # type: ignore[attr-defined]  # prefetched
    return entries
