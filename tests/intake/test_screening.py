"""Indicators: what is present, as what it is read, what changed; and where a report points."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from amends.intake.screening import (
    IndicatorAnswer,
    Screening,
    changes,
    dimensions,
    indicators,
    sorts,
)
from amends.intake.sorting import Stated, directions
from amends.law.facts import Moved, ReportedAs
from amends.law.terms import Vocabulary, terms
from amends.law.triage import Triage

ANSWERS = st.dictionaries(st.sampled_from(list(indicators())), st.sampled_from(IndicatorAnswer))
SCREENINGS = st.builds(Screening, st.sampled_from(list(sorts())), ANSWERS)
ON = date(2026, 3, 2)


def words(vocabulary: Vocabulary) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some words of a vocabulary."""
    return st.lists(st.sampled_from(list(terms(vocabulary))), max_size=4).map(tuple)


STATED = st.builds(
    Stated,
    st.dates(),
    acts=words(Vocabulary.ACTS),
    means=words(Vocabulary.MEANS),
    ends=words(Vocabulary.ENDS),
    occurred=words(Vocabulary.ENDS),
    moved=st.sampled_from(Moved),
    reported_as=st.sampled_from(ReportedAs),
    paid_for_journey=st.booleans(),
    indicators=words(Vocabulary.INDICATORS),
)


@given(SCREENINGS)
def test_an_indicator_is_present_only_if_somebody_says_so(screening: Screening) -> None:
    for code in indicators():
        assert (code in screening.present) == (screening.answers.get(code) is IndicatorAnswer.YES)
        assert (code in screening.open) == (screening.answer(code) is IndicatorAnswer.UNKNOWN)


@given(SCREENINGS)
def test_what_is_read_as_something_is_present(screening: Screening) -> None:
    read = screening.read_as
    assert [name for name in dimensions() if name in read] == list(read)
    for dimension, codes in read.items():
        assert set(codes) <= set(screening.present)
        assert all(dimension in indicators()[code].dimensions for code in codes)
    assert screening.sort != "other" or not read


@given(SCREENINGS, SCREENINGS)
def test_changes_lead_from_one_screening_to_the_next(before: Screening, now: Screening) -> None:
    found = changes(before, now)
    after = {**{c: before.answer(c) for c in indicators()}, **{one.code: one.now for one in found}}
    assert after == {code: now.answer(code) for code in indicators()}
    assert all(one.before is not one.now for one in found)
    assert changes(now, now) == ()


def test_documents_held_in_a_factory_are_read_as_coercion() -> None:
    held = Screening(
        "adult_labour", {"documents_retained": IndicatorAnswer.YES, "isolation": IndicatorAnswer.NO}
    )
    assert held.present == ("documents_retained",)
    assert held.read_as == {
        "coercive_recruitment": ("documents_retained",),
        "coercion": ("documents_retained",),
    }


@given(STATED)
def test_a_report_points_where_its_facts_point(stated: Stated) -> None:
    found = [one.form for one in directions(stated)]
    assert (Triage.SMUGGLING in found) <= (stated.moved is Moved.ACROSS_BORDER)
    assert (Triage.LABOUR_LAW in found) <= (stated.reported_as is ReportedAs.WAGES)
    if stated.acts and (stated.ends or stated.occurred):
        assert Triage.TRAFFICKING in found


def test_unpaid_wages_with_an_indicator_point_to_trafficking_too() -> None:
    plain = Stated(ON, reported_as=ReportedAs.WAGES)
    assert [one.form for one in directions(plain)] == [Triage.LABOUR_LAW]
    more = directions(Stated(ON, reported_as=ReportedAs.WAGES, indicators=("debt_bondage",)))
    assert [one.form for one in more] == [Triage.LABOUR_LAW, Triage.TRAFFICKING]
    assert "Debt bondage" in str(more[1].said)


def test_a_border_crossed_without_exploitation_points_to_smuggling() -> None:
    found = directions(Stated(ON, acts=("transportation",), moved=Moved.ACROSS_BORDER))
    assert [one.form for one in found] == [Triage.SMUGGLING]
