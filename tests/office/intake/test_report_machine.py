"""A report's life in any order: screened, triaged, decided and undone by whoever tries."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.intake.funnel import FunnelStage
from amends.intake.progress import TO_A_CASE, ReportState, ReportStep, Standing
from amends.office.intake import (
    decision_services,
    figure_selectors,
    screening_services,
    services,
)
from amends.office.intake.figure_selectors import FunnelFilters
from amends.office.intake.models import Report, ReportAct, ReportDecision, Screening, TriageDecision
from amends.office.policy import is_own
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

DECIDES = {"prosecutor", "investigator", "head"}
ACTORS = st.sampled_from(("prosecutor", "investigator", "liaison", "head", "registrar", "stranger"))
NUMBERS = st.integers(0, 20)
REASONS = st.sampled_from(("", "   ", "Documents are held"))
ANSWERS = st.sampled_from(({}, {"isolation": "yes"}, {"isolation": "no"}))


def test_who_opens_a_case_for_another_to_lead_stays_on_it(office: Office) -> None:
    report = services.record_report(
        actor=office.investigator,
        unit=office.unit,
        received_on=timezone.localdate(),
        kind="ngo",
        way="letter",
        narrative="AAA is held at the farm.",
    )
    decided = decision_services.open_case(
        actor=office.investigator,
        report=report,
        reason="Documents are held",
        title="Farm",
        jurisdiction="PH",
        opened_on=timezone.localdate(),
        lead=office.prosecutor,
    )
    assert decided.case is not None
    assert is_own(office.investigator, decided.case)
    assert not is_own(office.stranger, decided.case)


class Life(OfficeMachine):
    """One report, and everything that can be done to it."""

    def begin(self) -> None:
        """Record it."""
        self.report = services.record_report(
            actor=self.office.investigator,
            unit=self.office.unit,
            received_on=timezone.localdate(),
            kind="ngo",
            way="letter",
            narrative="AAA is held at the farm.",
        )
        services.add_person(actor=self.office.investigator, report=self.report)

    @rule(who=ACTORS, answers=ANSWERS)
    def screen(self, who: str, answers: dict[str, str]) -> None:
        """Ask the indicators."""
        done = self.tried(
            lambda: screening_services.screen_report(
                actor=self.person(who), report=self.row(), sort="adult_labour", answers=answers
            )
        )
        assert bool(done) == (who not in {"registrar", "stranger"})

    @rule(who=ACTORS, reason=REASONS)
    def triage(self, who: str, reason: str) -> None:
        """Decide the triage, which needs a screening and a reason."""
        screened = self.standing().screened
        done = self.tried(
            lambda: screening_services.decide_triage(
                actor=self.person(who), report=self.row(), form="trafficking", reason=reason
            )
        )
        assert bool(done) == bool(who in DECIDES and reason.strip() and screened)

    @rule(
        who=ACTORS,
        reason=REASONS,
        step=st.sampled_from((ReportStep.OPEN, ReportStep.REFER, ReportStep.CLOSE)),
    )
    def decide(self, who: str, reason: str, step: ReportStep) -> None:
        """Decide what becomes of it."""
        before = self.standing()
        done = self.tried(lambda: self.act(who, reason, step))
        stands = before.state is ReportState.CLOSED or (
            before.state is ReportState.CASE and step is not ReportStep.REFER
        )
        assert bool(done) == bool(who in DECIDES and reason.strip() and not stands)

    @rule(who=ACTORS, which=NUMBERS)
    def undo_decision(self, who: str, which: int) -> None:
        """Undo a decision; only who may open its case undoes one of a case."""
        rows = list(ReportDecision._base_manager.order_by("id"))
        if rows:
            row = rows[which % len(rows)]
            was = row.undone_at
            done = self.tried(
                lambda: decision_services.undo_decision(actor=self.person(who), decision=row)
            )
            assert done is None or (was is None and who in DECIDES)

    @rule(who=ACTORS, which=NUMBERS, of_triage=st.booleans())
    def undo_finding(self, who: str, which: int, of_triage: bool) -> None:
        """Undo a screening or a triage."""
        kind: Any = TriageDecision if of_triage else Screening
        rows = list(kind._base_manager.order_by("id"))
        if rows:
            row = rows[which % len(rows)]
            was = row.undone_at
            done = self.tried(lambda: self.undo(who, row))
            allowed = DECIDES if of_triage else DECIDES | {"liaison"}
            assert bool(done) == bool(was is None and who in allowed)

    @invariant()
    def its_state_is_what_stands_on_it(self) -> None:
        """The state follows from what was not undone, and no two cases hold one report."""
        standing = self.standing()
        row = self.row()
        assert row.state == standing.state
        assert bool(row.sort) == standing.screened
        in_case = ReportDecision._base_manager.filter(undone_at=None, step__in=TO_A_CASE)
        assert in_case.count() <= 1

    @invariant()
    def the_figures_agree(self) -> None:
        """The report is counted where it stands."""
        found = figure_selectors.figures(actor=self.office.head, filters=FunnelFilters())
        (entry,) = found.entries
        standing = self.standing()
        assert (FunnelStage.SCREENED in entry.reached) == standing.screened
        assert (FunnelStage.CASE in entry.reached) == bool(TO_A_CASE & set(standing.steps))

    @invariant()
    def nothing_that_was_done_is_missing_from_its_history(self) -> None:
        """Every row has its act, and every undoing too."""
        rows: list[Any] = [
            *Screening._base_manager.all(),
            *TriageDecision._base_manager.all(),
            *ReportDecision._base_manager.all(),
        ]
        acts = ReportAct._base_manager.filter(report=self.report)
        assert acts.filter(what="undone").count() == sum(bool(r.undone_at) for r in rows)
        assert acts.exclude(what="undone").count() == len(rows) + 2

    def act(self, who: str, reason: str, step: ReportStep) -> ReportDecision:
        """Carry a step out."""
        named: dict[str, Any] = {"actor": self.person(who), "report": self.row(), "reason": reason}
        if step is ReportStep.REFER:
            return decision_services.refer_report(**named, body="police")
        if step is ReportStep.CLOSE:
            return decision_services.close_report(**named, closing="not_enough")
        return decision_services.open_case(
            **named,
            title="Farm",
            jurisdiction="PH",
            opened_on=timezone.localdate(),
            lead=self.office.prosecutor,
        )

    def undo(self, who: str, row: Any) -> Any:
        """Undo a screening or a triage."""
        actor = self.person(who)
        if isinstance(row, Screening):
            return screening_services.undo_screening(actor=actor, screening=row)
        return screening_services.undo_triage(actor=actor, triage=row)

    def tried(self, act: Any) -> Any:
        """Try something; opening a case writes several entries at once."""
        before = self._written()
        done = self.attempt(act)
        if done is not None:
            self.entries += self._written() - before - 1
            assert self._written() > before
        return done

    def standing(self) -> Standing:
        """Return what stands, worked out from the rows."""
        decisions = ReportDecision._base_manager.filter(undone_at=None)
        return Standing(
            Screening._base_manager.filter(undone_at=None).exists(),
            TriageDecision._base_manager.filter(undone_at=None).exists(),
            frozenset(ReportStep(step) for step in decisions.values_list("step", flat=True)),
        )

    def row(self) -> Report:
        """Return the report as it stands."""
        return Report._base_manager.select_related("unit").get(pk=self.report.pk)

    def person(self, name: str) -> Any:
        """Return an account of the office."""
        return getattr(self.office, name)


def test_a_report_can_be_worked_on_in_any_order(office: Office) -> None:
    run(Life, office, examples=8, steps=15)
