"""The pages of reports: one screen to record, conflicts, filters, figures, and who sees what."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.intake import screening_services, services
from amends.office.intake.models import (
    Closure,
    Contact,
    Identification,
    LicenceCheck,
    Recruiter,
    Report,
    ReportDecision,
    ReportPerson,
    Screening,
    TriageDecision,
)
from amends.office.parties.models import Party
from tests.office.conftest import Office

TODAY = timezone.localdate()
LINES = {"narrative": "AAA sleeps at the factory.", "kind": "labour", "way": "letter"}


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


@pytest.fixture
def report(office: Office) -> Report:
    """Return a report that nobody took up yet, with whom to ask."""
    return services.record_report(
        actor=office.investigator,
        unit=office.unit,
        received_on=TODAY,
        contact={"name": "Canary neighbour"},
        kind="labour",
        way="letter",
        narrative="AAA sleeps at the factory.",
    )


def at(name: str, *more: object) -> str:
    """Return an address."""
    return reverse(name, args=list(more))


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def typed(**more: Any) -> dict[str, Any]:
    """Return what a person types to record a report."""
    return {**LINES, "received_on": TODAY.isoformat(), **more}


PAGES = ["report", "report-edit", "report-screen", "report-open", "report-decide", "report-history"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["registrar", "ombudsman", "rapporteur", "stranger", "other_head"])
def test_whose_report_it_is_not_sees_no_page_of_it(
    client: Client, office: Office, report: Report, page: str, who: str
) -> None:
    client.force_login(getattr(office, who))
    assert client.get(at(page, report.reference)).status_code == 404


def test_a_report_is_recorded_on_one_screen(reader: Client) -> None:
    assert "No report yet" in shown(reader, at("report-list"))
    answer = reader.post(
        at("report-new"), typed(country="ph", people="12", **{"contact-name": "A neighbour"})
    )
    assert answer.status_code == 302
    row = Report._base_manager.get()
    assert (row.country, row.people, row.recorded_by.username) == ("PH", 12, "prosecutor")  # type: ignore[union-attr]  # recorded by an account
    assert Contact._base_manager.get().name == "A neighbour"
    page = shown(reader, at("report-list"))
    for words in (row.reference, "Labour inspectorate", "Nobody yet", "waits 0 days"):
        assert words in page


def test_a_refusal_keeps_what_was_typed(reader: Client) -> None:
    page = reader.post(
        at("report-new"), typed(received_on="9999-12-31", sender="The owner's desk")
    ).content.decode()
    assert "in the future" in page
    assert "The owner&#x27;s desk" in page
    assert not Report._base_manager.exists()


def test_the_contact_is_on_no_page_but_its_own(
    client: Client, office: Office, report: Report
) -> None:
    for who in ("prosecutor", "investigator", "liaison", "head"):
        client.force_login(getattr(office, who))
        for page in ("report", "report-edit", "report-history"):
            assert "Canary" not in shown(client, at(page, report.reference))
        answer = client.get(at("report-contact", report.reference))
        assert (answer.status_code == 200) == (who != "prosecutor")
        assert ("Canary" in answer.content.decode()) == (who != "prosecutor")


def test_two_who_correct_one_report_are_asked(reader: Client, report: Report) -> None:
    address = at("report-edit", report.reference)
    assert reader.post(address, typed(version="1", sender="First")).status_code == 302
    page = reader.post(address, typed(version="1", sender="Second")).content.decode()
    assert "A colleague was quicker" in page
    assert "First" in page
    assert "Second" in page
    assert 'value="2"' in page
    assert Report._base_manager.get().sender == "First"
    assert reader.post(address, typed(version="2", sender="Second")).status_code == 302
    assert Report._base_manager.get().sender == "Second"


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("kind=labour", True),
        ("kind=border", False),
        ("state=received", True),
        ("state=closed", False),
        ("waiting=on&order=waiting", True),
        ("mine=on", False),
        ("again=on", False),
        ("text=factory", True),
        ("text=%00&kind=<b>&recruiter=-1&received_from=0001-01-01", True),
        ("received_to=0001-01-01", False),
        ("recruiter=99999999999999999999", True),
        ("removed=on", False),
        ("page=99", True),
    ],
)
def test_the_list_is_narrowed(reader: Client, report: Report, query: str, there: bool) -> None:
    page = shown(reader, f"{at('report-list')}?{query}")
    assert (report.reference in page) == there


def test_screening_triage_and_undo(reader: Client, report: Report) -> None:
    address = at("report-screen", report.reference)
    answer = reader.post(
        address,
        {
            "sort": "adult_labour",
            "reported_as": "wages",
            "moved": "not",
            "answer_documents_retained": "yes",
            "note_documents_retained": "In the drawer of the owner",
        },
    )
    assert answer.url == at("report-triage", report.reference)  # type: ignore[attr-defined]  # a redirect
    page = shown(reader, answer.url)  # type: ignore[attr-defined]  # a redirect
    for words in ("A breach of labour law", "In the drawer of the owner", "Coercive recruitment"):
        assert words in page
    assert "how many are present says nothing" in page
    assert reader.post(answer.url, {"form": "trafficking"}).status_code == 200  # type: ignore[attr-defined]  # a redirect
    decided = {"form": "trafficking", "reason": "Held", "screen_again_on": TODAY.isoformat()}
    assert reader.post(answer.url, decided).status_code == 302  # type: ignore[attr-defined]  # a redirect
    page = shown(reader, at("report", report.reference))
    assert "Trafficking in persons" in page
    assert "Due" in page
    assert "In the drawer of the owner" in shown(reader, address)
    reader.post(address, {"sort": "adult_labour", "reported_as": "other", "moved": "not"})
    page = shown(reader, at("report", report.reference))
    assert "Present → Not known" in page
    triage = TriageDecision._base_manager.get()
    for what, row in (("triage", triage), ("screening", Screening._base_manager.latest("id"))):
        assert reader.post(at("report-undo", report.reference, what, row.pk)).status_code == 302
        assert reader.post(at("report-undo", report.reference, what, row.pk)).status_code == 422
    assert reader.post(at("report-undo", report.reference, "guilt", 1)).status_code == 404


def test_a_case_is_opened_and_each_leads_to_the_other(reader: Client, report: Report) -> None:
    reader.post(at("report-person-add", report.reference), {"age": "17"})
    given = {
        "title": "Factory",
        "opened_on": TODAY.isoformat(),
        "jurisdiction": "PH",
        "summary": "",
        "bring_people": "on",
    }
    refused = reader.post(at("report-open", report.reference), given)
    assert refused.status_code == 200
    assert not Case._base_manager.exists()
    done = reader.post(at("report-open", report.reference), {**given, "reason": "Held"})
    assert done.status_code == 302
    case = Case._base_manager.get()
    assert case.reference in shown(reader, at("report", report.reference))
    assert report.reference in shown(reader, at("case", case.reference))
    assert Party._base_manager.get().designation == "AAA"
    assert reader.post(at("report-remove", report.reference)).status_code == 422


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"form": "refer", "body": "child_protection", "reason": "A child"}, "Child protection"),
        ({"form": "close", "closing": "known", "reason": "Twice"}, "The same facts are known"),
    ],
)
def test_what_becomes_of_it_is_decided_and_undone(
    reader: Client, report: Report, given: dict[str, str], words: str
) -> None:
    address = at("report-decide", report.reference)
    assert reader.post(address, given | {"reason": ""}).status_code == 200
    assert reader.post(address, given).status_code == 302
    assert words in shown(reader, at("report", report.reference))
    row = ReportDecision._base_manager.get()
    reader.post(at("report-undo", report.reference, "decision", row.pk))
    row.refresh_from_db(from_queryset=ReportDecision._base_manager.all())
    assert row.undone_at is not None
    assert "What became of it" in shown(reader, at("report", report.reference))


def test_a_report_joins_a_case_by_its_reference(reader: Client, report: Report, case: Case) -> None:
    address = at("report-decide", report.reference)
    given = {"form": "join", "case": "CAP-1999-0001", "reason": "The same house"}
    assert "no case of this reference" in reader.post(address, given).content.decode()
    assert reader.post(address, given | {"case": case.reference}).status_code == 302
    assert reader.post(address, {"form": "guilt"}).status_code == 404


def test_an_answer_is_recorded(reader: Client, report: Report) -> None:
    reader.post(
        at("report-decide", report.reference),
        {"form": "refer", "body": "labour_inspectorate", "reason": "Wages"},
    )
    row = ReportDecision._base_manager.get()
    address = at("report-answer", report.reference, row.pk)
    assert reader.post(address, {"answer": "", "answered_on": "x"}).status_code == 200
    reader.post(address, {"answer": "Inspected.", "answered_on": TODAY.isoformat()})
    assert "Inspected." in shown(reader, at("report", report.reference))


def test_a_liaison_screens_and_does_not_decide(
    client: Client, office: Office, report: Report
) -> None:
    client.force_login(office.liaison)
    assert client.get(at("report-screen", report.reference)).status_code == 200
    assert client.get(at("report-decide", report.reference)).status_code == 403
    screening_services.screen_report(actor=office.liaison, report=report, sort="other", answers={})
    given = {"form": "trafficking", "reason": "Why"}
    assert client.post(at("report-triage", report.reference), given).status_code == 403


def test_a_report_is_taken_up_and_taken_out_of_view(reader: Client, report: Report) -> None:
    reader.post(at("report-take", report.reference), {"owner": "second"})
    assert reader.get(at("report", report.reference)).status_code == 404
    services.take_report(
        actor=report.recorded_by,  # type: ignore[arg-type]  # recorded by an account
        report=report,
        owner=None,
    )
    reader.post(at("report-remove", report.reference))
    assert report.reference in shown(reader, f"{at('report-list')}?removed=on")
    assert "taken out of view" in shown(reader, at("report", report.reference))
    reader.post(at("report-restore", report.reference))
    assert report.reference in shown(reader, at("report-list"))


def test_people_are_added_and_identified(reader: Client, report: Report) -> None:
    page = reader.post(
        at("report-person-add", report.reference), {"designation": "Maria Santos"}
    ).content.decode()
    assert "pseudonym only" in page
    reader.post(at("report-person-add", report.reference), {})
    person = ReportPerson._base_manager.get()
    address = at("report-person", report.reference, person.pk)
    said = {"status": "identified", "authority": "Board", "on": "2026-01-02"}
    assert reader.post(address, said | {"on": "9999-12-31"}).status_code == 200
    assert reader.post(address, said).status_code == 302
    row = Identification._base_manager.get()
    strike = at("report-person-strike", report.reference, row.pk)
    assert reader.post(strike, {"reason": ""}).status_code == 422
    assert reader.post(strike, {"reason": "Of somebody else"}).status_code == 302
    assert "Of somebody else" in shown(reader, address)
    reader.post(at("report-person-unstrike", report.reference, row.pk))
    assert "Formally identified" in shown(reader, at("report", report.reference))
    reader.post(at("report-person-remove", report.reference, person.pk))
    reader.post(at("report-person-restore", report.reference, person.pk))


def test_a_party_is_identified_and_a_registrar_sees_nothing_of_it(
    client: Client, office: Office, case: Case, defendant: Party, victim: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(office.liaison)
    address = at("party-identification", case.reference, victim.key)
    said = {"status": "grounds", "authority": "Board", "on": "2026-01-02"}
    assert client.post(address, said).status_code == 302
    assert "Reasonable grounds to believe" in shown(client, address)
    row = Identification._base_manager.get()
    strike = at("identification-strike", case.reference, row.pk)
    client.post(strike, {"reason": "Of somebody else"})
    client.post(at("identification-restore", case.reference, row.pk))
    assert "Identification as a victim" in shown(client, at("party", case.reference, victim.key))
    client.force_login(office.registrar)
    assert client.get(address).status_code == 404
    assert client.post(strike, {"reason": "Why"}).status_code == 404


def test_a_recruiter_is_entered_checked_and_closed(
    reader: Client, report: Report, office: Office
) -> None:
    assert "No recruiter in the register" in shown(reader, at("recruiter-list"))
    assert reader.post(at("recruiter-new"), {"name": " ", "kind": "legal"}).status_code == 200
    reader.post(at("recruiter-new"), {"name": "Sea Star", "kind": "legal"})
    row = Recruiter._base_manager.get()
    home = at("recruiter", row.pk)
    check = {"form": "check", "found": "expired", "source": "Register"}
    assert reader.post(home, check | {"source": ""}).status_code == 200
    reader.post(home, check)
    reader.post(home, {"form": "closure", "authority": "Ministry", "reason": "No licence"})
    services.edit_report(actor=office.head, report=report, version=1, recruiter=row, people=7)
    page = shown(reader, at("recruiter-list"))
    for words in ("Sea Star", "Expired", "People who were recruited"):
        assert words in page
    assert report.reference in shown(reader, home)
    for what, kind in (("check", LicenceCheck), ("closure", Closure)):
        pk = kind._base_manager.get().pk
        assert reader.post(at("recruiter-undo", row.pk, what, pk)).status_code == 302
    assert "Not known" in shown(reader, home)
    edit = at("recruiter-edit", row.pk)
    reader.post(edit, {"name": "Sea Star Inc.", "kind": "legal", "version": "1"})
    page = reader.post(edit, {"name": "Mine", "kind": "legal", "version": "1"}).content.decode()
    assert "A colleague was quicker" in page
    assert Recruiter._base_manager.get().name == "Sea Star Inc."
    reader.force_login(office.stranger)
    assert reader.get(home).status_code == 404


def test_the_head_opens_the_reports_behind_a_number(
    client: Client, office: Office, report: Report
) -> None:
    client.force_login(office.head)
    address = at("report-figures")
    assert report.reference not in shown(client, address)
    page = shown(client, f"{address}?by=kind&stage=received&group=labour")
    assert report.reference in page
    assert "How was this computed?" in page
    for query in ("by=%00&year=x&stage=guilt", "since=9999-12-31", "by=month&year=0&group=<b>"):
        shown(client, f"{address}?{query}")


@pytest.mark.parametrize("who", ["rapporteur", "ombudsman"])
def test_who_sees_no_report_sees_figures_without_small_numbers(
    client: Client, office: Office, report: Report, who: str
) -> None:
    client.force_login(getattr(office, who))
    page = shown(client, f"{at('report-figures')}?stage=received")
    assert "fewer than 5" in page
    assert report.reference not in page
    assert client.get(at("report-list")).status_code == 404
