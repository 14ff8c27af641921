"""Pages and files as readers of every role get them, and what the log keeps of it."""

from __future__ import annotations

import hashlib
import io
import json
import re

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits.custody_services import record_step
from amends.office.exhibits.services import enter_item
from amends.office.log.models import Kind, LogEntry
from amends.office.log.selectors import verify
from amends.office.parties.services import add_party
from amends.office.statements.services import enter_statement
from amends.office.tasks.services import set_task
from amends.office.timeline.batch_services import record_events
from amends.office.timeline.new_events import NewEvent
from tests.office.conftest import Office
from tests.office.printing.conftest import PRIVATE

PAGES = ("case-print", "case-handover")
FILES = ("summary-pdf", "summary-docx", "handover-pdf", "handover-docx")


def logged_in(user: User) -> Client:
    """Return a browser in which a user is logged in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["prosecutor", "investigator", "head", "registrar", "ombudsman"])
def test_whoever_sees_the_case_may_print_it(
    office: Office, full_case: Case, role: str, name: str
) -> None:
    answer = logged_in(getattr(office, role)).get(reverse(name, args=[full_case.reference]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert full_case.reference in page
    assert PRIVATE not in page
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("name", PAGES + FILES)
@pytest.mark.parametrize("role", ["stranger", "other_head", "rapporteur", "administrator"])
def test_nobody_else_learns_that_it_exists(
    office: Office, full_case: Case, role: str, name: str
) -> None:
    client = logged_in(getattr(office, role))
    there = client.get(reverse(name, args=[full_case.reference]))
    not_there = client.get(reverse(name, args=["CAP-1999-0001"]))
    assert there.status_code == not_there.status_code in {403, 404}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("role", ["investigator", "registrar", "liaison", "ombudsman"])
def test_files_are_for_roles_that_take_cases_out(
    office: Office, full_case: Case, role: str, name: str
) -> None:
    client = logged_in(getattr(office, role))
    assert client.get(reverse(name, args=[full_case.reference])).status_code == 403
    refusal = LogEntry.objects.filter(kind=Kind.REFUSED).first()
    assert refusal is not None
    assert refusal.action == "case.export"
    assert not LogEntry.objects.filter(kind=Kind.WRITE, action="case.export").exists()


def test_the_page_offers_files_to_those_roles_only(office: Office, full_case: Case) -> None:
    address = reverse("case-print", args=[full_case.reference])
    assert "print.pdf" in logged_in(office.prosecutor).get(address).content.decode()
    assert "print.pdf" not in logged_in(office.investigator).get(address).content.decode()


@pytest.mark.parametrize("name", FILES)
def test_a_file_can_be_opened_and_told_from_a_forgery(
    office: Office, full_case: Case, name: str
) -> None:
    answer = logged_in(office.head).get(reverse(name, args=[full_case.reference]))
    assert answer.status_code == 200
    form = name.partition("-")[2]
    disposition = answer.headers["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="{full_case.reference}-\w+\.{form}"', disposition)
    assert answer.headers["Cache-Control"] == "no-store"
    if form == "pdf":
        assert full_case.reference in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    else:
        assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text == full_case.reference
    entry = LogEntry.objects.filter(kind=Kind.WRITE, action="case.export").get()
    assert json.loads(entry.data)["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert entry.case_reference == full_case.reference
    assert verify(actor=office.ombudsman).broken is None


def test_for_whom_it_is_made_stands_in_it_and_not_in_the_log(
    office: Office, full_case: Case
) -> None:
    client = logged_in(office.prosecutor)
    query = {"made_for": "<b>canary-court</b>"}
    page = client.get(reverse("case-print", args=[full_case.reference]), query).content.decode()
    assert "&lt;b&gt;canary-court&lt;/b&gt;" in page
    assert "print.pdf?made_for=%3Cb%3Ecanary-court" in page
    client.get(reverse("summary-pdf", args=[full_case.reference]), query)
    assert not LogEntry.objects.filter(data__contains="canary-court").exists()


def test_for_whom_may_not_be_a_book(office: Office, full_case: Case) -> None:
    client = logged_in(office.prosecutor)
    address = reverse("summary-pdf", args=[full_case.reference])
    assert client.get(address, {"made_for": "x" * 10_000}).status_code == 200


def test_printing_is_logged_as_a_reading_of_the_case(office: Office, full_case: Case) -> None:
    client = logged_in(office.prosecutor)
    LogEntry.objects.all().delete()
    client.get(reverse("case-print", args=[full_case.reference]))
    entry = LogEntry.objects.get(case_id=full_case.pk)
    assert entry.kind == Kind.READ
    assert {"case on paper", "parties", "timeline", "clocks", "tasks"} <= set(
        json.loads(entry.data)["what"]
    )


def test_queries_do_not_grow_with_the_case(office: Office, full_case: Case) -> None:
    client = logged_in(office.prosecutor)
    address = reverse("case-handover", args=[full_case.reference])
    grow(full_case, office.prosecutor)  # what there is none of is not looked up
    before = queries_of(client, address)
    grow(full_case, office.prosecutor)
    assert queries_of(client, address) == before


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(case: Case, actor: User) -> None:
    """Add several more of everything that a hand-over tells."""
    for number in range(4):
        party = add_party(actor=actor, case=case, capacity="victim")
        add_party(actor=actor, case=case, capacity="witness", designation=f"Neighbour {number}")
        set_task(
            actor=actor, case=case, title=f"Visit {number}", owner=actor, due=timezone.localdate()
        )
        item = enter_item(
            actor=actor, case=case, kind="debt_ledger", description="Ledger", goes_to=[]
        )
        record_step(actor=actor, item=item, kind="acquired", at=timezone.now(), by="Police")
        enter_statement(
            actor=actor,
            case=case,
            person=party,
            on=f"2026-01-1{number}",
            control="free",
            recorded="video",
            interviewers=["Officer"],
        )
    by = {"reported_by": "hotline"}
    days = [NewEvent(code="REPORT", on=f"2026-02-0{day}", details=by) for day in range(1, 5)]
    record_events(actor=actor, case=case, events=days)


def test_in_arabic_the_page_runs_right_to_left(office: Office, full_case: Case) -> None:
    office.prosecutor.language = "ar"
    office.prosecutor.save()
    client = logged_in(office.prosecutor)
    page = client.get(reverse("case-print", args=[full_case.reference])).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
