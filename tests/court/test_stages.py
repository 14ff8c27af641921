"""Stage and standing follow from events, defendant by defendant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from amends.base.dates import When
from amends.court.events import Event, event_types
from amends.court.progress import progress
from amends.court.stages import Stage, Standing


def happened(code: str, on: str, *parties: str) -> Event:
    """Return an event."""
    return Event(code, When.parse(on), frozenset(parties))


def test_two_defendants_of_one_case_stand_apart() -> None:
    events = [
        happened("INVESTIGATION_OPENED", "2024-01-02"),
        happened("INDICTED", "2024-03-01", "D1", "D2"),
        happened("ABSCONDED", "2024-03-05", "D2"),
        happened("TRIAL_OPENED", "2024-06-01", "D1"),
    ]
    one, two = progress("D1", events), progress("D2", events)
    assert (one.stage, one.standing) == (Stage.TRIAL, Standing.ACTIVE)
    assert (two.stage, two.standing) == (Stage.CHARGED, Standing.AT_LARGE)
    assert str(one.since) == "2024-06-01"


def test_an_event_naming_nobody_counts_for_everybody() -> None:
    assert progress("D9", [happened("INVESTIGATION_OPENED", "2024")]).stage is Stage.INVESTIGATION


def test_a_vague_date_stands_after_the_days_of_its_period() -> None:
    events = [
        happened("FINAL", "~2014-12", "D1"),
        happened("CONVICTION_AFFIRMED", "2014-12-03", "D1"),
    ]
    assert progress("D1", events).stage is Stage.FINAL


EVENTS = st.lists(
    st.builds(
        lambda code, day, who: Event(code, When(day), frozenset(who)),
        st.sampled_from(list(event_types())),
        st.dates(min_value=date(2000, 1, 1)),
        st.sets(st.sampled_from(["D1", "D2"])),
    ),
    max_size=12,
)


@given(EVENTS)
def test_what_happens_to_one_defendant_never_moves_another(events: list[Event]) -> None:
    without = [e for e in events if e.parties != frozenset({"D2"})]
    assert progress("D1", events) == progress("D1", without)


@given(EVENTS)
def test_the_stage_holds_since_the_event_that_moved_it(events: list[Event]) -> None:
    now = progress("D1", events)
    assert (now.since is None) == (now.stage is Stage.REPORT and not _moved(events, now.stage))


def _moved(events: list[Event], stage: Stage) -> bool:
    """Say whether some event left another stage for this one."""
    seen, moved = Stage.REPORT, False
    for event in sorted(events, key=lambda e: e.on.last):
        kind = event_types()[event.code]
        if (event.parties and "D1" not in event.parties) or kind.stage in {None, seen}:
            continue
        seen, moved = kind.stage or seen, True
    return moved and seen is stage


def test_an_acquittal_on_one_count_leaves_a_conviction_on_another() -> None:
    both = [
        happened("VERDICT_CONVICTED", "2024-06-01", "D1"),
        happened("VERDICT_ACQUITTED", "2024-06-01", "D1"),
    ]
    for events in (both, both[::-1]):
        now = progress("D1", events)
        assert (now.stage, now.standing) == (Stage.SENTENCING, Standing.CONVICTED)


def test_a_quashed_conviction_can_end_in_an_acquittal() -> None:
    events = [
        happened("VERDICT_CONVICTED", "2024-06-01", "D1"),
        happened("CONVICTION_QUASHED", "2025-02-01", "D1"),
    ]
    assert progress("D1", events).standing is Standing.ACTIVE
    retried = [*events, happened("VERDICT_ACQUITTED", "2025-09-01", "D1")]
    assert progress("D1", retried).standing is Standing.ACQUITTED


def test_what_rests_on_a_proposed_event_says_so_until_one_is_confirmed() -> None:
    proposed = replace(happened("VERDICT_CONVICTED", "2006", "D1"), status="proposed")
    assert progress("D1", [proposed]).proposed
    confirmed = [proposed, happened("CONVICTION_AFFIRMED", "2008-08-15", "D1")]
    assert not progress("D1", confirmed).proposed
