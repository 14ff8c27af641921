"""Compiled cases as bytes: what is read back answers as what was kept, or is refused."""

from __future__ import annotations

import hashlib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof import packing
from amends.proof.graph import Graph
from amends.proof.packing import HEAD, KINDS, UnreadableProof, packed, unpacked
from amends.proof.proving import Proof, Reading
from amends.proof.resilience import corroboration, resilience
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
    return issubclass(UnreadableProof, ValueError)


@given(graphs(), st.data())
def test_damaged_bytes_are_refused(graph: Graph, data: st.DataObject) -> None:
    content = packed(proof(graph))
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
