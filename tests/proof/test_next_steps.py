"""What each step changes, the order they stand in, and the cheapest plan, against trying all."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.messages import Refusal
from amends.proof.acceptance import loss_event
from amends.proof.force_policy import policy_for
from amends.proof.graph import Argument, Charge, Evidence, Force, Graph, Proposition
from amends.proof.next_steps import cheapest_plan, gains
from amends.proof.outlooks import MORE_THAN_TWO, options
from amends.proof.proving import Reading, prove
from amends.proof.resilience import resilience
from amends.proof.states import Charged
from amends.proof.steps import Ending, Patch, Step, VictimTier
from tests.proof.graphs import COUNT, LOSSES, graphs
from tests.proof.test_worked_cases import proved, survives_the_victim

POLICY = policy_for("", date(2026, 11, 28))
TODAY = date(2026, 11, 28)


def step(key: str, *needs: str, conclusion: str = "p1", cost: int = 1, **more: object) -> Step:
    """Return a step that brings a strong argument with an origin of its own."""
    item = Evidence(
        key=f"item of {key}",
        needs=tuple(frozenset({need}) for need in needs),
        origins=frozenset({f"origin of {key}"}),
    )
    argument = Argument(
        key=f"argument of {key}",
        conclusion=conclusion,
        premises=(item.key,),
        force=Force.STRONG,
    )
    patch = Patch(items=(item,), arguments=(argument,))
    return Step(key=key, success=patch, cost=cost, **more)  # type: ignore[arg-type]


def added(graph: Graph, steps: tuple[Step, ...]) -> Graph:
    """Return a graph in which some steps succeeded, by putting in what they bring."""
    return dataclasses.replace(
        graph,
        items={**graph.items, **{i.key: i for s in steps for i in s.success.items}},
        arguments=(*graph.arguments, *(a for s in steps for a in s.success.arguments)),
    )


STEPS = (
    step("one", "x1", cost=5),
    step("two", "x2", conclusion="p2", cost=3),
    step("against", conclusion="q1", cost=0),
)


def every_choice() -> list[tuple[Step, ...]]:
    """Return every choice of steps."""
    sizes = (combinations(STEPS, size) for size in range(len(STEPS) + 1))
    return list(chain.from_iterable(sizes))


@given(graphs())
def test_an_outlook_is_that_of_the_graph_with_what_the_steps_bring(graph: Graph) -> None:
    held = options(graph, STEPS, POLICY, dict.fromkeys(LOSSES, 1.0))
    choices = every_choice()
    taken = [[Ending(one.key, success=True) for one in choice] for choice in choices]
    for choice, found in zip(choices, held.outlooks(taken), strict=True):
        proof = prove(added(graph, choice), POLICY)
        expected = resilience(proof, Charged(COUNT), Reading.PENDING, order=2)
        fewest = MORE_THAN_TWO if expected.number is None else expected.number
        assert found.losses == {COUNT: fewest}
        assert found.cuts == (len(expected.cuts) if fewest else 0)
        assert found.lasting == float(fewest > 0)


@given(graphs(), st.sampled_from([1, 2]))
def test_the_cheapest_plan_is_the_cheapest_of_all_choices(graph: Graph, bears: int) -> None:
    helping = STEPS[:-1]
    held = options(graph, helping, POLICY, {})
    if any(each.conclusion.startswith("p") for each in _of_the_defence(graph)):
        return
    enough = []
    for choice in every_choice():
        if STEPS[-1] not in choice:
            proof = prove(added(graph, choice), POLICY)
            found = resilience(proof, Charged(COUNT), Reading.PENDING, order=bears - 1)
            if not found.cuts:
                enough.append(sum(each.cost for each in choice))
    plan = cheapest_plan(held, COUNT, bears)
    if enough:
        assert plan.unrepaired is None
        assert plan.cost == min(enough)
    else:
        assert plan.unrepaired is not None
        proof = prove(added(graph, helping), POLICY)
        lost = map(loss_event, plan.unrepaired)
        assert not proof.picture(Reading.PENDING, lost).holds(Charged(COUNT))


def _of_the_defence(graph: Graph) -> list[Argument]:
    """Return the arguments that the defence may use, at any remove."""
    seen: set[str] = set()
    exceptions = [key for each in graph.arguments for key in each.exceptions]
    waiting = [*exceptions, *(q for p in graph.propositions.values() for q in p.contraries)]
    while waiting:
        key = waiting.pop()
        if key not in seen and key in graph.propositions:
            seen.add(key)
            waiting += [p for a in graph.arguments_for.get(key, ()) for p in a.premises]
    return [each for each in graph.arguments if each.conclusion in seen]


def test_a_second_carrier_of_the_messages_brings_two_and_costs_what_it_costs() -> None:
    graph = proved(survives_the_victim()).graph
    records = Evidence(key="provider", needs=(frozenset({"M"}),), origins=frozenset({"messages"}))
    again = tuple(
        dataclasses.replace(each, key=f"{each.key} by provider", premises=("provider",))
        for each in graph.arguments
        if each.premises == ("phone",)
    )
    asked = Step(
        key="ask the provider", success=Patch(items=(records,), arguments=again), cost=40, days=60
    )
    talk = step("talk to V again", "V", conclusion="threat", tier=VictimTier.RISK, cost=1)
    held = options(graph, [asked, talk], POLICY, {})
    plan = cheapest_plan(held, "charge")
    assert (plan.steps, plan.cost, plan.unrepaired) == (("ask the provider",), 40, None)
    first, second = gains(held, TODAY)
    assert (first.step.key, first.best.losses) == ("ask the provider", {"charge": 2})
    assert second.step.key == "talk to V again"
    beyond = cheapest_plan(held, "charge", bears=3)
    assert beyond.unrepaired is not None


def test_what_cannot_wait_comes_first_and_then_what_spares_victims() -> None:
    graph = Graph(
        propositions={"p1": Proposition(key="p1")}, charges=(Charge(key=COUNT, formula="p1"),)
    )
    soon, later = date(2026, 12, 1), date(2027, 12, 1)
    steps = [
        step("risky", tier=VictimTier.RISK, cost=0),
        step("cheap", cost=1),
        step("dear", cost=9),
        step("idle", conclusion="p1", cost=0, deadline=later, days=10),
        step("overwritten", cost=99, perishable=soon, tier=VictimTier.RISK),
        step("before the hearing", cost=99, deadline=soon, days=2, queue=1),
    ]
    rows = gains(options(graph, steps, POLICY, {}), TODAY)
    assert [row.step.key for row in rows] == [
        *("before the hearing", "overwritten", "idle", "cheap", "dear", "risky")
    ]
    assert rows[0].latest_start == date(2026, 11, 28)
    assert all(row.newly == (COUNT,) for row in rows)


def test_the_worst_of_a_step_is_shown_beside_its_best() -> None:
    held = Argument(key="a", conclusion="p1", premises=("i",), force=Force.STRONG)
    graph = Graph(
        items={"i": Evidence(key="i", origins=frozenset({"o"}))},
        propositions={
            "p1": Proposition(key="p1", contraries=("q1",)),
            "q1": Proposition(key="q1"),
        },
        arguments=(held,),
        charges=(Charge(key=COUNT, formula="p1"),),
    )
    bad = Patch(
        items=(Evidence(key="alibi"),),
        arguments=(Argument(key="b", conclusion="q1", premises=("alibi",)),),
    )
    (row,) = gains(
        options(graph, [Step(key="ask", success=Patch(), failure=bad)], POLICY, {}), TODAY
    )
    assert row.undone == (COUNT,)
    assert row.best.losses == {COUNT: MORE_THAN_TWO}
    assert row.worst.losses == {COUNT: 0}


def test_a_step_whose_argument_rests_on_nothing_it_brings_is_refused() -> None:
    graph = Graph(propositions={"p1": Proposition(key="p1")})
    bare = Patch(arguments=(Argument(key="a", conclusion="p1", premises=()),))
    with pytest.raises(Refusal, match="rests on nothing that the step brings"):
        options(graph, [Step(key="ask", success=bare)], POLICY, {})
