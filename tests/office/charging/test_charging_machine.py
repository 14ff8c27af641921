"""Stating, charging, leaving and undoing in any order: every count is decided or open."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.law.screen import Finding
from amends.law.terms import Mode
from amends.office.cases.models import Case
from amends.office.charging import decision_services, services
from amends.office.charging.counts import CaseCharging
from amends.office.charging.models import Conduct, Decision
from amends.office.charging.selectors import charging_of
from amends.office.parties import count_services
from amends.office.parties import services as parties
from amends.office.parties.holding_services import holding
from amends.office.parties.models import Count, Party
from amends.office.timeline import services as timeline
from tests.office.charging.conftest import STATED, TODAY
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

ACTS = ("recruitment", "harbouring", "patronising", "organising")
MEANS = ("threat", "deception", "debt_bondage_means")
BEGUN = ("", "1999-05", "2004-02-01", "2013-01-15", "2025-11-01")
words = st.lists(st.sampled_from(ACTS), max_size=3, unique=True)


class Chargings(OfficeMachine):
    """A case with two suspects, one witness without a screen, and two victims."""

    def begin(self) -> None:
        """Put people into the case."""
        actor = self.office.prosecutor
        self.victims = [
            parties.add_party(actor=actor, case=self.case, capacity="victim", born=born)
            for born in ("2012", "1990")
        ]
        self.people = [
            parties.add_party(
                actor=actor,
                case=self.case,
                capacity="suspect",
                designation=f"Suspect {number}",
                screen_finding="no_sign",
                screen_reasons="Kept the takings.",
            )
            for number in range(2)
        ]
        self.people.append(
            parties.add_party(
                actor=actor, case=self.case, capacity="witness", designation="Guard", role="RO4"
            )
        )

    case: Case

    @rule(
        who=st.integers(0, 2),
        whom=st.integers(1, 3),
        acts=words,
        means=st.lists(st.sampled_from(MEANS), max_size=2, unique=True),
        begun=st.sampled_from(BEGUN),
        mode=st.sampled_from(list(Mode)),
    )
    def state(self, **given: Any) -> None:
        """State conduct."""
        whom = given.pop("whom")
        victims = [v for number, v in enumerate(self.victims) if whom & (1 << number)]
        stated = {**STATED, **given, "ended": ""}
        by = self.people[stated.pop("who")]
        self.attempt(
            lambda: services.state_conduct(
                actor=self.office.prosecutor, case=self.case, by=by, victims=victims, **stated
            )
        )

    @rule(
        which=st.integers(0, 9),
        means=st.lists(st.sampled_from(MEANS), max_size=2, unique=True),
        stale=st.booleans(),
    )
    def correct(self, which: int, means: list[str], stale: bool) -> None:
        """Correct the means of a conduct, or of a version of it that is no more."""
        rows = list(Conduct._base_manager.filter(case=self.case).order_by("pk"))
        if not rows:
            return
        row = rows[which % len(rows)]
        done = self.attempt(
            lambda: services.edit_conduct(
                actor=self.office.prosecutor,
                conduct=row,
                version=row.version - stale,
                means=means,
            )
        )
        if stale:
            assert done is None
            assert Conduct._base_manager.get(pk=row.pk).means == row.means

    @rule(
        who=st.integers(0, 1),
        code=st.sampled_from(["INDICTED", "TRIAL_OPENED"]),
        year=st.booleans(),
    )
    def go_to_court(self, who: int, code: str, year: bool) -> None:
        """Record a step in court: long ago, or today."""
        party = Party._base_manager.get(pk=self.people[who].pk)
        on = "2014-05-01" if year else timezone.localdate().isoformat()
        self.attempt(
            lambda: timeline.record_event(
                actor=self.office.prosecutor,
                case=self.case,
                code=code,
                on=on,
                parties=[party],
                set_next_step=False,
            )
        )

    @rule(which=st.integers(0, 9), removed=st.booleans())
    def remove(self, which: int, removed: bool) -> None:
        """Take a conduct out of view, or bring it back."""
        rows = list(Conduct._base_manager.filter(case=self.case).order_by("pk"))
        if rows:
            self.attempt(
                lambda: services.remove_conduct(
                    actor=self.office.prosecutor, conduct=rows[which % len(rows)], removed=removed
                )
            )

    @rule(which=st.integers(0, 9))
    def charge(self, which: int) -> None:
        """Charge a count that can be considered."""
        found = self.found().charging.available()
        if not found:
            return
        count = found[which % len(found)]
        done = self.attempt(
            lambda: decision_services.charge_count(
                actor=self.office.prosecutor,
                case=self.case,
                counts=[count],
                citation="s. 4",
                offence="Trafficking",
            )
        )
        if done is not None:
            self.entries += 1  # adding the count is an entry of its own

    @rule(which=st.integers(0, 9))
    def leave(self, which: int) -> None:
        """Decide not to charge a count."""
        found = self.found().charging.available()
        if found:
            self.attempt(
                lambda: decision_services.leave_counts(
                    actor=self.office.prosecutor,
                    case=self.case,
                    counts=[found[which % len(found)]],
                    reasons="Covered.",
                )
            )

    @rule(which=st.integers(0, 9))
    def undo(self, which: int) -> None:
        """Undo a decision that stands."""
        rows = list(Decision._base_manager.filter(case=self.case, undone_at=None).order_by("pk"))
        if not rows:
            return
        decision = rows[which % len(rows)]
        charged = decision.count is not None
        done = self.attempt(
            lambda: decision_services.undo_decision(actor=self.office.prosecutor, decision=decision)
        )
        if done is not None and charged:
            self.entries += 1  # taking the count out of view is an entry of its own

    @rule(which=st.integers(0, 9), removed=st.booleans())
    def take_a_count(self, which: int, removed: bool) -> None:
        """Take a count out of view, or bring it back."""
        rows = list(Count._base_manager.filter(case=self.case).order_by("pk"))
        if rows:
            change = count_services.remove_count if removed else count_services.restore_count
            count = rows[which % len(rows)]
            self.attempt(lambda: change(actor=self.office.prosecutor, count=count))

    @rule(which=st.integers(0, 4), removed=st.booleans())
    def take_a_party(self, which: int, removed: bool) -> None:
        """Take somebody out of view, or bring them back."""
        party = [*self.victims, *self.people][which]
        self.attempt(
            lambda: parties.remove_party(actor=self.office.prosecutor, party=party, removed=removed)
        )

    @invariant()
    def nobody_is_listed_who_was_not_screened(self) -> None:
        """Whoever is listed was screened, and no sign was found."""
        found = self.found()
        screens = {p.key: p.screen for p in found.facts.culpable_parties}
        assert all(screens[count.by] is Finding.NO_SIGN for count in found.charging.counts)

    @invariant()
    def what_can_be_considered_is_decided_or_open(self) -> None:
        """Each available count is charged, left with reasons, or open: never two of them."""
        found = self.found()
        undecided = {id(count) for count in found.undecided}
        for count in found.charging.available():
            settled = bool(found.charged_as(count) or found.decision_on(count))
            assert settled != (id(count) in undecided)

    @invariant()
    def nobody_stays_a_defendant_without_a_reason(self) -> None:
        """A defendant stands in a count in view or was before the court; a suspect in none."""
        for person in self.people:
            party = Party._base_manager.get(pk=person.pk)
            found = holding(party)
            if party.is_defendant:
                assert found.holds
            else:
                assert not found.counts

    @invariant()
    def names_name_one_count_each(self) -> None:
        """Every count has a name of its own."""
        found = self.found()
        assert len(found.named) == len(found.charging.counts)

    def found(self) -> CaseCharging:
        """Charge the case as it stands."""
        return charging_of(actor=self.office.prosecutor, case=self.case, today=TODAY)


@pytest.mark.django_db
def test_in_any_order_every_count_is_decided_or_open(office: Office, case: Case) -> None:
    Chargings.case = case
    run(Chargings, office, examples=12, steps=15)
