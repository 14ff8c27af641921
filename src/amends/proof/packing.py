"""A compiled case as bytes, to be kept under its digest and read back without being compiled.

Reading takes a small part of what compiling takes: the states of one kind stand together, so that
they are decoded at once. What cannot be read for certain is refused: it can always be made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from amends import __version__
from amends.proof.circuit import Circuit, Gate, given
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import Graph
from amends.proof.proving import Proof
from amends.proof.states import (
    Accepted,
    Below,
    Charged,
    Corroborated,
    Defeated,
    Proved,
    Reaches,
    State,
    Survives,
    Usable,
)

# Raised when what is written is written otherwise. The version of amends stands beside it, since
# another one may come to other states by the same graph.
FORMAT = 1
HEAD = f"amends proof {FORMAT} of {__version__}\n".encode()
DIGEST_BYTES = hashlib.sha256().digest_size

Read = TypeVar("Read")

KINDS = (Charged, Corroborated, Proved, Reaches, Accepted, Below, Defeated, Usable, Survives)
_ByKind = tuple[
    tuple[Charged, ...],
    tuple[Corroborated, ...],
    tuple[Proved, ...],
    tuple[Reaches, ...],
    tuple[Accepted, ...],
    tuple[Below, ...],
    tuple[Defeated, ...],
    tuple[Usable, ...],
    tuple[Survives, ...],
]


class UnreadableProof(ValueError):
    """Bytes that are no proof, are damaged, or were written by another version."""


class _Content(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a proof.

    Attributes:
        events, gates: those that all circuits share.
        states: by their kinds.
        order: of each state in its place the number of its kind.
        tops: of each state in its place the node it is.
        cut_short: the places of the states that were cut short.
    """

    events: tuple[str, ...]
    gates: tuple[Gate, ...]
    states: _ByKind
    order: bytes
    tops: tuple[int, ...]
    cut_short: tuple[int, ...]


class _Counts(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of the counts of a proof alone: their circuits, which share events and gates."""

    events: tuple[str, ...]
    gates: tuple[Gate, ...]
    tops: dict[str, int]


_read = msgspec.msgpack.Decoder(_Content)
_read_counts = msgspec.msgpack.Decoder(_Counts)


def packed(proof: Proof) -> bytes:
    """Return a proof as bytes, without its graph and its policy."""
    states = [*proof.circuits]
    number = {kind: place for place, kind in enumerate(KINDS)}
    place = {state: n for n, state in enumerate(states)}
    shared = next(iter(proof.circuits.values()), Circuit((), (), 0))
    by_kind = tuple(tuple(each for each in states if type(each) is kind) for kind in KINDS)
    body = msgspec.msgpack.encode(
        (
            shared.events,
            shared.gates,
            by_kind,
            bytes(number[type(state)] for state in states),
            [circuit.top for circuit in proof.circuits.values()],
            [place[state] for state in proof.cut_short],
        )
    )
    return _sealed(body)


def packed_counts(proof: Proof) -> bytes:
    """Return what the counts of a proof ask for as bytes, a small part of the whole.

    A caseload is read by it.
    """
    asked = given(
        {charge.key: proof.circuits[Charged(charge.key)] for charge in proof.graph.charges}
    )
    shared = next(iter(asked.values()), Circuit((), (), 0))
    tops = {name: circuit.top for name, circuit in asked.items()}
    return _sealed(msgspec.msgpack.encode((shared.events, shared.gates, tops)))


def unpacked(content: bytes, graph: Graph, policy: ForcePolicy) -> Proof:
    """Return the proof of a graph under a policy, of which these bytes were kept.

    Raises:
        UnreadableProof: they are not whole, or of another version; compile the graph anew.
    """
    kept = _decoded(content, _read)
    states = [*_in_order(kept)]
    circuits = {top: Circuit(kept.events, kept.gates, top) for top in set(kept.tops)}
    by_state = {state: circuits[top] for state, top in zip(states, kept.tops, strict=True)}
    return Proof(graph, policy, by_state, tuple(states[place] for place in kept.cut_short))


def unpacked_counts(content: bytes) -> dict[str, Circuit]:
    """Return the circuit of each count by its name, as they were kept.

    Raises:
        UnreadableProof: they are not whole, or of another version; compile the graph anew.
    """
    kept = _decoded(content, _read_counts)
    return {name: Circuit(kept.events, kept.gates, top) for name, top in kept.tops.items()}


def _sealed(body: bytes) -> bytes:
    return HEAD + hashlib.sha256(body).digest() + body


def _decoded(content: bytes, decoder: msgspec.msgpack.Decoder[Read]) -> Read:
    if not content.startswith(HEAD):
        raise UnreadableProof("These bytes are no proof of this version.")
    after = content[len(HEAD) :]
    digest, body = after[:DIGEST_BYTES], after[DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != digest:
        raise UnreadableProof("These bytes are damaged.")
    try:
        return decoder.decode(body)
    except msgspec.MsgspecError as refusal:
        raise UnreadableProof("These bytes are no proof as this version writes them.") from refusal


def _in_order(kept: _Content) -> Iterator[State]:
    by_kind: list[Iterator[State]] = [iter(states) for states in kept.states]
    return (next(by_kind[kind]) for kind in kept.order)
