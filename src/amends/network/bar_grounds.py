"""Why somebody may not come near a case: party to it, relative, interest, complaint and others."""

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


class Ground(StrEnum):
    """The grounds on which amends bars somebody of its own accord or at their own word."""

    PARTY = "party"
    INTEREST = "interest"


@dataclass(frozen=True)
class BarGround:
    """A ground on which somebody is kept from a case.

    Attributes:
        code: the word by which rows name it.
        label: what it is called; a message id.
        source: where it comes from.
    """

    code: str
    label: str
    source: Source


@cache
def bar_grounds() -> Mapping[str, BarGround]:
    """Return every declared ground by its code."""
    document: Any = load(read_text("bar_grounds.yaml"))
    source = Source(document["source"], SourceStatus(document["status"]))
    return MappingProxyType(
        {
            code: BarGround(code, entry["label"], source)
            for code, entry in document["grounds"].items()
        }
    )
