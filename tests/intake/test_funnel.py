"""The figures of reports: each number is the reports behind it, and small ones stay withheld."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.intake.funnel import (
    COUNTED,
    GROUPS,
    Cell,
    Entry,
    FunnelStage,
    Reached,
    Row,
    funnel,
    rows,
)
from amends.intake.funnel import withheld as hidden

REACHED = st.builds(Reached, *[st.booleans()] * 6)
ENTRIES = st.lists(
    st.builds(
        lambda key, day, kind, sort, reached: Entry(key, day, kind, sort, reached.stages),
        st.uuids().map(str),
        st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        st.sampled_from(["police", "labour", "hotline"]),
        st.sampled_from(["", "adult_labour"]),
        REACHED,
    ),
    max_size=30,
)
CONTAINED = [
    *((FunnelStage.RECEIVED, FunnelStage.SCREENED), (FunnelStage.SCREENED, FunnelStage.INDICATORS)),
    *((FunnelStage.RECEIVED, FunnelStage.REFERRED), (FunnelStage.REFERRED, FunnelStage.CASE)),
    *((FunnelStage.CASE, FunnelStage.CHARGED), (FunnelStage.CHARGED, FunnelStage.CONVICTED)),
]


@given(ENTRIES)
def test_what_comes_far_was_there_before(entries: list[Entry]) -> None:
    found = funnel(entries)
    for wider, narrower in CONTAINED:
        assert set(found[narrower]) <= set(found[wider])


@given(ENTRIES, st.sampled_from(list(GROUPS)))
def test_groups_add_up_to_the_whole(entries: list[Entry], by: str) -> None:
    whole, table = funnel(entries), rows(entries, by)
    for n, stage in enumerate(FunnelStage):
        assert sum(row.cells[n].number for row in table) == len(whole[stage])
    assert len({row.group for row in table}) == len(table)


@given(ENTRIES, st.sampled_from(list(GROUPS)), st.integers(1, 10))
def test_no_small_number_is_shown_and_none_is_withheld_alone(
    entries: list[Entry], by: str, least: int
) -> None:
    table = hidden(rows(entries, by), least)
    for n in range(len(FunnelStage)):
        column = [row.cells[n] for row in table]
        assert all(cell.withheld for cell in column if cell.number < least)
        assert sum(cell.withheld for cell in column) != 1 or len(column) == 1


def test_the_smallest_of_the_others_goes_with_the_only_small_one() -> None:
    table = tuple(Row(str(n), (Cell(n),) * len(FunnelStage)) for n in (3, 60, 20))
    shown = [row.cells[0].shown for row in hidden(table, 5)]
    assert shown == [None, 60, None]


def test_every_stage_says_how_it_is_counted() -> None:
    assert set(COUNTED) == set(FunnelStage)


def test_the_referrals_of_bahrain() -> None:
    """U.S. TIP Report 2017: 63 of 427 labour violations were referred."""
    entries = [
        Entry(str(n), date(2014, 6, 1), "labour", "", Reached(referred=n < 63).stages)
        for n in range(427)
    ]
    found = funnel(entries)
    assert (len(found[FunnelStage.REFERRED]), len(found[FunnelStage.RECEIVED])) == (63, 427)
    assert pytest.approx(0.1475, abs=5e-5) == 63 / 427
