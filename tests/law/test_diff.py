"""What changed in a law, and laws side by side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.law.asof import AsOf
from amends.law.compare import compare
from amends.law.diff import amendments, diff
from amends.law.library import countries, statutes

SAME = st.sampled_from(countries())
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


def test_the_indian_law_of_2024_raises_the_users_penalty_and_names_begging() -> None:
    found = diff("IN", date(2024, 6, 30), date(2024, 7, 1))
    changed = {change.path: change for change in found.changes}
    ends = changed["in-bns-2023.offences.s143.ends"]
    assert ends.before
    assert ends.after
    assert set(ends.after.texts()) - set(ends.before.texts()) == {"begging"}
    user = changed["in-bns-2023.offences.s144.penalties.base.maximum"]
    assert (user.before and user.before.value, user.after and user.after.value) == (60, 84)
    assert ("IPC s. 370", "BNS s. 143") in found.replaced
    assert not any(path.endswith("s143.means_rule") for path in changed)


def test_the_amendment_of_2015_adds_buyers_to_section_1591() -> None:
    found = diff("US", date(2015, 5, 28), date(2015, 5, 29))
    (change,) = [c for c in found.changes if c.path.endswith("s1591a1.acts")]
    assert change.before
    assert change.after
    added = set(change.after.texts()) - set(change.before.texts())
    assert added == {"advertising", "patronising", "soliciting"}


def test_forced_labour_began_on_28_october_2000() -> None:
    found = diff("US", date(2000, 10, 27), date(2000, 10, 28))
    assert "18 USC 1589(a), (d)" in found.began
    assert "18 USC 1584" not in found.began


@given(SAME, DAYS)
def test_nothing_changes_within_a_day(country: str, on: date) -> None:
    found = diff(country, on, on)
    assert (found.began, found.ended, found.replaced, found.changes) == ((), (), (), ())


@given(SAME, DAYS, st.integers(1, 8000))
def test_a_change_turned_round_is_the_same_change(country: str, on: date, days: int) -> None:
    later = on + timedelta(days=days)
    there, back = diff(country, on, later), diff(country, later, on)
    if not there.replaced:
        assert set(there.began) == set(back.ended)
        assert {c.path for c in there.changes} == {c.path for c in back.changes}


@pytest.mark.parametrize("country", countries())
def test_an_amendment_with_a_day_can_be_asked_for(country: str) -> None:
    for name, day in amendments(country):
        assert name
        assert diff(country, day - timedelta(days=1), day).after == day


@pytest.mark.parametrize("key", statutes())
def test_every_cell_is_found_once_under_a_path_of_its_own(key: str) -> None:
    paths = [held.path for held in AsOf(statutes()[key], date(2026, 1, 1)).cells()]
    assert len(paths) == len(set(paths))
    assert all(path.startswith(f"{key}.") for path in paths)


def test_countries_stand_side_by_side_with_the_same_points() -> None:
    found = compare(["PH", "TH", "PH"], date(2026, 1, 1))
    assert [column.country for column in found.columns] == ["PH", "TH"]
    assert all(len(column.cells) == len(found.points) for column in found.columns)
    assert [audit.country for audit in found.audits] == ["PH", "TH"]
