"""Circuits for tests: made by hypothesis, looked at by brute force, and one that is kept."""

from itertools import chain, combinations

from hypothesis import strategies as st

from amends.proof.circuit import Builder, Circuit, Gate

NAMES = tuple("abcdefghijklmnop")
Sets = set[frozenset[str]]


@st.composite
def circuits(draw: st.DrawFn, events: int = 6, gates: int = 8) -> Circuit:
    """Return circuits over some events, their gates of every kind, inputs repeated."""
    names = NAMES[: draw(st.integers(1, events))]
    built: list[Gate] = []
    for number in range(len(names), len(names) + draw(st.integers(0, gates))):
        inputs = draw(st.lists(st.integers(0, number - 1), max_size=4))
        built.append(Gate(draw(st.integers(0, len(inputs) + 1)), tuple(inputs)))
    return Circuit(names, tuple(built), draw(st.integers(0, len(names) + len(built) - 1)))


@st.composite
def deep_circuits(draw: st.DrawFn) -> Circuit:
    """Return circuits that hang together: every gate has inputs of its own, the last is the top."""
    names = NAMES[: draw(st.integers(8, len(NAMES)))]
    loose = list(range(len(names)))
    built: list[Gate] = []
    while len(loose) > 1:
        number = len(names) + len(built)
        taken = draw(st.integers(2, min(5, len(loose))))
        again = draw(st.lists(st.integers(0, number - 1), max_size=2))
        inputs = (*loose[:taken], *again)
        built.append(Gate(draw(st.integers(1, len(inputs))), inputs))
        loose = [*loose[taken:], number]
    return Circuit(names, tuple(built), loose[0])


@st.composite
def tangled_circuits(draw: st.DrawFn) -> Circuit:
    """Return circuits in which most events and gates stand in several gates of different kinds."""
    names = NAMES[: draw(st.integers(4, 8))]
    built: list[Gate] = []
    for number in range(len(names), len(names) + draw(st.integers(3, 8))):
        nodes = st.integers(0, number - 1)
        inputs = draw(st.lists(nodes, min_size=2, max_size=4, unique=True))
        built.append(Gate(draw(st.sampled_from([1, 1, 2, len(inputs)])), tuple(inputs)))
    used = {node for gate in built for node in gate.inputs}
    loose = set(range(len(names) + len(built))) - used
    inputs = sorted(loose | draw(st.sets(st.sampled_from(sorted(used)))))
    built.append(Gate(draw(st.integers(1, len(inputs))), tuple(inputs)))
    return Circuit(names, tuple(built), len(names) + len(built) - 1)


def subsets(events: tuple[str, ...]) -> list[frozenset[str]]:
    """Return every set of some events, those of fewer first."""
    sizes = (combinations(events, size) for size in range(len(events) + 1))
    return [frozenset(found) for found in chain.from_iterable(sizes)]


def tried(circuit: Circuit, most: int | None = None) -> Sets:
    """Return the minimal sets that make a circuit hold, by trying every set."""
    found: Sets = set()
    for size in range((len(circuit.events) if most is None else most) + 1):
        for chosen in map(frozenset, combinations(circuit.events, size)):
            lost = set(circuit.events) - chosen
            if not any(known <= chosen for known in found) and circuit.holds(lost):
                found.add(chosen)
    return found


def kept_tree() -> Circuit:
    """Return a tree of which a known program names a wrong minimal set, {e1}, and misses {e3}."""
    builder = Builder()
    e0, e1, e2, e3 = (builder.event(f"e{number}") for number in range(4))
    inner = builder.any_of([e0, e3, e2])
    most = builder.at_least(2, [e2, e1, e3, inner])
    return builder.circuit(builder.any_of([e0, most]))
