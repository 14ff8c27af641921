"""Where what speaks for a proposition ultimately comes from, and how much of it counts alone.

An item that nobody knows the origin of may share it with any other such item: for the prosecution
they count as one. What the defence relies on gets the benefit of that doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, starmap

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

    def groups(
        self, arguments: Sequence[Argument]
    ) -> Mapping[frozenset[str], list[Argument]] | None:
        """Return arguments by their origins, if no two share only some and all rest on items."""
        if not self.inferred.isdisjoint(each.key for each in arguments):
            return None
        found: dict[frozenset[str], list[Argument]] = {}
        for each in arguments:
            found.setdefault(self.of_argument(each), []).append(each)
        return found if sum(map(len, found)) == len(_all(found)) else None

    @cached_property
    def inferred(self) -> frozenset[str]:
        """Return the arguments of which a premise is a proposition."""
        held = self.graph.propositions.keys()
        return frozenset(
            each.key for each in self.graph.arguments if not held.isdisjoint(each.premises)
        )


@dataclass(frozen=True, eq=False)
class _Member:
    """Arguments of one force that count as one."""

    arguments: tuple[Argument, ...]
    force: Force
    origins: frozenset[str]


class Heard:
    """Arguments that are heard for one thing, without some origins, and how many count apart.

    All levels look at the same ones: what is asked of two of them is made once.
    """

    def __init__(
        self,
        origins: Origins,
        arguments: Sequence[Argument],
        without: frozenset[str],
        leaf: Leaf,
    ) -> None:
        """Hear arguments; the leaf is the rule that one of them holds without some origins."""
        self._origins, self._arguments = origins, arguments
        self._without, self._leaf = without, leaf
        self._held: dict[tuple[_Member, frozenset[str]], Rule] = {}
        self._apart: dict[tuple[_Member, _Member], Rule] = {}

    def reached(self, ways: Sequence[Way]) -> Rule:
        """Return the rule that a level is reached in one of some ways.

        Raises:
            TooManyArguments: so many may share origins that not all sets of them can be looked at.
        """
        return any_of(self._reached(way, ways) for way in ways)

    def _reached(self, way: Way, ways: Sequence[Way]) -> Rule:
        """Return the rule that a level is reached in one way: so many arguments that count apart.

        Two count apart if no one origin takes both away when it is discredited. Where all rest on
        items alone, and any two share all of their origins or none, so many groups of the same
        origins must hold. What suffices in another of the ways is left to that.
        """
        strong = [each for each in self._arguments if each.force >= way.force]
        if way.of == 1:
            return self._any(strong, self._without)
        groups = self._origins.groups(strong)
        if groups is not None:
            kept = (each for origins, each in groups.items() if not origins & self._without)
            return AtLeast(way.of, tuple(self._any(each, self._without) for each in kept))
        return self._apart_from_each_other(way, ways)

    def _apart_from_each_other(self, way: Way, ways: Sequence[Way]) -> Rule:
        members = [each for each in self._members if each.force >= way.force]
        if way.of > 2 and len(members) > MOST_APART:  # pairs are never too many
            raise TooManyArguments(members[0].arguments[0].conclusion)
        others = [each for each in ways if each != way]

        @cache
        def suffices(forces: tuple[Force, ...]) -> bool:
            return any(each.is_met_by(forces) for each in others)

        sets = combinations(members, way.of)
        forces = combinations([each.force for each in members], way.of)
        return any_of(
            all_of(starmap(self._both, combinations(chosen, 2)))
            for chosen, of in zip(sets, forces, strict=True)
            if not suffices(of)
        )

    @cached_property
    def _members(self) -> Sequence[_Member]:
        """Return what may count apart: arguments on items of the same origins count as one."""
        found: dict[tuple[str, Force, frozenset[str]], list[Argument]] = {}
        for each in self._arguments:
            origins, inferred = self._origins.of_argument(each), each.key in self._origins.inferred
            if inferred or not origins & self._without:
                alike = each.key if inferred else "", each.force, origins
                found.setdefault(alike, []).append(each)
        return [
            _Member(tuple(together), force, origins)
            for (_, force, origins), together in found.items()
        ]

    def _both(self, one: _Member, other: _Member) -> Rule:
        """Return the rule that both hold, and no origin takes both away."""
        if (one, other) not in self._apart:
            shared = sorted((one.origins & other.origins) - self._without)
            less = (self._without | {origin} for origin in shared)
            left = (any_of((self._one(one, each), self._one(other, each))) for each in less)
            both = self._one(one, self._without), self._one(other, self._without)
            self._apart[one, other] = all_of((*both, *left))
        return self._apart[one, other]

    def _one(self, member: _Member, without: frozenset[str]) -> Rule:
        if (member, without) not in self._held:
            self._held[member, without] = self._any(member.arguments, without)
        return self._held[member, without]

    def _any(self, arguments: Iterable[Argument], without: frozenset[str]) -> Rule:
        """Return the rule that one of some arguments holds without some origins."""
        return any_of(self._leaf(each, without) for each in arguments)


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
