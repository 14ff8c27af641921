"""Chains of custody: a whole one has no gap, and every way of breaking one is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.custody import (
    BEGINNINGS,
    Exhibit,
    GapKind,
    LegalBasis,
    Step,
    StepKind,
    gaps,
    holder,
)
from amends.proof.kinds import Form

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WARRANT = LegalBasis("warrant", "W-17", date(2026, 3, 1), date(2026, 3, 31))
DIGEST, OTHER = "a" * 64, "b" * 64


def hours(number: float) -> datetime:
    """Return a time some hours after noon."""
    return NOON + timedelta(hours=number)


WHOLE = Exhibit(
    "E1",
    Form.THING,
    WARRANT,
    (
        Step(StepKind.SEIZED, hours(0), "Officer A", place="Bedroom", seal_after="S1"),
        Step(
            StepKind.HANDED_OVER,
            hours(1),
            "Officer A",
            until=hours(2),
            to="Store",
            seal_before="S1",
            receipt=True,
        ),
        Step(StepKind.STORED, hours(2), "Store", place="Shelf 4"),
        Step(
            StepKind.HANDED_OVER,
            hours(30),
            "Store",
            until=hours(31),
            to="Laboratory",
            seal_before="S1",
            receipt=True,
        ),
        Step(StepKind.OPENED, hours(40), "Laboratory", seal_before="S1"),
        Step(StepKind.ANALYSED, hours(41), "Laboratory", until=hours(60)),
        Step(StepKind.SEALED, hours(61), "Laboratory", seal_after="S2"),
        Step(
            StepKind.HANDED_OVER,
            hours(70),
            "Laboratory",
            until=hours(71),
            to="Store",
            seal_before="S2",
            receipt=True,
        ),
    ),
)


def with_step(number: int, **changed: object) -> Exhibit:
    """Return the whole chain with one step changed."""
    steps = list(WHOLE.steps)
    steps[number] = replace(steps[number], **changed)  # type: ignore[arg-type]  # as given
    return replace(WHOLE, steps=tuple(steps))


def kinds(exhibit: Exhibit) -> list[tuple[GapKind, int | None]]:
    """Return the gaps of a chain and where they are."""
    return [(gap.kind, gap.step) for gap in gaps(exhibit)]


def test_a_whole_chain_has_no_gap_and_somebody_has_the_exhibit() -> None:
    assert gaps(WHOLE) == ()
    assert holder(WHOLE.steps) == "Store"


@pytest.mark.parametrize(
    ("broken", "gap"),
    [
        (replace(WHOLE, steps=()), (GapKind.NO_BEGINNING, None)),
        (replace(WHOLE, steps=WHOLE.steps[1:]), (GapKind.NO_BEGINNING, None)),
        (replace(WHOLE, basis=None), (GapKind.NO_BASIS, None)),
        (
            replace(WHOLE, basis=replace(WARRANT, until=date(2026, 3, 1))),
            (GapKind.BASIS_NOT_VALID, 0),
        ),
        (with_step(2, at=hours(1)), (GapKind.OUT_OF_ORDER, 2)),
        (with_step(5, until=hours(40)), (GapKind.ENDS_BEFORE_IT_BEGINS, 5)),
        (with_step(3, by="Officer A"), (GapKind.OTHER_CUSTODIAN, 3)),
        (with_step(1, to=""), (GapKind.NOBODY_RECEIVED, 1)),
        (with_step(1, receipt=False), (GapKind.NO_RECEIPT, 1)),
        (with_step(3, until=hours(60)), (GapKind.LONG_WAY, 3)),
        (with_step(4, seal_before="S9"), (GapKind.OTHER_SEAL, 4)),
        (with_step(3, seal_before=""), (GapKind.SEAL_NOT_CHECKED, 3)),
        (with_step(0, seal_after=""), (GapKind.NOT_SEALED, 1)),
        (with_step(4, kind=StepKind.VERIFIED), (GapKind.WORKED_ON_UNOPENED, 5)),
        (with_step(2, place=""), (GapKind.NO_PLACE, 2)),
        (with_step(2, kind=StepKind.RETURNED), (GapKind.AFTER_THE_END, 3)),
    ],
)
def test_every_way_of_breaking_a_chain_is_named_at_its_step(
    broken: Exhibit, gap: tuple[GapKind, int | None]
) -> None:
    assert gap in kinds(broken)


def test_every_gap_says_what_to_do() -> None:
    for number in range(len(WHOLE.steps)):
        steps = WHOLE.steps[:number] + WHOLE.steps[number + 1 :]
        for gap in gaps(replace(WHOLE, steps=steps)):
            assert gap.said.sentence
            assert gap.remedy.sentence


@pytest.mark.parametrize("number", [0, 1, 3, 4, 6, 7])
def test_a_step_that_is_missing_leaves_a_gap_unless_nothing_changed_by_it(number: int) -> None:
    steps = WHOLE.steps[:number] + WHOLE.steps[number + 1 :]
    broken = replace(WHOLE, steps=steps)
    assert kinds(broken) or (number == 7 and holder(steps) == "Laboratory")


def data(*digests: str) -> Exhibit:
    """Return data that was acquired and verified with some digests."""
    steps = [Step(StepKind.ACQUIRED, NOON, "Examiner", sha256=digests[0])]
    steps += [
        Step(StepKind.VERIFIED, hours(n), "Examiner", sha256=digest)
        for n, digest in enumerate(digests[1:], start=1)
    ]
    return Exhibit("E2", Form.DATA, WARRANT, tuple(steps))


def test_data_needs_a_digest_that_stays() -> None:
    assert kinds(data(DIGEST, DIGEST)) == []
    assert kinds(data("", "")) == [(GapKind.NO_DIGEST, 0)]
    assert kinds(data(DIGEST, DIGEST, OTHER)) == [(GapKind.OTHER_DIGEST, 2)]
    assert kinds(data(DIGEST, OTHER, DIGEST)) == [(GapKind.OTHER_DIGEST, 1)]


def test_words_are_not_in_custody() -> None:
    assert gaps(Exhibit("E3", Form.WORDS, None, ())) == ()


names = st.sampled_from(["A", "B", "C"])
steps = st.builds(
    Step,
    kind=st.sampled_from(StepKind),
    at=st.integers(0, 200).map(hours),
    by=names,
    until=st.none() | st.integers(0, 200).map(hours),
    to=st.just("") | names,
    place=st.sampled_from(["", "Shelf"]),
    seal_before=st.sampled_from(["", "S1", "S2"]),
    seal_after=st.sampled_from(["", "S1", "S2"]),
    sha256=st.sampled_from(["", DIGEST, OTHER]),
    receipt=st.booleans(),
)


@given(st.lists(steps, max_size=8), st.sampled_from(Form))
def test_any_chain_is_judged_and_every_gap_lies_in_it(chain: list[Step], form: Form) -> None:
    for gap in gaps(Exhibit("E", form, WARRANT, tuple(chain))):
        assert gap.step is None or 0 <= gap.step < len(chain)
        assert gap.said.sentence % gap.said.values
        assert gap.remedy.sentence % gap.remedy.values


@given(st.lists(steps, min_size=1, max_size=8))
def test_a_gap_is_not_mended_by_what_comes_later(chain: list[Step]) -> None:
    before = gaps(Exhibit("E", Form.THING, WARRANT, tuple(chain[:-1])))
    after = gaps(Exhibit("E", Form.THING, WARRANT, tuple(chain)))
    whole_chain = [gap for gap in before if gap.step is not None]
    assert [gap for gap in after if gap.step is not None][: len(whole_chain)] == whole_chain


@given(st.lists(steps, min_size=1, max_size=8))
def test_whoever_acts_without_having_it_is_a_gap(chain: list[Step]) -> None:
    found = {
        gap.step
        for gap in gaps(Exhibit("E", Form.DATA, WARRANT, tuple(chain)))
        if gap.kind is GapKind.OTHER_CUSTODIAN
    }
    has = ""
    for number, step in enumerate(chain):
        assert (number in found) == (number > 0 and step.by != has)
        has = step.to if step.kind is StepKind.HANDED_OVER and step.to else step.by


def test_every_beginning_begins_a_chain() -> None:
    for kind in BEGINNINGS:
        first = Step(kind, NOON, "A", sha256=DIGEST)
        assert gaps(Exhibit("E", Form.DATA, WARRANT, (first,))) == ()
