"""Clocks: counting, suspension, rolling, what is in force, and the steps shown."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from amends.base.dates import When
from amends.base.sources import Source, SourceStatus
from amends.court.clock_rules import ClockRule, Counts, Unit, clock_rules
from amends.court.clocks import Clock, ClockState, clocks, heeded, out_of_force
from amends.court.events import Event, Subject, event_types
from amends.court.holidays import WorkingDays
from amends.court.progress import progress

TODAY = date(2026, 11, 24)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))


def rule(**more: object) -> ClockRule:
    """Return a plain rule: so many days from charge to arraignment."""
    given: dict[str, object] = {
        "code": "r",
        "label": "Rule",
        "jurisdiction": "PH",
        "per": Subject.DEFENDANT,
        "starts_with": frozenset({"INDICTED"}),
        "stops_with": frozenset({"ARRAIGNED"}),
        "suspended_by": frozenset({"STAYED"}),
        "resumed_by": frozenset({"RESUMED"}),
        "once": False,
        "length": 10,
        "unit": Unit.DAYS,
        "counts": Counts.AFTER,
        "rolls": False,
        "in_force_from": None,
        "in_force_to": None,
        "applies_when": frozenset(),
        "whose": "court",
        "consequence": "late",
        "severity": 3,
        "source": Source("a rule", SourceStatus.VERIFIED),
    }
    return ClockRule(**given | more)  # type: ignore[arg-type]  # given by field


def run(events: list[Event], *rules: ClockRule, today: date = TODAY) -> tuple[Clock, ...]:
    """Run rules over events for one defendant and one victim."""
    return clocks(
        events,
        rules=rules,
        defendants=["D1"],
        victims=["V1"],
        working_days=WorkingDays("PH"),
        today=today,
    )


def on(code: str, day: date | str, *parties: str) -> Event:
    """Return an event on a day."""
    return Event(code, When.parse(str(day)), frozenset(parties))


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_term_never_ends_earlier(start: date, shorter: int, more: int) -> None:
    ends = [
        run([on("INDICTED", start)], rule(length=length, unit=unit))[0].due
        for unit in (Unit.DAYS,)
        for length in (shorter, shorter + more)
    ]
    assert ends == sorted(ends)


@given(DAYS, st.integers(0, 30), st.sampled_from(Unit), st.integers(1, 40), st.booleans())
def test_starting_later_never_ends_earlier(
    start: date, later: int, unit: Unit, length: int, rolls: bool
) -> None:
    term = rule(length=length, unit=unit, rolls=rolls)
    first = run([on("INDICTED", start)], term)[0].due
    second = run([on("INDICTED", start + timedelta(days=later))], term)[0].due
    assert first <= second


@given(DAYS, st.integers(1, 120), st.sampled_from([Unit.MONTHS, Unit.YEARS]))
def test_months_and_years_agree_with_another_library(start: date, length: int, unit: Unit) -> None:
    due = run([on("INDICTED", start)], rule(length=length, unit=unit))[0].due
    step = relativedelta(months=length) if unit is Unit.MONTHS else relativedelta(years=length)
    assert due == start + step


@given(DAYS, st.integers(0, 120), st.sampled_from(["PH", "US", "AU"]))
def test_working_days_agree_with_another_library(start: date, length: int, country: str) -> None:
    given_rule = rule(length=length, unit=Unit.WORKING_DAYS)
    calendar = WorkingDays(country)
    (clock,) = clocks(
        [on("INDICTED", start)],
        rules=[given_rule],
        defendants=["D1"],
        victims=[],
        working_days=calendar,
        today=TODAY,
    )
    off = country_holidays(country, years=range(start.year, start.year + 2))
    weekdays = rrule(DAILY, byweekday=(MO, TU, WE, TH, FR), dtstart=start + timedelta(days=1))
    worked = (day.date() for day in weekdays if day.date() not in off)
    assert clock.due == ([start, *islice(worked, length)][-1])


@given(DAYS, st.integers(0, 60), st.booleans())
def test_the_day_of_the_event_is_not_counted(start: date, length: int, back: bool) -> None:
    counts = Counts.BEFORE if back else Counts.AFTER
    due = run([on("INDICTED", start)], rule(length=length, counts=counts))[0].due
    assert (due - start).days == (-length if back else length)


LATER = date(2032, 1, 1)


@given(DAYS, st.integers(1, 200), st.integers(0, 250), st.integers(0, 50))
def test_suspension_lengthens_a_term_by_its_days_unless_the_term_had_run_out(
    start: date, length: int, until_stay: int, stayed: int
) -> None:
    stay = start + timedelta(days=until_stay)
    back = stay + timedelta(days=stayed)
    events = [on("INDICTED", start), on("STAYED", stay), on("RESUMED", back)]
    plain = run([events[0]], rule(length=length), today=LATER)[0]
    paused = run(events, rule(length=length), today=LATER)[0]
    in_time = until_stay <= length
    assert (paused.due - plain.due).days == (stayed if in_time else 0)
    assert len(paused.pauses) == in_time
    assert any("no effect" in str(step) for step in paused.computed) != in_time


STAYS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 20)), max_size=4)


@given(DAYS, STAYS, st.sampled_from(Unit), st.integers(1, 30), st.booleans())
def test_suspension_never_shortens_a_term(
    start: date, stays: list[tuple[int, int]], unit: Unit, length: int, rolls: bool
) -> None:
    events = [on("INDICTED", start)]
    for after, stayed in stays:
        stay = start + timedelta(days=after)
        events += [on("STAYED", stay), on("RESUMED", stay + timedelta(days=stayed))]
    term = rule(length=length, unit=unit, rolls=rolls)
    plain, paused = run(events[:1], term, today=LATER)[0], run(events, term, today=LATER)[0]
    assert paused.due >= plain.due
    if unit is Unit.WORKING_DAYS:
        assert WorkingDays("PH").is_working_day(paused.due)


def test_working_days_are_put_off_by_working_days() -> None:
    events = [on("INDICTED", "2026-06-01"), on("STAYED", "2026-06-05"), on("RESUMED", "2026-06-08")]
    (clock,) = run(events, rule(length=5, unit=Unit.WORKING_DAYS), today=TODAY)
    assert clock.due == date(2026, 6, 9)
    assert "Suspended by STAYED from 2026-06-05 until 2026-06-08, in working days: 1" in str(
        clock.computed[2]
    )


def test_a_stay_after_the_term_had_run_out_does_not_hide_that_it_was_missed() -> None:
    events = [on("INDICTED", "2026-03-01"), on("STAYED", "2026-05-01")]
    (clock,) = run(events, rule(), today=date(2026, 6, 1))
    assert (clock.due, clock.state) == (date(2026, 3, 11), ClockState.OVERDUE)


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        ("2024-01-31", 1, Unit.MONTHS, date(2024, 2, 29)),
        ("2023-01-31", 1, Unit.MONTHS, date(2023, 2, 28)),
        ("2024-02-29", 1, Unit.YEARS, date(2025, 2, 28)),
        ("2023-12-31", 2, Unit.MONTHS, date(2024, 2, 29)),
    ],
)
def test_a_month_too_short_ends_on_its_last_day(
    start: str, length: int, unit: Unit, due: date
) -> None:
    assert run([on("INDICTED", start)], rule(length=length, unit=unit))[0].due == due


def test_a_term_counted_back_rolls_back_and_never_stands_still() -> None:
    # Twelve days before Wednesday 24 June 2026 is Independence Day, a Friday.
    back = rule(length=12, counts=Counts.BEFORE, rolls=True)
    events = [on("STAYED", "2026-06-01"), on("RESUMED", "2026-06-05"), on("INDICTED", "2026-06-24")]
    (clock,) = run(events, back, today=date(2026, 6, 1))
    assert (clock.due, clock.pauses) == (date(2026, 6, 11), ())


@given(DAYS, st.integers(0, 60))
def test_a_term_that_rolls_ends_on_a_working_day_and_not_before(start: date, length: int) -> None:
    plain = run([on("INDICTED", start)], rule(length=length))[0].due
    rolled = run([on("INDICTED", start)], rule(length=length, rolls=True))[0].due
    assert rolled >= plain
    assert WorkingDays("PH").is_working_day(rolled)


@pytest.mark.parametrize(
    ("arraigned", "today", "state", "left"),
    [
        (None, date(2026, 3, 5), ClockState.RUNNING, 6),
        (None, date(2026, 3, 11), ClockState.RUNNING, 0),
        (None, date(2026, 3, 12), ClockState.OVERDUE, -1),
        ("2026-03-11", TODAY, ClockState.MET, None),
        ("2026-03-12", TODAY, ClockState.MISSED, None),
    ],
)
def test_states_around_the_due_day(
    arraigned: str | None, today: date, state: ClockState, left: int | None
) -> None:
    events = [on("INDICTED", "2026-03-01", "D1")]
    if arraigned:
        events.append(on("ARRAIGNED", arraigned, "D1"))
    (clock,) = run(events, rule(), today=today)
    assert (clock.due, clock.state, clock.days_left) == (date(2026, 3, 11), state, left)


def test_a_clock_still_suspended_says_so() -> None:
    (clock,) = run([on("INDICTED", "2026-03-01"), on("STAYED", "2026-03-05")], rule())
    assert (clock.state, clock.days_left) == (ClockState.SUSPENDED, None)
    assert [pause.lasts for pause in clock.pauses] == [True]


def test_every_pause_is_added_up_and_says_what_made_it() -> None:
    days = [("STAYED", 3), ("STAYED", 4), ("RESUMED", 6), ("RESUMED", 7), ("STAYED", 9)]
    events = [on("INDICTED", "2026-06-01"), *(on(code, f"2026-06-{d:02}") for code, d in days)]
    (clock,) = run(events, rule(), today=date(2026, 6, 14))
    assert [(p.by, p.since.day, p.until.day, p.days) for p in clock.pauses] == [
        ("STAYED", 3, 6, 3),
        ("STAYED", 9, 14, 5),
    ]
    assert clock.due == date(2026, 6, 19)


def test_counting_back_from_a_scheduled_day() -> None:
    back = next(r for r in clock_rules("US") if r.code == "us_restitution_list")
    (clock,) = run([on("SENTENCING_SET", "2027-03-01", "D1")], back)
    assert clock.due == date(2026, 12, 31)
    assert clock.state is ClockState.RUNNING
    asked = on("RESTITUTION_REQUESTED", "2026-11-01")
    (met,) = run([asked, on("SENTENCING_SET", "2027-03-01", "D1")], back)
    assert met.state is ClockState.MET


def test_what_is_asked_for_a_victim_stops_the_clock_of_every_defendant() -> None:
    back = next(r for r in clock_rules("US") if r.code == "us_restitution_list")
    events = [
        on("RESTITUTION_REQUESTED", "2026-11-01", "V1"),
        on("SENTENCING_SET", "2027-03-01", "D1"),
    ]
    assert run(events, back)[0].state is ClockState.MET
    assert run(events[1:], back)[0].state is ClockState.RUNNING


def test_another_victims_event_stops_no_clock_of_this_one() -> None:
    per_victim = rule(per=Subject.VICTIM, stops_with=frozenset({"VICTIM_TOLD"}))
    events = [on("INDICTED", "2026-03-01", "D1"), on("VICTIM_TOLD", "2026-03-03", "V2")]
    assert run(events, per_victim)[0].state is ClockState.OVERDUE
    told = [*events, on("VICTIM_TOLD", "2026-03-04", "V1")]
    assert run(told, per_victim)[0].state is ClockState.MET


def test_an_end_known_to_the_month_only_is_said_to_be_uncertain() -> None:
    events = [on("INDICTED", "2026-03-01"), on("ARRAIGNED", "2026-03")]
    (clock,) = run(events, rule())
    assert clock.state is ClockState.MET
    assert "may have come too late" in str(clock.computed[-1])


def test_a_rule_not_in_force_is_named_with_its_event_and_reason() -> None:
    rules = [rule(in_force_from=date(2017, 9, 1)), rule(code="old", in_force_to=date(2008, 1, 1))]
    events = [on("INDICTED", "2008-05-05", "D1")]
    assert run(events, *rules) == ()
    found = out_of_force(events, rules=rules)
    assert [(o.rule.code, o.event.code, str(o.because)) for o in found] == [
        ("r", "INDICTED", "In force only from 2017-09-01"),
        ("old", "INDICTED", "In force only until 2008-01-01"),
    ]
    assert out_of_force([on("INDICTED", "2018-05-05")], rules=rules[:1]) == ()


def test_a_guideline_does_not_reach_back_before_it_was_in_force() -> None:
    before = run([on("INDICTED", "2008-05-05", "D1")], *clock_rules("PH"), today=date(2008, 6, 1))
    assert not [clock for clock in before if clock.rule.code.startswith("ph_arraignment")]
    after = run([on("INDICTED", "2018-05-07", "D1")], *clock_rules("PH"), today=date(2018, 6, 1))
    assert [c.rule.code for c in after if c.rule.code.startswith("ph_")] == ["ph_arraignment"]


def test_the_shorter_term_of_a_detained_defendant_applies_by_standing() -> None:
    events = [on("ARREST", "2018-05-03", "D1"), on("INDICTED", "2018-05-07", "D1")]
    found = {c.rule.code: c.due for c in run(events, *clock_rules("PH"), today=date(2018, 5, 8))}
    assert found["ph_arraignment_detained"] == date(2018, 5, 17)
    assert "ph_arraignment" not in found


def test_a_day_that_is_not_known_is_counted_from_its_last_and_said_so() -> None:
    (clock,) = run([on("INDICTED", "2018-05")], rule())
    assert clock.due == date(2018, 6, 10)
    assert any("not known" in str(step) for step in clock.computed)


def test_a_term_that_counts_once_is_not_restarted() -> None:
    events = [on("INDICTED", "2018-05-01"), on("INDICTED", "2019-05-01")]
    assert run(events, rule())[0].started.first.year == 2019
    assert run(events, rule(once=True))[0].started.first.year == 2018


def test_each_step_of_the_count_is_shown() -> None:
    events = [
        on("INDICTED", "2026-06-01"),
        on("STAYED", "2026-06-03"),
        on("RESUMED", "2026-06-04"),
    ]
    (clock,) = run(events, rule(rolls=True), today=date(2026, 6, 5))
    assert [str(step) for step in clock.computed] == [
        "INDICTED on 2026-06-01 (a rule)",
        "plus days: 10 = 2026-06-11",
        "Suspended by STAYED from 2026-06-03 until 2026-06-04, in days: 1 = 2026-06-12",
        "2026-06-12 is no working day (Independence Day): moves to 2026-06-15",
    ]


def test_other_peoples_events_start_no_clock() -> None:
    assert run([on("INDICTED", "2026-06-01", "D2")], rule()) == ()


def test_a_stay_after_the_term_has_run_out_is_named_and_has_no_effect() -> None:
    events = [on("INDICTED", "2026-06-01"), on("STAYED", "2026-06-20")]
    (clock,) = run(events, rule(), today=date(2026, 7, 1))
    assert (clock.due, clock.state) == (date(2026, 6, 11), ClockState.OVERDUE)
    assert any("no effect" in str(step) for step in clock.computed)


def test_what_was_not_in_force_is_listed_with_the_reason() -> None:
    events = [on("INDICTED", "2008-05-05", "D1")]
    found = {
        row.rule.code: str(row.because) for row in out_of_force(events, rules=clock_rules("PH"))
    }
    assert found["ph_arraignment"] == "In force only from 2017-09-01"


def test_working_days_stood_still_are_given_back_as_working_days() -> None:
    events = [
        on("INDICTED", "2026-06-01"),
        on("STAYED", "2026-06-05"),
        on("RESUMED", "2026-06-08"),
    ]
    (clock,) = run(events, rule(unit=Unit.WORKING_DAYS), today=date(2026, 6, 9))
    (plain,) = run(events[:1], rule(unit=Unit.WORKING_DAYS), today=date(2026, 6, 9))
    assert WorkingDays("PH").add(plain.due, 1) == clock.due


HAPPENED = st.builds(
    on,
    st.sampled_from(sorted(event_types())),
    st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31)),
    st.sampled_from(["D1", "V1"]),
)


@given(st.lists(HAPPENED, max_size=40), st.sampled_from(["PH", "GB", "LT", "XX"]))
def test_events_that_are_not_heeded_change_no_clock_and_no_stage(
    events: list[Event], country: str
) -> None:
    rules = clock_rules(country)
    some = [event for event in events if event.code in heeded(rules)]
    assert run(some, *rules) == run(events, *rules)
    assert progress("D1", some) == progress("D1", events)
