"""What the state machines over the office's services share: each run in a transaction undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from amends.office.log.models import Kind, LogEntry
from amends.office.log.selectors import verify
from amends.office.policy import NotPermitted
from tests.office.conftest import OPERATOR, Office

RUNS = settings(
    deadline=None,
    # A failing run is short enough to read as it is; making it shorter takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


class OfficeMachine(RuleBasedStateMachine):
    """A run of services in one office; at its end everything is as before.

    Attributes:
        entries: how many writes the log must hold by what was done so far.
    """

    office: Office

    def __init__(self) -> None:
        """Begin a transaction that is never committed."""
        super().__init__()
        self._frame = transaction.atomic()
        self._frame.__enter__()
        self.begin()
        self.entries = self._written()

    def begin(self) -> None:
        """Set up what the run works on."""

    def teardown(self) -> None:
        """Check the chain of the log, and undo the run."""
        try:
            assert self._written() == self.entries
            assert verify(actor=OPERATOR).broken is None
        finally:
            transaction.set_rollback(True)
            self._frame.__exit__(None, None, None)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do something that a service may refuse; refused, it must have written nothing."""
        try:
            with transaction.atomic():
                done = act()
        except (ValidationError, NotPermitted):
            return None
        self.entries += 1
        return done

    def _written(self) -> int:
        return LogEntry.objects.filter(kind=Kind.WRITE).count()


def run(
    machine: type[OfficeMachine], office: Office, *, examples: int = 25, steps: int = 20
) -> None:
    """Run a machine in an office, so many times and so many steps each."""
    machine.office = office
    runs = settings(RUNS, max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(machine, settings=runs)
