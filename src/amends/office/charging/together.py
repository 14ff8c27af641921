"""What can be decided in one go with a count: the same offence, mode and version of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from amends.law.counts import ChargeableCount
from amends.office.charging.counts import CaseCharging, identity

Choice = tuple[str, str]


@dataclass(frozen=True)
class Together:
    """The undecided counts that can stand in one count with the one that is looked at."""

    found: CaseCharging
    chosen: ChargeableCount

    def victims(self) -> list[Choice]:
        """Return the counts against the same person, named by their victims."""
        parties = self.found.parties
        own = self._own.items()
        return [(name, parties[count.victim].designation) for name, count in own]

    def people(self) -> list[Choice]:
        """Return the others against whom the same lies concerning the same victim, by key."""
        keys = {c.by for c in self._others.values() if c.victim == self.chosen.victim}
        parties = self.found.parties
        return [(key, parties[key].designation) for key in sorted(keys - {self.chosen.by})]

    def alike(self) -> list[str]:
        """Return the names of those that differ from the count in nothing but the victim."""
        same = self.chosen.until, self.chosen.state
        return [name for name, count in self._own.items() if (count.until, count.state) == same]

    def taken(self, names: Iterable[str], keys: Iterable[str] = ()) -> list[ChargeableCount]:
        """Return the count with what was ticked: other victims, and others as far as theirs."""
        own = [self.chosen, *(self._own[name] for name in names)]
        victims, people = {count.victim for count in own}, set(keys)
        others = self._others.values()
        return [*own, *(c for c in others if c.by in people and c.victim in victims)]

    @cached_property
    def _own(self) -> dict[str, ChargeableCount]:
        return {n: c for n, c in self._others.items() if c.by == self.chosen.by}

    @cached_property
    def _others(self) -> dict[str, ChargeableCount]:
        """Return them by name, each once: another conduct can support the same."""
        same = self.chosen.key, self.chosen.mode, self.chosen.since
        undecided = {id(count) for count in self.found.undecided}
        once = {
            identity(count): (name, count)
            for name, count in self.found.named.items()
            if id(count) in undecided and (count.key, count.mode, count.since) == same
        }
        once.pop(identity(self.chosen), None)
        return dict(once.values())
