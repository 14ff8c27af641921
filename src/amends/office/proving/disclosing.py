"""What became of the items of a proof on their way to the defence, as the schedule has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amends.office.cases.models import Case
from amends.office.disclosure import selectors as disclosure
from amends.office.disclosure.pieces import Line
from amends.office.exhibits.models import Admissibility
from amends.office.policy import Actor
from amends.office.statements.models import Statement
from amends.proof.readiness import Material

# What comes before the key of a statement where no item carries it in the graph.
STATEMENT = "statement "


@dataclass(frozen=True)
class Disclosed:
    """The lines of the schedule by what an item is called in the graph, and who is charged."""

    lines: Mapping[str, Line]
    accused: frozenset[str]

    def is_triaged(self, key: str) -> bool:
        """Say whether somebody has said whether an item may help the defence.

        What is not in the schedule, since it was taken out of view, waits for nobody.
        """
        line = self.lines.get(key)
        return line is None or line.exculpatory is not None

    def is_owed(self, key: str) -> bool:
        """Say whether some defendant was not served with an item that is held."""
        line = self.lines.get(key)
        if line is None or _is_to_be_obtained(line):
            return False
        return bool(self.accused - {party.key for party, _on in line.served})

    def material(self) -> Material:
        """Return it as the finding on readiness takes it."""
        return Material(
            frozenset(key for key in self.lines if not self.is_triaged(key)),
            frozenset(key for key, line in self.lines.items() if line.exculpatory),
            frozenset(filter(self.is_owed, self.lines)),
        )


def disclosed(*, actor: Actor, case: Case) -> Disclosed:
    """Return what became of the items of a case, as far as the actor may see it."""
    lines = disclosure.schedule(actor=actor, case=case).lines
    accused = disclosure.defendants(actor=actor, case=case)
    return Disclosed(
        {key: line for line in lines if (key := _in_graph(line))},
        frozenset(party.key for party in accused),
    )


def said_in(row: Statement) -> tuple[str, ...]:
    """Return what a statement may be called in the graph: by its item, or by itself."""
    alone = f"{STATEMENT}{row.key}"
    return (row.item.key, alone) if row.item is not None else (alone,)


def _in_graph(line: Line) -> str:
    """Return what a piece is called in the graph; nothing for a file, which is in none."""
    piece = line.piece
    if piece.item is not None:
        return piece.item.key
    return f"{STATEMENT}{piece.statement.key}" if piece.statement is not None else ""


def _is_to_be_obtained(line: Line) -> bool:
    item = line.piece.item
    return item is not None and item.admissibility == Admissibility.PROPOSED
