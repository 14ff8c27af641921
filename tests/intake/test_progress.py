"""How far a report has come, and what stands against deciding the next step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.intake.progress import TO_A_CASE, Standing, State, Step, refusal

STANDINGS = st.builds(
    Standing, st.booleans(), st.booleans(), st.frozensets(st.sampled_from(Step), max_size=2)
)


@given(STANDINGS, st.sampled_from(Step))
def test_only_what_contradicts_is_refused(standing: Standing, step: Step) -> None:
    closed = Step.CLOSE in standing.steps
    in_case = bool(TO_A_CASE & set(standing.steps))
    expected = closed or (in_case and step is not Step.REFER)
    assert (refusal(standing, step) is not None) == expected


@given(STANDINGS)
def test_a_report_waits_until_something_is_decided(standing: Standing) -> None:
    assert standing.state.waits == (not standing.steps)


def test_the_furthest_stands() -> None:
    steps = [{Step.REFER}, {Step.REFER, Step.OPEN}, {Step.JOIN}, {Step.REFER, Step.CLOSE}]
    assert [Standing(steps=frozenset(one)).state for one in steps] == [
        *(State.REFERRED, State.CASE, State.CASE, State.CLOSED)
    ]
    assert Standing().state is State.RECEIVED
    assert Standing(screened=True).state is State.SCREENED
    assert Standing(screened=True, triaged=True).state is State.TRIAGED
