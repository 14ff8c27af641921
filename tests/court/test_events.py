"""The declared event types and what their fields take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.court.clock_rules import clock_rules
from amends.court.events import EventType, FieldKind, check_details, event_types
from amends.court.stages import Stage

RECORDERS = {"prosecutor", "investigator", "head", "registrar", "liaison"}
TYPES = list(event_types().values())
ADJOURNED = event_types()["ADJOURNED"]
GOOD = {"cause": "interpreter", "requested_by": "court", "attributable_to": "court"}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_each_type_declares_what_the_office_needs(kind: EventType) -> None:
    assert kind.label
    assert kind.recorded_by <= RECORDERS
    assert kind.recorded_by
    assert (kind.next_step is None) == (kind.next_within_days is None) == (kind.next_actor is None)
    assert kind.next_actor in RECORDERS | {None}
    assert kind.source.citation


def test_every_stage_after_the_first_can_be_reached() -> None:
    reached = {kind.stage for kind in TYPES if kind.stage}
    assert reached == set(Stage)


def test_clock_rules_name_declared_events_only() -> None:
    for country in ("PH", "US", "ZZ"):
        for rule in clock_rules(country):
            named = rule.starts_with | rule.stops_with | rule.suspended_by | rule.resumed_by
            assert named <= set(event_types()), rule.code


def test_an_adjournment_says_who_asked_why_and_whose_it_is() -> None:
    assert check_details(ADJOURNED, GOOD) == {}
    assert set(check_details(ADJOURNED, {})) == {"cause", "requested_by", "attributable_to"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cause", "weather"),
        ("new_date", "2026-02-30"),
        ("unheard", "of"),
        ("opposed", "perhaps"),
    ],
)
def test_a_wrong_detail_is_named(field: str, value: str) -> None:
    assert set(check_details(ADJOURNED, GOOD | {field: value})) == {field}


@given(
    st.sampled_from(TYPES),
    st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4),
)
def test_any_details_get_an_answer_by_field(kind: EventType, details: dict[str, str]) -> None:
    known = {field.name for field in kind.fields}
    assert set(check_details(kind, details)) <= known | set(details)


def test_choices_have_labels_and_others_have_none() -> None:
    for kind in TYPES:
        for field in kind.fields:
            assert bool(field.choices) == (field.kind is FieldKind.CHOICE), (kind.code, field.name)
