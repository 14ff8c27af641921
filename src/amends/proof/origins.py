"""Where what speaks for a proposition ultimately comes from, and how much of it counts alone.

An item that nobody knows the origin of may share it with any other such item: for the prosecution
they count as one. What the defence relies on gets the benefit of that doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from amends.proof.graph import Argument, Graph
from amends.proof.states import NEVER, AtLeast, Rule, all_of, any_of

UNKNOWN = ""

Leaf = Callable[[Argument, frozenset[str]], Rule]


@dataclass(frozen=True)
class Origins:
    """The origins behind the items, arguments and propositions of a graph, for one of the sides."""

    graph: Graph
    for_defence: bool = False

    def of_item(self, key: str) -> frozenset[str]:
        """Return the origins of an item."""
        return self.graph.items[key].origins or frozenset({key if self.for_defence else UNKNOWN})

    def of_argument(self, argument: Argument) -> frozenset[str]:
        """Return every origin an argument may rest on; one without premises rests on itself."""
        return self._through(argument, self.of_proposition)

    @cached_property
    def of_proposition(self) -> Mapping[str, frozenset[str]]:
        """Return every origin that may stand behind each proposition, through all arguments."""
        found: dict[str, frozenset[str]] = dict.fromkeys(self.graph.propositions, frozenset())
        waiting = list(self.graph.propositions)
        while waiting:
            key = waiting.pop()
            leading = self.graph.arguments_for.get(key, ())
            origins = _all(self._through(each, found) for each in leading)
            if origins != found[key]:
                found[key] = origins
                waiting += self._leads_to.get(key, ())
        return found

    def _through(self, argument: Argument, found: Mapping[str, frozenset[str]]) -> frozenset[str]:
        if not argument.premises:
            return frozenset({argument.key})
        items = self.graph.items
        return _all(self.of_item(p) if p in items else found[p] for p in argument.premises)

    @cached_property
    def _leads_to(self) -> Mapping[str, list[str]]:
        """Return the propositions for which each proposition is a premise."""
        found: dict[str, list[str]] = {}
        for argument in self.graph.arguments:
            for premise in argument.premises:
                found.setdefault(premise, []).append(argument.conclusion)
        return found

    def independent(
        self, number: int, arguments: Sequence[Argument], without: frozenset[str], leaf: Leaf
    ) -> Rule:
        """Return the rule that so many of some arguments hold that do not share their origins.

        They count as so many if so many origins stand behind them, and one of them is left
        whatever origins are discredited, one fewer than that. Where any two share all of their
        origins or none, and rest on items alone, so many groups of the same origins must hold.
        """
        if number == 1:
            return any_of(leaf(each, without) for each in arguments)
        groups = self._groups(arguments)
        if groups is not None:
            kept = (each for origins, each in groups.items() if not origins & without)
            return AtLeast(number, tuple(any_of(leaf(a, without) for a in each) for each in kept))
        relevant = _all(map(self.of_argument, arguments)) - without
        if len(relevant) < number:
            return NEVER
        return all_of(
            any_of(leaf(each, without.union(gone)) for each in arguments)
            for gone in combinations(sorted(relevant), number - 1)
        )

    def _groups(
        self, arguments: Sequence[Argument]
    ) -> Mapping[frozenset[str], list[Argument]] | None:
        """Return arguments by their origins, if no two share only some and all rest on items."""
        found: dict[frozenset[str], list[Argument]] = {}
        for each in arguments:
            if any(premise in self.graph.propositions for premise in each.premises):
                return None
            found.setdefault(self.of_argument(each), []).append(each)
        return found if sum(map(len, found)) == len(_all(found)) else None


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
