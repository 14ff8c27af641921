"""Moments as records give them: a day, or a minute of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from amends.base.dates import When
from amends.base.messages import Refusal

PATTERN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?: ?[+-]\d{2}:\d{2})?))?", re.ASCII)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """A moment with the precision its record gives: from when to when it can have been."""

    first: datetime
    last: datetime

    @classmethod
    def parse(cls, text: str, zone: tzinfo = UTC) -> Moment:
        """Read ``2026-05-03``, ``2026-05-03 14:30`` or ``2026-05-03 14:30 +08:00``.

        Args:
            text: what was written.
            zone: where the clock hung, unless the text says so.

        Raises:
            Refusal: what is wrong and how to write it.
        """
        match = PATTERN.fullmatch(text.strip())
        if match is None:
            raise _refused(text)
        day = When.parse(match[1])
        if match[2] is None:
            first = datetime.combine(day.first, time(), zone)
            return cls(first, first + DAY)
        try:
            at = datetime.fromisoformat(f"{match[1]}T{match[2].replace(' ', '')}")
        except ValueError:
            raise _refused(text) from None
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        return cls(at, at)

    @property
    def is_exact(self) -> bool:
        """Say whether it is known to the minute."""
        return self.first == self.last


def _refused(text: str) -> Refusal:
    return Refusal(
        "%(text)s is not a day with a time. Write 2026-05-03 14:30, or 2026-05-03 14:30 +08:00.",
        text=repr(text[:40]),
    )
