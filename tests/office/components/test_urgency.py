"""How near a day is: words, shape and level, never colour alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from amends.office.components.templatetags.urgency import urgency_of_date, urgency_of_days
from amends.office.components.urgency import MARKS, Level, level_of, urgency


@pytest.mark.parametrize(
    ("days", "level", "words"),
    [
        (-30, Level.OVERDUE, "Overdue by 30 days"),
        (-1, Level.OVERDUE, "Overdue by 1 day"),
        (0, Level.TODAY, "Due today"),
        (1, Level.WEEK, "Due tomorrow"),
        (2, Level.WEEK, "Due in 2 days"),
        (7, Level.WEEK, "Due in 7 days"),
        (8, Level.LATER, "Due in 8 days"),
        (400, Level.LATER, "Due in 400 days"),
    ],
)
def test_words_and_level(days: int, level: Level, words: str) -> None:
    with translation.override("en"):
        assert urgency(days).words == words
    assert urgency(days).level is level


def test_every_level_has_a_shape_of_its_own() -> None:
    assert set(MARKS) == set(Level)
    assert len(set(MARKS.values())) == len(Level)


def test_levels_follow_each_other() -> None:
    order = [level_of(days) for days in range(-10, 30)]
    assert order == sorted(order, key=list(Level).index)


@pytest.mark.parametrize("nothing", ["", None, "soon"])
def test_no_number_gives_nothing(nothing: object) -> None:
    assert urgency_of_days(nothing) is None


def test_a_date_counts_from_today() -> None:
    found = urgency_of_date(timezone.localdate() + timedelta(days=3))
    assert found is not None
    assert found.days == 3


def test_a_moment_counts_by_its_day_here() -> None:
    found = urgency_of_date(timezone.now() + timedelta(days=2))
    assert found is not None
    assert found.days == 2
    naive = datetime.combine(date(2020, 1, 1), datetime.min.time(), tzinfo=UTC).replace(tzinfo=None)
    past = urgency_of_date(naive)
    assert past is not None
    assert past.level is Level.OVERDUE


def test_what_is_no_date_gives_nothing() -> None:
    assert urgency_of_date("tomorrow") is None
