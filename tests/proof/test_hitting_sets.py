"""Minimal hitting sets, as trying every choice finds them."""

from hypothesis import given
from hypothesis import strategies as st

from tests.proof.circuits import subsets
from tests.proof.hitting_sets import hitting_sets

FAMILIES = st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8)


@given(FAMILIES)
def test_they_hit_each_set_and_no_less_does(sets: list[frozenset[str]]) -> None:
    hit: list[frozenset[str]] = []
    for chosen in subsets(tuple("abcdef")):
        if all(chosen & each for each in sets) and not any(one <= chosen for one in hit):
            hit.append(chosen)
    found = hitting_sets(sets)
    assert len(found) == len(set(found))
    assert set(found) == set(hit)


@given(FAMILIES, st.integers(0, 6))
def test_of_few_members_are_those_of_few_members(sets: list[frozenset[str]], most: int) -> None:
    assert hitting_sets(sets, most) == [one for one in hitting_sets(sets) if len(one) <= most]


def test_nothing_is_hit_by_nothing_and_a_set_without_members_by_none() -> None:
    assert hitting_sets([]) == [frozenset()]
    assert hitting_sets([[]]) == []
