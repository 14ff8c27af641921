"""The order in which an authority can stand; nothing in it knows of a verdict."""

from __future__ import annotations

import ast
import inspect
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.intake import identification
from amends.intake.identification import Recorded, current, refusal, statuses

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
HISTORIES = st.lists(st.builds(Recorded, st.sampled_from(list(statuses())), DAYS), max_size=6)


@given(HISTORIES)
def test_what_stands_is_of_the_latest_day(history: list[Recorded]) -> None:
    stands = current(history)
    assert (stands is None) == (not history)
    if stands:
        assert stands.on == max(one.on for one in history)


@given(HISTORIES)
def test_what_was_in_order_stays_so_without_its_end(history: list[Recorded]) -> None:
    ordered = sorted(history, key=lambda one: one.on)
    if refusal(ordered) is None and ordered:
        assert refusal(ordered[:-1]) is None


@pytest.mark.parametrize("code", [c for c, one in statuses().items() if one.follows])
def test_some_statuses_cannot_come_first(code: str) -> None:
    first = Recorded(code, date(2026, 1, 2))
    assert refusal([first]) is not None
    for before in statuses()[code].follows:
        if not statuses()[before].follows:
            assert refusal([Recorded(before, date(2026, 1, 1)), first]) is None


def test_a_refusal_is_asked_to_be_looked_at_again_and_is_reversed() -> None:
    path = ("presumed", "grounds", "not_identified", "reconsideration", "identified")
    history = [Recorded(code, date(2026, 1, n + 1)) for n, code in enumerate(path)]
    assert refusal(history) is None
    assert refusal(history[:2] + history[3:]) is not None


def test_the_room_knows_no_verdict() -> None:
    """No name in the module is about a court's decision: it could not follow one if it wished."""
    names = {
        n.id
        for n in ast.walk(ast.parse(inspect.getsource(identification)))
        if isinstance(n, ast.Name)
    }
    assert not {name for name in names if "verdict" in name or "convict" in name}
