"""Compiles rules that may lead round in a circle into a circuit that does not.

States are taken in the order in which they depend on each other (Sharir, A strong-connectivity
algorithm and its applications in data flow analysis, 1981). Those that depend on each other in a
circle begin as not holding, and their rules are applied until nothing new follows: whatever holds
in the least fixpoint is derived in no more steps than there are states in the circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from amends.proof.circuit import Builder
from amends.proof.states import AtLeast, Inner, Rule, State, Survives

Rules = Mapping[State, Rule]


def compiled(
    asked: Iterable[State], rule_of: Callable[[Inner], Rule], builder: Builder
) -> Mapping[State, int]:
    """Build what is asked, and everything it depends on; return the node of each state."""
    rules = _rules(asked, rule_of)
    nodes: dict[State, int] = {}
    for circle in _in_order(rules):
        _close(circle, rules, nodes, builder)
    return nodes


def _rules(asked: Iterable[State], rule_of: Callable[[Inner], Rule]) -> Rules:
    """Return the rule of every state that is asked about, and of all that these depend on."""
    rules: dict[State, Rule] = {}
    waiting = list(asked)
    while waiting:
        state = waiting.pop()
        if state not in rules:
            rules[state] = state if isinstance(state, Survives) else rule_of(state)
            waiting += _depends_on(state, rules)
    return rules


def _depends_on(state: State, rules: Rules) -> list[State]:
    """Return the states in the rule of a state; what may be lost depends on nothing."""
    found: list[State] = []
    waiting = [] if isinstance(state, Survives) else [rules[state]]
    while waiting:
        rule = waiting.pop()
        if isinstance(rule, AtLeast):
            waiting += rule.parts
        else:
            found.append(rule)
    return found


def _close(
    circle: Sequence[State], rules: Rules, nodes: dict[State, int], builder: Builder
) -> None:
    """Apply the rules of a circle from nothing until nothing new follows."""
    nodes.update(dict.fromkeys(circle, builder.false))
    for _ in circle:
        now = {state: _built(state, rules[state], nodes, builder) for state in circle}
        if all(nodes[state] == node for state, node in now.items()):
            return
        nodes.update(now)


def _built(state: State, rule: Rule, nodes: Mapping[State, int], builder: Builder) -> int:
    if isinstance(state, Survives):
        return builder.event(state.event)
    if not isinstance(rule, AtLeast):
        return nodes[rule]
    parts = [
        _built(state, part, nodes, builder) if isinstance(part, AtLeast) else nodes[part]
        for part in rule.parts
    ]
    return builder.at_least(rule.number, parts)


def _in_order(rules: Rules) -> Iterator[list[State]]:
    """Yield the states, those of one circle together, each after what it depends on."""
    below = {state: _depends_on(state, rules) for state in rules}
    above: dict[State, list[State]] = {state: [] for state in rules}
    for state, others in below.items():
        for other in others:
            above[other].append(state)
    left, seen = _walked(below, rules, set()), set[State]()
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
