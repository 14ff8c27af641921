"""How entries are bound together: each digest covers the entry and the digest before it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from json.encoder import encode_basestring as text
from typing import TYPE_CHECKING, Any

from amends.integrity import chains
from amends.integrity.chains import Break, Place, Record

if TYPE_CHECKING:
    from amends.office.log.models import LogEntry

# What a digest covers, in this order; the digest before comes last.
COVERED = (
    "sequence",
    "at",
    "kind",
    "action",
    "actor_id",
    "actor_label",
    "case_id",
    "case_reference",
    "data",
    "previous",
)


def digest_of(entry: LogEntry) -> str:
    """Return the SHA-256 over the entry's own fields and the previous digest, as hexadecimal."""
    return hashlib.sha256(record_of(entry).line).hexdigest()


def record_of(entry: LogEntry) -> Record:
    """Return an entry as a record of the chain."""
    row = *(getattr(entry, name) for name in COVERED), entry.digest
    return next(records_of([row]))


def records_of(
    rows: Iterable[tuple[Any, ...]], moment: Callable[[Any], str] = datetime.isoformat
) -> Iterator[Record]:
    """Yield rows of what is covered and the digest as records of the chain.

    ``moment`` writes the time of an entry as it is digested, from what stands in its row.

    A line is what ``json.dumps`` makes of the fields without ``ensure_ascii``. It is spelled out
    because a log has very many of them, and ``json`` sets itself up anew for each.
    """
    for sequence, at, kind, action, actor, label, case, reference, data, previous, digest in rows:
        line = (
            f'[{sequence}, "{moment(at)}", {text(kind)}, {text(action)}, {_number(actor)},'
            f" {text(label)}, {_number(case)}, {text(reference)}, {text(data)}, {text(previous)}]"
        )
        yield Record(sequence, line.encode(), previous, digest)


def moment_in(stored: str) -> str:
    """Return a time as it is digested from the text of the database, which is in UTC.

    What is no time was put there by somebody: it is left as it is, and shows as a change.
    """
    try:
        at = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _number(value: int | None) -> int | str:
    return "null" if value is None else value


def first_break(entries: Iterable[LogEntry], after: LogEntry | None = None) -> Break | None:
    """Return the first break in the entries, given from the oldest on, or None if all hold.

    The first entry must follow ``after``, or be the very first of the log. An entry edited,
    removed or put elsewhere breaks the chain. A chain rebuilt as a whole does not: only a
    checkpoint kept outside the building shows that.
    """
    place = Place(after.sequence, after.digest) if after else None
    return chains.first_break(map(record_of, entries), place)
