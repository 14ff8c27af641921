"""The roles people play in trafficking, and the capacities in which they stand in a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.law.terms import Mode


class Capacity(StrEnum):
    """What a party is in the proceedings; apart from any role played in the trafficking."""

    VICTIM = "victim"
    WITNESS = "witness"
    SUSPECT = "suspect"
    DEFENDANT = "defendant"
    COUNSEL = "counsel"
    INTERPRETER = "interpreter"
    GUARDIAN = "guardian"
    OFFICIAL = "official"
    EXPERT = "expert"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True)
class Role:
    """A role in trafficking: an edge from a party to a victim in a period, never a label.

    Attributes:
        code: RO1 to RO16.
        label: what it is called; a message id.
        hooks: the heads of liability it suggests to a lawyer.
        htcds: the names the HTCDS 2.0 field ``per_RoleInProcess`` has for it.
        acts, mode, circumstances: the words of the law with which such conduct is drafted.
        needs_screen: whether the non-punishment screen comes before anything else.
        source: where role and hooks come from.
    """

    code: str
    label: str
    hooks: tuple[str, ...]
    htcds: tuple[str, ...]
    acts: tuple[str, ...]
    mode: Mode
    circumstances: tuple[str, ...]
    needs_screen: bool
    source: Source


@cache
def roles() -> Mapping[str, Role]:
    """Return every declared role by its code."""
    document: Any = load(read_text("roles.yaml"))
    source = Source(document["source"], SourceStatus(document["status"]))
    found = {
        code: Role(
            code=code,
            label=entry["label"],
            hooks=tuple(entry["hooks"]),
            htcds=tuple(entry.get("htcds", ())),
            acts=tuple(entry.get("acts", ())),
            mode=Mode(entry.get("mode", Mode.PRINCIPAL)),
            circumstances=tuple(entry.get("circumstances", ())),
            needs_screen=entry.get("needs_screen", False),
            source=source,
        )
        for code, entry in document["roles"].items()
    }
    return MappingProxyType(found)
