"""The Argument Interchange Format: what is written can be read back, and says nothing of losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
from hypothesis import given

from amends.proof.aif import Network, NodeType, network, written_as_aif
from amends.proof.graph import Graph
from amends.proof.graph_writing import Described
from tests.proof.graphs import LOSSES, ORIGINS, graphs

Inferred = tuple[tuple[str, ...], str, tuple[str, ...]]


def described(graph: Graph) -> Described:
    """Return that everything is called by its key, and that all may be lost."""
    named = {key: key for key in (*graph.items, *graph.propositions)}
    return Described({}, named, dict.fromkeys(LOSSES, 0.5), {})


class Read:
    """A network as another program reads it, by its nodes and edges alone."""

    def __init__(self, found: Network) -> None:
        """Take a network."""
        self.types = {node.node_id: node.type for node in found.nodes}
        self.texts = {node.node_id: node.text for node in found.nodes}
        self.edges = [(edge.from_id, edge.to_id) for edge in found.edges]

    def of(self, kind: NodeType) -> list[str]:
        """Return the nodes of a type."""
        return [key for key, one in self.types.items() if one is kind]

    def into(self, node: str) -> list[str]:
        """Return what leads to a node."""
        return [start for start, end in self.edges if end == node]

    def out_of(self, node: str) -> str:
        """Return the one thing that a node leads to."""
        (end,) = (end for start, end in self.edges if start == node)
        return end

    def conflicts(self, kind: NodeType) -> Iterator[tuple[str, str]]:
        """Yield what is in conflict with nodes of a type."""
        for node in self.of(NodeType.CONFLICT):
            (start,) = self.into(node)
            if self.types[self.out_of(node)] is kind:
                yield start, self.out_of(node)

    def inferred(self) -> Counter[Inferred]:
        """Return every argument: premises, conclusion and exceptions."""
        exceptions: dict[str, list[str]] = {}
        for start, end in self.conflicts(NodeType.INFERENCE):
            exceptions.setdefault(end, []).append(self.texts[start])
        found: list[Inferred] = []
        for node in self.of(NodeType.INFERENCE):
            said = [self.texts[one] for one in self.into(node) if self.types[one] == "I"]
            (end,) = (e for s, e in self.edges if s == node and self.types[e] == "I")
            against = tuple(sorted(exceptions.get(node, [])))
            found.append((tuple(sorted(said)), self.texts[end], against))
        return Counter(found)


@given(graphs())
def test_what_is_written_can_be_read_back(graph: Graph) -> None:
    content = written_as_aif(graph, described(graph))
    found = Read(msgspec.json.decode(content, type=Network))
    said = Counter(found.texts[key] for key in found.of(NodeType.INFORMATION))
    assert said == Counter([*graph.items, *graph.propositions])
    assert found.inferred() == Counter(
        (tuple(sorted(one.premises)), one.conclusion, tuple(sorted(one.exceptions)))
        for one in graph.arguments
    )
    opposed = {
        (found.texts[start], found.texts[end])
        for start, end in found.conflicts(NodeType.INFORMATION)
    }
    claims = graph.propositions.values()
    assert opposed == {(key, held.key) for held in claims for key in held.contraries}


@given(graphs())
def test_every_edge_joins_what_applies_something_with_something_else(graph: Graph) -> None:
    found = Read(network(graph, described(graph)))
    for start, end in found.edges:
        assert "I" not in {found.types[start]} & {found.types[end]}
    for node in found.of(NodeType.PREFERENCE):
        (stronger,), weaker = found.into(node), found.out_of(node)
        assert found.types[stronger] is found.types[weaker] is NodeType.INFERENCE


@given(graphs())
def test_it_names_neither_losses_nor_origins(graph: Graph) -> None:
    content = written_as_aif(graph, described(graph)).decode()
    assert not [word for word in (*LOSSES, *ORIGINS) if f'"{word}"' in content]
