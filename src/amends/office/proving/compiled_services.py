"""Keeps a case compiled under the digest of all it was made of, and compiles it when that changes.

What is kept follows from what is recorded and can be made anew at any time: it is nobody's act, and
stands in no log.
"""

from __future__ import annotations

from django.db import DatabaseError, transaction

from amends.office.cases.models import Case
from amends.office.proving.models import CompiledProof
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import Graph
from amends.proof.packing import UnreadableProof, packed, unpacked
from amends.proof.proving import Proof, digest, prove


def compiled(case: Case, graph: Graph, policy: ForcePolicy) -> Proof:
    """Return a case compiled: as it is kept, or anew where something of it changed."""
    named = digest(graph, policy)
    kept = CompiledProof._base_manager.filter(case=case, digest=named).first()
    if kept is not None:
        try:
            return unpacked(bytes(kept.content), graph, policy)
        except UnreadableProof:
            pass  # of another version of amends: it is made anew
    proof = prove(graph, policy)
    _keep(case, named, packed(proof))
    return proof


def _keep(case: Case, named: str, content: bytes) -> None:
    """Keep a compiled case for the next reader; if it cannot be kept, that one compiles it."""
    row = {"digest": named, "content": content}
    try:
        with transaction.atomic():
            CompiledProof._base_manager.update_or_create(case=case, defaults=row)
    except DatabaseError:
        return
