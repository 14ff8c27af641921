"""Why something is proved: a chain that proves it by itself, and asks least of victims."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from amends.proof.chains import Answer, Chain, chain
from amends.proof.graph import Graph
from amends.proof.states import Charged, Proved
from tests.proof.graphs import COUNT, graphs
from tests.proof.test_acceptance import proof
from tests.proof.test_worked_cases import proved, survives_the_victim


def only(graph: Graph, shown: Chain) -> Graph:
    """Return a graph in which we have only the arguments of a chain, and the defence all of its."""
    kept = {each.key for each in shown.arguments}
    ours = {each.conclusion for each in shown.arguments}
    left = (a for a in graph.arguments if a.key in kept or a.conclusion not in ours)
    return dataclasses.replace(graph, arguments=tuple(left))


@given(graphs())
def test_a_chain_proves_by_itself_what_it_is_shown_for(graph: Graph) -> None:
    held = proof(graph)
    shown = chain(held, COUNT, {})
    assert (shown is not None) is held.picture().holds(Charged(COUNT))
    if shown is not None:
        assert proof(only(graph, shown)).picture().holds(Charged(COUNT))


@given(graphs())
def test_in_a_chain_what_proves_a_premise_comes_first(graph: Graph) -> None:
    held = proof(graph)
    for key in graph.charge(COUNT).propositions:
        shown = chain(held, key, {})
        state = Proved(key, graph.propositions[key].standard)
        assert (shown is not None) is held.picture().holds(state)
        seen: set[str] = set()
        for argument in shown.arguments if shown else ():
            premises = {p for p in argument.premises if p in graph.propositions}
            assert premises <= seen | {argument.conclusion}
            seen.add(argument.conclusion)


def test_the_chain_of_a_case_spares_the_victim_and_says_what_answers_the_first_statement() -> None:
    held = proved(survives_the_victim())
    shown = chain(held, "charge", {"V": 10_000, "W1": 100, "E": 1})
    assert shown is not None
    assert shown.kept == frozenset({"E", "S", "T", "W1"})
    assert "of V" not in shown.items
    assert shown.answers == (Answer("first said", ("controlled",)),)
    threat = chain(held, "threat", {"V": 10_000, "W1": 100, "E": 1})
    assert threat is not None
    assert threat.kept == frozenset({"E", "W1"})
    assert {each.key for each in threat.arguments} == {
        "threat by of W1",
        "threat by of E",
        "controlled by of W1",
    }


def test_what_is_not_proved_has_no_chain() -> None:
    case = survives_the_victim()
    case["arguments"] = [each for each in case["arguments"] if each[1] != "controlled"]
    held = proved(case)
    assert chain(held, "charge", {}) is None
    assert chain(held, "threat", {}) is None
    assert chain(held, "recruit", {}) is not None
