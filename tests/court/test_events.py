"""The declared event types and what their fields take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.fields import FieldKind, check_fields
from amends.court.clock_rules import clock_rules
from amends.court.events import EventType, event_types
from amends.court.stages import Stage

RECORDERS = {"prosecutor", "investigator", "head", "registrar", "liaison"}
DELAYS = {
    *("prosecution", "police", "court", "defence", "laboratory", "other_state", "nobody"),
}
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
    assert kind.help
    assert kind.delay_of in DELAYS
    assert kind.next_within_days is None or kind.next_within_days > 0


def test_the_ways_of_a_case_can_all_be_recorded() -> None:
    assert {
        *("REPORT", "SCREENED", "ARREST", "DETENTION_ORDERED", "RELEASED", "NOT_CHARGED"),
        *("CHARGED", "ARRAIGNED", "PRETRIAL", "SITTING", "ADJOURNED", "EVIDENCE_SENT"),
        *("EVIDENCE_BACK", "EXPERT_ASKED", "MLA_SENT", "MLA_REPLIED", "VICTIM_LEFT"),
        *("WITNESS_WITHDREW", "INTIMIDATION", "PLEA", "SUBMITTED", "VERDICT_CONVICTED"),
        *("VERDICT_ACQUITTED", "SENTENCED", "RESTITUTION_REQUESTED", "RESTITUTION_ORDERED"),
        *("RESTITUTION_PAID", "APPEALED", "APPEAL_DECIDED", "REMITTED", "FINAL"),
        *("DISCONTINUED", "VICTIM_TOLD", "PERMIT_GRANTED", "HEARING_SET", "DISCLOSED"),
    } <= set(event_types())


def test_what_stops_the_clock_waits_for_somebody_else() -> None:
    stopping = {kind.code for kind in TYPES if kind.stops_clock}
    assert stopping == {"EXPERT_ASKED", "MLA_SENT", "ABSCONDED", "EXTRADITION_ASKED", "STAYED"}


def test_the_causes_a_statute_names_are_all_offered() -> None:
    # Lithuania, Criminal Code art. 95(6): absence of accused or counsel, expert or foreign
    # request, sent back to the prosecutor or judge, new counsel reading the file.
    cause = next(field for field in ADJOURNED.fields if field.name == "cause")
    assert {
        *("defendant_absent", "counsel_absent", "expert_pending", "foreign_request"),
        *("returned", "counsel_changed"),
    } <= {choice.code for choice in cause.choices}


def test_an_adjournment_asks_four_different_questions() -> None:
    assert [field.name for field in ADJOURNED.fields] == [
        *("cause", "requested_by", "attributable_to", "opposed", "avoidable", "new_date")
    ]


def test_every_stage_after_the_first_can_be_reached() -> None:
    reached = {kind.stage for kind in TYPES if kind.stage}
    assert reached == set(Stage)


def test_a_rule_says_whose_it_is_what_follows_and_where_it_stands() -> None:
    for rule in {rule.code: rule for c in ("PH", "US", "ZZ") for rule in clock_rules(c)}.values():
        assert rule.whose in RECORDERS | {"court", "prosecution"}
        assert rule.consequence
        assert rule.source.citation
        assert rule.length > 0
        assert 1 <= rule.severity <= 5
        assert rule.in_force_from or not rule.source.status.is_verified, rule.code


def test_the_offices_own_terms_are_not_shown_as_law() -> None:
    assert not any(rule.source.status.is_verified for rule in clock_rules("ZZ"))


def test_clock_rules_name_declared_events_only() -> None:
    for country in ("PH", "US", "ZZ"):
        for rule in clock_rules(country):
            named = rule.starts_with | rule.stops_with | rule.suspended_by | rule.resumed_by
            assert named <= set(event_types()), rule.code


def test_an_adjournment_says_who_asked_why_and_whose_it_is() -> None:
    assert check_fields(ADJOURNED.fields, GOOD) == {}
    assert set(check_fields(ADJOURNED.fields, {})) == {"cause", "requested_by", "attributable_to"}


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
    assert set(check_fields(ADJOURNED.fields, GOOD | {field: value})) == {field}


@given(
    st.sampled_from(TYPES),
    st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4),
)
def test_any_details_get_an_answer_by_field(kind: EventType, details: dict[str, str]) -> None:
    known = {field.name for field in kind.fields}
    assert set(check_fields(kind.fields, details)) <= known | set(details)


def test_choices_have_labels_and_others_have_none() -> None:
    for kind in TYPES:
        for field in kind.fields:
            assert bool(field.choices) == (field.kind is FieldKind.CHOICE), (kind.code, field.name)
