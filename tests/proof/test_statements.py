"""How statements stand to each other: silence is silence, and nothing rests on what follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.dates import When
from amends.proof.statement_words import controls, declared, explanations, payers
from amends.proof.statements import (
    Relation,
    Stance,
    Statement,
    Turn,
    course,
    differ_on,
    fuller,
    in_order,
    is_order_sure,
    pairs,
    relation,
)

A, D, S = Stance.ASSERTS, Stance.DENIES, Stance.SILENT
STANCES = st.sampled_from(Stance)
KEYS = ("P1", "P2", "P3")
SAYS = st.dictionaries(st.sampled_from(KEYS), STANCES)
DAYS = st.none() | st.sampled_from(["2026", "2026-02", "2026-02-03", "2025-12-31", "~2026-02"])


@st.composite
def made(draw: st.DrawFn) -> list[Statement]:
    """Draw the statements of one or two people."""
    rows = draw(st.lists(st.tuples(st.sampled_from(["V1", "W1"]), DAYS, SAYS), max_size=6))
    return [
        Statement(f"S{number}", person, When.parse(on) if on else None, says)
        for number, (person, on, says) in enumerate(rows, start=1)
    ]


def turns(*stances: Stance) -> list[Turn]:
    """Return what each statement of a person does on one proposition."""
    rows = [Statement(f"S{n}", "V1", says={"P1": one}) for n, one in enumerate(stances)]
    return [step.turn for step in course(rows, "P1")]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ((A, A), [Turn.FIRST, Turn.STAYS]),
        ((D, A), [Turn.FIRST, Turn.CHANGES]),
        ((A, S, A), [Turn.FIRST, Turn.NOT_REPEATED, Turn.STAYS]),
        ((A, S, D), [Turn.FIRST, Turn.NOT_REPEATED, Turn.CHANGES]),
        ((S, A), [Turn.SILENT, Turn.NEW]),
        ((S, S), [Turn.SILENT, Turn.SILENT]),
    ],
)
def test_each_statement_is_compared_with_the_last_that_spoke(
    stances: tuple[Stance, ...], expected: list[Turn]
) -> None:
    assert turns(*stances) == expected


def test_a_step_names_the_statement_it_is_compared_with() -> None:
    rows = [Statement(k, "V1", says={"P1": s}) for k, s in (("S1", A), ("S2", S), ("S3", D))]
    assert [step.before for step in course(rows, "P1")] == ["", "S1", "S1"]


@given(STANCES, STANCES)
def test_a_comparison_is_the_same_from_either_side(one: Stance, other: Stance) -> None:
    assert relation(one, other) is relation(other, one)


@given(STANCES)
def test_silence_never_counts_as_a_denial(other: Stance) -> None:
    found = relation(S, other)
    assert found in {Relation.ONE_SILENT, Relation.BOTH_SILENT}
    assert Turn.CHANGES not in turns(S, other)
    assert Turn.CHANGES not in turns(other, S)


@given(made())
def test_what_is_not_spoken_of_is_silence_and_nothing_else(rows: list[Statement]) -> None:
    for row in rows:
        spelled_out = replace(row, says={key: row.stance(key) for key in KEYS})
        for other in rows:
            assert set(differ_on(row, other)) == set(differ_on(spelled_out, other))
            assert set(fuller(other, row)) == set(fuller(other, spelled_out))


@given(made(), SAYS)
def test_a_later_statement_changes_no_earlier_reading(
    rows: list[Statement], says: dict[str, Stance]
) -> None:
    of_one = [row for row in in_order(rows) if row.person == "V1"]
    later = Statement("S9", "V1", says=says)
    for key in KEYS:
        assert course([*of_one, later], key)[:-1] == course(of_one, key)


@given(made())
def test_differences_are_the_same_from_either_side(rows: list[Statement]) -> None:
    for one, other in pairs(rows):
        assert set(differ_on(one, other)) == set(differ_on(other, one))
        assert one.person == other.person


@given(made())
def test_statements_stand_in_the_order_of_their_days(rows: list[Statement]) -> None:
    ordered = in_order(rows)
    assert sorted(row.key for row in ordered) == sorted(row.key for row in rows)
    dated = [row.on.first for row in ordered if row.on]
    assert dated == sorted(dated)
    assert all(row.on is None for row in ordered[len(dated) :])
    for one, other in pairwise(ordered):
        assert is_order_sure(one, other) == is_order_sure(other, one)


def test_a_day_within_a_month_leaves_the_order_open() -> None:
    month, day = When.parse("2026-02"), When.parse("2026-02-03")
    assert not is_order_sure(Statement("S1", "V1", month), Statement("S2", "V1", day))
    assert not is_order_sure(Statement("S1", "V1", month), Statement("S2", "V1"))
    later = Statement("S2", "V1", When.parse("2026-03"))
    assert is_order_sure(Statement("S1", "V1", day), later)


def test_what_is_declared_says_what_to_look_for() -> None:
    assert declared().source
    assert all(one.supports and one.against for one in explanations().values())
    assert {code for code, one in controls().items() if one.by_accused} == {"employer", "escorted"}
    assert {code for code, one in payers().items() if one.by_accused} == {"accused"}
    for code in ("threat", "debt", "family_pressure", "deportation", "trauma", "dependency"):
        assert code in explanations()
    assert {"payment", "true_correction"} <= explanations().keys()
