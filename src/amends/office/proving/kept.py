"""Reads of proofs as they are kept, many cases at once, without looking into any of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import is_current
from amends.office.proving.selectors import proof_of
from amends.proof.circuit import Circuit
from amends.proof.packing import UnreadableProof, unpacked_counts
from amends.proof.proving import Proof
from amends.proof.scenarios import holding
from amends.proof.states import Charged

Circuits = Mapping[str, Circuit]
Content = bytes | memoryview | None


@dataclass(frozen=True)
class Kept:
    """What the counts of a case ask for, by their names."""

    case: Case
    circuits: Circuits

    def holding(self, scenarios: Iterable[Collection[str]]) -> dict[str, int]:
        """Return of each count the scenarios in which it is proved, scenario ``n`` as bit ``n``.

        The circuits share their gates: one pass answers for all of them.
        """
        values = [n for one in [*self.circuits.values()][:1] for n in holding(one, scenarios)]
        return {name: values[circuit.top] for name, circuit in self.circuits.items()}


def circuits_of(*, actor: Actor, cases: Iterable[Case], today: date) -> list[Kept]:
    """Return what the counts of some cases ask for: as it is kept, or worked out if it changed."""
    given = list(cases)
    for case in given:
        log.read(actor=actor, what="proof", case=case)
    rows = CompiledProof.objects.seen_by(actor).filter(is_current(today), case__in=given)
    kept = dict(rows.values_list("case", "circuits"))
    return [Kept(case, _circuits(actor, case, kept.get(case.pk), today)) for case in given]


def _circuits(actor: Actor, case: Case, content: Content, today: date) -> Circuits:
    if content is not None:
        try:
            return unpacked_counts(bytes(content))
        except UnreadableProof:
            pass  # it is worked out anew
    return _counts(proof_of(actor=actor, case=case, today=today).proof)


def _counts(proof: Proof) -> Circuits:
    return {charge.key: proof.circuits[Charged(charge.key)] for charge in proof.graph.charges}
