"""Putting the certificates in an authority's answer in the order that DER asks for.

Many authorities send them signer first. The set is not signed and its length stays, so that its
members can change places; a strict reader takes the answer only then (X.690, section 11.6).
"""

from __future__ import annotations

from collections.abc import Iterator

CERTIFICATES = 0xA0
# From the answer down to the certificates: which member of each value holds the next.
WAY = (1, 1, 0)


def with_certificates_in_order(answer: bytes) -> bytes:
    """Return an answer with its certificates in order; what is no answer comes back unchanged."""
    try:
        start, end = _inside(answer, 0)
        for number in WAY:
            start, end = _inside(answer, _members(answer, start, end)[number][0])
        places = [p for p in _members(answer, start, end) if answer[p[0]] == CERTIFICATES]
        start, end = _inside(answer, places[0][0])
        members = _members(answer, start, end)
    except (IndexError, ValueError):
        return answer
    ordered = b"".join(sorted(answer[first:last] for first, last in members))
    return answer[:start] + ordered + answer[end:]


def _inside(data: bytes, at: int) -> tuple[int, int]:
    """Return where the content of the value at a place begins and ends."""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        if not 0 < octets <= 4:
            raise ValueError(length)
        length, start = int.from_bytes(data[start : start + octets]), start + octets
    if start + length > len(data):
        raise ValueError(length)
    return start, start + length


def _members(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    return list(_walk(data, start, end))


def _walk(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        _, after = _inside(data, start)
        yield start, after
        start = after
