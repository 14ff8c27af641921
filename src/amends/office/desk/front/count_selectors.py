"""What the front page of the national rapporteur rests on: figures, and no case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count

from amends.court.stages import Stage
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, require

SMALLEST_SHOWN = 5


class Phase(StrEnum):
    """Stages put together, so that fewer figures are too small to be shown."""

    BEFORE_TRIAL = "before_trial"
    TRIAL = "trial"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    FINAL = "final"


PHASES = {
    Stage.REPORT: Phase.BEFORE_TRIAL,
    Stage.INVESTIGATION: Phase.BEFORE_TRIAL,
    Stage.CHARGED: Phase.BEFORE_TRIAL,
    Stage.PRETRIAL: Phase.BEFORE_TRIAL,
    Stage.TRIAL: Phase.TRIAL,
    Stage.JUDGMENT: Phase.TRIAL,
    Stage.SENTENCING: Phase.SENTENCE,
    Stage.APPEAL: Phase.APPEAL,
    Stage.FINAL: Phase.FINAL,
}


@dataclass(frozen=True)
class Figure:
    """A number of cases or people; one below five is never shown exactly, nought included."""

    number: int

    @property
    def shown(self) -> int | None:
        """Return the number, or nothing when it is too small to be shown."""
        return self.number if self.number >= SMALLEST_SHOWN else None


@dataclass(frozen=True)
class Year:
    """The cases opened in a year, and where their defendants stand now."""

    year: int
    cases: Figure
    defendants: tuple[Figure, ...]


@dataclass(frozen=True)
class CountFront:
    """The rapporteur's figures. There are no totals: they would give small figures away."""

    years: tuple[Year, ...]


def count_front(*, actor: Actor) -> CountFront:
    """Return the rapporteur's figures over all units.

    Raises:
        NotPermitted: the actor's role does not count cases.
    """
    require(actor, Action.COUNT_CASES)
    log.read(actor=actor, what="figures over all cases")
    opened = dict(
        Case._base_manager.filter(merged_into=None)
        .order_by()
        .values_list("opened_on__year")
        .annotate(number=Count("pk"))
    )
    stages = (
        Party._base_manager.filter(
            capacity=Capacity.DEFENDANT, removed_at=None, case__merged_into=None
        )
        .order_by()
        .values_list("case__opened_on__year", "stage")
        .annotate(number=Count("pk"))
    )
    by_phase = _by_phase(stages)
    return CountFront(
        tuple(
            Year(
                year,
                Figure(opened[year]),
                tuple(Figure(by_phase.get((year, phase), 0)) for phase in Phase),
            )
            for year in sorted(opened, reverse=True)
        )
    )


def _by_phase(stages: Iterable[tuple[int, str, int]]) -> dict[tuple[int, Phase], int]:
    found: dict[tuple[int, Phase], int] = {}
    for year, stage, number in stages:
        cell = year, PHASES[Stage(stage or Stage.REPORT)]
        found[cell] = found.get(cell, 0) + number
    return found
