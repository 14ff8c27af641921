"""Keeps a case compiled under the digest of all it was made of, and compiles it when that changes.

What is kept follows from what is recorded and can be made anew at any time: it is nobody's act, and
stands in no log.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import DatabaseError, transaction

from amends.office.cases.models import Case
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import Mark
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import Graph
from amends.proof.packing import UnreadableProof, packed, packed_counts, unpacked
from amends.proof.proving import Proof, Reading, digest, prove
from amends.proof.states import Charged


def compiled(case: Case, graph: Graph, policy: ForcePolicy, mark: Mark | None) -> Proof:
    """Return a case compiled: as it is kept, or anew where something of it changed.

    What is made of other counts than those that stand has no mark, and is not kept.
    """
    named = digest(graph, policy)
    kept = CompiledProof._base_manager.defer("circuits").filter(case=case, digest=named).first()
    if kept is not None:
        try:
            proof = unpacked(bytes(kept.content), graph, policy)
        except UnreadableProof:
            pass  # of another version of amends: it is made anew
        else:
            if mark is not None and mark != Mark(kept.written, kept.rules, kept.asked_on):
                _keep(case, asdict(mark))
            return proof
    proof = prove(graph, policy)
    if mark is not None:
        _keep(case, {"digest": named, **_told(proof), **asdict(mark)})
    return proof


def forget(*cases: Case) -> None:
    """Let go of what is kept of cases between which rows move: each is worked out anew."""
    CompiledProof._base_manager.filter(case__in=cases).delete()


def _told(proof: Proof) -> dict[str, Any]:
    """Return what is kept of a proof."""
    counts = [Charged(charge.key) for charge in proof.graph.charges]
    pictures = {reading: proof.picture(reading) for reading in Reading}
    return {
        "content": packed(proof),
        "circuits": packed_counts(proof),
        "counts": len(counts),
        **{str(reading): sum(map(picture.holds, counts)) for reading, picture in pictures.items()},
    }


def _keep(case: Case, row: dict[str, Any]) -> None:
    """Keep a compiled case for the next reader; if it cannot be kept, that one compiles it."""
    try:
        with transaction.atomic():
            if not CompiledProof._base_manager.filter(case=case).update(**row):
                CompiledProof._base_manager.create(case=case, **row)
    except DatabaseError:
        return
