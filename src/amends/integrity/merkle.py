"""Merkle trees as RFC 9162 section 2 defines them: heads, proofs, and what a proof proves.

A tree stands over records in their order. Its head, 32 bytes, changes with any of them. That one
record is in the tree, and that one tree is the beginning of another, is shown by as many hashes
as the number of records has binary digits, without the records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

Proof = tuple[bytes, ...]
# Each from the first record on, up to where the next would stand.
Spans = tuple[tuple[int, int], ...]

# RFC 9162 section 2.1.1: so that no inner node can be passed off as a record.
_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True)
class Frontier:
    """As much of a tree as adding to it takes: the heads of its full subtrees, largest first.

    Adding a record and taking the head take as many hashes as the size has binary digits.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def extended(self, records: Iterable[bytes]) -> Frontier:
        """Return the tree with records added at its end."""
        sha256, roots, size = hashlib.sha256, list(self.roots), self.size
        for record in records:
            root = sha256(_LEAF + record).digest()
            full = size
            while full & 1:  # two full subtrees of one height become one
                root = sha256(_NODE + roots.pop() + root).digest()
                full >>= 1
            roots.append(root)
            size += 1
        return Frontier(size, tuple(roots))

    def head(self) -> bytes:
        """Return the hash of the whole tree."""
        if not self.roots:
            return hashlib.sha256(b"").digest()
        head = self.roots[-1]
        for root in reversed(self.roots[:-1]):
            head = _node(root, head)
        return head


def tree_head(records: Iterable[bytes]) -> bytes:
    """Return the head of the tree over records."""
    return Frontier().extended(records).head()


def inclusion_proof(index: int, records: Sequence[bytes]) -> Proof:
    """Return what shows that the record at ``index`` is in the tree (section 2.1.3.1).

    Raises:
        ValueError: there is no such record.
    """
    return heads_of(inclusion_spans(index, len(records)), records)


def consistency_proof(size: int, records: Sequence[bytes]) -> Proof:
    """Return what shows that the first ``size`` records are the tree they were (section 2.1.4.1).

    Raises:
        ValueError: there are not so many records, or ``size`` is not above 0.
    """
    return heads_of(consistency_spans(size, len(records)), records)


def inclusion_spans(index: int, size: int) -> Spans:
    """Return over which records the hashes of an inclusion proof stand, in its order.

    Raises:
        ValueError: there is no such record.
    """
    if not 0 <= index < size:
        message = f"there is no record {index} among {size}"
        raise ValueError(message)
    begin, end, spans = 0, size, []
    while end - begin > 1:
        half = begin + _left_of(end - begin)
        if index < half:
            spans.append((half, end))
            end = half
        else:
            spans.append((begin, half))
            begin = half
    return tuple(reversed(spans))


def consistency_spans(old: int, size: int) -> Spans:
    """Return over which records the hashes of a consistency proof stand, in its order.

    Raises:
        ValueError: there are not so many records, or ``old`` is not above 0.
    """
    if not 0 < old <= size:
        message = f"a tree of {old} is no beginning of one of {size}"
        raise ValueError(message)
    begin, end, spans = 0, size, []
    while old != end:
        half = begin + _left_of(end - begin)
        if old <= half:
            spans.append((half, end))
            end = half
        else:
            spans.append((begin, half))
            begin = half
    # Whoever checks holds the head of the old tree itself.
    known = begin == 0
    return (*(() if known else ((begin, end),)), *reversed(spans))


def heads_of(spans: Spans, records: Iterable[bytes]) -> Proof:
    """Return the head over each span of records, gone through once, in bounded memory.

    Raises:
        ValueError: there are not so many records.
    """
    following, at, heads = iter(records), 0, {}
    for begin, end in sorted(spans):
        passed = sum(1 for _record in islice(following, begin - at))
        tree = Frontier().extended(islice(following, end - begin))
        if (passed, tree.size) != (begin - at, end - begin):
            message = f"there are no {end} records"
            raise ValueError(message)
        heads[begin], at = tree.head(), end
    return tuple(heads[begin] for begin, _end in spans)


def is_included(record: bytes, index: int, size: int, head: bytes, proof: Proof) -> bool:
    """Say whether a proof shows the record at ``index`` of a tree (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last = index, size - 1
    found = hashlib.sha256(_LEAF + record).digest()
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = _node(step, found)
            at, last = _up_to_a_right_child(at, last)
        else:
            found = _node(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == head


def is_beginning(old: int, old_head: bytes, new: int, new_head: bytes, proof: Proof) -> bool:
    """Say whether a proof shows the old tree to be the beginning of the new (section 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_head == new_head
    # The head of a full tree is in the new one as it is, and so is left out of the proof.
    steps = (old_head, *proof) if old & (old - 1) == 0 else proof
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = _node(step, was), _node(step, now)
            at, last = _up_to_a_right_child(at, last)
        else:
            now = _node(now, step)
        at, last = at >> 1, last >> 1
    return last == 0 and was == old_head and now == new_head


def _up_to_a_right_child(at: int, last: int) -> tuple[int, int]:
    """Pass over the levels on which the node stands alone at the end of the tree."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _left_of(size: int) -> int:
    """Return the largest power of two below a size, which is how many records stand left."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
