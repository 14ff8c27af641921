"""Charts: everything that speaks for or against a proposition, drawn once and in its own place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.charts import Chart, Edge, NodeKind, chart
from amends.proof.graph import Argument, Evidence, Graph, Proposition
from tests.proof.graphs import OURS, graphs


def at_any_remove(graph: Graph, key: str) -> set[str]:
    """Return the arguments for a proposition at any remove, by looking for more until none is."""
    held, found = {key}, set[str]()
    while True:
        new = [a for a in graph.arguments if a.conclusion in held and a.key not in found]
        if not new:
            return found
        found |= {argument.key for argument in new}
        held |= {premise for argument in new for premise in argument.premises}


def leads(graph: Graph, drawn: Chart) -> set[tuple[str, str, bool]]:
    """Return the edges of a chart by keys, each being one the graph holds."""
    key = {node.number: node.key for node in drawn.nodes}
    held = {(a.key, a.conclusion, False) for a in graph.arguments}
    held |= {(premise, a.key, False) for a in graph.arguments for premise in a.premises}
    held |= {(exception, a.key, True) for a in graph.arguments for exception in a.exceptions}
    held |= {(c, p.key, True) for p in graph.propositions.values() for c in p.contraries}
    found = {(key[edge.start], key[edge.end], edge.defeats) for edge in drawn.edges}
    assert found <= held
    return held & found


@given(graphs(), st.sampled_from(OURS))
def test_a_chart_draws_everything_once_and_nothing_in_one_place(graph: Graph, key: str) -> None:
    drawn = chart(graph, key)
    assert len({node.key for node in drawn.nodes}) == len(drawn.nodes)
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert [node.number for node in drawn.nodes] == [*range(1, len(drawn.nodes) + 1)]
    places = [(node.y, node.x) for node in drawn.nodes]
    assert places == sorted(places)
    assert min(node.x for node in drawn.nodes) >= 0
    assert max(node.x for node in drawn.nodes) < drawn.width
    assert max(node.y for node in drawn.nodes) == drawn.height - 1


@given(graphs(), st.sampled_from(OURS))
def test_every_edge_joins_what_is_drawn_and_every_argument_is(graph: Graph, key: str) -> None:
    drawn = chart(graph, key)
    numbers = {node.number for node in drawn.nodes}
    assert all({edge.start, edge.end} <= numbers for edge in drawn.edges)
    assert len(set(drawn.edges)) == len(drawn.edges)
    arguments = {node.key for node in drawn.nodes if node.kind is NodeKind.ARGUMENT}
    assert at_any_remove(graph, key) <= arguments
    found = leads(graph, drawn)
    for argument in graph.arguments:
        if argument.key in arguments:
            assert (argument.key, argument.conclusion, False) in found
            assert {(each, argument.key, False) for each in argument.premises} <= found
            assert {(each, argument.key, True) for each in argument.exceptions} <= found
    top = next(node for node in drawn.nodes if node.key == key)
    assert (top.y, top.kind) == (0, NodeKind.PROPOSITION)
    assert {(each, key, True) for each in graph.propositions[key].contraries} <= found


def denied() -> Graph:
    """Return a graph in which two arguments share an item, and an answer stands to a denial."""
    keys = ("means", "not means", "under control")
    return Graph(
        items={key: Evidence(key=key) for key in "ijk"},
        propositions={
            key: Proposition(key=key, contraries=("not means",) if key == "means" else ())
            for key in keys
        },
        arguments=(
            Argument(key="a", conclusion="means", premises=("i", "j")),
            Argument(key="b", conclusion="means", premises=("i",)),
            Argument(
                key="c", conclusion="not means", premises=("k",), exceptions=("under control",)
            ),
            Argument(key="d", conclusion="under control", premises=("j",)),
        ),
    )


def test_a_chart_stands_as_its_reader_expects() -> None:
    drawn = chart(denied(), "means")
    assert [(node.number, node.key, str(node.kind), node.x, node.y) for node in drawn.nodes] == [
        (1, "means", "proposition", 1, 0),
        (2, "not means", "denial", 3, 0),
        (3, "a", "argument", 0, 1),
        (4, "b", "argument", 2, 1),
        (5, "c", "argument", 3, 1),
        (6, "under control", "proposition", 4, 1),
        (7, "i", "item", 0, 2),
        (8, "j", "item", 1, 2),
        (9, "k", "item", 3, 2),
        (10, "d", "argument", 4, 2),
    ]
    assert drawn.edges == (
        Edge(2, 1, True),
        Edge(3, 1, False),
        Edge(4, 1, False),
        Edge(5, 2, False),
        Edge(6, 5, True),
        Edge(7, 3, False),
        Edge(7, 4, False),
        Edge(8, 3, False),
        Edge(8, 10, False),
        Edge(9, 5, False),
        Edge(10, 6, False),
    )
    assert (drawn.width, drawn.height) == (5, 3)


def test_a_chain_of_any_length_is_drawn() -> None:
    held = [f"p{n}" for n in range(3_000)]
    graph = Graph(
        propositions={key: Proposition(key=key) for key in held},
        arguments=tuple(
            Argument(key=f"a{n}", conclusion=held[n], premises=(held[(n + 1) % len(held)],))
            for n in range(len(held))
        ),
    )
    drawn = chart(graph, held[0])
    assert (drawn.width, drawn.height, len(drawn.nodes)) == (1, 2 * len(held), 2 * len(held))


def test_what_is_not_held_has_no_chart() -> None:
    with pytest.raises(KeyError):
        chart(denied(), "purpose")
