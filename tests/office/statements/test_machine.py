"""Any order of entering, saying, removing and deciding: nothing is lost, nothing overwritten."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from amends.office.cases import services as cases
from amends.office.parties import services as parties
from amends.office.statements import (
    issue_services,
    proposition_services,
    recantation_services,
    selectors,
    services,
)
from amends.office.statements.issue_rows import issue_rows
from amends.office.statements.models import IssueMark
from amends.office.statements.record_selectors import held
from amends.proof.issues import issues
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

STANCES = ("asserts", "denies", "silent")
NUMBER = st.integers(0, 5)


class Statements(OfficeMachine):
    """Statements of two people on two propositions, and what is decided on the issues.

    Attributes:
        says: what each statement must say on each proposition.
        versions: the version each statement must have reached.
    """

    def begin(self) -> None:
        """Open a case with two people and two propositions."""
        actor = self.office.prosecutor
        self.case = cases.open_case(
            actor=actor,
            title="Machine",
            unit=self.office.unit,
            jurisdiction="PH",
            opened_on=datetime.date(2026, 1, 12),
        )
        self.people = [
            parties.add_party(actor=actor, case=self.case, capacity="victim") for _ in range(2)
        ]
        self.propositions = [
            proposition_services.add_proposition(
                actor=actor, case=self.case, text=f"Number {number}.", element="means"
            )
            for number in range(2)
        ]
        self.says: dict[str, dict[str, str]] = {}
        self.versions: dict[str, int] = {}
        self.removed: set[str] = set()

    @rule(who=st.integers(0, 1), day=st.integers(1, 28), control=st.sampled_from(["", "employer"]))
    def enter(self, who: int, day: int, control: str) -> None:
        """Enter a statement."""
        row = self.attempt(
            lambda: services.enter_statement(
                actor=self.office.prosecutor,
                case=self.case,
                person=self.people[who],
                on=f"2026-02-{day:02}",
                control=control,
            )
        )
        self.says[row.key], self.versions[row.key] = {}, 1

    @precondition(lambda self: self.says)
    @rule(
        which=NUMBER,
        on=st.integers(0, 1),
        stance=st.sampled_from(STANCES),
        stale=st.booleans(),
    )
    def say(self, which: int, on: int, stance: str, *, stale: bool) -> None:
        """Say what a statement says, sometimes knowing an old version only."""
        key = sorted(self.says)[which % len(self.says)]
        row = selectors.statement(actor=self.office.prosecutor, case=self.case, key=key)
        proposition = self.propositions[on]
        done = self.attempt(
            lambda: services.set_positions(
                actor=self.office.prosecutor,
                statement=row,
                version=self.versions[key] - stale,
                says=[services.Said(proposition, stance)],
            )
        )
        assert (done is None) == stale
        if done is not None:
            self.says[key][proposition.key] = stance
            self.versions[key] += 1

    @precondition(lambda self: self.says)
    @rule(which=NUMBER)
    def turn_over(self, which: int) -> None:
        """Take a statement out of view, or bring it back."""
        key = sorted(self.says)[which % len(self.says)]
        row = selectors.statement(actor=self.office.prosecutor, case=self.case, key=key)
        self.attempt(
            lambda: services.remove_statement(
                actor=self.office.prosecutor, statement=row, removed=key not in self.removed
            )
        )
        self.removed ^= {key}

    @rule(who=st.integers(0, 1))
    def recant(self, who: int) -> None:
        """Record that somebody does not want to go on."""
        self.attempt(
            lambda: recantation_services.record_recantation(
                actor=self.office.prosecutor,
                case=self.case,
                person=self.people[who],
                kind="reluctant",
            )
        )

    @rule(issue=st.sampled_from(["E01", "E08", "E16"]), who=st.integers(0, 1), aside=st.booleans())
    def decide(self, issue: str, who: int, *, aside: bool) -> None:
        """Set an issue aside or mark it by hand."""
        act = issue_services.set_issue_aside if aside else issue_services.mark_issue
        self.attempt(
            lambda: act(
                actor=self.office.prosecutor,
                case=self.case,
                issue=issue,
                person=self.people[who],
                reason="Seen",
            )
        )

    @rule(which=NUMBER)
    def undo(self, which: int) -> None:
        """Undo one of the decisions, undone or not."""
        marks = list(IssueMark._base_manager.filter(case=self.case).order_by("pk"))
        if marks:
            mark = marks[which % len(marks)]
            self.attempt(lambda: issue_services.undo_mark(actor=self.office.prosecutor, mark=mark))

    @invariant()
    def every_statement_says_what_was_last_said(self) -> None:
        """Whatever came after, a statement in view says what was entered for it."""
        rows = selectors.statements(actor=self.office.prosecutor, case=self.case)
        there = {
            row.key: {one.proposition.key: one.stance for one in row.says}  # type: ignore[attr-defined]  # prefetched
            for row in rows
        }
        expected = {
            key: {name: stance for name, stance in says.items() if stance != "silent"}
            for key, says in self.says.items()
            if key not in self.removed
        }
        assert there == expected

    @invariant()
    def no_issue_is_decided_twice(self) -> None:
        """Of each kind one decision stands, and every row of the page is a declared issue."""
        actor = self.office.prosecutor
        marks = list(selectors.issue_marks(actor=actor, case=self.case))
        assert len({(m.issue, m.person_id, m.kind) for m in marks}) == len(marks)
        rows = issue_rows(held(actor=actor, case=self.case), marks)
        assert {row.code for row in rows} <= issues().keys()
        assert len({(row.code, row.person) for row in rows}) == len(rows)


def test_statements_stay_as_they_were_entered(office: Office) -> None:
    run(Statements, office, examples=8, steps=14)
