"""Weaknesses by what hangs on them, what is not modelled, and what must be disclosed."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from amends.proof.graph import (
    AllOf,
    Argument,
    Charge,
    CorroborationRule,
    Evidence,
    Force,
    Graph,
    Proposition,
)
from amends.proof.proving import Proof, Reading, of_ours
from amends.proof.states import Charged, Corroborated, Survives, Usable
from amends.proof.status import standing
from amends.proof.weaknesses import (
    Unmodelled,
    WeaknessKind,
    disclosable,
    falling,
    touched,
    unmodelled,
    weaknesses,
)
from tests.proof.graphs import COUNT, graphs
from tests.proof.test_acceptance import proof
from tests.proof.test_worked_cases import proved, survives_the_victim


def two_counts() -> Graph:
    """Return two counts that share an act; the second also needs a means nobody speaks of."""
    return Graph(
        items={
            "said": Evidence(key="said", needs=(frozenset({"V"}),), origins=frozenset({"V"})),
            "papers": Evidence(key="papers", origins=frozenset({"papers"})),
            "alibi": Evidence(key="alibi", origins=frozenset({"D"})),
        },
        propositions={
            "act": Proposition(key="act", contraries=("not act",)),
            "means": Proposition(key="means", element="means", contraries=("not means",)),
            "not act": Proposition(key="not act"),
            "not means": Proposition(key="not means"),
        },
        arguments=(
            Argument(key="a", conclusion="act", premises=("said",), force=Force.STRONG),
            Argument(key="d", conclusion="not act", premises=("alibi",), force=Force.WEAK),
        ),
        charges=(
            Charge(key="one", formula="act"),
            Charge(key="two", formula=AllOf(("act", "means"))),
        ),
    )


def test_weaknesses_stand_by_what_hangs_on_them() -> None:
    found = weaknesses(proof(two_counts()), {"a": ["free_to_speak"]})
    told = [(each.kind, each.about, each.detail, each.counts, each.losses) for each in found]
    assert told == [
        (WeaknessKind.ATTACKED, "act", "d", ("one", "two"), 0),
        (WeaknessKind.SINGLE_SOURCE, "act", "V", ("one", "two"), 0),
        (WeaknessKind.UNANSWERED, "a", "free_to_speak", ("one", "two"), 0),
        (WeaknessKind.NOT_SUPPORTED, "means", "", ("two",), 0),
    ]


def test_an_attack_that_can_be_answered_is_no_weakness_of_its_own() -> None:
    found = weaknesses(proved(survives_the_victim()), {})
    assert WeaknessKind.ATTACKED not in {each.kind for each in found}
    single = {each.about: each.detail for each in found if each.kind is WeaknessKind.SINGLE_SOURCE}
    assert single["recruit"] == "messages"
    assert {each.losses for each in found} == {1}


def test_what_is_not_in_the_graph_is_named() -> None:
    expected = Unmodelled(items=("papers",), untied=(), unattacked=("means",))
    assert unmodelled(two_counts()) == expected


def test_what_leads_nowhere_or_is_led_to_by_nothing_is_named() -> None:
    claims = [Proposition(key=key) for key in ("asked", "led to", "goes on", "between")]
    graph = Graph(
        items={"E": Evidence(key="E")},
        propositions={each.key: each for each in claims},
        arguments=(
            Argument(key="a", conclusion="led to", premises=("E",)),
            Argument(key="b", conclusion="asked", premises=("goes on",)),
            Argument(key="c", conclusion="between", premises=("E",)),
            Argument(key="d", conclusion="asked", premises=("between",)),
        ),
        charges=(Charge(key="count", formula="asked"),),
    )
    assert unmodelled(graph).untied == ("led to", "goes on")


def test_what_the_defence_can_use_is_disclosed_even_if_nothing_changes_by_it() -> None:
    found = {each.item: each for each in disclosable(proof(two_counts()))}
    assert set(found) == {"said", "alibi"}
    assert (found["alibi"].used_against, found["alibi"].changes) == (("d",), ())
    assert (found["said"].used_against, found["said"].changes) == ((), ("act",))


@given(graphs())
def test_every_item_without_which_something_stands_otherwise_is_named(graph: Graph) -> None:
    held = proof(graph)
    found = {each.item: set(each.changes) for each in disclosable(held)}
    for key in graph.items:
        gone = proof(without_ours(graph, key))
        for of_one in of_ours(graph):
            before, after = (
                standing(each.picture(Reading.PENDING), of_one) for each in (held, gone)
            )
            if (before.status, before.met, before.level) != (after.status, after.met, after.level):
                assert found.get(key), (key, of_one)


def without_ours(graph: Graph, key: str) -> Graph:
    """Return a graph in which an item cannot be used by the prosecution; the defence keeps it."""
    never = dataclasses.replace(graph.items[key], needs=(frozenset(),))
    return dataclasses.replace(graph, items={**graph.items, key: never})


def test_an_item_touches_the_counts_that_use_it_for_them_or_against() -> None:
    graph = two_counts()
    assert touched(graph) == {
        "said": frozenset({"one", "two"}),
        "alibi": frozenset({"one", "two"}),
    }
    means = dataclasses.replace(
        graph.arguments[0], key="m", conclusion="means", premises=("papers",)
    )
    found = touched(dataclasses.replace(graph, arguments=(*graph.arguments, means)))
    assert found["papers"] == {"two"}


@given(graphs())
def test_every_item_without_which_something_stands_otherwise_touches_a_count(graph: Graph) -> None:
    found = touched(graph)
    assert all(found.get(one.item) for one in disclosable(proof(graph)) if one.changes)


def test_the_counts_that_fall_with_somebody_are_named() -> None:
    quiet = dataclasses.replace(two_counts(), arguments=two_counts().arguments[:1])
    held: Proof = proof(quiet)
    assert falling(held, ["V"]) == ("one",)
    assert falling(held, ["S"]) == ()
    assert held.picture().holds(Charged("one"))
    assert COUNT not in falling(held, ["V"])


def test_testimony_that_a_rule_wants_supported_is_a_weakness_though_it_proves() -> None:
    graph = dataclasses.replace(two_counts(), arguments=two_counts().arguments[:1])
    rule = CorroborationRule(key="of victims", triggered_by=frozenset({"V"}))
    one = dataclasses.replace(graph.charges[0], corroboration=(rule,))
    held = proof(dataclasses.replace(graph, charges=(one,)))
    assert held.picture().holds(Charged("one"))
    found = [each for each in weaknesses(held, {}) if each.kind is WeaknessKind.UNCORROBORATED]
    assert [(each.about, each.detail, each.losses) for each in found] == [("one", "of victims", 1)]


def test_states_of_other_kinds_are_never_the_same() -> None:
    assert len({Charged("x"), Survives("x")}) == 2
    assert len({Usable("x", "y"), Corroborated("x", "y")}) == 2


def test_an_item_that_both_sides_can_use_is_disclosed() -> None:
    graph = two_counts()
    more = Argument(key="also", conclusion="not act", premises=("act",), force=Force.WEAK)
    held = proof(dataclasses.replace(graph, arguments=(*graph.arguments, more)))
    found = {each.item: each.used_against for each in disclosable(held)}
    assert found["said"] == ("a",)
