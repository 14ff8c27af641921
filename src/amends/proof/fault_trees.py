"""Fault trees: what makes a system fail, as other programs write it, read as circuits.

A file holds trees by name, as JSON, plain or packed with gzip. Each has the name of its top, its
gates by name (``["and", ...]``, ``["or", ...]``, ``["atleast", 2, ...]`` with the names of nodes,
or the name of the one node it passes on) and the probabilities of its events in ``p``. The minimal
sets that make the circuit hold are what is called the cut sets of a fault tree.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple, NoReturn

from amends.base.messages import Message, Refusal
from amends.base.problems import one_of, shown
from amends.proof.circuit import Builder, Circuit
from amends.proof.cuts import numbers_by_order
from amends.proof.twins import Numbers

MOST_MEGABYTES = 64
MOST_BYTES = MOST_MEGABYTES * 1024**2
MOST_NODES = 20_000
LONGEST_SHOWN = 40

TREES = Message("trees by name")
A_TREE = Message("a tree with %(fields)s", {"fields": ("top", "gates", "p")})
BY_NAME = Message("what it is for each name")
A_NODE = Message("the name of a gate or of an event")
A_GATE = Message(
    "one of %(kinds)s (the last with a number), and then the names of nodes",
    {"kinds": ("and", "or", "atleast")},
)
A_NUMBER = Message("a number from 1 to %(most)d")
A_CHANCE = Message("a number from 0 to 1")


@dataclass(frozen=True)
class FaultTree:
    """A fault tree.

    Attributes:
        circuit: holds of the sets of events with which the system fails.
        chances: the probability of every event.
    """

    name: str
    circuit: Circuit
    chances: Mapping[str, float]


class _Gate(NamedTuple):
    at_least: int
    inputs: tuple[str, ...]


class TreeFile:
    """The trees of a file, each of which is read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Unpack the file.

        Raises:
            Refusal: it is no file of fault trees.
        """
        plain = _unpacked(data)
        try:
            found = json.loads(plain, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise Refusal(
                "This file is no JSON, or goes too deep. Give fault trees as JSON, plain or packed "
                "with gzip."
            ) from None
        self._trees = _by_name(found, "$", TREES)
        self.names = tuple(self._trees)

    def tree(self, name: str) -> FaultTree:
        """Return one of the trees.

        Raises:
            Refusal: there is no such tree, or something is wrong in it.
        """
        if name not in self._trees:
            remedy = one_of(name, self.names)
            raise Refusal("There is no tree %(name)s. %(remedy)s", name=shown(name), remedy=remedy)
        path = _in("$", name)
        tree = _by_name(self._trees[name], path, A_TREE)
        if missing := {"top", "gates", "p"} - set(tree):
            _refuse(f"{path}.{min(missing)}", None, A_TREE)
        gates = _by_name(tree["gates"], f"{path}.gates", BY_NAME)
        given = _by_name(tree["p"], f"{path}.p", BY_NAME)
        if len(gates) + len(given) > MOST_NODES:
            raise Refusal(
                "%(path)s: there are more than %(most)d gates and events. Give a smaller tree.",
                path=path,
                most=MOST_NODES,
            )
        chances = {event: _chance(p, _in(f"{path}.p", event)) for event, p in given.items()}
        read = {gate: _gate(value, _in(f"{path}.gates", gate)) for gate, value in gates.items()}
        return FaultTree(name, _circuit(tree["top"], read, set(chances), path), chances)


def printable(name: str) -> str:
    """Return a name as it can be printed: shortened, and without signs that steer a terminal."""
    short = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}..."
    return short if short.isprintable() else repr(short)[1:-1]


def by_order(tree: FaultTree, order: int) -> Numbers:
    """Return how many minimal sets of one event, of two and so on make the system fail.

    Raises:
        TooManySets: the tree is too large for this order.
    """
    return numbers_by_order(tree.circuit, order)[1:]


def _unpacked(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            raise Refusal(
                "This file is packed with gzip and cannot be unpacked. Pack it again."
            ) from None
    if len(data) > MOST_BYTES:
        raise Refusal("This file has more than %(most)d MB. Give fewer trees.", most=MOST_MEGABYTES)
    return data


def _circuit(top: Any, gates: Mapping[str, _Gate], events: set[str], path: str) -> Circuit:
    """Return the circuit under a top, if every node is there and none stands below itself."""
    for name, gate in gates.items():
        for node in gate.inputs:
            _known(node, gates, events, _in(f"{path}.gates", name))
    _known(top, gates, events, f"{path}.top")
    builder = Builder()
    built: dict[str, int] = {}
    try:
        for name in TopologicalSorter({n: gate.inputs for n, gate in gates.items()}).static_order():
            if name in gates:
                inputs = [built[node] for node in gates[name].inputs]
                built[name] = builder.at_least(gates[name].at_least, inputs)
            else:
                built[name] = builder.event(name)
    except CycleError as found:
        way = " > ".join(map(printable, found.args[1][:8]))
        raise Refusal(
            "%(path)s: a gate stands below itself: %(way)s. Take it out there.",
            path=f"{path}.gates",
            way=way,
        ) from None
    return builder.circuit(built[top] if top in built else builder.event(top))


def _known(node: Any, gates: Mapping[str, _Gate], events: set[str], path: str) -> None:
    if not isinstance(node, str) or (node in gates) is (node in events):
        _refuse(path, node, A_NODE)


def _gate(value: Any, path: str) -> _Gate:
    """Return how many of which nodes a gate needs."""
    if isinstance(value, str):
        return _Gate(1, (value,))
    if not isinstance(value, list) or len(value) < 2:
        _refuse(path, value, A_GATE)
    kind, *inputs = value
    number: Any = {"and": len(inputs), "or": 1}.get(kind) if isinstance(kind, str) else None
    if kind == "atleast":
        number, *inputs = inputs
        if type(number) is not int or not 1 <= number <= len(inputs):
            _refuse(f"{path}[1]", number, Message(A_NUMBER.sentence, {"most": len(inputs)}))
    if number is None:
        _refuse(f"{path}[0]", kind, A_GATE)
    for place, node in enumerate(inputs, start=len(value) - len(inputs)):
        if not isinstance(node, str):
            _refuse(f"{path}[{place}]", node, A_NODE)
    return _Gate(number, tuple(inputs))


def _chance(value: Any, path: str) -> float:
    if type(value) not in {int, float} or not 0 <= value <= 1:
        _refuse(path, value, A_CHANCE)
    return float(value)


def _by_name(value: Any, path: str, wanted: Message) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        _refuse(path, value, wanted)
    return value


def _refuse(path: str, given: Any, wanted: Message) -> NoReturn:
    # What holds others may be of any depth and length.
    said: object = shown("[...]" if isinstance(given, list | dict) else given)
    if given is None:
        said = Message("nothing")
    raise Refusal(
        "%(path)s: %(given)s cannot stand here. Give %(wanted)s.",
        path=path,
        given=said,
        wanted=wanted,
    )


def _in(path: str, name: str) -> str:
    return f"{path}.{printable(name)}"


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)
