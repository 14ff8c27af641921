"""What passes as a pseudonym, and which one comes next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.network.pseudonyms import is_pseudonym, next_pseudonym


@pytest.mark.parametrize(
    "text", ["AAA", "V1", "Victim B", "Child 2", "victim AB12", "الضحية أ", "B"]
)
def test_codes_are_pseudonyms(text: str) -> None:
    assert is_pseudonym(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Maria",
        "maria",
        "Victim Maria",
        "MARIANA",
        "Maria S",
        "A B C",
        "مريم",
        "玛丽亚",
        "小红",
        "V-1",
    ],
)
def test_names_are_not(text: str) -> None:
    assert not is_pseudonym(text)


@given(st.sets(st.sampled_from([c * 3 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] + ["V27", "V28"])))
def test_the_next_one_is_free_and_is_a_pseudonym(taken: set[str]) -> None:
    found = next_pseudonym(taken)
    assert found not in taken
    assert is_pseudonym(found)


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_pseudonym(text) in {True, False}
