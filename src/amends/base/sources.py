"""Where a fact comes from and how far it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceStatus(StrEnum):
    """How a fact of law or practice was established."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    MEMORY = "memory"
    UNKNOWN = "unknown"

    @property
    def is_verified(self) -> bool:
        """Say whether the fact was read in its own text; anything else is shown as unverified."""
        return self is SourceStatus.VERIFIED


@dataclass(frozen=True)
class Source:
    """A citation, its status, and who read it when."""

    citation: str
    status: SourceStatus
    date_read: date | None = None
    reader: str = ""
