"""Compiled cases as bytes: what is read back answers as what was kept, or is refused."""

from __future__ import annotations

import hashlib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof import packing
from amends.proof.acceptance import loss_event
from amends.proof.cuts import cut_sets
from amends.proof.graph import Graph
from amends.proof.packing import (
    HEAD,
    KINDS,
    UnreadableProof,
    packed,
    packed_counts,
    unpacked,
    unpacked_counts,
)
from amends.proof.proving import LEFT_OUT, Proof, Reading
from amends.proof.resilience import corroboration, losses_under, over_losses, resilience
from amends.proof.states import Charged, Proved, State
from tests.proof.graphs import COUNT, LOSSES, ORIGINS, graphs
from tests.proof.test_acceptance import POLICY, events, proof
from tests.proof.test_worked_cases import STATEMENT, proved, survives_the_victim


def again(held: Proof) -> Proof:
    """Return a proof packed and unpacked."""
    return unpacked(packed(held), held.graph, held.policy)


@given(
    graphs(),
    st.sampled_from(Reading),
    st.frozensets(st.sampled_from(LOSSES)),
    st.frozensets(st.sampled_from(ORIGINS), max_size=1),
)
def test_a_proof_read_back_answers_as_the_one_that_was_kept(
    graph: Graph, reading: Reading, lost: frozenset[str], discredited: frozenset[str]
) -> None:
    held = proof(graph)
    found = again(held)
    assert [*found.circuits.items()] == [*held.circuits.items()]
    assert found.cut_short == held.cut_short
    gone = events(lost, discredited)
    before, after = held.picture(reading, gone), found.picture(reading, gone)
    assert after.values == before.values
    assert [*map(after.holds, held.circuits)] == [*map(before.holds, held.circuits)]
    assert resilience(found, Charged(COUNT), reading) == resilience(held, Charged(COUNT), reading)
    for key in graph.charge(COUNT).propositions:
        assert corroboration(found, key, reading) == corroboration(held, key, reading)


@given(graphs(), st.sampled_from(Reading), st.frozensets(st.sampled_from(LOSSES)))
def test_counts_read_back_alone_answer_as_the_proof_they_are_of(
    graph: Graph, reading: Reading, lost: frozenset[str]
) -> None:
    held = proof(graph)
    found = unpacked_counts(packed_counts(held))
    assert [*found] == [charge.key for charge in graph.charges]
    gone = LEFT_OUT[reading].union(map(loss_event, lost))
    for name, circuit in found.items():
        assert circuit.holds(gone) == held.picture(reading, gone).holds(Charged(name))
        asked = over_losses(held, Charged(name), reading)
        assert cut_sets(losses_under(circuit, reading), 2) == cut_sets(asked, 2)


def test_counts_of_a_case_without_any_are_none() -> None:
    assert unpacked_counts(packed_counts(proof(Graph()))) == {}


def test_all_circuits_read_back_share_their_gates() -> None:
    found = again(proved(survives_the_victim()))
    assert len({id(circuit.events) for circuit in found.circuits.values()}) == 1
    assert len({id(circuit.gates) for circuit in found.circuits.values()}) == 1


def test_a_case_without_counts_and_one_that_was_cut_short_are_read_back() -> None:
    empty = proof(Graph())
    assert again(empty).circuits == {}
    held = proved(STATEMENT)
    short = tuple(state for state in held.circuits if isinstance(state, Proved))[2:0:-1]
    kept = Proof(held.graph, held.policy, held.circuits, short)
    assert again(kept).cut_short == short


def test_every_kind_of_state_has_its_place() -> None:
    assert set(KINDS) == set(get_args(State))


def refused(content: bytes) -> bool:
    """Say whether bytes are refused with the one error that the caller catches."""
    with pytest.raises(UnreadableProof):
        unpacked(content, Graph(), POLICY)
    with pytest.raises(UnreadableProof):
        unpacked_counts(content)
    return issubclass(UnreadableProof, ValueError)


@given(graphs(), st.data())
def test_damaged_bytes_are_refused(graph: Graph, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from((packed, packed_counts)))(proof(graph))
    place = data.draw(st.integers(0, len(content) - 1))
    changed = content[place] ^ data.draw(st.integers(1, 255))
    assert refused(content[:place] + bytes([changed]) + content[place + 1 :])
    assert refused(content[:place])
    assert refused(content + b"\0")


@given(st.binary())
def test_bytes_of_anything_else_are_refused(content: bytes) -> None:
    assert refused(content)
    assert refused(HEAD + hashlib.sha256(content).digest() + content)


def test_what_another_version_wrote_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(proved(STATEMENT))
    monkeypatch.setattr(packing, "HEAD", HEAD.replace(b"proof 1", b"proof 2"))
    assert refused(content)
