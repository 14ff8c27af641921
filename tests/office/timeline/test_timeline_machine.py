"""Recording, striking and restoring events in any order: what is kept is what follows from them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.base.dates import When
from amends.base.fields import FieldKind
from amends.court.clock_rules import clock_rules
from amends.court.clocks import clocks
from amends.court.events import Event, Subject, event_types
from amends.court.holidays import WorkingDays
from amends.court.progress import progress
from amends.office.cases import services as cases
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.tasks.models import Task, TaskState
from amends.office.timeline import services
from amends.office.timeline.derived_services import OPEN_STATES
from amends.office.timeline.models import EventParty, OpenClock, TimelineEvent
from tests.office.conftest import OPERATOR, Office
from tests.office.machines import OfficeMachine, run

GIVEN = {
    FieldKind.TEXT: "Said so",
    FieldKind.DATE: "2026-09",
    FieldKind.MONEY: "USD 12.50",
    FieldKind.NUMBER: "3",
}


class Timeline(OfficeMachine):
    """The timeline of one case with two defendants and a victim.

    Attributes:
        model: the events that stand, by primary key, as the pure rooms know them.
    """

    def begin(self) -> None:
        """Open the case and charge two people."""
        actor = self.office.prosecutor
        self.case = cases.open_case(
            actor=actor,
            title="House in the harbour street",
            unit=self.office.unit,
            jurisdiction="PH",
            opened_on=date(2026, 1, 12),
        )
        self.victim = parties.add_party(actor=actor, case=self.case, capacity="victim")
        self.accused = [self._accuse(who) for who in ("Owner", "Recruiter")]
        self.model: dict[int, Event] = {}

    @rule(
        code=st.sampled_from(sorted(event_types())),
        days=st.integers(0, 300),
        whom=st.sampled_from((0, 1)),
        next_step=st.booleans(),
    )
    def record(self, code: str, days: int, whom: int, next_step: bool) -> None:
        """Record an event of any declared type."""
        kind = event_types()[code]
        about: list[Party] = {
            Subject.DEFENDANT: [self.accused[whom]],
            Subject.VICTIM: [self.victim],
            Subject.CASE: [],
        }[kind.subject]
        details = {f.name: f.choices[0].code if f.choices else GIVEN[f.kind] for f in kind.fields}
        on = str(date(2026, 1, 12) + timedelta(days=days))
        event = self.attempt(
            lambda: services.record_event(
                actor=OPERATOR,
                case=self.case,
                code=code,
                on=on,
                parties=about,
                details=details,
                set_next_step=next_step,
            )
        )
        if event is not None:
            keys = frozenset(party.key for party in about)
            self.model[event.pk] = Event(code, When.parse(on), keys, details)

    @rule(which=st.integers(0, 20), reason=st.sampled_from(("", "Wrong case")))
    def strike(self, which: int, reason: str) -> None:
        """Strike an event, and see to it that nothing is left to follow from it."""
        event = self._pick(which, struck=False)
        if event is None:
            return
        done = self.attempt(
            lambda: services.strike_event(actor=OPERATOR, event=event, reason=reason)
        )
        if done is not None:
            del self.model[event.pk]
            assert not Task._base_manager.filter(event=event, state=TaskState.OPEN).exists()

    @rule(which=st.integers(0, 20))
    def restore(self, which: int) -> None:
        """Bring a struck event back."""
        event = self._pick(which, struck=True)
        if event is None:
            return
        self.attempt(lambda: services.restore_event(actor=OPERATOR, event=event))
        about = EventParty._base_manager.filter(event=event)
        keys = about.values_list("party__key", flat=True)
        self.model[event.pk] = Event(
            event.code, When.parse(event.on), frozenset(keys), dict(event.details)
        )

    @invariant()
    def stages_are_those_of_a_replay(self) -> None:
        """What is kept of each defendant is what the events that stand amount to."""
        events = self._in_order()
        for party in self.accused:
            party.refresh_from_db()
            now = progress(party.key, events)
            assert (party.stage, party.standing) == (now.stage, now.standing)

    @invariant()
    def clocks_are_those_of_a_replay(self) -> None:
        """The clocks that are kept are those the rules give for the events that stand."""
        running = clocks(
            self._in_order(),
            rules=clock_rules("PH"),
            defendants=[party.key for party in self.accused if party.is_defendant],
            victims=[self.victim.key],
            working_days=WorkingDays("PH"),
            today=timezone.localdate(),
        )
        expected = {(c.rule.code, c.party or "") for c in running if c.state in OPEN_STATES}
        kept = OpenClock._base_manager.filter(case=self.case).select_related("party")
        assert {(row.rule, row.party.key if row.party else "") for row in kept} == expected

    def _in_order(self) -> list[Event]:
        ordered = sorted(self.model.items(), key=lambda item: (item[1].on.first, item[0]))
        return [event for _pk, event in ordered]

    def _pick(self, which: int, *, struck: bool) -> TimelineEvent | None:
        rows = TimelineEvent._base_manager.filter(case=self.case, struck_at__isnull=not struck)
        found = list(rows.order_by("pk"))
        return found[which % len(found)] if found else None

    def _accuse(self, who: str) -> Party:
        actor = self.office.prosecutor
        party = parties.add_party(
            actor=actor,
            case=self.case,
            capacity="suspect",
            designation=who,
            screen_finding="no_sign",
            screen_reasons="None in the file.",
        )
        counts.add_count(
            actor=actor,
            case=self.case,
            citation="RA 9208 s.4(a)",
            offence="Trafficking in persons",
            defendants=[party],
            victims=[self.victim],
        )
        party.refresh_from_db()
        return party


def test_what_is_kept_follows_from_the_events_that_stand(office: Office) -> None:
    run(Timeline, office)
