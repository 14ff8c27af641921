"""How entries are bound together: each digest covers the entry and the digest before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.office.log.models import LogEntry


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold, and how."""

    sequence: int
    what: str


def digest_of(entry: LogEntry) -> str:
    """Return the SHA-256 over the entry's own fields and the previous digest, as hexadecimal."""
    fields = [
        entry.sequence,
        entry.at.isoformat(),
        entry.kind,
        entry.action,
        entry.actor_id,
        entry.actor_label,
        entry.case_id,
        entry.case_reference,
        entry.data,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def first_break(entries: Iterable[LogEntry], after: LogEntry | None = None) -> Break | None:
    """Return the first break in the entries, given from the oldest on, or None if all hold.

    The first entry must follow ``after``, or be the very first of the log. An entry edited,
    removed or put elsewhere breaks the chain. A chain rebuilt as a whole does not: only a digest
    kept outside the building shows that.
    """
    sequence, digest = (after.sequence, after.digest) if after else (0, "")
    for entry in entries:
        if entry.sequence != sequence + 1:
            return Break(entry.sequence, f"entry {sequence + 1} is missing")
        if entry.previous != digest:
            return Break(entry.sequence, "it does not follow the entry before it")
        if entry.digest != digest_of(entry):
            return Break(entry.sequence, "its content was changed after it was written")
        sequence, digest = entry.sequence, entry.digest
    return None
