"""How near a day is, said in words and by a shape, so that colour never carries it alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Level(StrEnum):
    """How near a due day is. Only what is overdue is drawn in the strongest colour."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


MARKS = {Level.OVERDUE: "◆", Level.TODAY: "●", Level.WEEK: "◐", Level.LATER: "○"}
WEEK_DAYS = 7


@dataclass(frozen=True)
class Urgency:
    """How near a day is, ready to be shown."""

    level: Level
    days: int

    @property
    def mark(self) -> str:
        """Return the shape that stands before the words."""
        return MARKS[self.level]

    @property
    def words(self) -> str:
        """Return how many days are left, or how many it is late, in the reader's language."""
        if self.days < 0:
            late = -self.days
            return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", late) % {
                "days": late
            }
        if self.days == 0:
            return _("Due today")
        if self.days == 1:
            return _("Due tomorrow")
        return ngettext("Due in %(days)s day", "Due in %(days)s days", self.days) % {
            "days": self.days
        }


def urgency(days: int) -> Urgency:
    """Return how near a day is that many days away; negative when it has passed."""
    return Urgency(level_of(days), days)


def level_of(days: int) -> Level:
    """Return the level of a day that many days away: "this week" is the next seven days."""
    if days < 0:
        return Level.OVERDUE
    if days == 0:
        return Level.TODAY
    return Level.WEEK if days <= WEEK_DAYS else Level.LATER
