"""The rules of the audit as data, and what one rule found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.law.cells import Held


class Result(StrEnum):
    """How a law stands to a rule."""

    PASS = "pass"  # noqa: S105  # no password
    PARTIAL = "partial"
    FAIL = "fail"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


class Provisions(StrEnum):
    """How the answers for several offences make the answer for a country."""

    EVERY = "every"
    CLASSES = "classes"
    LAW = "law"


@dataclass(frozen=True)
class AuditRule:
    """A question to a law: what it rests on, and what would cure a bad answer.

    Attributes:
        cure: a sentence with places for the provision to be amended, and for what it lacks.
    """

    code: str
    title: str
    basis: tuple[str, ...]
    cure: str
    provisions: Provisions


@dataclass(frozen=True)
class Finding:
    """What a rule found in one provision.

    Attributes:
        about: of which victims, where a rule is asked of each class of them.
        provision: the offence's citation, or the short title of the law.
        cells: the cells it rests on.
        from_memory: what the result would be if cells that are only remembered were right; set
            only where the result is unknown because of them.
        lacks: what the rule's cure names besides the provision.
    """

    provision: str
    result: Result
    reason: Message
    cells: tuple[Held, ...]
    from_memory: Result | None = None
    lacks: Mapping[str, object] = field(default_factory=dict)
    about: Message | None = None


@cache
def audit_rules() -> dict[str, AuditRule]:
    """Return the rules, by code."""
    document: dict[str, Any] = load(read_text("law/audit.yaml"))
    return {
        code: AuditRule(
            code,
            entry["title"],
            tuple(entry["basis"]),
            entry["cure"],
            Provisions(entry["provisions"]),
        )
        for code, entry in document.items()
    }


def judged(
    provision: str,
    result: Result,
    reason: Message,
    *cells: Held,
    lacks: Mapping[str, object] | None = None,
) -> Finding:
    """Return a finding that rests on cells: no surer than the least sure of them."""
    if any(cell.is_conflict for cell in cells):
        return Finding(provision, Result.CONFLICT, CONFLICT, cells)
    if not all(cell.is_known for cell in cells):
        return Finding(provision, Result.UNKNOWN, UNKNOWN, cells)
    if not all(cell.may_be_relied_on for cell in cells):
        return Finding(provision, Result.UNKNOWN, MEMORY, cells, from_memory=result)
    return Finding(provision, result, reason, cells, lacks=lacks or {})


def unread(provision: str, *cells: Held) -> Finding:
    """Return that a provision cannot be judged, because of these cells."""
    return judged(provision, Result.UNKNOWN, UNKNOWN, *cells)


CONFLICT = Message("Its sources are read in different ways.")
UNKNOWN = Message("What the law says on this has not been read.")
MEMORY = Message("What the law says on this is only remembered, and not verified.")
