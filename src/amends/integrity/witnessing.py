"""What a witness asks of a log before it cosigns: that nothing it saw was changed or taken away.

The rules are those of C2SP tlog-witness. A proof of consistency is written as the beginning of
what is sent to ``add-checkpoint`` there: followed by an empty line and the checkpoint it is that.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from amends.integrity.checkpoints import (
    HEAD_LENGTH,
    Checkpoint,
    checkpoint_of,
    cosigned_at,
    read_size,
)
from amends.integrity.merkle import Proof, is_beginning
from amends.integrity.notes import (
    Note,
    NoteRefused,
    PublicKey,
    Signs,
    as_text,
    from_base64,
    read_public_key,
)

LONGEST_PROOF = 63
_OLD = "old "
_LAST_MOMENT = int(datetime.max.replace(tzinfo=UTC).timestamp()) - 1


class Forked(Exception):
    """A checkpoint does not continue the one a witness saw last."""


class NotShown(Exception):
    """Nothing shows yet that a checkpoint continues the one a witness saw last."""


@dataclass(frozen=True)
class Witnessed:
    """That a witness saw a log at a size, and when by its clock."""

    size: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Consistency:
    """What shows that the tree of a size is the beginning of a larger one."""

    old: int
    proof: Proof

    def __str__(self) -> str:
        """Return the lines as they stand in a file."""
        hashes = (base64.b64encode(step).decode("ascii") for step in self.proof)
        return "".join(f"{line}\n" for line in (f"{_OLD}{self.old}", *hashes))


def witnessed_by(note: Note, keys: Collection[PublicKey]) -> list[Witnessed]:
    """Return which of these witnesses cosigned a checkpoint.

    Raises:
        NoteRefused: the note holds no checkpoint.
    """
    size = checkpoint_of(note).size
    moments = ((key.name, cosigned_at(note, key)) for key in keys)
    return [
        Witnessed(size, name, datetime.fromtimestamp(moment, UTC))
        for name, moment in moments
        if moment is not None and moment <= _LAST_MOMENT
    ]


def read_witness_key(data: bytes) -> PublicKey:
    """Read the public key of a witness.

    Raises:
        NoteRefused: it is none.
    """
    key = read_public_key(data)
    if key.signs != Signs.COSIGNATURES:
        raise NoteRefused("this is the key of a log, and not that of a witness")
    return key


def read_consistency(data: bytes) -> Consistency:
    """Read the file of a proof of consistency.

    Raises:
        NoteRefused: it is none.
    """
    first, *hashes = as_text(data).removesuffix("\n").split("\n")
    if not first.startswith(_OLD) or not data.endswith(b"\n"):
        raise NoteRefused("this is no proof of consistency: 'old', a size, and hashes below")
    return Consistency(read_size(first.removeprefix(_OLD)), hashes_in(hashes))


def hashes_in(lines: list[str]) -> Proof:
    """Read the hashes of a proof, one a line.

    Raises:
        NoteRefused: there are too many, or one is none.
    """
    if len(lines) > LONGEST_PROOF:
        raise NoteRefused(f"a proof has at most {LONGEST_PROOF} hashes, and this has {len(lines)}")
    hashes = tuple(map(from_base64, lines))
    if any(len(one) != HEAD_LENGTH for one in hashes):
        raise NoteRefused("a hash of this proof is not 32 bytes long")
    return hashes


def check_continues(
    last: Checkpoint | None, new: Checkpoint, shown: Consistency | None = None
) -> None:
    """Check that a checkpoint continues the one that a witness saw last of the same log.

    Raises:
        Forked: it does not, or the proof does not hold.
        NotShown: it may, and a proof from the size of the last one on is missing.
    """
    if new.size == 0 and new.head != hashlib.sha256(b"").digest():
        raise Forked("its head is not that of a log without entries")
    if last is None or last.size == 0:
        return
    if new.size < last.size:
        raise Forked(f"it has {new.size} entries, and {last.size} were seen before")
    if new.size == last.size:
        if new.head != last.head:
            raise Forked(f"another log of {last.size} entries was seen before")
        return
    if shown is None or shown.old != last.size:
        raise NotShown(f"{last.size} entries were seen last")
    if not is_beginning(last.size, last.head, new.size, new.head, shown.proof):
        raise Forked(f"the proof does not show that the {last.size} entries seen before are in it")
