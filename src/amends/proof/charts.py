"""The chart of a proposition: what speaks for it and against it, numbered as in a key list.

After the charts of Wigmore (The Principles of Judicial Proof, 1913): the proposition stands at the
top, below it the arguments that lead to it and below each its premises; what speaks against
something stands beside it. What is used in two places is drawn once, where it is first met.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from amends.proof.graph import Argument, Evidence, Graph, Proposition


class NodeKind(StrEnum):
    """What a node stands for."""

    PROPOSITION = "proposition"
    DENIAL = "denial"
    ITEM = "item"
    ARGUMENT = "argument"


@dataclass(frozen=True)
class Node:
    """Something that is drawn.

    Attributes:
        number: its place in the key list, from 1.
        key: that of the proposition, item or argument.
        x, y: its column and row, from 0 at the top and at the side where reading begins.
    """

    number: int
    key: str
    kind: NodeKind
    x: int
    y: int


@dataclass(frozen=True, order=True)
class Edge:
    """A line between two nodes, by their numbers.

    Attributes:
        start: what speaks for the end, or against it.
        defeats: whether it speaks against it.
    """

    start: int
    end: int
    defeats: bool


@dataclass(frozen=True)
class Chart:
    """What is drawn of a proposition, the nodes in the order of their numbers.

    Attributes:
        width, height: in columns and rows.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def chart(graph: Graph, key: str) -> Chart:
    """Return the chart of a proposition.

    Raises:
        KeyError: there is no such proposition.
    """
    met = _Met(graph, graph.propositions[key])
    blocks = _laid_out(met.drawn)
    in_order = sorted(met.drawn, key=lambda thing: (blocks[thing].y, blocks[thing].x))
    number = {thing: place for place, thing in enumerate(in_order, start=1)}
    nodes = tuple(
        Node(number[thing], thing.key, met.kind_of(thing), blocks[thing].x, blocks[thing].y)
        for thing in in_order
    )
    edges = sorted(Edge(number[one], number[other], bad) for one, other, bad in met.lines)
    return Chart(nodes, tuple(edges), blocks[met.top].width, max(node.y for node in nodes) + 1)


_Thing = Proposition | Argument | Evidence


@dataclass
class _Drawn:
    """Something that is drawn: on whose side it was first met, and what was first met at it."""

    is_ours: bool
    below: list[_Thing] = field(default_factory=list)
    beside: list[_Thing] = field(default_factory=list)


class _Met:
    """Everything that is met from a proposition on, each thing after that at which it was met."""

    def __init__(self, graph: Graph, top: Proposition) -> None:
        self.graph, self.top = graph, top
        self.drawn: dict[_Thing, _Drawn] = {top: _Drawn(is_ours=True)}
        self.lines: set[tuple[_Thing, _Thing, bool]] = set()
        waiting: deque[tuple[_Thing, bool]] = deque([(top, True)])
        seen = {*waiting}
        while waiting:
            thing, is_ours = waiting.popleft()
            for other, defeats in self._at(thing, is_ours):
                self._draw(other, thing, defeats, is_ours is not defeats)
                state = (other, is_ours is not defeats)
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)

    def kind_of(self, thing: _Thing) -> NodeKind:
        """Return what something is drawn as; of what both sides use, as it was first met."""
        if isinstance(thing, Argument):
            return NodeKind.ARGUMENT
        if isinstance(thing, Evidence):
            return NodeKind.ITEM
        return NodeKind.PROPOSITION if self.drawn[thing].is_ours else NodeKind.DENIAL

    def _at(self, thing: _Thing, is_ours: bool) -> Iterator[tuple[_Thing, bool]]:
        """Yield what leads to something, and what defeats it with a mark that it does.

        A contrary is what the defence maintains: nothing is the contrary of what is its own.
        """
        if isinstance(thing, Proposition):
            yield from ((each, False) for each in self.graph.arguments_for.get(thing.key, ()))
            against = thing.contraries if is_ours else ()
        elif isinstance(thing, Argument):
            yield from ((self._premise(key), False) for key in thing.premises)
            against = thing.exceptions
        else:
            against = ()
        yield from ((self.graph.propositions[key], True) for key in against)

    def _premise(self, key: str) -> _Thing:
        return self.graph.items.get(key) or self.graph.propositions[key]

    def _draw(self, other: _Thing, thing: _Thing, defeats: bool, is_ours: bool) -> None:
        self.lines.add((other, thing, defeats))
        if other not in self.drawn:
            self.drawn[other] = _Drawn(is_ours)
            place = self.drawn[thing]
            (place.beside if defeats else place.below).append(other)


@dataclass
class _Block:
    """The columns that something has for itself and what hangs on it, from its own row down."""

    x: int
    width: int
    below: int
    y: int = 0


def _laid_out(drawn: dict[_Thing, _Drawn]) -> dict[_Thing, _Block]:
    """Return the block of everything: side by side, so that no two things stand in one place."""
    blocks: dict[_Thing, _Block] = {}
    for thing, place in reversed(drawn.items()):
        below = max(1, _width(blocks, place.below))
        blocks[thing] = _Block(0, below + _width(blocks, place.beside), below)
    for thing, place in drawn.items():
        block = blocks[thing]
        _set(blocks, place.below, block.x, block.y + 1)
        _set(blocks, place.beside, block.x + block.below, block.y)
    for thing, place in reversed(drawn.items()):
        if place.below:
            first, last = blocks[place.below[0]], blocks[place.below[-1]]
            blocks[thing].x = (first.x + last.x) // 2
    return blocks


def _width(blocks: dict[_Thing, _Block], things: Iterable[_Thing]) -> int:
    return sum(blocks[thing].width for thing in things)


def _set(blocks: dict[_Thing, _Block], things: Iterable[_Thing], x: int, y: int) -> None:
    """Set blocks beside each other from a column on, in one row."""
    for thing in things:
        blocks[thing].x, blocks[thing].y = x, y
        x += blocks[thing].width
