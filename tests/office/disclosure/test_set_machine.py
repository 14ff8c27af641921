"""Decide, bind, serve and remove in any order: what is served stays, and numbers stay unique."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from amends.office.disclosure import decision_services, selectors, set_services
from amends.office.disclosure.models import Bundle, DisclosureSet, SetState
from amends.proof.disclosure import Use
from tests.office.disclosure.conftest import Scene
from tests.office.disclosure.test_services import serve
from tests.office.machines import RUNS


class Sets(RuleBasedStateMachine):
    """A case whose sets are changed by whoever comes along; undone at its end."""

    scene: ClassVar[Scene]

    def __init__(self) -> None:
        """Begin a transaction that is never committed."""
        super().__init__()
        self._frame = transaction.atomic()
        self._frame.__enter__()
        self.key = f"item-{self.scene.item.key}"
        self.frozen: dict[int, tuple[str, Any]] = {}

    def teardown(self) -> None:
        """Undo the run."""
        transaction.set_rollback(True)
        self._frame.__exit__(None, None, None)

    @rule(ground=st.sampled_from(["", "informant"]), use=st.sampled_from(list(Use)))
    def decide(self, ground: str, use: Use) -> None:
        line = self._line()
        decision_services.decide(
            actor=self.scene.office.prosecutor,
            case=self.scene.case,
            piece=line.piece,
            version=line.version,
            reason="Looked at",
            ground=ground,
            use=use,
        )

    @rule()
    def open_and_bind(self) -> None:
        withheld = bool(self._line().ground)
        try:
            with transaction.atomic():
                row = self.scene.bind(self.scene.open_set(self.key))
        except ValidationError:
            assert withheld
        else:
            assert not withheld
            assert row.state == SetState.BOUND

    @rule(data=st.data())
    def serve_one(self, data: st.DataObject) -> None:
        if row := self._any(data):
            serve(self.scene, row)
            bundle = Bundle._base_manager.filter(set=row)[0]
            self.frozen[row.pk] = (bundle.digest, bundle.parts)

    @rule(data=st.data())
    def remove_one(self, data: st.DataObject) -> None:
        if row := self._any(data):
            try:
                with transaction.atomic():
                    set_services.remove_set(actor=self.scene.office.prosecutor, row=row)
            except ValidationError:
                assert row.pk in self.frozen
            else:
                assert row.pk not in self.frozen

    @invariant()
    def what_is_served_stays(self) -> None:
        for pk, kept in self.frozen.items():
            bundle = Bundle._base_manager.filter(set=pk)[0]
            assert (bundle.digest, bundle.parts) == kept
            assert DisclosureSet._base_manager.get(pk=pk).state == SetState.SERVED

    @invariant()
    def numbers_are_unique_and_go_on(self) -> None:
        runs = sorted(Bundle._base_manager.values_list("first", "last"))
        ends = [0, *(last for _first, last in runs)]
        assert [first for first, _last in runs] == [end + 1 for end in ends[:-1]]

    @invariant()
    def the_total_is_its_parts(self) -> None:
        found = selectors.schedule(actor=self.scene.office.prosecutor, case=self.scene.case).tally
        assert found.total == found.used + found.unused + found.undecided == 3

    def _line(self) -> Any:
        actor = self.scene.office.prosecutor
        return selectors.line(actor=actor, case=self.scene.case, key=self.key)

    def _any(self, data: st.DataObject) -> DisclosureSet | None:
        rows = list(DisclosureSet._base_manager.filter(removed_at=None).order_by("id"))
        return data.draw(st.sampled_from(rows)) if rows else None


@pytest.mark.django_db
def test_sets_keep_their_word(scene: Scene) -> None:
    Sets.scene = scene
    run_state_machine_as_test(Sets, settings=settings(RUNS, max_examples=4, stateful_step_count=6))
