"""Chains of records, each bound to the one before, and held against checkpoints from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from amends.base.messages import Message
from amends.integrity.checkpoints import Checkpoint
from amends.integrity.merkle import Frontier

FIELDS = 10
MISSING = Message("entry %(number)s is missing")
UNREADABLE = Message("it cannot be read")
MISPLACED = Message("it does not follow the entry before it")
CHANGED = Message("its content was changed after it was written")
CUT = Message(
    "the log ends before it, and a checkpoint was signed over %(size)s entries: the newest were "
    "removed, or an older copy of the log was put back"
)
REBUILT = Message(
    "from here to entry %(size)s the log is not the one that a checkpoint was signed over: it was "
    "rebuilt, or an older copy was put back and written on"
)


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold, and how."""

    sequence: int
    why: Message

    @property
    def what(self) -> str:
        """Return how, in English."""
        return str(self.why)


class Broken(Exception):
    """A chain does not hold."""

    def __init__(self, sequence: int, why: Message) -> None:
        """Keep where and how."""
        self.at = Break(sequence, why)
        super().__init__(f"entry {sequence}: {why}")


class Record(NamedTuple):
    """One record: its place, the bytes that are digested, and the digest before it.

    ``digest`` is what the record itself says its digest is, where that is kept beside it.
    """

    sequence: int
    line: bytes
    previous: str
    digest: str | None = None


class Place(NamedTuple):
    """How far a chain was gone through: the last record and its digest."""

    sequence: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Verdict:
    """How many records a chain has, its last digest, its tree, and where it does not hold.

    ``covered`` is how many of them a checkpoint vouches for.
    """

    entries: int
    digest: str
    broken: Break | None
    covered: int = 0


class Chain:
    """Goes through a chain once, in bounded memory, from a place on."""

    def __init__(self, records: Iterable[Record], after: Place | None = None) -> None:
        """Begin after a place, or at the first record."""
        self.place = after or Place()
        self._records = records

    def digests(self) -> Iterator[bytes]:
        """Yield the digest of each record.

        Raises:
            Broken: a record is missing, elsewhere or changed.
        """
        sha256, (last, digest) = hashlib.sha256, self.place
        try:
            for sequence, line, previous, said in self._records:
                if sequence != last + 1:
                    raise Broken(sequence, Message(MISSING.sentence, {"number": last + 1}))
                if previous != digest:
                    raise Broken(sequence, MISPLACED)
                found = sha256(line)
                last, digest = sequence, found.hexdigest()
                if said is not None and said != digest:
                    raise Broken(sequence, CHANGED)
                yield found.digest()
        finally:
            self.place = Place(last, digest)


def first_break(records: Iterable[Record], after: Place | None = None) -> Break | None:
    """Return the first break of a chain, or None; one rebuilt as a whole has none."""
    try:
        for _digest in Chain(records, after).digests():
            pass
    except Broken as broken:
        return broken.at
    return None


def verified(records: Iterable[Record], checkpoints: Collection[Checkpoint] = ()) -> Verdict:
    """Go through a chain from its first record on and hold it against checkpoints.

    An entry that was changed, removed or put elsewhere breaks the chain; a chain rebuilt, cut off
    or put back from an older copy does not have the tree that a later checkpoint was signed over.
    The more checkpoints there are, the closer is the place that is named.
    """
    chain, tree = Chain(records), Frontier()
    digests = chain.digests()
    try:
        for checkpoint in sorted(checkpoints, key=lambda one: one.size):
            tree = _continued(tree, digests, checkpoint)
        covered = tree.size
        for _digest in digests:
            pass
    except Broken as broken:
        return Verdict(*chain.place, broken.at)
    return Verdict(*chain.place, None, covered)


def _continued(tree: Frontier, digests: Iterator[bytes], checkpoint: Checkpoint) -> Frontier:
    """Return the tree at the size of a checkpoint, whose head it has.

    Raises:
        Broken: it has not, or there are not so many records.
    """
    grown = tree.extended(islice(digests, checkpoint.size - tree.size))
    values = {"size": checkpoint.size}
    if grown.size < checkpoint.size:
        raise Broken(grown.size + 1, Message(CUT.sentence, values))
    if grown.head() != checkpoint.head:
        raise Broken(tree.size + 1, Message(REBUILT.sentence, values))
    return grown


def records_in(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records of an exported log, one a line.

    Raises:
        Broken: a line is no record.
    """
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            raise Broken(number, UNREADABLE) from None
        if not _is_record(fields) or not line.endswith(b"\n"):
            raise Broken(number, UNREADABLE)
        yield Record(fields[0], line[:-1], fields[-1])


def _is_record(fields: object) -> bool:
    if not isinstance(fields, list) or len(fields) != FIELDS:
        return False
    return type(fields[0]) is int and isinstance(fields[-1], str)
