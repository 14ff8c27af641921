"""Random argument graphs, and a slow reading of them that shares no code with the engine.

The reading follows the definition: tables of what is proved and what is alive, for every set of
origins left out of account, applied to each other until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations

from hypothesis import strategies as st

from amends.proof.graph import (
    MEANS,
    AllOf,
    AnyOf,
    Argument,
    Charge,
    Evidence,
    Force,
    Formula,
    Graph,
    Proposition,
    Standard,
)

ORIGINS = ("o1", "o2", "o3")
LOSSES = ("x1", "x2", "x3", "x4")
OURS = ("p1", "p2", "p3")
THEIRS = ("q1", "q2")
ITEMS = ("i1", "i2", "i3", "i4", "i5")
UNKNOWN = "i5"
COUNT = "count"


def sets(of: Iterable[str], most: int) -> Iterator[frozenset[str]]:
    """Yield every set of at most so many of some words."""
    words = sorted(set(of))
    sizes = (combinations(words, size) for size in range(min(most, len(words)) + 1))
    return (frozenset(found) for found in chain.from_iterable(sizes))


@st.composite
def items(draw: st.DrawFn, key: str) -> Evidence:
    """Return an item that needs something and comes from somewhere."""
    need = st.frozensets(st.sampled_from(LOSSES), min_size=1, max_size=2)
    return Evidence(
        key=key,
        needs=tuple(draw(st.lists(need, max_size=2))),
        origins=draw(st.frozensets(st.sampled_from(ORIGINS), min_size=key != UNKNOWN, max_size=2)),
    )


@st.composite
def arguments(draw: st.DrawFn, number: int) -> Argument:
    """Return an argument for anything, from anything: circles and both sides included.

    The first one alone may have no premises: what it rests on is an origin of its own.
    """
    premise = st.sampled_from((*ITEMS, *OURS, *THEIRS))
    return Argument(
        key=f"a{number}",
        conclusion=draw(st.sampled_from((*OURS, *THEIRS))),
        premises=tuple(draw(st.lists(premise, min_size=number > 0, max_size=2))),
        exceptions=tuple(draw(st.lists(st.sampled_from((*OURS, *THEIRS)), max_size=1))),
        force=draw(st.sampled_from(Force)),
        consent=draw(st.booleans()),
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a small graph with one count on it, in which everything may be tied to everything."""
    number = draw(st.integers(0, 10))
    wanted = draw(st.lists(st.sampled_from(OURS), min_size=1, max_size=3, unique=True))
    formula = AllOf(tuple(wanted)) if draw(st.booleans()) else AnyOf(tuple(wanted))
    return Graph(
        items={key: draw(items(key)) for key in ITEMS},
        propositions={
            key: Proposition(
                key=key,
                standard=draw(st.sampled_from(Standard)),
                element=draw(st.sampled_from((MEANS, "act"))),
                contraries=tuple(draw(st.lists(st.sampled_from(THEIRS), max_size=1))),
                not_from=draw(st.frozensets(st.sampled_from(ORIGINS), max_size=key == OURS[-1])),
            )
            for key in (*OURS, *THEIRS)
        },
        arguments=tuple(draw(arguments(n)) for n in range(number)),
        charges=(Charge(key=COUNT, formula=formula),),
    )


Without = frozenset[str]
Holds = Callable[[Argument, Without], bool]


@dataclass
class SlowReading:
    """What is proved when some events are lost and some origins discredited, by the definition."""

    graph: Graph
    lost: frozenset[str] = frozenset()
    discredited: frozenset[str] = frozenset()
    proved: set[tuple[str, Without]] = field(default_factory=set)
    dead: set[tuple[str, bool, Without]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Apply both maps until nothing new is proved and nothing more is dead."""
        ours = {each for item in self.graph.items.values() for each in item.origins or {""}}
        theirs = {e for item in self.graph.items.values() for e in item.origins or {item.key}}
        bare = {each.key for each in self.graph.arguments if not each.premises}
        self.ours, self.theirs = frozenset(ours | bare), frozenset(theirs | bare)
        before = (-1, -1)
        while before != (len(self.proved), len(self.dead)):
            before = (len(self.proved), len(self.dead))
            for without in self._needed(self.ours):
                every = self.graph.propositions
                self.proved |= {(p, without) for p in every if self._is_proved(p, without)}
            for without in self._needed(self.theirs):
                for on_means in (True, False):
                    self.dead |= {
                        (q, on_means, without)
                        for q in self.graph.propositions
                        if self.their_level(q, on_means, without) == 0
                    }

    def _needed(self, origins: frozenset[str]) -> list[Without]:
        return list(sets(origins, len(origins)))

    def holds(self, formula: Formula) -> bool:
        """Say whether a formula is proved."""
        if isinstance(formula, str):
            return (formula, frozenset()) in self.proved
        parts = [self.holds(part) for part in formula.parts]
        return all(parts) if isinstance(formula, AllOf) else any(parts)

    def _is_proved(self, key: str, without: Without) -> bool:
        held = self.graph.propositions[key]
        level = self.our_level(key, without)
        on_means = held.element == MEANS
        worst = max(
            (self.their_level(q, on_means, frozenset()) for q in held.contraries), default=0
        )
        return {
            Standard.SCINTILLA: level >= 1,
            Standard.PREPONDERANCE: level >= 2 and level > worst,
            Standard.CLEAR_AND_CONVINCING: level >= 3 and level > worst,
            Standard.BEYOND_REASONABLE_DOUBT: level >= 3 and worst < 2,
        }[held.standard]

    def our_level(self, key: str, without: Without) -> int:
        """Return the level that our arguments reach."""
        not_from = self.graph.propositions[key].not_from
        return self._level(key, without | not_from, self.ours, self._accepted)

    def their_level(self, key: str, on_means: bool, without: Without) -> int:
        """Return the level that the arguments of the defence reach."""

        def alive(argument: Argument, gone: Without) -> bool:
            return self._alive(argument, on_means, gone)

        return self._level(key, without, self.theirs, alive)

    def _level(self, key: str, without: Without, origins: frozenset[str], holds: Holds) -> int:
        for_it = [each for each in self.graph.arguments if each.conclusion == key]

        def apart(one: Argument, other: Argument) -> bool:
            return all(holds(one, without | {o}) or holds(other, without | {o}) for o in origins)

        def independent(number: int, force: int) -> bool:
            strong = [each for each in for_it if each.force >= force and holds(each, without)]
            return any(
                all(apart(one, other) for one, other in combinations(chosen, 2))
                for chosen in combinations(strong, number)
            )

        if independent(1, 3) or independent(2, 2) or independent(3, 1):
            return 3
        if independent(1, 2) or independent(2, 1):
            return 2
        return int(independent(1, 1))

    def _accepted(self, argument: Argument, without: Without) -> bool:
        on_means = self.graph.propositions[argument.conclusion].element == MEANS
        return (
            (bool(argument.premises) or argument.key not in without)
            and all(self._premise(key, without) for key in argument.premises)
            and all((x, on_means, frozenset()) in self.dead for x in argument.exceptions)
        )

    def _premise(self, key: str, without: Without) -> bool:
        item = self.graph.items.get(key)
        if item is None:
            return (key, without) in self.proved
        origins = item.origins or {""}
        gone = without | self.discredited
        return not origins & gone and all(need - self.lost for need in item.needs)

    def _alive(self, argument: Argument, on_means: bool, without: Without) -> bool:
        if argument.consent and not on_means:
            return False
        if not argument.premises and argument.key in without:
            return False
        if any((x, frozenset()) in self.proved for x in argument.exceptions):
            return False
        for key in argument.premises:
            item = self.graph.items.get(key)
            if item is None and (key, on_means, without) in self.dead:
                return False
            if item is not None and (item.origins or {key}) & without:
                return False
        return True
