"""How far a report has come, and what stands against deciding the next step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.intake.progress import TO_A_CASE, ReportState, ReportStep, Standing, refusal

STANDINGS = st.builds(
    Standing, st.booleans(), st.booleans(), st.frozensets(st.sampled_from(ReportStep), max_size=2)
)


@given(STANDINGS, st.sampled_from(ReportStep))
def test_only_what_contradicts_is_refused(standing: Standing, step: ReportStep) -> None:
    closed = ReportStep.CLOSE in standing.steps
    in_case = bool(TO_A_CASE & set(standing.steps))
    expected = closed or (in_case and step is not ReportStep.REFER)
    assert (refusal(standing, step) is not None) == expected


@given(STANDINGS)
def test_a_report_waits_until_something_is_decided(standing: Standing) -> None:
    assert standing.state.waits == (not standing.steps)


def test_the_furthest_stands() -> None:
    steps = [
        {ReportStep.REFER},
        {ReportStep.REFER, ReportStep.OPEN},
        {ReportStep.JOIN},
        {ReportStep.REFER, ReportStep.CLOSE},
    ]
    assert [Standing(steps=frozenset(one)).state for one in steps] == [
        *(ReportState.REFERRED, ReportState.CASE, ReportState.CASE, ReportState.CLOSED)
    ]
    assert Standing().state is ReportState.RECEIVED
    assert Standing(screened=True).state is ReportState.SCREENED
    assert Standing(screened=True, triaged=True).state is ReportState.TRIAGED
