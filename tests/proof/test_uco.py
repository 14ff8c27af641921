"""Exhibits in CASE: accepted by the validator of the ontology itself, and always the same."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from amends.proof.custody import Exhibit, Step, StepKind
from amends.proof.kinds import Form
from amends.proof.uco import Described, EvidenceFile, graph_of

BEGUN = datetime(2026, 1, 3, 9, tzinfo=UTC)
SEIZED = Step(StepKind.SEIZED, BEGUN, "Officer Seven", place="Harbour", seal_after="S1")
HANDED = Step(
    StepKind.HANDED_OVER,
    BEGUN + timedelta(hours=1),
    "Officer Seven",
    until=BEGUN + timedelta(hours=2),
    to="Store",
    seal_before="S1",
    sha256="ab" * 32,
    receipt=True,
)
PHONE = Described(
    Exhibit("E1", Form.DATA, None, (SEIZED, HANDED)),
    "Phone of the driver",
    (EvidenceFile("image.dd", 10 * 1024**3, "cd" * 32),),
)
PAPER = Described(Exhibit("E2", Form.DOCUMENT, None, ()), "Ledger")
VALIDATOR = Path(sys.executable).with_name("case_validate")


def validated(path: Path) -> subprocess.CompletedProcess[str]:
    command = [str(VALIDATOR), "--built-version", "case-1.4.0", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_validator_of_case_accepts_it_and_refuses_what_is_wrong(tmp_path: Path) -> None:
    graph = graph_of("CAP-2026-0001", [PHONE, PAPER])
    path = tmp_path / "evidence.jsonld"
    path.write_text(json.dumps(graph))
    found = validated(path)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "Conforms: True" in found.stdout
    for node in graph["@graph"]:
        if node["@type"] == "case-investigation:InvestigativeAction":
            node["uco-action:startTime"] = "yesterday"
    path.write_text(json.dumps(graph))
    assert validated(path).returncode != 0


def test_nothing_of_the_chain_is_left_out() -> None:
    text = json.dumps(graph_of("CAP-2026-0001", [PHONE]))
    for said in ("E1", "Officer Seven", "Store", "Harbour", "S1", "ab" * 32, "cd" * 32, "Signed"):
        assert said in text


@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=5))
def test_the_same_case_gives_the_same_graph_and_no_two_things_one_name(keys: list[str]) -> None:
    items = [Described(Exhibit(key, Form.THING, None, (SEIZED,)), "Thing") for key in keys]
    graph = graph_of("C-1", items)
    assert graph == graph_of("C-1", items)
    names = [node["@id"] for node in graph["@graph"]]
    assert len(names) == len(set(names))
    records = [n for n in graph["@graph"] if n["@type"].endswith("ProvenanceRecord")]
    assert len(records) == len(keys)
