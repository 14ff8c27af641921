"""Items of evidence: declared kinds, common causes, and the clock of an analysis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.analysis import Analysis, AnalysisStage
from amends.proof.items import Carrier, Item, common_causes, lost_with, needs_of, sources_of
from amends.proof.kinds import carrier_kinds, declared, elements, kinds


@pytest.mark.parametrize("code", kinds())
def test_a_kind_names_elements_and_carriers_that_are_declared(code: str) -> None:
    kind = kinds()[code]
    assert set(kind.goes_to) <= set(elements())
    assert set(kind.carriers) <= set(carrier_kinds())
    assert kind.label


def test_every_element_has_a_kind_that_goes_to_it() -> None:
    named = {element for kind in kinds().values() for element in kind.goes_to}
    assert set(elements()) - named == {"jurisdiction", "circumstance"}
    assert declared().status == "memory"


def item(key: str, *carriers: tuple[str, str], handled: set[tuple[str, str]] | None = None) -> Item:
    """Return an item with some carriers."""
    named = frozenset(Carrier(*carrier) for carrier in carriers)
    return Item(key, named, frozenset({key}), frozenset(handled or ()))


def test_one_officer_behind_two_items_is_a_common_cause() -> None:
    found = common_causes(
        [
            item("E1", ("search_upheld", "W-17"), handled={("seized_by", "Officer A")}),
            item("E2", ("search_upheld", "W-17"), handled={("seized_by", "Officer A")}),
            item("E3", ("testifies", "V1"), handled={("seized_by", "Officer B")}),
        ]
    )
    assert [(cause.role, cause.about, cause.items) for cause in found] == [
        ("search_upheld", "W-17", ("E1", "E2")),
        ("seized_by", "Officer A", ("E1", "E2")),
    ]


sources = st.tuples(st.sampled_from(["testifies", "custodian"]), st.sampled_from(["A", "B", "C"]))
items = st.lists(
    st.builds(
        Item,
        key=st.text("EFG", min_size=1, max_size=2),
        carriers=st.frozensets(
            st.builds(Carrier, st.just("testifies"), st.sampled_from("AB"), st.integers(0, 2))
        ),
        origins=st.just(frozenset({"O"})),
        handled=st.frozensets(sources),
    ),
    max_size=6,
    unique_by=lambda item: item.key,
)


@given(items)
def test_a_common_cause_is_behind_exactly_the_items_that_fall_with_it(found: list[Item]) -> None:
    causes = common_causes(found)
    for cause in causes:
        assert cause.items == lost_with(found, (cause.role, cause.about))
        assert len(cause.items) > 1
    every = {source for one in found for source in sources_of(one)}
    shared = {source for source in every if len(lost_with(found, source)) > 1}
    assert {(cause.role, cause.about) for cause in causes} == shared


@given(items)
def test_what_an_item_needs_names_all_that_it_depends_on(found: list[Item]) -> None:
    for one in found:
        needs = needs_of(one)
        assert frozenset().union(*needs) == sources_of(one)
        numbers = {carrier.either for carrier in one.carriers} - {0}
        alone = {(c.kind, c.about) for c in one.carriers if not c.either} | one.handled
        assert len(needs) == len(alone) + len(numbers)


DAY = date(2026, 3, 2)


def test_days_in_each_part_of_an_analysis() -> None:
    analysis = Analysis(DAY, DAY + timedelta(2), DAY + timedelta(30), None)
    assert analysis.stage is AnalysisStage.STARTED
    assert analysis.days_in(DAY + timedelta(41)) == {
        AnalysisStage.ASKED: 2,
        AnalysisStage.RECEIVED: 28,
        AnalysisStage.STARTED: 11,
    }


days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(days, days, days, days)
def test_no_part_of_an_analysis_in_order_takes_less_than_no_time(
    asked: date | None, received: date | None, started: date | None, finished: date | None
) -> None:
    analysis = Analysis(asked, received, started, finished)
    if analysis.is_in_order():
        assert all(n >= 0 for n in analysis.days_in(date(2027, 1, 1)).values())
