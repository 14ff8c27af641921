"""Reports on officials: what is owed when, what is pointed out, and what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.complicity import (
    Origin,
    Outcome,
    Progress,
    Stage,
    declared,
    figures,
    published,
    warnings,
)

RECEIVED = date(2026, 11, 30)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
REPORTS = st.lists(
    st.builds(
        Progress,
        received_on=DAYS,
        origin=st.sampled_from(Origin),
        acknowledged_on=st.none() | DAYS,
        inquired_on=st.none() | DAYS,
        outcome=st.none() | st.sampled_from(Outcome),
    )
)


def test_seven_days_to_acknowledge_and_three_months_to_answer() -> None:
    report = Progress(RECEIVED)
    assert report.acknowledge_by == date(2026, 12, 7)
    assert report.answer_by == date(2027, 3, 7)
    assert replace(report, acknowledged_on=RECEIVED).answer_by == date(2027, 2, 28)


def test_it_is_late_the_day_after() -> None:
    report = Progress(RECEIVED)
    assert warnings(report, date(2026, 12, 7)) == []
    assert [str(one) for one in warnings(report, date(2026, 12, 8))] == [
        "To be acknowledged by 2026-12-07: late."
    ]
    assert len(warnings(report, date(2027, 3, 8))) == 2


def test_nobody_waits_on_what_was_published() -> None:
    report = Progress(RECEIVED, origin=Origin.PUBLIC)
    assert warnings(report, RECEIVED + timedelta(days=999)) == []


def test_an_ending_with_administrative_measures_only_is_pointed_out() -> None:
    ended = Progress(RECEIVED, acknowledged_on=RECEIVED, outcome=Outcome.DISCIPLINARY)
    assert "administrative measures only" in str(warnings(ended, RECEIVED)[0])
    for outcome in (Outcome.CRIMINAL, Outcome.NONE):
        assert warnings(replace(ended, outcome=outcome), RECEIVED) == []


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0"), (1, "1–4"), (4, "1–4"), (5, "5"), (1234, "1234")]
)
def test_a_few_are_not_told_apart(number: int, said: str) -> None:
    assert published(number) == said


@given(REPORTS, st.sampled_from([2024, 2025, 2026]))
def test_one_report_more_or_less_is_not_told_where_there_are_few(
    reports: list[Progress], year: int
) -> None:
    those = [report for report in reports if report.received_on.year == year]
    found = figures(year, reports)
    assert figures(year, those) == found
    for kinds, key in ((Origin, "origin"), (Stage, "stage"), (Outcome, "outcome")):
        counts = getattr(found, f"{key}s")
        assert set(counts) == {kind.value for kind in kinds}
        for kind in kinds:
            number = sum(getattr(report, key) == kind for report in those)
            assert counts[kind.value] == published(number)
    assert found.administrative_only == found.outcomes["disciplinary"]


def test_the_data_file_names_conduct_outcomes_and_its_source() -> None:
    assert set(declared().outcomes) == {outcome.value for outcome in Outcome}
    assert "bribe" in declared().conduct
    assert (declared().acknowledgement_days, declared().feedback_months) == (7, 3)
    assert "2019/1937" in declared().owed.citation
