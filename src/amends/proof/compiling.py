"""Compiles rules that may lead round in a circle into a circuit that does not.

States are taken in the order in which they depend on each other (Sharir, A strong-connectivity
algorithm and its applications in data flow analysis, 1981). Those that depend on each other in a
circle begin as not holding, and their rules are applied until nothing new follows: whatever holds
in the least fixpoint is derived in no more steps than there are states in the circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from amends.proof.circuit import Builder
from amends.proof.diagrams import ALWAYS, NEVER, Functions, TooManyNodes
from amends.proof.states import AtLeast, Inner, Rule, State, Survives

Rules = Mapping[State, Rule]


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
    rules, below = _rules(asked, rule_of)
    nodes: dict[State, int] = {}
    cut_short: list[State] = []
    for circle in _in_order(below):
        if not _close(circle, rules, nodes, builder):
            cut_short += circle
    return Compiled(nodes, tuple(cut_short))


def _rules(
    asked: Iterable[State], rule_of: Callable[[Inner], Rule]
) -> tuple[Rules, Mapping[State, list[State]]]:
    """Return the rule of every state that is asked about or depended on, and what is in it."""
    rules: dict[State, Rule] = {}
    below: dict[State, list[State]] = {}
    waiting = list(asked)
    while waiting:
        state = waiting.pop()
        if state not in rules:
            rules[state] = state if isinstance(state, Survives) else rule_of(state)
            below[state] = _depends_on(state, rules)
            waiting += below[state]
    return rules, below


def _depends_on(state: State, rules: Rules) -> list[State]:
    """Return the states in the rule of a state; what may be lost depends on nothing."""
    found: dict[State, None] = {}
    seen: set[int] = set()
    waiting = [] if isinstance(state, Survives) else [rules[state]]
    while waiting:
        rule = waiting.pop()
        if not isinstance(rule, AtLeast):
            found[rule] = None
        elif id(rule) not in seen:
            seen.add(id(rule))
            waiting += rule.parts
    return list(found)


def _close(
    circle: Sequence[State], rules: Rules, nodes: dict[State, int], builder: Builder
) -> bool:
    """Apply the rules of a circle from nothing until nothing new follows; say whether that was so.

    A node may go on growing and say no more: what the nodes say is followed beside them, and only
    a state that says more than before is built again.
    """
    nodes.update(dict.fromkeys(circle, builder.false))
    if len(circle) == 1:
        nodes[circle[0]] = _built(circle[0], rules[circle[0]], nodes, builder)
        return True
    followed = _Followed(circle, rules, nodes, builder)
    try:
        while grown := followed.grown():
            nodes.update({each: _built(each, rules[each], nodes, builder) for each in grown})
    except TooManyNodes:
        return False
    return True


class _Followed:
    """What the states of a circle say, as functions of the nodes outside of it."""

    def __init__(
        self, circle: Sequence[State], rules: Rules, nodes: Mapping[State, int], builder: Builder
    ) -> None:
        self.rules, self.outside = rules, nodes
        self.functions = Functions()
        self.said = dict.fromkeys(circle, NEVER)
        self.of_node = {builder.true: ALWAYS, builder.false: NEVER}

    def grown(self) -> list[State]:
        """Apply each rule once, and return the states that say more than before."""
        now = {state: self._function(self.rules[state]) for state in self.said}
        grown = [state for state, function in now.items() if function != self.said[state]]
        self.said = now
        return grown

    def _function(self, rule: Rule) -> int:
        known: dict[int, int] = {}

        def tell(part: Rule) -> int:
            if not isinstance(part, AtLeast):
                return self._of_state(part)
            if id(part) not in known:
                said = [tell(each) for each in part.parts]
                known[id(part)] = self.functions.at_least(part.number, said)
            return known[id(part)]

        return tell(rule)

    def _of_state(self, state: State) -> int:
        if state in self.said:
            return self.said[state]
        node = self.outside[state]
        if node not in self.of_node:
            self.of_node[node] = self.functions.event(len(self.of_node))
        return self.of_node[node]


def _built(state: State, rule: Rule, nodes: Mapping[State, int], builder: Builder) -> int:
    """Build a rule; a part of it that stands in several places is built once."""
    if isinstance(state, Survives):
        return builder.event(state.event)
    known: dict[int, int] = {}

    def build(part: Rule) -> int:
        if not isinstance(part, AtLeast):
            return nodes[part]
        if id(part) not in known:
            known[id(part)] = builder.at_least(part.number, [build(each) for each in part.parts])
        return known[id(part)]

    return build(rule)


def _in_order(below: Mapping[State, list[State]]) -> Iterator[list[State]]:
    """Yield the states, those of one circle together, each after what it depends on."""
    above: dict[State, list[State]] = {state: [] for state in below}
    for state, others in below.items():
        for other in others:
            above[other].append(state)
    left, seen = _walked(below, below, set()), set[State]()
    circles = [_walked(above, [state], seen) for state in reversed(left) if state not in seen]
    return reversed(circles)


def _walked(
    edges: Mapping[State, Sequence[State]], roots: Iterable[State], seen: set[State]
) -> list[State]:
    """Return what is reached and was not seen, in the order in which a walk in depth leaves it."""
    left: list[State] = []
    for root in roots:
        path = [] if root in seen else [(root, iter(edges[root]))]
        seen.add(root)
        while path:
            new = next((other for other in path[-1][1] if other not in seen), None)
            if new is None:
                left.append(path.pop()[0])
            else:
                seen.add(new)
                path.append((new, iter(edges[new])))
    return left
