"""Assigning, barring, asking, agreeing, ending and the passing of hours, in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.bars.models import Bar
from amends.office.cases import services as cases
from amends.office.cases.models import Case, Note
from amends.office.emergencies import services
from amends.office.emergencies.models import EmergencyAccess
from amends.office.policy import is_own
from tests.office.conftest import OPERATOR, Office
from tests.office.machines import OfficeMachine, run

WORKERS = ("prosecutor", "second_prosecutor", "investigator", "liaison", "stranger")
DECIDERS = ("head", "ombudsman", "other_head", "second_prosecutor")
PEOPLE = (*WORKERS, "head", "ombudsman", "other_head")
WHICH = st.integers(0, 9)
REFUSING = "tests.office.emergencies.test_services.DeafBackend"


class Emergencies(OfficeMachine):
    """Two cases of one unit, and the people of two.

    Who must see what is told apart from the office: by who was assigned, who was barred, and until
    when an access that was granted runs, on a clock of the machine's own.
    """

    cases: list[Case]

    def begin(self) -> None:
        """Open the cases and stop the clock."""
        self.now = timezone.now().replace(hour=0, minute=30)
        self.clock = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.clock.start()
        accounts.change_account(actor=OPERATOR, user=self.person("ombudsman"), email="o@o.example")
        self.cases = [self._open(title) for title in ("Harbour", "Farm")]
        self.assigned = {(self.person("prosecutor").pk, case.pk) for case in self.cases}
        self.barred: set[tuple[int, int]] = set()
        self.asked: dict[int, tuple[int, int, int, datetime]] = {}  # account, case, hours, when
        self.until: dict[int, tuple[int, int, datetime]] = {}  # account, case, end
        self.told = len(mail.outbox)

    def teardown(self) -> None:
        """Let the clock go again."""
        self.clock.stop()
        super().teardown()

    @rule(whom=st.sampled_from(WORKERS), which=WHICH)
    def assign(self, whom: str, which: int) -> None:
        """Assign somebody."""
        case, person = self.cases[which % 2], self.person(whom)
        if self.attempt(lambda: cases.assign(actor=self.person("head"), case=case, user=person)):
            self.assigned.add((person.pk, case.pk))

    @rule(whom=st.sampled_from(PEOPLE), which=WHICH)
    def bar(self, whom: str, which: int) -> None:
        """Bar somebody."""
        case, person = self.cases[which % 2], self.person(whom)
        by = self.person("head" if whom == "ombudsman" else "ombudsman")
        if self.attempt(
            lambda: bars.enter_bar(
                actor=by, case=case, account=person, ground="vetting", reason="2024"
            )
        ):
            self.barred.add((person.pk, case.pk))

    @rule(which=WHICH)
    def lift(self, which: int) -> None:
        """Lift a bar, by two persons who may."""
        rows = list(Bar._base_manager.filter(lifted_at=None).order_by("pk"))
        if rows:
            row = rows[which % len(rows)]
            head, ombudsman = self.person("head"), self.person("ombudsman")
            self.attempt(lambda: bars.ask_to_lift(actor=head, bar=row, reason="Mistaken."))
            if self.attempt(lambda: bars.lift_bar(actor=ombudsman, bar=row)):
                self.barred.discard((row.account_id, row.case_id))

    @rule(who=st.sampled_from(PEOPLE), which=WHICH, hours=st.sampled_from([0, 1, 4, 12, 72, 73]))
    def ask(self, who: str, which: int, hours: int) -> None:
        """Ask for one of the cases, or for one that is not there."""
        case, person = self.cases[which % 2], self.person(who)
        reference = case.reference if which < 8 else "CAP-1999-0001"
        access = self.attempt(
            lambda: services.ask_for_access(
                actor=person, reference=reference, reason="A raid.", hours=hours
            )
        )
        if access:
            assert who in WORKERS
            assert 1 <= hours <= 72
            if which < 8:
                self.asked[access.pk] = (person.pk, case.pk, hours, self.now)

    @rule(who=st.sampled_from(DECIDERS), which=WHICH, heard=st.booleans())
    def grant(self, who: str, which: int, heard: bool) -> None:
        """Agree to a request while the mail is taken, or is not."""
        rows = list(EmergencyAccess._base_manager.order_by("pk"))
        if not rows:
            return
        row, by = rows[which % len(rows)], self.person(who)
        if heard:
            done = self.attempt(lambda: self._grant(by, row))
        else:
            with override_settings(EMAIL_BACKEND=REFUSING):
                assert self.attempt(lambda: self._grant(by, row)) is None
            return
        if done:
            account, case, hours, when = self.asked.pop(row.pk)
            assert who in {"head", "ombudsman"}
            assert not {(account, case), (by.pk, case)} & self.barred
            assert (self.person("ombudsman").pk, case) not in self.barred
            assert User.objects.get(pk=account).unit == self.office.unit
            assert self.now - when < timedelta(hours=24)
            self.until[row.pk] = (account, case, self.now + timedelta(hours=hours))
            self.told += 1

    @rule(
        who=st.sampled_from(("second_prosecutor", "investigator", "liaison")),
        by=st.sampled_from(("head", "ombudsman")),
        which=st.integers(0, 1),
        hours=st.sampled_from([1, 12]),
    )
    def open(self, who: str, by: str, which: int, hours: int) -> None:
        """Ask and grant at once, as it mostly goes."""
        self.ask(who, which, hours)
        newest = EmergencyAccess._base_manager.count() - 1
        if 0 <= newest < 10:
            self.grant(by, newest, heard=True)

    @rule(who=st.sampled_from(PEOPLE), which=WHICH)
    def end(self, who: str, which: int) -> None:
        """End an access, or a request."""
        rows = list(EmergencyAccess._base_manager.order_by("pk"))
        if rows:
            row, by = rows[which % len(rows)], self.person(who)
            if self.attempt(lambda: services.end_access(actor=by, access=row)):
                assert by.pk == row.account_id or who in {"head", "ombudsman"}
                self.asked.pop(row.pk, None)
                self.until.pop(row.pk, None)

    @rule(minutes=st.integers(1, 40 * 60))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    @invariant()
    def everybody_sees_what_they_must_and_nothing_else(self) -> None:
        """Compare what the office shows with who may see what."""
        for name in PEOPLE:
            person = self.person(name)
            seen = {case.pk for case in self.cases if self.must_see(name, person, case)}
            assert set(Case.objects.seen_by(person).values_list("pk", flat=True)) == seen, name
            assert {case.pk for case in self.cases if is_own(person, case)} == seen
            notes = set(Note.objects.seen_by(person).values_list("case", flat=True))
            assert notes == (set() if name == "ombudsman" else seen)

    @invariant()
    def the_ombudsman_was_told_of_each(self) -> None:
        """A mail went for every access that was granted, and for no other."""
        assert len(mail.outbox) == self.told
        granted = EmergencyAccess._base_manager.filter(agreed_at__isnull=False)
        assert all(row.agreed_by_id not in {None, row.account_id} for row in granted)

    def must_see(self, name: str, person: User, case: Case) -> bool:
        """Say whether somebody must see a case."""
        if (person.pk, case.pk) in self.barred:
            return False
        if name in {"head", "ombudsman"} or (person.pk, case.pk) in self.assigned:
            return True
        opened = self.until.values()
        return any((a, c) == (person.pk, case.pk) and self.now < end for a, c, end in opened)

    def person(self, name: str) -> User:
        """Return somebody of the office."""
        return getattr(self.office, name)  # type: ignore[no-any-return]

    def _grant(self, by: User, row: EmergencyAccess) -> EmergencyAccess:
        return services.grant_access(actor=by, access=row, reason="She called me.")

    def _open(self, title: str) -> Case:
        today, unit = timezone.localdate(), self.office.unit
        lead = self.person("prosecutor")
        case = cases.open_case(
            actor=lead, title=title, unit=unit, jurisdiction="PH", opened_on=today
        )
        cases.write_note(actor=lead, case=case, text=title)
        return case


def test_the_machine_would_notice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an access run on after its hours: the machine must see it."""

    def opened(actor: User) -> Any:
        rows = EmergencyAccess._base_manager.order_by()
        return rows.filter(account=actor.pk, until__isnull=False, ended_at=None).values("case")

    monkeypatch.setattr("amends.office.policy._opened", opened)
    Emergencies.office = office
    machine = Emergencies()
    try:
        machine.open("investigator", "head", 0, 1)
        machine.everybody_sees_what_they_must_and_nothing_else()
        assert len(machine.until) == 1
        machine.wait(60)
        with pytest.raises(AssertionError, match="investigator"):
            machine.everybody_sees_what_they_must_and_nothing_else()
    finally:
        machine.teardown()


def test_no_order_of_events_opens_a_case_to_anybody_else_or_for_longer(office: Office) -> None:
    run(Emergencies, office, examples=15)
