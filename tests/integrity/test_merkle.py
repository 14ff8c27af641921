"""Trees of RFC 9162: known answers, and laws over trees of every size."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.merkle import (
    Frontier,
    consistency_proof,
    consistency_spans,
    heads_of,
    inclusion_proof,
    inclusion_spans,
    is_beginning,
    is_included,
    tree_head,
)

# The trees that implementations of Certificate Transparency are tested with.
RECORDS = [
    bytes.fromhex(record)
    for record in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
HEADS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SOME = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def leaf(record: bytes) -> bytes:
    return hashlib.sha256(b"\0" + record).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def defined_head(records: list[bytes]) -> bytes:
    """Return the head as section 2.1.1 defines it, slowly."""
    if len(records) <= 1:
        return leaf(records[0]) if records else hashlib.sha256(b"").digest()
    half = max(2**power for power in range(12) if 2**power < len(records))
    return node(defined_head(records[:half]), defined_head(records[half:]))


@pytest.mark.parametrize("size", range(9))
def test_known_heads(size: int) -> None:
    assert tree_head(RECORDS[:size]).hex() == HEADS[size]


def test_the_example_of_section_2_1_5() -> None:
    records = [bytes([number]) for number in range(7)]
    a, b, c, d, e, f, j = map(leaf, records)
    g, h, i = node(a, b), node(c, d), node(e, f)
    k, m = node(g, h), node(i, j)
    assert inclusion_proof(0, records) == (b, h, m)
    assert inclusion_proof(3, records) == (c, g, m)
    assert inclusion_proof(4, records) == (f, j, k)
    assert inclusion_proof(6, records) == (i, k)
    assert consistency_proof(3, records) == (c, d, g, m)
    assert consistency_proof(4, records) == (m,)
    assert consistency_proof(6, records) == (i, j, k)


@given(SOME)
def test_a_head_is_as_defined(records: list[bytes]) -> None:
    assert tree_head(records) == defined_head(records)


@given(SOME, st.data())
def test_a_tree_grows_from_wherever_it_was_left(records: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(records)))
    grown = Frontier().extended(records[:cut]).extended(records[cut:])
    assert grown == Frontier().extended(records)
    assert len(grown.roots) == len(records).bit_count()


@given(SOME, st.data())
def test_a_record_is_shown_at_its_place_and_nowhere_else(
    records: list[bytes], data: st.DataObject
) -> None:
    size, head = len(records), tree_head(records)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, records)
    assert is_included(records[index], index, size, head, proof)
    assert len(proof) <= (size - 1).bit_length()
    assert not is_included(records[index] + b"x", index, size, head, proof)
    assert not is_included(records[index], index, size, head, (*proof, head))
    assert not is_included(records[index], index, size, leaf(head), proof)
    other = data.draw(st.integers(-1, size + 1).filter(lambda at: at != index))
    assert not is_included(records[index], other, size, head, proof) or proof == inclusion_proof(
        other % size, records
    )
    for left_out in range(len(proof)):
        shorter = proof[:left_out] + proof[left_out + 1 :]
        assert not is_included(records[index], index, size, head, shorter)


@given(SOME, st.data())
def test_a_tree_is_the_beginning_of_what_was_added_to_it(
    records: list[bytes], data: st.DataObject
) -> None:
    new = len(records)
    old = data.draw(st.integers(1, new))
    was, now, proof = tree_head(records[:old]), tree_head(records), consistency_proof(old, records)
    assert is_beginning(old, was, new, now, proof)
    assert not is_beginning(old, was, new, now, (*proof, now))
    assert not is_beginning(old, leaf(was), new, now, proof)
    assert not is_beginning(old, was, new, leaf(now), proof)
    assert not is_beginning(0, was, new, now, proof)
    assert not is_beginning(new + 1, was, new, now, proof)
    for left_out in range(len(proof)):
        shorter = proof[:left_out] + proof[left_out + 1 :]
        assert not is_beginning(old, was, new, now, shorter)


@given(SOME, st.data())
def test_no_proof_hides_that_an_old_record_was_changed(
    records: list[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(records)))
    at = data.draw(st.integers(0, old - 1))
    changed = [*records[:at], records[at] + b"x", *records[at + 1 :]]
    was, now = tree_head(records[:old]), tree_head(changed)
    for proof in (consistency_proof(old, records), consistency_proof(old, changed)):
        assert not is_beginning(old, was, len(records), now, proof)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_proof_of_no_record_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="no record"):
        inclusion_proof(index, RECORDS[:3])


@pytest.mark.parametrize("size", [0, 4])
def test_a_tree_that_is_no_beginning_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(size, RECORDS[:3])


@given(SOME, st.data())
def test_proofs_are_made_in_one_pass_over_a_stream(
    records: list[bytes], data: st.DataObject
) -> None:
    size = len(records)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    stream = (record for record in records)
    assert heads_of(inclusion_spans(index, size), stream) == inclusion_proof(index, records)
    stream = (record for record in records)
    assert heads_of(consistency_spans(old, size), stream) == consistency_proof(old, records)


def test_a_stream_that_ends_too_early_gives_no_proof() -> None:
    with pytest.raises(ValueError, match="there are no 8 records"):
        heads_of(inclusion_spans(0, 8), RECORDS[:7])
    with pytest.raises(ValueError, match="there are no"):
        heads_of(inclusion_spans(7, 8), RECORDS[:2])
