"""Where what speaks for a proposition ultimately comes from, and how much of it counts alone.

An item that nobody knows the origin of may share it with any other such item: for the prosecution
they count as one. What the defence relies on gets the benefit of that doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from amends.base.messages import Message, Refusal
from amends.proof.force_policy import Way
from amends.proof.graph import Argument, Force, Graph
from amends.proof.states import AtLeast, Rule, all_of, any_of

UNKNOWN = ""
# Of so many arguments all sets of three are looked at: some 34,000.
MOST_APART = 60

Leaf = Callable[[Argument, frozenset[str]], Rule]


TOO_MANY = Message(
    "%(key)s has more than %(most)d arguments that may share their origins. Join those that rest "
    "on the same."
)


class TooManyArguments(Refusal):
    """A proposition with more arguments that may share their origins than can be told apart."""

    def __init__(self, proposition: str) -> None:
        """Say which proposition it is."""
        super().__init__(TOO_MANY.sentence, key=proposition, most=MOST_APART)


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
        return self._of_argument[argument.key]

    @cached_property
    def _of_argument(self) -> Mapping[str, frozenset[str]]:
        behind = self.of_proposition
        return {each.key: self._through(each, behind) for each in self.graph.arguments}

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

    def reached(
        self,
        way: Way,
        ways: Sequence[Way],
        arguments: Sequence[Argument],
        without: frozenset[str],
        leaf: Leaf,
    ) -> Rule:
        """Return the rule that a level is reached in one way: so many arguments that count apart.

        Two count apart if no one origin takes both away when it is discredited. Where all rest on
        items alone, and any two share all of their origins or none, so many groups of the same
        origins must hold. What suffices in another of the ways is left to that.

        Raises:
            TooManyArguments: so many may share origins that not all sets of them can be looked at.
        """
        strong = [each for each in arguments if each.force >= way.force]
        if way.of == 1:
            return any_of(leaf(each, without) for each in strong)
        groups = self._groups(strong)
        if groups is not None:
            kept = (together for origins, together in groups.items() if not origins & without)
            return AtLeast(way.of, tuple(_left(together, without, leaf) for together in kept))
        return self._apart_from_each_other(way, ways, self._members(strong, without, leaf), without)

    def _apart_from_each_other(
        self, way: Way, ways: Sequence[Way], members: Sequence[_Member], without: frozenset[str]
    ) -> Rule:
        if way.of > 2 and len(members) > MOST_APART:  # pairs are never too many
            raise TooManyArguments(members[0].arguments[0].conclusion)
        apart = {
            (one, other): _apart(members[one], members[other], without)
            for one, other in combinations(range(len(members)), 2)
        }
        others = [each for each in ways if each != way]
        return any_of(
            all_of(apart[pair] for pair in combinations(chosen, 2))
            for chosen in combinations(range(len(members)), way.of)
            if not any(each.is_met_by([members[n].force for n in chosen]) for each in others)
        )

    def _groups(
        self, arguments: Sequence[Argument]
    ) -> Mapping[frozenset[str], list[Argument]] | None:
        """Return arguments by their origins, if no two share only some and all rest on items."""
        if any(map(self._is_inferred, arguments)):
            return None
        found: dict[frozenset[str], list[Argument]] = {}
        for each in arguments:
            found.setdefault(self.of_argument(each), []).append(each)
        return found if sum(map(len, found)) == len(_all(found)) else None

    def _members(
        self, arguments: Sequence[Argument], without: frozenset[str], leaf: Leaf
    ) -> list[_Member]:
        """Return what may count apart: arguments on items of the same origins count as one."""
        found: dict[tuple[str, Force, frozenset[str]], list[Argument]] = {}
        for each in arguments:
            origins, inferred = self.of_argument(each), self._is_inferred(each)
            if inferred or not origins & without:
                alike = each.key if inferred else "", each.force, origins
                found.setdefault(alike, []).append(each)
        return [
            _Member(tuple(together), force, origins, leaf)
            for (_, force, origins), together in found.items()
        ]

    def _is_inferred(self, argument: Argument) -> bool:
        return any(premise in self.graph.propositions for premise in argument.premises)


@dataclass(frozen=True, eq=False)
class _Member:
    """Arguments of one force that count as one."""

    arguments: tuple[Argument, ...]
    force: Force
    origins: frozenset[str]
    leaf: Leaf

    def left(self, without: frozenset[str]) -> Rule:
        """Return the rule that one of them holds without some origins."""
        return _left(self.arguments, without, self.leaf)


def _left(arguments: Iterable[Argument], without: frozenset[str], leaf: Leaf) -> Rule:
    return any_of(leaf(each, without) for each in arguments)


def _apart(one: _Member, other: _Member, without: frozenset[str]) -> Rule:
    """Return the rule that both hold, and no origin takes both away."""
    shared = sorted((one.origins & other.origins) - without)
    left = (
        any_of((one.left(without | {origin}), other.left(without | {origin}))) for origin in shared
    )
    return all_of((one.left(without), other.left(without), *left))


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
