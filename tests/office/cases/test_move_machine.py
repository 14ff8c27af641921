"""Merging, splitting and undoing in any order: going back, everything is as it was."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from amends.office.cases import merge_services, split_services
from amends.office.cases.models import Case, CaseMove
from amends.office.charging import services as charging
from amends.office.charging.services import at_large_row
from amends.office.parties.models import Count, Party
from tests.office.cases.test_moves import full_case, snapshot
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

SIGNS = ("wages_withheld", "debt_bondage", "isolation")
Snapshots = dict[int, dict[str, list[dict[str, Any]]]]


class Moves(OfficeMachine):
    """Two cases and those split from them, with what each looked like before every move.

    Attributes:
        done: the moves not undone, the latest last, each with the cases as they were before.
    """

    def begin(self) -> None:
        """Open two full cases."""
        self.cases = [full_case(self.office, "First"), full_case(self.office, "Second")]
        self.done: list[tuple[CaseMove, Snapshots]] = []

    @rule(one=st.integers(0, 5), other=st.integers(0, 5))
    def merge(self, one: int, other: int) -> None:
        """Merge one case into another."""
        case, target = self._case(one), self._case(other)
        before = self._all()
        move = self.attempt(
            lambda: merge_services.merge_cases(
                actor=self.office.head, case=case, target=target, reason="One venture"
            )
        )
        if move is not None:
            self.done.append((move, before))

    @rule(one=st.integers(0, 5), whom=st.integers(0, 5))
    def split(self, one: int, whom: int) -> None:
        """Let one defendant go on in a case of their own."""
        case = self._case(one)
        accused = [
            p for p in Party._base_manager.filter(case=case).order_by("pk") if p.is_defendant
        ]
        if not accused:
            return
        before = self._all()
        move = self.attempt(
            lambda: split_services.split_case(
                actor=self.office.head,
                case=case,
                defendants=[accused[whom % len(accused)]],
                title="Apart",
                reason="Absconded",
            )
        )
        if move is not None:
            self.entries += LATER_OPENED
            self.cases.append(move.target)
            self.done.append((move, before))

    @rule(
        which=st.integers(0, 5),
        indicators=st.lists(st.sampled_from(SIGNS), max_size=2, unique=True),
        countries=st.lists(st.sampled_from(("PH", "TH", "US")), min_size=1, unique=True),
        paid=st.booleans(),
    )
    @precondition(lambda self: not self.done)
    def state_at_large(
        self, which: int, indicators: list[str], countries: list[str], paid: bool
    ) -> None:
        """State what is alleged of a case as a whole; before any move, so that all is exact."""
        case = self._case(which)
        row = at_large_row(case)
        self.attempt(
            lambda: charging.state_at_large(
                actor=self.office.head,
                case=case,
                version=row.version,
                reported_as="wages" if paid else "trafficking",
                indicators=indicators,
                countries=countries,
                paid_for_journey=paid,
            )
        )

    @precondition(lambda self: self.done)
    @rule()
    def undo_the_latest(self) -> None:
        """Undo the latest move; the cases are again what they were before it."""
        move, before = self.done.pop()
        with transaction.atomic():
            merge_services.undo_move(actor=self.office.head, move=move)
        self.entries += 1
        for pk, was in before.items():
            assert snapshot(Case._base_manager.get(pk=pk)) == was

    @invariant()
    def keys_and_numbers_name_one_thing(self) -> None:
        """Within a case no key names two parties, and no number two counts."""
        for case in self.cases:
            keys = list(Party._base_manager.filter(case=case).values_list("key", flat=True))
            numbers = list(Count._base_manager.filter(case=case).values_list("number", flat=True))
            assert len(set(keys)) == len(keys)
            assert len(set(numbers)) == len(numbers)

    def _case(self, which: int) -> Case:
        return Case._base_manager.get(pk=self.cases[which % len(self.cases)].pk)

    def _all(self) -> Snapshots:
        return {case.pk: snapshot(self._case(n)) for n, case in enumerate(self.cases)}


# Opening the new case is a write of its own in the log.
LATER_OPENED = 1


def test_going_back_everything_is_as_it_was(office: Office) -> None:
    run(Moves, office, examples=10, steps=8)
