"""The evidential issues that the record of a case suggests, each with why and what answers it.

A suggestion says where to look. It is never a finding, and nothing in it is counted up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.record import Record
from amends.proof.signs import FOUND_BY, Ground, Sign

FILE = "evidence/issues.yaml"


class Issue(msgspec.Struct, frozen=True):
    """An evidential issue.

    Attributes:
        signs: what in the record makes it suggest itself; any of them is enough.
        seek: the counter-evidence to seek.
    """

    label: str
    signs: tuple[str, ...]
    seek: tuple[str, ...]
    status: str = "memory"


class Declared(msgspec.Struct, frozen=True):
    """Every issue and every sign, with their source and status."""

    source: str
    status: str
    signs: dict[str, Sign]
    issues: dict[str, Issue]


@dataclass(frozen=True)
class Suggestion:
    """An issue that suggests itself, of one person or of the case, with its grounds."""

    issue: str
    person: str
    grounds: tuple[Ground, ...]


@cache
def declared() -> Declared:
    """Return the declared issues and signs."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def issues() -> dict[str, Issue]:
    """Return every evidential issue by its code."""
    return declared().issues


def suggestions(record: Record) -> tuple[Suggestion, ...]:
    """Return the issues that a record suggests, in the order in which they are declared."""
    found = {
        code: tuple(FOUND_BY[code](record, sign, code)) for code, sign in declared().signs.items()
    }
    return tuple(
        Suggestion(code, person, grounds)
        for code, issue in issues().items()
        for person, grounds in _by_person(found, issue).items()
    )


def _by_person(found: dict[str, tuple[Ground, ...]], issue: Issue) -> dict[str, tuple[Ground, ...]]:
    grounds: dict[str, tuple[Ground, ...]] = {}
    for sign in issue.signs:
        for ground in found[sign]:
            grounds[ground.person] = (*grounds.get(ground.person, ()), ground)
    return grounds
