"""What stands between a case and its trial."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amends.proof.graph import Admission, Graph
from amends.proof.proving import Reading
from amends.proof.readiness import Blocker, Material, blockers
from amends.proof.states import Charged
from amends.proof.weaknesses import disclosable
from tests.proof.graphs import COUNT, graphs
from tests.proof.test_acceptance import proof
from tests.proof.test_weaknesses import two_counts

NOTHING = Material(frozenset(), frozenset(), frozenset())


def admitted(graph: Graph) -> Graph:
    """Return a graph all of whose items were admitted."""
    items = {key: replace(one, admission=Admission.ADMITTED) for key, one in graph.items.items()}
    return replace(graph, items=items)


def test_each_kind_is_named_by_what_it_is_about() -> None:
    material = Material(
        untriaged=frozenset({"said", "papers"}),
        helping=frozenset({"papers"}),
        owed=frozenset({"said", "alibi", "papers"}),
    )
    found = blockers(proof(two_counts()), ("one", "two"), ["3"], {"a": ["free_to_speak"]}, material)
    assert found == {
        Blocker.UNKNOWN: ("3",),
        Blocker.NOT_PROVED: ("two",),
        Blocker.UNDISCLOSED: ("papers", "alibi"),
        Blocker.UNTRIAGED: ("said",),
        Blocker.UNANSWERED: ("a",),
        Blocker.UNATTACKED: ("means",),
    }


def test_what_was_not_charged_blocks_nothing() -> None:
    found = blockers(proof(admitted(two_counts())), ("one",), [], {}, NOTHING)
    assert Blocker.UNATTACKED not in found


def test_a_question_on_arguments_on_the_same_items_is_named_once() -> None:
    graph = two_counts()
    twice = replace(graph.arguments[0], key="b", conclusion="means")
    graph = replace(graph, arguments=(*graph.arguments, twice))
    found = blockers(
        proof(graph), ("one", "two"), [], {"a": ["q"], "b": ["q"], "d": ["q"]}, NOTHING
    )
    assert found[Blocker.UNANSWERED] == ("a",)


@given(graphs(), st.booleans())
def test_a_case_is_ready_only_if_it_is_proved_and_all_that_is_flagged_was_looked_at(
    graph: Graph, everything: bool
) -> None:
    held = proof(admitted(graph))
    flagged = frozenset(one.item for one in disclosable(held))
    material = Material(flagged if everything else frozenset(), frozenset(), flagged)
    found = blockers(held, (COUNT,), [], {}, material)
    assert (Blocker.NOT_PROVED in found) or held.picture(Reading.ADMITTED).holds(Charged(COUNT))
    assert set(found.get(Blocker.UNTRIAGED, ())) == material.untriaged
    used = {one.item for one in disclosable(held) if one.used_against}
    assert set(found.get(Blocker.UNDISCLOSED, ())) == used
