"""A case that is written as worked cases reads back as one that stands in every way the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given

from amends.proof.acceptance import loss_event
from amends.proof.briefs import brief
from amends.proof.force_policy import policy_for
from amends.proof.graph import Graph
from amends.proof.graph_files import COUNT, read_cases
from amends.proof.graph_writing import Described, written
from amends.proof.proving import Reading, prove
from amends.proof.status import status_of_charge
from tests.proof.graphs import graphs

POLICY = policy_for("", date(2026, 11, 25))


def described(graph: Graph) -> Described:
    """Return that nothing besides is said of a case."""
    return Described({charge.key: charge.key for charge in graph.charges}, {}, {}, {})


@given(graphs())
def test_every_count_stands_the_same_whatever_is_lost(graph: Graph) -> None:
    graph = named_alone(graph)
    whole = prove(graph, POLICY)
    events = {event for item in graph.items.values() for need in item.needs for event in need}
    for one in read_cases(written(graph, described(graph))):
        alone = prove(one.graph, POLICY)
        for reading in Reading:
            for lost in ([], *([loss_event(event)] for event in sorted(events))):
                then = status_of_charge(whole.picture(reading, lost), one.key)
                assert status_of_charge(alone.picture(reading, lost), COUNT) is then


@given(graphs())
def test_a_brief_can_be_had_of_everything_and_is_plain_data(graph: Graph) -> None:
    for one in read_cases(written(named_alone(graph), described(graph))):
        assert json.loads(json.dumps(brief(one, POLICY)))["id"] == one.key


def named_alone(graph: Graph) -> Graph:
    """Return a graph as an office has it: nothing still to be brought, one contrary at most."""
    items = {key: replace(item, brought_by="") for key, item in graph.items.items()}
    claims = {key: replace(p, contraries=p.contraries[:1]) for key, p in graph.propositions.items()}
    return replace(graph, items=items, propositions=claims)
