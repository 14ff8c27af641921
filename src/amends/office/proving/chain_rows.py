"""On what something is proved with the least asked of those who testify, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from amends.office.proving.cell_rows import StepRow, step_row
from amends.office.proving.loss_rows import burdens
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import claim_words, losses_words
from amends.proof.chains import chain
from amends.proof.diagrams import TooManyNodes
from amends.proof.matrix import Cell
from amends.proof.proving import Reading


@dataclass(frozen=True)
class ChainRow:
    """What one thing is proved on.

    Attributes:
        kept: what must be kept for it.
        steps: from the items to the conclusion.
        answered: what is said against it and why that does not stand.
    """

    said: str
    kept: str
    steps: tuple[StepRow, ...]
    answered: tuple[StepRow, ...]


def chain_rows(held: CaseProof, cell: Cell, reading: Reading) -> list[ChainRow]:
    """Return a chain for everything of a cell that is proved; none where there are too many."""
    found = (_chain(held, key, reading) for key in cell.propositions)
    return [row for row in found if row is not None]


def _chain(held: CaseProof, key: str, reading: Reading) -> ChainRow | None:
    made_of = held.made_of
    try:
        found = chain(held.proof, key, burdens(made_of.losses), reading)
    except TooManyNodes:
        return None
    if found is None:
        return None
    steps = {step.key: step for step in made_of.graph.arguments}
    return ChainRow(
        claim_words(made_of.graph.propositions[key], made_of.rows.found.parties),
        losses_words(found.kept, made_of.losses),
        tuple(step_row(held, step, holds=True) for step in found.arguments),
        tuple(step_row(held, steps[one.attack], holds=False) for one in found.answers),
    )
