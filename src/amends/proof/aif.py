"""Writes the arguments of a case in the Argument Interchange Format, for other programs.

Items and propositions are information (I-nodes), an argument applies a rule of inference (RA), an
exception or what the defence maintains a conflict (CA), and of two arguments on both sides of one
question the stronger is preferred (PA), after Chesñevar and others, Towards an argument interchange
format, The Knowledge Engineering Review 21(4), 2006, in the JSON that AIFdb reads. What may be
lost, where information comes from and what a standard asks for have no place in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import product

import msgspec

from amends.proof.graph import Argument, Graph
from amends.proof.graph_writing import Described


class NodeType(StrEnum):
    """What a node of the format is."""

    INFORMATION = "I"
    INFERENCE = "RA"
    CONFLICT = "CA"
    PREFERENCE = "PA"


class Node(msgspec.Struct, frozen=True):
    """A node: what is said, or how something that is said bears on something else."""

    node_id: str = msgspec.field(name="nodeID")
    text: str
    type: NodeType


class Edge(msgspec.Struct, frozen=True):
    """A line from one node to another; one end of it applies something."""

    edge_id: str = msgspec.field(name="edgeID")
    from_id: str = msgspec.field(name="fromID")
    to_id: str = msgspec.field(name="toID")


class Network(msgspec.Struct, frozen=True):
    """Everything that is written; the parts on who said what in a dialogue stay empty."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    schemefulfillments: tuple[str, ...] = ()
    locutions: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


def written_as_aif(graph: Graph, described: Described) -> bytes:
    """Return all that is argued in a case as one network."""
    return msgspec.json.format(msgspec.json.encode(network(graph, described)), indent=2)


def network(graph: Graph, described: Described) -> Network:
    """Return the network of a graph, numbered in the order in which it is written."""
    return _Writing(graph, described).whole()


class _Writing:
    """A network as it is written."""

    def __init__(self, graph: Graph, described: Described) -> None:
        """Say of which graph, and what its parts are called."""
        self._graph, self._labels = graph, described.labels
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []

    def whole(self) -> Network:
        """Return all of it."""
        graph = self._graph
        said = {
            key: self._node(NodeType.INFORMATION, self._text(key))
            for key in (*graph.items, *graph.propositions)
        }
        inferred = {
            one.key: self._node(NodeType.INFERENCE, one.generalisation or one.scheme)
            for one in graph.arguments
        }
        for one in graph.arguments:
            for key in one.premises:
                self._edge(said[key], inferred[one.key])
            self._edge(inferred[one.key], said[one.conclusion])
            for key in one.exceptions:
                self._between(NodeType.CONFLICT, said[key], inferred[one.key])
        for held in graph.propositions.values():
            for key in held.contraries:
                self._between(NodeType.CONFLICT, said[key], said[held.key])
        for stronger, weaker in self._preferred():
            self._between(NodeType.PREFERENCE, inferred[stronger.key], inferred[weaker.key])
        return Network(tuple(self._nodes), tuple(self._edges))

    def _preferred(self) -> Iterator[tuple[Argument, Argument]]:
        """Yield the stronger and the weaker of every two arguments of which one is opposed."""
        found = self._graph.arguments_for
        for held in self._graph.propositions.values():
            for key in held.contraries:
                for pair in product(found.get(held.key, ()), found.get(key, ())):
                    weaker, stronger = sorted(pair, key=lambda one: one.force)
                    if weaker.force < stronger.force:
                        yield stronger, weaker

    def _text(self, key: str) -> str:
        """Return what an item or a proposition is called; what opposes another, by that one."""
        if key in self._labels:
            return self._labels[key]
        opposed = (p for p in self._graph.propositions.values() if key in p.contraries)
        return next((f"not: {self._labels.get(p.key, p.key)}" for p in opposed), key)

    def _between(self, kind: NodeType, start: str, end: str) -> None:
        node = self._node(kind, "")
        self._edge(start, node)
        self._edge(node, end)

    def _node(self, kind: NodeType, text: str) -> str:
        node = Node(str(len(self._nodes) + 1), text, kind)
        self._nodes.append(node)
        return node.node_id

    def _edge(self, start: str, end: str) -> None:
        self._edges.append(Edge(str(len(self._edges) + 1), start, end))
