"""The proof that one entry is in a log, in the format of C2SP tlog-proof.

It holds the entry as it is digested, its place, the hashes up to the head of the tree, and the
checkpoint with that head; of every other entry it holds hashes alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from amends.integrity.chains import Broken, Record, records_in
from amends.integrity.checkpoints import Checkpoint, read_checkpoint, read_size
from amends.integrity.merkle import Proof, is_included
from amends.integrity.notes import Note, NoteRefused, PublicKey, as_text, from_base64, read_note
from amends.integrity.witnessing import hashes_in

_FIRST, _EXTRA, _INDEX = "c2sp.org/tlog-proof@v1", "extra ", "index "


class NotInTheLog(Exception):
    """A proof does not show that its entry is in the log."""


@dataclass(frozen=True)
class EntryProof:
    """One entry, and what shows that it is in the log that a checkpoint is of.

    Attributes:
        line: the entry as it is digested.
        index: its place, the first being 0.
        proof: the hashes up to the head.
        note: the checkpoint with all its signatures.
    """

    line: bytes
    index: int
    proof: Proof
    note: Note

    @property
    def leaf(self) -> bytes:
        """Return the digest of the entry, which is what the tree stands over."""
        return hashlib.sha256(self.line).digest()

    def __str__(self) -> str:
        """Return the proof as it stands in a file."""
        extra, *hashes = _in_base64((self.line, *self.proof))
        lines = (_FIRST, f"{_EXTRA}{extra}", f"{_INDEX}{self.index}", *hashes, "")
        return "".join(f"{line}\n" for line in lines) + str(self.note)


def read_entry_proof(data: bytes) -> EntryProof:
    """Read the file of a proof, whatever it proves.

    Raises:
        NoteRefused: it is none.
    """
    above, found, below = as_text(data).partition("\n\n")
    first, *lines = above.split("\n")
    if first != _FIRST or not found or len(lines) < 2:
        raise NoteRefused("this is no proof that an entry is in a log")
    extra, index, *hashes = lines
    if not extra.startswith(_EXTRA) or not index.startswith(_INDEX):
        raise NoteRefused("this proof does not hold an entry and its place")
    line = from_base64(extra.removeprefix(_EXTRA))
    place = read_size(index.removeprefix(_INDEX))
    return EntryProof(line, place, hashes_in(hashes), read_note(below.encode()))


def proved(found: EntryProof, key: PublicKey) -> tuple[Record, Checkpoint]:
    """Return the entry and the checkpoint of the log that it is proved to be in.

    Raises:
        NoteRefused: the checkpoint is not signed with the key of the log.
        NotInTheLog: the proof does not hold.
    """
    checkpoint = read_checkpoint(str(found.note).encode(), key)
    if not is_included(found.leaf, found.index, checkpoint.size, checkpoint.head, found.proof):
        raise NotInTheLog("its hashes do not lead from the entry to the head of the checkpoint")
    try:
        (record,) = records_in([found.line + b"\n"])
    except Broken as broken:
        raise NotInTheLog(f"the entry: {broken.at.what}") from None
    if record.sequence != found.index + 1:
        raise NotInTheLog(f"it calls itself entry {record.sequence}, and stands elsewhere")
    return record, checkpoint


def _in_base64(held: Iterable[bytes]) -> Iterable[str]:
    return (base64.b64encode(one).decode("ascii") for one in held)
