"""A circuit as a Bayesian network, asked exactly by other programs: for ``proof_peers.py``."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence

from amends.proof.circuit import Circuit
from benchmarks.cutsets import built

Chances = Mapping[str, float]


class Net:
    """A Bayesian network of a circuit: events with their chances, and gates of two inputs each.

    Attributes:
        nodes: of each node what it is, an event's chance or an operator and two nodes.
    """

    def __init__(self, chances: Chances) -> None:
        """Begin with the events."""
        self.nodes: list[float | tuple[str, int, int]] = [*chances.values()]
        self.known: dict[tuple[str, int, int], int] = {}

    def joined(self, operator: str, first: int, second: int) -> int:
        """Return the node of two others; the same one is there once."""
        asked = (operator, min(first, second), max(first, second))
        if asked not in self.known:
            self.known[asked] = len(self.nodes)
            self.nodes.append(asked)
        return self.known[asked]


class In:
    """A node of a network, or a constant, that can be joined to others."""

    def __init__(self, net: Net, node: int | bool) -> None:
        """Stand for a node."""
        self.net, self.node = net, node

    def __invert__(self) -> In:
        """Turn a constant; nothing else is ever turned."""
        return In(self.net, not self.node)

    def __and__(self, other: In) -> In:
        """Return where both hold."""
        return self._joined("and", other, weaker=True)

    def __or__(self, other: In) -> In:
        """Return where one holds."""
        return self._joined("or", other, weaker=False)

    def _joined(self, operator: str, other: In, *, weaker: bool) -> In:
        for one, two in ((self, other), (other, self)):
            if isinstance(one.node, bool):
                return two if one.node is weaker else one
        same = self.node == other.node
        return self if same else In(self.net, self.net.joined(operator, self.node, other.node))


def net_of(circuit: Circuit, chances: Chances) -> tuple[Net, int]:
    """Return a circuit as a network, and the node of its top."""
    net = Net(chances)
    events = {event: In(net, n) for n, event in enumerate(chances)}
    return net, built(circuit, events, In(net, False)).node


# How likely a gate holds where neither, the one, the other and both of its inputs do.
TABLES = {"and": (0.0, 0.0, 0.0, 1.0), "or": (0.0, 1.0, 1.0, 1.0)}


def chance_by_pyagrum(circuit: Circuit, order: Sequence[str], chances: Chances) -> float:
    """Return the chance by pyAgrum, exactly."""
    gum = importlib.import_module("pyagrum")
    net, top = net_of(circuit, {event: chances[event] for event in order})
    network = gum.BayesNet()
    for number, node in enumerate(net.nodes):
        network.add(gum.LabelizedVariable(str(number), "", 2))
        for below in node[1:] if isinstance(node, tuple) else ():
            network.addArc(below, number)
        held = TABLES[node[0]] if isinstance(node, tuple) else (node,)
        network.cpt(number).fillWith([each for one in held for each in (1 - one, one)])
    inference = gum.LazyPropagation(network)
    inference.addTarget(top)
    inference.makeInference()
    return float(inference.posterior(top)[1])


def chance_by_pgmpy(circuit: Circuit, order: Sequence[str], chances: Chances) -> float:
    """Return the chance by pgmpy, exactly."""
    table = importlib.import_module("pgmpy.factors.discrete").TabularCPD
    net, top = net_of(circuit, {event: chances[event] for event in order})
    network = importlib.import_module("pgmpy.models").DiscreteBayesianNetwork()
    for number, node in enumerate(net.nodes):
        below = [str(each) for each in node[1:]] if isinstance(node, tuple) else []
        held = TABLES[node[0]] if isinstance(node, tuple) else (node,)
        network.add_node(str(number))
        network.add_edges_from((each, str(number)) for each in below)
        rows = [[1 - one for one in held], [*held]]
        network.add_cpds(table(str(number), 2, rows, below, [2] * len(below)))
    inference = importlib.import_module("pgmpy.inference").VariableElimination(network)
    return float(inference.query([str(top)], show_progress=False).values[1])
