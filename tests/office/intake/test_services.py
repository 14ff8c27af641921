"""Writes on reports: what is recorded, what is refused, what follows, and what the figures say."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.intake.funnel import FunnelStage
from amends.intake.progress import ReportState
from amends.intake.recruiters import Counters
from amends.office.cases import merge_services, split_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.intake import (
    decision_services,
    figure_selectors,
    identification_selectors,
    identification_services,
    register_selectors,
    register_services,
    screening_services,
    selectors,
    services,
)
from amends.office.intake.figure_selectors import FunnelFilters
from amends.office.intake.models import Contact, Identification, Report, ReportAct, ReportPerson
from amends.office.log.models import Kind, LogEntry
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import OPERATOR, Office

TODAY = timezone.localdate()


def record(office: Office, **more: Any) -> Report:
    """Record a report of a labour inspectorate."""
    stated: dict[str, Any] = {
        "received_on": TODAY,
        "kind": "labour",
        "way": "letter",
        "narrative": "AAA and others sleep at the factory, and the owner keeps their passports.",
        **more,
    }
    return services.record_report(actor=office.investigator, unit=office.unit, **stated)


def screen(office: Office, report: Report, **more: Any) -> Any:
    """Screen a report: the documents are held."""
    given = {"sort": "adult_labour", "answers": {"documents_retained": "yes"}, **more}
    return screening_services.screen_report(actor=office.liaison, report=report, **given)


def open_case(office: Office, report: Report, **more: Any) -> Any:
    """Open a case for a report."""
    described = {"title": "Factory", "jurisdiction": "PH", "opened_on": TODAY, **more}
    return decision_services.open_case(
        actor=office.prosecutor, report=report, reason="The owner holds them.", **described
    )


@pytest.fixture
def report(office: Office) -> Report:
    """Return a report that nobody took up yet."""
    return record(office)


def test_a_report_gets_a_number_of_its_unit_and_a_history(office: Office, report: Report) -> None:
    assert report.reference == f"CAP-R-{TODAY.year}-0001"
    assert record(office).reference == f"CAP-R-{TODAY.year}-0002"
    assert (
        list(ReportAct._base_manager.filter(report=report).values_list("what", "by"))
        == [("recorded", "Investigator (investigator)")]
        or ReportAct._base_manager.filter(report=report, what="recorded").exists()
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("received_on", TODAY + timedelta(days=1)),
        ("received_on", date(1, 1, 1)),
        ("received_on", None),
        ("kind", "rumour"),
        ("way", "owl"),
        ("country", "Philippines"),
        ("country", "1\x00"),
        ("narrative", "  "),
        ("narrative", "a\x00b"),
        ("narrative", "half \ud800"),
        ("people", -1),
        ("people", 10**9),
        ("sender", "x" * 201),
        ("sender", "\u202eesrever"),
    ],
)
def test_what_cannot_stand_in_a_report_is_named(office: Office, field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        record(office, **{field: value})
    assert refused.value.message_dict.keys() == {field}
    assert not Report._base_manager.exists()


def test_the_second_to_correct_a_report_is_told(office: Office, report: Report) -> None:
    first = services.edit_report(actor=office.head, report=report, version=1, people=4)
    assert (first.version, first.people) == (2, 4)
    with pytest.raises(ValidationError) as refused:
        services.edit_report(actor=office.prosecutor, report=report, version=1, people=9)
    assert "version" in refused.value.message_dict
    report.refresh_from_db(from_queryset=Report._base_manager.all())
    assert report.people == 4


def test_the_contact_is_seen_by_who_needs_it_and_by_who_wrote_it_down(office: Office) -> None:
    report = record(office, contact={"name": "The neighbour", "telephone": "+63 2"})
    for who in (office.investigator, office.liaison, office.head):
        assert selectors.contact(actor=who, report=report)
    with pytest.raises(Contact.DoesNotExist):
        selectors.contact(actor=office.prosecutor, report=report)
    mine = services.record_report(
        actor=office.prosecutor,
        unit=office.unit,
        contact={"name": "A caller"},
        received_on=TODAY,
        kind="hotline",
        way="telephone",
        narrative="A call.",
    )
    assert selectors.contact(actor=office.prosecutor, report=mine)
    read = LogEntry.objects.filter(kind=Kind.READ, data__contains="contact of a report")
    assert read.count() == 5


def test_who_does_not_see_a_contact_does_not_write_over_it(office: Office) -> None:
    report = record(office, contact={"name": "The neighbour"})
    with pytest.raises(ValidationError):
        services.write_contact(actor=office.prosecutor, report=report, version=0, name="Me")
    with pytest.raises(ValidationError) as refused:
        services.write_contact(actor=office.head, report=report, version=0, name="Me")
    assert "version" in refused.value.message_dict
    services.write_contact(actor=office.head, report=report, version=1, name="Her sister")
    assert Contact._base_manager.get().name == "Her sister"


@pytest.mark.parametrize("name", ["registrar", "ombudsman", "rapporteur", "administrator"])
def test_who_takes_no_reports_in_sees_and_writes_none(
    office: Office, report: Report, name: str
) -> None:
    actor = getattr(office, name)
    assert not selectors.reports(actor=actor).exists()
    with pytest.raises(NotPermitted):
        services.edit_report(actor=actor, report=report, version=1, people=1)


@pytest.mark.parametrize("name", ["stranger", "other_head"])
def test_another_unit_sees_nothing_of_a_report(office: Office, report: Report, name: str) -> None:
    actor = getattr(office, name)
    assert not selectors.reports(actor=actor).exists()
    with pytest.raises(NotPermitted):
        services.edit_report(actor=actor, report=report, version=1, people=1)
    with pytest.raises(NotPermitted):
        screening_services.screen_report(actor=actor, report=report, sort="other", answers={})


def test_a_report_that_somebody_took_up_is_theirs(office: Office, report: Report) -> None:
    services.take_report(actor=office.head, report=report, owner=office.second_prosecutor)
    shown = [
        name
        for name in ("prosecutor", "second_prosecutor", "investigator", "liaison", "head")
        if selectors.reports(actor=getattr(office, name)).exists()
    ]
    assert shown == ["second_prosecutor", "investigator", "head"]
    with pytest.raises(ValidationError):
        services.take_report(actor=office.head, report=report, owner=office.registrar)
    services.take_report(actor=office.head, report=report, owner=None)
    assert selectors.reports(actor=office.prosecutor).exists()


def test_people_stand_by_pseudonym_only(office: Office, report: Report) -> None:
    first = services.add_person(actor=office.liaison, report=report, age=17)
    assert first.designation == "AAA"
    for name in ("Maria Santos", "AAA", "V\x00"):
        with pytest.raises(ValidationError) as refused:
            services.add_person(actor=office.liaison, report=report, designation=name)
        assert "designation" in refused.value.message_dict


def test_screenings_follow_each_other_and_the_last_one_stands(
    office: Office, report: Report
) -> None:
    first = screen(office, report, notes={"documents_retained": "The labour inspector saw them."})
    second = screen(office, report, sort="child_labour", answers={})
    found = selectors.report(actor=office.prosecutor, reference=report.reference)
    assert (found.state, found.sort) == (ReportState.SCREENED, "child_labour")
    screening_services.undo_screening(actor=office.liaison, screening=second)
    found = selectors.report(actor=office.prosecutor, reference=report.reference)
    assert found.sort == "adult_labour"
    screening_services.undo_screening(actor=office.liaison, screening=first)
    found = selectors.report(actor=office.prosecutor, reference=report.reference)
    assert (found.state, found.sort) == (ReportState.RECEIVED, "")
    with pytest.raises(ValidationError):
        screening_services.undo_screening(actor=office.liaison, screening=first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": "feeling"},
        {"answers": {"documents_retained": "perhaps"}},
        {"answers": {"astrology": "yes"}},
        {"notes": {"isolation": "a\x00b"}},
        {"notes": {"isolation": "\ud800"}},
        {"notes": {"isolation": "x" * 1_001}},
        {"notes": {"astrology": "x"}},
        {"acts": ["wishing"]},
        {"means": ["\x00"]},
    ],
)
def test_a_screening_takes_no_nonsense(
    office: Office, report: Report, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        screen(office, report, **wrong)


def test_a_triage_needs_a_screening_and_reasons_and_may_ask_for_another(
    office: Office, report: Report
) -> None:
    def decide(**more: Any) -> Any:
        given = {"form": "trafficking", "reason": "Documents held.", **more}
        return screening_services.decide_triage(actor=office.prosecutor, report=report, **given)

    with pytest.raises(ValidationError):
        decide()
    screen(office, report)
    for wrong in (
        {"form": "guilt"},
        {"reason": "  "},
        {"screen_again_on": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            decide(**wrong)
    with pytest.raises(NotPermitted):
        screening_services.decide_triage(
            actor=office.liaison, report=report, form="trafficking", reason="Why"
        )
    decide(screen_again_on=TODAY)
    again = selectors.ReportFilters(again=True)
    assert selectors.reports(actor=office.head, filters=again).count() == 1
    screen(office, report)
    assert not selectors.reports(actor=office.head, filters=again).exists()


def test_a_case_is_opened_with_its_people_and_leads_back(office: Office, report: Report) -> None:
    services.add_person(actor=office.liaison, report=report, age=16, language="tl")
    decision = open_case(office, report)
    victim = Party._base_manager.get(case=decision.case)
    assert (victim.designation, victim.age, victim.capacity) == ("AAA", 16, "victim")
    assert ReportPerson._base_manager.get().party == victim
    event = TimelineEvent._base_manager.get(case=decision.case)
    assert (event.code, event.details, event.text) == (
        *("REPORT", {"reported_by": "labour"}, report.reference),
    )
    back = selectors.reports_of_case(actor=office.prosecutor, case=decision.case)
    assert list(back) == [report]
    with pytest.raises(ValidationError):
        open_case(office, report)


def test_undoing_leaves_the_case_and_frees_the_report(office: Office, report: Report) -> None:
    services.add_person(actor=office.liaison, report=report)
    decision = open_case(office, report)
    decision_services.undo_decision(actor=office.prosecutor, decision=decision)
    found = selectors.report(actor=office.prosecutor, reference=report.reference)
    assert found.state == ReportState.RECEIVED
    assert Case._base_manager.filter(pk=decision.case_id).exists()
    assert TimelineEvent._base_manager.get().struck_at is not None
    assert ReportPerson._base_manager.get().party is None
    assert not selectors.reports_of_case(actor=office.prosecutor, case=decision.case).exists()
    open_case(office, report)


def test_a_report_joins_only_a_case_of_ones_own(office: Office, report: Report, case: Case) -> None:
    def join(actor: Any) -> Any:
        return decision_services.join_case(
            actor=actor, report=report, case=case, reason="The same house", bring_people=True
        )

    services.add_person(actor=office.liaison, report=report)
    parties.add_party(actor=office.prosecutor, case=case, capacity="victim", designation="AAA")
    with pytest.raises(NotPermitted):
        join(office.investigator)
    join(office.prosecutor)
    called = Party._base_manager.filter(case=case).values_list("designation", flat=True)
    assert list(called) == ["AAA", "BBB"]


def test_a_referral_is_answered_and_a_closed_report_is_at_rest(
    office: Office, report: Report
) -> None:
    actor = office.prosecutor
    referral = decision_services.refer_report(
        actor=actor, report=report, body="child_protection", reason="A child is among them."
    )
    for answer, day in (("", TODAY), ("Taken in.", TODAY + timedelta(days=1))):
        with pytest.raises(ValidationError):
            decision_services.answer_referral(
                actor=actor, decision=referral, answer=answer, answered_on=day
            )
    decision_services.answer_referral(
        actor=actor, decision=referral, answer="Taken in.", answered_on=TODAY
    )
    closing = decision_services.close_report(
        actor=actor, report=report, closing="elsewhere", reason="Child protection works on it."
    )
    with pytest.raises(ValidationError):
        decision_services.refer_report(actor=actor, report=report, body="police", reason="More")
    decision_services.undo_decision(actor=actor, decision=closing)
    found = selectors.report(actor=actor, reference=report.reference)
    assert found.state == ReportState.REFERRED


def test_a_report_of_a_case_is_not_taken_out_of_view(office: Office, report: Report) -> None:
    decision = open_case(office, report)
    with pytest.raises(ValidationError):
        services.remove_report(actor=office.head, report=report)
    decision_services.undo_decision(actor=office.prosecutor, decision=decision)
    services.remove_report(actor=office.head, report=report)
    assert not selectors.reports(actor=office.head).exists()
    with pytest.raises(ValidationError):
        open_case(office, report)


def test_a_merged_case_takes_its_reports_along(office: Office, report: Report, case: Case) -> None:
    opened = open_case(office, report).case
    move = merge_services.merge_cases(
        actor=office.prosecutor, case=opened, target=case, reason="The same house"
    )
    assert list(selectors.reports_of_case(actor=office.prosecutor, case=case)) == [report]
    merge_services.undo_move(actor=office.prosecutor, move=move)
    assert list(selectors.reports_of_case(actor=office.prosecutor, case=opened)) == [report]


def identify(office: Office, party: Party, status: str, day: int, **more: Any) -> Identification:
    """Record where the board for victims stands on a party."""
    return identification_services.identify_party(
        actor=office.liaison,
        party=party,
        status=status,
        authority="Board for victims",
        on=date(2026, 1, day),
        **more,
    )


@pytest.mark.parametrize("verdict", ["convicted", "acquitted", "dismissed"])
@pytest.mark.parametrize("status", ["identified", "not_identified"])
def test_no_verdict_changes_an_identification_and_none_a_verdict(
    office: Office, case: Case, victim: Party, defendant: Party, verdict: str, status: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    identify(office, victim, "presumed", 2)
    row = identify(office, victim, status, 3)
    count = defendant.count_parties.model._base_manager.get(party=defendant).count
    done = counts.record_disposition(
        actor=office.prosecutor,
        count=count,
        defendant=defendant,
        version=1,
        verdict=verdict,
        disposition="",
        status="reported",
    )
    rows = identification_selectors.of_party(actor=office.liaison, party=victim)
    standing = identification_selectors.standing(rows)
    assert standing == row
    assert standing.status == status
    identify(office, victim, "reconsideration" if status == "not_identified" else "ended", 4)
    done.refresh_from_db(from_queryset=type(done)._base_manager.all())
    assert done.verdict == verdict


def test_the_order_of_statuses_is_kept_when_one_is_struck_out(
    office: Office, case: Case, victim: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    with pytest.raises(ValidationError):
        identify(office, victim, "reconsideration", 2)
    refused = identify(office, victim, "not_identified", 2)
    asked = identify(office, victim, "reconsideration", 3)
    strike = identification_services.strike_identification
    with pytest.raises(ValidationError):
        strike(actor=office.liaison, identification=refused, reason="Of somebody else")
    with pytest.raises(ValidationError):
        strike(actor=office.liaison, identification=asked, reason=" ")
    strike(actor=office.liaison, identification=asked, reason="Not asked after all")
    strike(actor=office.liaison, identification=refused, reason="Of somebody else")
    with pytest.raises(ValidationError):
        strike(actor=office.liaison, identification=asked, back=True)
    assert (
        identification_selectors.standing(
            identification_selectors.of_party(actor=office.liaison, party=victim)
        )
        is None
    )


def test_what_a_report_recorded_of_a_person_goes_on_in_the_case(
    office: Office, report: Report
) -> None:
    person = services.add_person(actor=office.liaison, report=report)
    given: dict[str, Any] = {"status": "no_grounds", "authority": "Board", "on": TODAY}
    identification_services.identify_person(actor=office.liaison, person=person, **given)
    decision = open_case(office, report)
    party = Party._base_manager.get(case=decision.case)
    row = identification_services.identify_party(
        actor=office.prosecutor, party=party, **{**given, "status": "reconsideration"}
    )
    known = identification_selectors.of_party(actor=office.prosecutor, party=party)
    assert [one.status for one in known] == ["no_grounds", "reconsideration"]
    assert identification_selectors.standing(known) == row


def test_a_registrar_sees_no_identification(
    office: Office, case: Case, victim: Party, defendant: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    identify(office, victim, "presumed", 2)
    assert not identification_selectors.of_party(actor=office.registrar, party=victim).exists()


def test_a_victim_stays_identified_in_the_case_that_is_split_off(
    office: Office, case: Case, victim: Party, defendant: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    identify(office, victim, "presumed", 2)
    other = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Drives.",
    )
    counts.add_count(
        actor=office.prosecutor,
        case=case,
        citation="s.5",
        offence="Trafficking",
        defendants=[other],
        victims=[victim],
    )
    other.refresh_from_db()
    move = split_services.split_case(
        actor=office.prosecutor, case=case, defendants=[other], title="Driver", reason="Severed"
    )
    copy = Party._base_manager.get(case=move.target, key=victim.key)
    rows = identification_selectors.of_party(actor=office.prosecutor, party=copy)
    assert [row.status for row in rows] == ["presumed"]
    later = identification_services.identify_party(
        actor=office.prosecutor, party=copy, status="identified", authority="Board", on=TODAY
    )
    merge_services.undo_move(actor=office.prosecutor, move=move)
    rows = identification_selectors.of_party(actor=office.prosecutor, party=victim)
    assert [row.status for row in rows] == ["presumed", "identified"]
    assert list(rows)[1] == later


def copies(report: Report, number: int) -> list[Report]:
    """Return so many reports that say the same as one that was recorded."""
    found = []
    for n in range(number):
        row = copy(report)
        row.pk, row.reference = None, f"{report.reference}-{n}"
        found.append(row)
    return Report._base_manager.bulk_create(found)


def refer(office: Office, reports: list[Report]) -> None:
    """Refer reports for prosecution, the first by its service and the others as it did."""
    first = decision_services.refer_report(
        actor=office.head, report=reports[0], body="prosecution", reason="Trafficking"
    )
    found = []
    for report in reports[1:]:
        row = copy(first)
        row.pk, row.report = None, report
        found.append(row)
    type(first)._base_manager.bulk_create(found)


def test_the_funnel_of_bahrain_from_recorded_reports(office: Office) -> None:
    """63 of 427 labour violations were referred for prosecution, U.S. TIP Report 2017."""
    entered = [record(office, received_on=date(2014, 6, 1)) for _ in range(5)]
    rows = entered + copies(entered[0], 422)
    assert len(rows) == 427
    refer(office, rows[:63])
    decision_services.refer_report(
        actor=office.head, report=rows[70], body="labour_inspectorate", reason="Wages only"
    )
    filters = FunnelFilters(by="kind", year=2014)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = figure_selectors.figures(actor=office.head, filters=filters)
    assert len(queries) < 12
    (row,) = found.rows
    numbers = dict(zip(FunnelStage, (cell.shown for cell in row.cells), strict=True))
    assert (numbers[FunnelStage.REFERRED], numbers[FunnelStage.RECEIVED]) == (63, 427)
    assert len([e for e in found.entries if FunnelStage.REFERRED in e.reached]) == 63
    shown = figure_selectors.figures(actor=office.rapporteur, filters=filters)
    (row,) = shown.rows
    numbers = dict(zip(FunnelStage, (cell.shown for cell in row.cells), strict=True))
    assert (numbers[FunnelStage.REFERRED], numbers[FunnelStage.RECEIVED]) == (63, 427)
    assert numbers[FunnelStage.CASE] is None
    assert shown.entries == ()


def test_the_funnel_follows_a_report_to_its_conviction(office: Office) -> None:
    reports = [record(office) for _ in range(6)]
    for report in reports[:5]:
        screen(office, report)
    screen(office, reports[4], answers={})
    for report in reports[:3]:
        services.add_person(actor=office.liaison, report=report)
    decision_services.refer_report(
        actor=office.head, report=reports[3], body="police", reason="More to ask"
    )
    opened = [open_case(office, report).case for report in reports[:3]]
    for case in opened[:2]:
        owner = parties.add_party(
            actor=office.prosecutor,
            case=case,
            capacity="suspect",
            designation="Owner",
            screen_finding="no_sign",
            screen_reasons="Owns it.",
        )
        victim = Party._base_manager.get(case=case, capacity="victim")
        count = counts.add_count(
            actor=office.prosecutor,
            case=case,
            citation="s.4",
            offence="Trafficking",
            defendants=[owner],
            victims=[victim],
        )
    owner.refresh_from_db()
    counts.record_disposition(
        actor=office.prosecutor,
        count=count,
        defendant=owner,
        version=1,
        verdict="convicted",
        disposition="",
        status="reported",
    )
    found = figure_selectors.figures(actor=office.head, filters=FunnelFilters())
    assert found.total
    assert [cell.number for cell in found.total.cells] == [6, 5, 4, 4, 3, 2, 1]
    hidden = figure_selectors.figures(actor=office.ombudsman, filters=FunnelFilters())
    assert hidden.total is None
    assert [cell.shown for cell in hidden.rows[0].cells] == [6, 5, None, None, None, None, None]


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "month"},
        {"by": "kind", "kind": "labour"},
        {"by": "kind", "since": TODAY, "until": TODAY},
        {"by": "sort", "sort": "adult_labour"},
    ],
)
def test_who_sees_no_report_narrows_no_figure(office: Office, asked: dict[str, Any]) -> None:
    for day, kind in ((date(2020, 1, 5), "police"), (TODAY, "labour"), (TODAY, "hotline")):
        record(office, received_on=day, kind=kind)
    plain = figure_selectors.figures(actor=office.rapporteur, filters=FunnelFilters(by=asked["by"]))
    narrowed = figure_selectors.figures(actor=office.rapporteur, filters=FunnelFilters(**asked))
    assert narrowed == plain
    assert plain.by in {"year", "kind", "sort"}


@pytest.mark.parametrize("name", ["prosecutor", "investigator", "liaison", "registrar"])
def test_who_does_not_count_reports_is_refused(office: Office, name: str) -> None:
    with pytest.raises(NotPermitted):
        figure_selectors.figures(actor=getattr(office, name), filters=FunnelFilters())


def test_the_counters_of_the_philippines_from_recorded_reports(office: Office) -> None:
    """98 reports of 231 people, 12 closures and 84 referrals, U.S. TIP Report 2017."""
    actor = office.prosecutor
    agencies = [
        register_services.enter_recruiter(actor=actor, unit=office.unit, name=f"Agency {n}")
        for n in range(12)
    ]
    three = record(office, recruiter=agencies[0], people=3)
    two = record(office, recruiter=agencies[1], people=2)
    reports = [three, *copies(three, 34), two, *copies(two, 62)]
    refer(office, reports[:84])
    for agency in agencies:
        register_services.record_closure(
            actor=actor, recruiter=agency, authority="POEA", reason="Recruits without a licence"
        )
    found = register_selectors.recruiter_counters(actor=actor, since=TODAY, until=TODAY)
    assert found == Counters(98, 231, 12, 84)
    yesterday = TODAY - timedelta(days=1)
    before = register_selectors.recruiter_counters(actor=actor, until=yesterday)
    assert before == Counters(0, 0, 0, 0)
    extra = register_services.record_closure(
        actor=actor, recruiter=agencies[0], authority="POEA", reason="Entered twice"
    )
    register_services.undo_closure(actor=actor, closure=extra)
    assert register_selectors.recruiter_counters(actor=actor).closures == 12
    with CaptureQueriesContext(connection) as queries:
        listed = list(register_selectors.recruiters(actor=actor))
    assert len(queries) < 10
    assert sum(row.named for row in listed) == 98  # type: ignore[attr-defined]  # annotated


def test_a_recruiter_stands_once_in_the_register_of_its_unit(office: Office) -> None:
    row = register_services.enter_recruiter(
        actor=office.prosecutor, unit=office.unit, name="Sea Star", licence_number="POEA-1"
    )
    for name in (" sea star", "", "Sеa Star", "a\x00"):
        with pytest.raises(ValidationError):
            register_services.enter_recruiter(actor=office.prosecutor, unit=office.unit, name=name)
    with pytest.raises(NotPermitted):
        register_services.edit_recruiter(
            actor=office.stranger, recruiter=row, version=1, name="Mine"
        )
    register_services.edit_recruiter(
        actor=office.head, recruiter=row, version=1, name="Sea Star Inc."
    )
    with pytest.raises(ValidationError) as refused:
        register_services.edit_recruiter(
            actor=office.prosecutor, recruiter=row, version=1, name="Mine"
        )
    assert "version" in refused.value.message_dict


def test_the_demo_and_other_programs_record_reports_without_an_account(office: Office) -> None:
    row = services.record_report(
        actor=OPERATOR,
        unit=office.unit,
        received_on=TODAY,
        kind="ngo",
        way="email",
        narrative="A shelter writes.",
    )
    assert row.recorded_by is None
    assert selectors.reports(actor=office.liaison).count() == 1


def test_the_list_asks_as_many_questions_for_many_as_for_few(office: Office) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = selectors.report(actor=office.head, reference=first.reference)
            selectors.listed(
                [row.pk for row in selectors.reports(actor=office.head)], actor=office.head
            )
        assert found.reference
        return len(queries)

    first = record(office)
    few = asked()
    for _ in range(5):
        screen(office, record(office))
    screen(office, first)
    assert asked() == few
