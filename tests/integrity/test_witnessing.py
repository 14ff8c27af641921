"""What a witness asks of a log before it cosigns, and the file of a proof of consistency."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.checkpoints import Checkpoint
from amends.integrity.merkle import consistency_proof, tree_head
from amends.integrity.notes import NoteRefused
from amends.integrity.witnessing import (
    Consistency,
    Forked,
    NotShown,
    check_continues,
    read_consistency,
)

ORIGIN = "office.example/log"
RECORDS = [bytes([number]) for number in range(40)]
# The beginning of the request that stands as an example in C2SP tlog-witness.
FROM_C2SP = b"""\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=
"""


def at(size: int, records: list[bytes] = RECORDS) -> Checkpoint:
    return Checkpoint(ORIGIN, size, tree_head(records[:size]))


def shown(old: int, new: int, records: list[bytes] = RECORDS) -> Consistency:
    return Consistency(old, consistency_proof(old, records[:new]))


def test_the_example_of_c2sp_is_read() -> None:
    found = read_consistency(FROM_C2SP)
    assert (found.old, len(found.proof)) == (20852014, 4)
    assert str(found).encode() == FROM_C2SP


@given(st.integers(1, 40), st.integers(1, 40))
def test_what_continues_the_last_is_taken(one: int, other: int) -> None:
    old, new = sorted((one, other))
    check_continues(at(old), at(new), read_consistency(str(shown(old, new)).encode()))


@given(st.integers(1, 39), st.integers(1, 40), st.integers(0, 39))
def test_what_changes_anything_seen_before_is_not(old: int, new: int, changed: int) -> None:
    records = [*RECORDS]
    records[changed % old] = b"another"
    with pytest.raises((Forked, NotShown)):
        check_continues(at(old), at(new, records), shown(min(old, new), new, records))


def test_the_first_checkpoint_needs_no_proof() -> None:
    check_continues(None, at(7))
    check_continues(at(0), at(7))
    check_continues(None, at(0))


def test_a_log_without_entries_has_one_head() -> None:
    with pytest.raises(Forked, match="without entries"):
        check_continues(None, Checkpoint(ORIGIN, 0, hashlib.sha256(b"x").digest()))


def test_a_smaller_log_and_another_of_the_same_size_are_refused() -> None:
    with pytest.raises(Forked, match="8 were seen before"):
        check_continues(at(8), at(7), shown(7, 8))
    with pytest.raises(Forked, match="another log of 8 entries"):
        check_continues(at(8), at(8, [b"x", *RECORDS]))


def test_a_proof_is_asked_for_from_what_was_seen_last() -> None:
    for proof in (None, shown(7, 9)):
        with pytest.raises(NotShown, match="8 entries were seen last"):
            check_continues(at(8), at(9), proof)
    with pytest.raises(Forked, match="does not show"):
        check_continues(at(8), at(9), Consistency(8, ()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"old\n",
        b"old 01\n",
        b"old -1\n",
        b"old 1",
        b"new 1\n",
        b"old 1\nAAAA\n",
        b"old 1\n\n",
        b"old 1\n" + 64 * (FROM_C2SP.splitlines()[1] + b"\n"),
        b"\xff",
    ],
)
def test_what_is_no_proof_is_refused(data: bytes) -> None:
    with pytest.raises(NoteRefused):
        read_consistency(data)


@given(st.binary(max_size=60))
def test_whatever_is_read_is_written_the_same(data: bytes) -> None:
    with suppress(NoteRefused):
        assert str(read_consistency(b"old " + data)).encode() == b"old " + data
