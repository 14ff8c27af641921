"""What is lost one after another, against trying everything."""

from __future__ import annotations

from hypothesis import given

from amends.proof.acceptance import loss_event
from amends.proof.graph import Force, Graph
from amends.proof.loss_order import one_after_another
from amends.proof.proving import Proof
from amends.proof.states import Charged, Proved, Reaches
from tests.proof.graphs import LOSSES, graphs
from tests.proof.test_acceptance import proof
from tests.proof.test_worked_cases import proved, survives_the_victim


def stands(held: Proof, lost: list[str]) -> tuple[int, int, int]:
    """Return how many counts stand, how much of what they ask is proved, and how strongly."""
    picture = held.picture(lost=map(loss_event, lost))
    graph = held.graph
    asked = {key for charge in graph.charges for key in charge.propositions}
    return (
        sum(picture.holds(Charged(charge.key)) for charge in graph.charges),
        sum(picture.holds(Proved(key, graph.propositions[key].standard)) for key in asked),
        sum(picture.holds(Reaches(key, level)) for key in asked for level in Force),
    )


@given(graphs())
def test_at_each_place_stands_that_with_which_the_most_falls(graph: Graph) -> None:
    held = proof(graph)
    order = one_after_another(held, LOSSES)
    assert len(set(order)) == len(order)
    for number, event in enumerate(order):
        lost = list(order[:number])
        others = [other for other in LOSSES if other not in lost]
        then = {other: stands(held, [*lost, other]) for other in others}
        assert then[event] == min(then.values())
        assert event == next(other for other in others if then[other] == then[event])
    assert stands(held, list(order)) == stands(held, list(LOSSES))


def test_no_more_are_put_in_order_than_asked_for() -> None:
    held = proved(survives_the_victim())
    events = sorted(survives_the_victim()["loss_events"])
    whole = one_after_another(held, events)
    assert one_after_another(held, events, most=1) == whole[:1]
    assert whole[0] in {"S", "T"}
