"""Minimal sets of a circuit: every engine finds what trying every set finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof import cuts
from amends.proof.circuit import Builder, Circuit, Gate, dual
from amends.proof.cuts import (
    TooManySets,
    cut_sets,
    minimal_sets,
    numbers_by_order,
)
from amends.proof.narrowing import narrowed
from amends.proof.set_diagrams import MinimalSets
from amends.proof.twins import collapsed, numbers_behind, sets_behind
from tests.proof.circuits import (
    circuits,
    deep_circuits,
    kept_tree,
    subsets,
    tangled_circuits,
    tried,
)
from tests.proof.hitting_sets import hitting_sets

ORDERS = st.integers(0, 5)
ANY = circuits() | deep_circuits() | tangled_circuits()


@given(ANY, ORDERS)
def test_all_minimal_sets_of_few_events_are_found_each_once(circuit: Circuit, order: int) -> None:
    found = minimal_sets(circuit, order)
    assert len(found) == len(set(found))
    assert set(found) == tried(circuit, min(order, len(circuit.events)))
    assert [len(one) for one in found] == sorted(map(len, found))


@given(tangled_circuits(), ORDERS)
def test_they_are_counted_by_order(circuit: Circuit, order: int) -> None:
    sizes = [len(one) for one in minimal_sets(circuit, order)]
    expected = tuple(sizes.count(size) for size in range(order + 1))
    assert numbers_by_order(circuit, order) == expected


@given(circuits())
def test_a_circuit_fails_without_a_cut_set_and_not_without_less(circuit: Circuit) -> None:
    cut = set(cut_sets(circuit, len(circuit.events)))
    for lost in subsets(circuit.events):
        assert circuit.holds(lost) is not any(one <= lost for one in cut)


@given(circuits())
def test_a_circuit_holds_with_a_path_set_and_not_with_less(circuit: Circuit) -> None:
    path = set(minimal_sets(circuit, len(circuit.events)))
    for lost in subsets(circuit.events):
        kept = set(circuit.events) - lost
        assert circuit.holds(lost) is any(one <= kept for one in path)


@given(ANY)
def test_cut_sets_are_the_minimal_hitting_sets_of_the_path_sets(circuit: Circuit) -> None:
    paths = MinimalSets(circuit).sets()
    cut = set(MinimalSets(dual(circuit)).sets())
    assert set(hitting_sets(paths)) == cut
    assert set(hitting_sets(cut)) == set(MinimalSets(circuit).sets())
    assert set(cut_sets(circuit, 3)) == {one for one in cut if len(one) <= 3}


@given(deep_circuits(), st.data())
def test_other_names_change_nothing_else(circuit: Circuit, data: st.DataObject) -> None:
    names = data.draw(st.permutations(circuit.events))
    called = dict(zip(circuit.events, names, strict=True))
    renamed = Circuit(tuple(names), circuit.gates, circuit.top)
    expected = {frozenset(called[event] for event in one) for one in cut_sets(circuit)}
    assert set(cut_sets(renamed)) == expected
    assert numbers_by_order(renamed) == numbers_by_order(circuit)


def test_the_tree_on_which_a_known_program_errs() -> None:
    expected = {frozenset({"e0"}), frozenset({"e2"}), frozenset({"e3"})}
    assert set(minimal_sets(kept_tree())) == expected == set(MinimalSets(kept_tree()).sets())


def test_what_always_holds_needs_no_event_and_what_never_does_has_no_set() -> None:
    always, never = Circuit(("x",), (Gate(0, ()),), 1), Circuit(("x",), (Gate(1, ()),), 1)
    assert minimal_sets(always) == [frozenset()]
    assert minimal_sets(never) == []
    assert cut_sets(always) == []
    assert cut_sets(never) == [frozenset()]
    assert numbers_by_order(always, 2) == (1, 0, 0)
    assert numbers_by_order(never, 0) == (0,)


@given(tangled_circuits(), ORDERS)
def test_what_is_narrowed_holds_with_the_same_few_events(circuit: Circuit, order: int) -> None:
    small = narrowed(circuit, order)
    assert set(small.events) <= set(circuit.events)
    few = min(order, len(circuit.events))
    assert {one for one in tried(small) if len(one) <= few} == tried(circuit, few)


@given(tangled_circuits())
def test_twins_give_way_to_the_events_they_stand_for(circuit: Circuit) -> None:
    small, twins = collapsed(circuit)
    behind = sets_behind(twins, len(circuit.events))
    found: set[frozenset[str]] = set()
    for one in tried(small):
        sets: list[tuple[str, ...]] = [()]
        for event in one:
            sets = [done + part for done in sets for part in behind.get(event, [(event,)])]
        found |= set(map(frozenset, sets))
    assert found == tried(circuit)


def test_alternatives_and_what_is_needed_together_become_one_event() -> None:
    builder = Builder()
    a, b, c, d = (builder.event(name) for name in "abcd")
    top = builder.any_of([builder.all_of([a, builder.any_of([b, c])]), d])
    small, twins = collapsed(builder.circuit(top))
    assert not small.gates
    (event,) = small.events
    (behind,) = sets_behind(twins, 3).items()
    assert behind[0] == event
    assert set(map(frozenset, behind[1])) == {
        frozenset("ab"),
        frozenset("ac"),
        frozenset("d"),
    }
    assert numbers_behind(twins, 3) == {event: (0, 1, 2, 0)}


def test_twins_in_several_gates_stay_as_they_are_in_each() -> None:
    builder = Builder()
    a, b, c, d = (builder.event(name) for name in "abcd")
    either = builder.any_of([a, b])
    top = builder.any_of([builder.all_of([either, c]), builder.all_of([either, d])])
    circuit = builder.circuit(top)
    assert set(minimal_sets(circuit)) == set(map(frozenset, ["ac", "ad", "bc", "bd"]))
    assert set(cut_sets(circuit)) == {frozenset("ab"), frozenset("cd")}


def test_a_chain_collapses_however_long_it_is() -> None:
    builder = Builder()
    below = builder.event("last")
    for number in range(3_000):
        pair = [builder.event(f"e{number}"), below]
        below = builder.any_of(pair) if number % 2 else builder.all_of(pair)
    circuit = builder.circuit(below)
    assert len(collapsed(circuit)[0].events) == 1
    assert numbers_by_order(circuit, 3) == (0, 1, 1, 1)
    assert frozenset({"e2999"}) in minimal_sets(circuit)


def test_a_circuit_with_too_many_sets_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = Builder()
    events = [builder.event(f"e{number}") for number in range(12)]
    pairs = [builder.all_of([events[n], events[(n + 1) % 12]]) for n in range(12)]
    circuit = builder.circuit(builder.any_of(pairs))
    assert numbers_by_order(circuit, 4) == (0, 0, 12, 0, 0)
    monkeypatch.setattr(cuts, "MOST_IN_ALL", 10)
    with pytest.raises(TooManySets, match="12 events have too many sets of 4"):
        numbers_by_order(circuit, 4)
    monkeypatch.setattr(cuts, "MOST_IN_ALL", 10**9)
    monkeypatch.setattr(cuts, "MOST_AT_ONCE", 10)
    with pytest.raises(TooManySets, match="Ask for a lower order"):
        minimal_sets(circuit, 2)


def test_very_many_alternatives_are_counted_and_not_listed() -> None:
    builder = Builder()
    rows = [[builder.event(f"{row}-{n}") for n in range(1000)] for row in range(3)]
    circuit = builder.circuit(builder.all_of(map(builder.any_of, rows)))
    assert numbers_by_order(circuit, 3) == (0, 0, 0, 10**9)
