"""What pages say of codes and computations: words of the reader's language, and none left out."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import translation

from amends.base.dates import When
from amends.court.clock_rules import ClockRule, clock_rules
from amends.court.clocks import clocks
from amends.court.events import Event, Subject
from amends.court.holidays import WorkingDays
from amends.office.desk.templatetags.words import step_words

EVERYWHERE = [rule for rule in clock_rules("PH") if rule.per is Subject.VICTIM]


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.code)
def test_how_an_office_clock_was_computed_is_said_wholly_in_arabic(rule: ClockRule) -> None:
    started = Event(min(rule.starts_with), When.parse("2026-03-02"), frozenset({"V1"}))
    (clock,) = clocks(
        [started],
        rules=[rule],
        defendants=[],
        victims=["V1"],
        working_days=WorkingDays("PH"),
        today=date(2026, 3, 3),
    )
    with translation.override("ar"):
        said = " ".join(map(step_words, clock.computed))
    assert "باليرمو" in said
    assert not re.search("[A-Za-z]", said)
