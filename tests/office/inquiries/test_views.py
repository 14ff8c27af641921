"""The pages of inquiries: from a missing element to the reply, lists, sheets and letters."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from amends.base.texts import unseen_characters
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.inquiries import services
from amends.office.inquiries.models import Inquiry, Line, Reply
from amends.office.inquiries.standing import Unproved
from amends.office.log.models import LogEntry
from amends.office.tasks.models import Task, TaskState
from amends.proof.techniques import alternatives
from tests.office.conftest import Office
from tests.office.inquiries.conftest import SOON, TODAY, days


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[case.reference, *more])


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def typed(office: Office, **more: object) -> dict[str, Any]:
    """Return what a person types to ask for something."""
    return {
        "proposition": "Who paid the rent",
        "body": "Harbour police",
        "asks": "The lease",
        "why": "It is contested",
        "urgency": "routine",
        "due": SOON.isoformat(),
        "owner": office.prosecutor.pk,
        **more,
    }


PAGES = ["case-inquiries", "inquiry-add", "line-close"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_inquiries_sees_none(
    client: Client, office: Office, case: Case, inquiry: Inquiry, page: str, role: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(getattr(office, role))
    assert client.get(at(case, page)).status_code == 404
    assert client.get(at(case, "inquiry", inquiry.number)).status_code == 404
    assert client.get(at(case, "inquiry-letter", inquiry.number)).status_code == 404


def test_an_element_that_is_missing_is_asked_for_in_two_presses(
    reader: Client, office: Office, case: Case, missing: Unproved
) -> None:
    count = shown(reader, at(case, "charging-count", missing.name))
    link = f"{at(case, 'inquiry-add')}?about={quote(missing.name)}%7Cmeans"
    assert link.replace("~", "~") in count.replace("%7E", "~")
    page = reader.get(link)
    form = page.context["form"]
    assert form.initial["about"] == missing.code
    given = {name: form.initial[name] for name in ("about", "asks", "why", "urgency")}
    made = reader.post(
        at(case, "inquiry-add"),
        {**given, "body": "Police", "due": SOON.isoformat(), "owner": office.prosecutor.pk},
    )
    assert made.status_code == 302
    row = Inquiry._base_manager.get()
    assert (row.element, row.stood_as, row.by_id) == ("means", missing.element.state, missing.by.pk)
    assert "Contested" in shown(reader, at(case, "inquiry", row.number))


def test_an_inquiry_goes_out_is_reminded_of_answered_and_closed(
    reader: Client, office: Office, case: Case
) -> None:
    reader.post(at(case, "inquiry-add"), typed(office))
    row = Inquiry._base_manager.get()
    page = at(case, "inquiry", row.number)
    for form in (
        {"form": "send", "on": TODAY},
        {"form": "remind", "on": TODAY, "due": days(20), "note": "By telephone"},
        {"form": "reply", "on": TODAY, "kind": "partial", "content": "First page"},
        {"form": "reply", "on": TODAY, "kind": "refused", "reason": "A secret of State"},
        {"form": "close", "reason": "Asked the landlord"},
    ):
        assert reader.post(page, form).status_code == 302, form
    row.refresh_from_db()
    assert row.task is not None
    assert (row.due, row.task.state, bool(row.closed_on)) == (days(20), TaskState.DONE, True)
    text = shown(reader, page)
    assert "A secret of State" in text
    assert "By telephone" in text
    reader.post(at(case, "inquiry-reopen", row.number))
    reply = Reply._base_manager.get(kind="refused")
    reader.post(at(case, "reply-strike", reply.pk), {"reason": "Another letter"})
    reply.refresh_from_db()
    assert reply.struck_reason == "Another letter"
    reader.post(at(case, "reply-restore", reply.pk))
    reply.refresh_from_db()
    assert reply.struck_at is None


def test_what_was_changed_meanwhile_is_shown_and_not_overwritten(
    reader: Client, office: Office, case: Case, inquiry: Inquiry
) -> None:
    services.edit_inquiry(
        actor=office.head, inquiry=inquiry, version=1, asks="Which drawer were they in?"
    )
    page = at(case, "inquiry-edit", inquiry.number)
    answer = reader.post(page, typed(office, version=1, asks="Mine"))
    assert "Which drawer were they in?" in answer.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.asks == "Which drawer were they in?"
    assert reader.post(page, typed(office, version=2, asks="Mine")).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("state=open", True),
        ("state=overdue", False),
        ("state=waiting", True),
        ("body=HARBOUR police", True),
        ("body=Other", False),
        ("element=means", False),
        ("urgency=routine", True),
        ("state=%00&body=%ff%00", True),
        ("state=" + "x" * 99, True),
    ],
)
def test_lists_are_narrowed(reader: Client, sent: Inquiry, query: str, found: bool) -> None:
    for page in (reverse("inquiry-list"), at(sent.case, "case-inquiries")):
        assert ("Where were the passports" in shown(reader, f"{page}?{query}")) is found


def test_a_list_takes_as_many_queries_for_many_as_for_few(
    reader: Client, office: Office, sent: Inquiry
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            shown(reader, reverse("inquiry-list"))
        return len(caught)

    few = queries()
    for number in range(5):
        row = services.make_inquiry(
            actor=office.prosecutor,
            case=sent.case,
            owner=office.prosecutor,
            proposition=f"Fact {number}",
            body=f"Body {number}",
            asks="Find it",
            why="It matters",
            due=SOON,
        )
        services.send_inquiry(actor=office.prosecutor, inquiry=row, on=TODAY)
    assert queries() == few


def test_the_task_that_follows_it_up_is_named_in_arabic_too(
    office: Office, inquiry: Inquiry
) -> None:
    """The marks that isolate names on a page are no part of what is kept."""
    with translation.override("ar"):
        row = services.send_inquiry(actor=office.prosecutor, inquiry=inquiry, on=TODAY)
    title = Task._base_manager.get(case=row.case).title
    assert "Harbour police" in title
    assert unseen_characters(title) == ()


def test_the_sheet_holds_the_list_and_no_formula(
    reader: Client, office: Office, case: Case, sent: Inquiry
) -> None:
    services.edit_inquiry(actor=office.head, inquiry=sent, version=2, person="=HYPERLINK(1)")
    answer = reader.get(f"{reverse('inquiry-sheet')}?state=open")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:2] == [case.reference, "1"]
    assert not any(cell.startswith("=") for cell in rows[1])
    assert LogEntry.objects.filter(action="case.export").count() == 1
    reader.force_login(office.investigator)
    assert reader.get(reverse("inquiry-sheet")).status_code == 403


def test_how_long_bodies_take_leads_to_the_list_behind_it(reader: Client, sent: Inquiry) -> None:
    text = shown(reader, reverse("inquiry-bodies"))
    assert "?body=Harbour%20police" in text


@pytest.mark.parametrize(("language", "said"), [("en", "Our reference"), ("ar", "مرجعنا")])
def test_the_letter_is_had_in_both_languages_and_every_form(
    reader: Client, sent: Inquiry, language: str, said: str
) -> None:
    def address(name: str) -> str:
        return f"{at(sent.case, name, sent.number)}?language={language}"

    page = shown(reader, address("inquiry-letter"))
    assert said in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    pdf = reader.get(address("inquiry-letter-pdf"))
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "Harbour police" in text
    word = reader.get(address("inquiry-letter-docx"))
    document = docx.Document(io.BytesIO(word.content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert any("passports" in t for t in [p.text for p in document.paragraphs] + cells)


def test_a_line_is_closed_with_every_alternative_considered(
    reader: Client, office: Office, case: Case
) -> None:
    given: dict[str, object] = {
        "what": "Who gives the orders",
        "techniques": ["interception"],
        "why": "The law knows none.",
    }
    page = at(case, "line-close")
    assert reader.post(page, given).status_code == 200
    for code in alternatives():
        given |= {f"taken_{code}": "no", f"reason_{code}": "Done before"}
    given |= {"taken_open_sources": "yes"}
    assert reader.post(page, given).status_code == 302
    line = Line._base_manager.get()
    assert line.alternatives["open_sources"]["taken"] is True
    assert line.closed_by == office.prosecutor
    text = shown(reader, at(case, "case-inquiries"))
    assert "Who gives the orders" in text
    assert "?shows=" in text
    reader.post(at(case, "line-undo", line.pk))
    line.refresh_from_db()
    assert line.undone_at is not None


def test_an_investigator_closes_no_line(client: Client, office: Office, case: Case) -> None:
    cases.assign(actor=office.head, case=case, user=office.investigator)
    client.force_login(office.investigator)
    assert client.get(at(case, "line-close")).status_code == 404
