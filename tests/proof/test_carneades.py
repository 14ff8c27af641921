"""Published argument graphs with expected labels, as far as ordered forces can say what they say.

The graphs weigh arguments by the share of their premises that hold, where ours have one of three
forces; they take assumptions for granted, as is done here by asking for no more than a scintilla.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amends.proof.force_policy import policy_for
from amends.proof.graph import Argument, Charge, Graph, Proposition, Standard
from amends.proof.proving import prove
from amends.proof.states import Charged

GRAPHS = Path(__file__).parents[3] / "shared" / "data" / "evidence" / "carneades_cases.json"
POLICY = policy_for("", date(2026, 11, 28))
BY_SHARE = "weighed by the share of premises that hold, which no ordered force says"
OTHERWISE = {
    "jogging": BY_SHARE,
    "library": BY_SHARE,
    "mandatory-sentences": BY_SHARE,
    "risky-operation": "an attack that is itself disputed still raises doubt here",
}


def statements(case: dict[str, Any]) -> Iterator[str]:
    """Yield everything that a graph speaks of."""
    yield from case["assumptions"]
    for argument in case["arguments"].values():
        yield from (argument["conclusion"], *argument["premises"])
        yield from filter(None, [argument.get("undercutter")])
    for issue in case["issues"].values():
        yield from issue["positions"]
    for labelled in case["expected"].values():
        yield from labelled


def against(case: dict[str, Any], statement: str) -> tuple[str, ...]:
    """Return the other positions of the issue that a statement is one of."""
    if statement in case["assumptions"]:
        return ()
    of_issue = [i["positions"] for i in case["issues"].values() if statement in i["positions"]]
    return tuple(other for positions in of_issue for other in positions if other != statement)


def arguments(case: dict[str, Any]) -> Iterator[Argument]:
    """Yield the arguments; of one whose premises converge, each premise leads by itself."""
    for key, told in case["arguments"].items():
        converge = told["scheme"] == "convergent"
        premises = [[each] for each in told["premises"]] if converge else [told["premises"]]
        for number, some in enumerate(premises):
            yield Argument(
                key=f"{key} {number}",
                conclusion=told["conclusion"],
                premises=tuple(some),
                exceptions=tuple(filter(None, [told.get("undercutter")])),
            )
    for statement in case["assumptions"]:
        yield Argument(key=f"assumed {statement}", conclusion=statement, premises=())


def accepted(case: dict[str, Any]) -> set[str]:
    """Return what is proved of a graph, each statement asked about by itself."""
    held = {
        key: Proposition(
            key=key,
            standard=Standard.PREPONDERANCE if against(case, key) else Standard.SCINTILLA,
            contraries=against(case, key),
        )
        for key in statements(case)
    }
    found = set()
    for key in held:
        charge = Charge(key=key, formula=key)
        graph = Graph(propositions=held, arguments=tuple(arguments(case)), charges=(charge,))
        if prove(graph, POLICY).picture().holds(Charged(key)):
            found.add(key)
    return found


@pytest.mark.outside_material
def test_published_graphs_are_labelled_as_expected() -> None:
    if not GRAPHS.exists():
        pytest.skip("NOTHING READ: the argument graphs are not beside the repository")
    wrong: dict[str, set[str]] = {}
    cases = json.loads(GRAPHS.read_text("utf-8"))
    for case in cases:
        expected = set(case["expected"].get("in", ()))
        if found := accepted(case) ^ expected:
            wrong[case["id"]] = found
    assert len(cases) == 29
    assert set(wrong) == set(OTHERWISE), wrong


def test_attacks_in_a_circle_prove_nothing_and_an_answered_attack_is_none() -> None:
    circle = {
        "a": {"conclusion": "ub", "premises": [], "undercutter": "ua", "scheme": "linked"},
        "b": {"conclusion": "ua", "premises": [], "undercutter": "ub", "scheme": "linked"},
    }
    case: dict[str, Any] = {"assumptions": [], "issues": {}, "expected": {}, "arguments": circle}
    assert accepted(case) == set()
    answered = {"c": {**circle["a"], "conclusion": "p"}, "d": {**circle["b"], "undercutter": None}}
    assert accepted({**case, "arguments": answered}) == {"ua"}
    assert accepted({**case, "arguments": {"c": answered["c"]}}) == {"p"}
