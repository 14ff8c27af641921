"""Compiles rules that may lead round in a circle into a circuit that does not.

States, and the parts of their rules, are taken in the order in which they depend on each other
(Gabow, Path-based depth-first search for strong and biconnected components, Information Processing
Letters 74, 2000). Those that depend on each other in a circle begin as not holding, and their rules
are applied until nothing new follows: whatever holds in the least fixpoint is derived in no more
steps than there are states in the circle.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from amends.proof.circuit import Builder
from amends.proof.diagrams import ALWAYS, NEVER, Functions, TooManyNodes
from amends.proof.states import AtLeast, Inner, Rule, State, Survives

CLOSED = sys.maxsize


@dataclass(frozen=True)
class Compiled:
    """The node of each state.

    Attributes:
        cut_short: states that depend on each other in a circle too large to be followed to its
            end. They may hold where they are said not to, never the other way round.
    """

    nodes: Mapping[State, int]
    cut_short: tuple[State, ...]


def compiled(
    asked: Iterable[State], rule_of: Callable[[Inner], Rule], builder: Builder
) -> Compiled:
    """Build what is asked, and everything it depends on."""
    compiling = _Compiling(rule_of, builder)
    for circle in _Walk(compiling.below).circles(asked):
        compiling.build(circle)
    nodes = {rule: n for rule, n in compiling.nodes.items() if not isinstance(rule, AtLeast)}
    return Compiled(nodes, tuple(compiling.cut_short))


class _Compiling:
    """What is built so far: the node of each state, and of each part of a rule."""

    def __init__(self, rule_of: Callable[[Inner], Rule], builder: Builder) -> None:
        self.rule_of, self.builder = rule_of, builder
        self.rules: dict[Rule, Rule] = {}
        self.nodes: dict[Rule, int] = {}
        self.cut_short: list[State] = []

    def below(self, rule: Rule) -> Sequence[Rule]:
        """Return what a state or a part of a rule depends on; what may be lost on nothing."""
        if isinstance(rule, AtLeast):
            return rule.parts
        if isinstance(rule, Survives):
            return ()
        self.rules[rule] = self.rule_of(rule)
        return (self.rules[rule],)

    def build(self, circle: Sequence[Rule]) -> None:
        """Build what depends on itself in a circle, or one thing that does not."""
        if len(circle) > 1:
            states = [each for each in circle if not isinstance(each, AtLeast)]
            if not self._close(states):
                self.cut_short += states
        known: dict[Rule, int] = {}
        for rule in circle:
            self.nodes[rule] = self._node(rule, known)

    def _close(self, states: Sequence[State]) -> bool:
        """Apply the rules of a circle from nothing until nothing new follows; say whether it ended.

        A node may go on growing and say no more: what the nodes say is followed beside them, and
        only a state that says more than before is built again.
        """
        self.nodes |= dict.fromkeys(states, self.builder.false)
        if len(states) == 1:
            self._apply(states)
            return True
        followed = _Followed(states, self.rules, self.nodes, self.builder)
        try:
            while grown := followed.grown():
                self._apply(grown)
        except TooManyNodes:
            return False
        return True

    def _apply(self, states: Iterable[State]) -> None:
        """Build the rules of some states, each from what the others were before."""
        known: dict[Rule, int] = {}
        self.nodes |= {state: self._node(self.rules[state], known) for state in states}

    def _node(self, rule: Rule, known: dict[Rule, int]) -> int:
        """Return the node of something; what is known beside the nodes will not last."""
        if rule in self.nodes:
            return self.nodes[rule]
        if isinstance(rule, Survives):
            return self.builder.event(rule.event)
        if not isinstance(rule, AtLeast):
            return self._node(self.rules[rule], known)
        if rule not in known:
            inputs = [self._node(part, known) for part in rule.parts]
            known[rule] = self.builder.at_least(rule.number, inputs)
        return known[rule]


class _Followed:
    """What the states of a circle say, as functions of the nodes outside of it."""

    def __init__(
        self,
        states: Sequence[State],
        rules: Mapping[Rule, Rule],
        nodes: Mapping[Rule, int],
        builder: Builder,
    ) -> None:
        self.states, self.rules, self.outside = states, rules, nodes
        self.functions = Functions()
        self.said = dict[Rule, int].fromkeys(states, NEVER)
        self.of_node = {builder.true: ALWAYS, builder.false: NEVER}

    def grown(self) -> list[State]:
        """Apply each rule once, and return the states that say more than before."""
        known: dict[Rule, int] = {}
        now = {state: self._function(self.rules[state], known) for state in self.states}
        grown = [state for state in self.states if now[state] != self.said[state]]
        self.said |= now
        return grown

    def _function(self, rule: Rule, known: dict[Rule, int]) -> int:
        if rule in self.said:
            return self.said[rule]
        if rule in self.outside or not isinstance(rule, AtLeast):
            return self._of_node(self.outside[rule])
        if rule not in known:
            said = [self._function(part, known) for part in rule.parts]
            known[rule] = self.functions.at_least(rule.number, said)
        return known[rule]

    def _of_node(self, node: int) -> int:
        if node not in self.of_node:
            self.of_node[node] = self.functions.event(len(self.of_node))
        return self.of_node[node]


class _Walk:
    """A walk into the depth of what depends on what.

    What is met stands in a row until it is closed, and the places in it at which a circle may begin
    on a stack: what leads back to a place is of one circle with all that begins after it.
    """

    def __init__(self, below: Callable[[Rule], Sequence[Rule]]) -> None:
        self.below = below
        self.place: dict[Rule, int] = {}
        self.row: list[Rule] = []
        self.begins: list[int] = []

    def circles(self, asked: Iterable[Rule]) -> Iterator[list[Rule]]:
        """Yield what is reached, what is of one circle together, each after what it depends on."""
        for first in asked:
            path = [] if first in self.place else [(first, self._met(first))]
            while path:
                rule, left = path[-1]
                other = self._next(left)
                if other is not None:
                    path.append((other, self._met(other)))
                    continue
                path.pop()
                if self.begins[-1] == self.place[rule]:
                    yield self._closed()

    def _met(self, rule: Rule) -> Iterator[Rule]:
        self.place[rule] = len(self.row)
        self.begins.append(len(self.row))
        self.row.append(rule)
        return iter(self.below(rule))

    def _next(self, left: Iterator[Rule]) -> Rule | None:
        """Return what is to be met next, and join to one circle what leads back before it."""
        for other in left:
            place = self.place.get(other)
            if place is None:
                return other
            while self.begins[-1] > place:
                self.begins.pop()
        return None

    def _closed(self) -> list[Rule]:
        first = self.begins.pop()
        circle = self.row[first:]
        del self.row[first:]
        for each in circle:
            self.place[each] = CLOSED
        return circle
