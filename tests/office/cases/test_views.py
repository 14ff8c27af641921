"""The pages of cases: the list, one case, people, notes, links, moves and history."""

from __future__ import annotations

import re
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases import services
from amends.office.cases.models import Assignment, Case, Note, SavedView
from amends.office.log.models import Kind, LogEntry
from amends.office.parties.models import Party
from amends.office.timeline import services as timeline
from tests.office.conftest import Office

PAGES = ("", "people/", "notes/", "links/", "history/")


def reader(user: User) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client()
    client.force_login(user)
    return client


def open_cases(office: Office, number: int) -> None:
    """Open so many cases of the prosecutor's, each with a defendant."""
    for n in range(number):
        case = services.open_case(
            actor=office.prosecutor,
            title=f"Case {n}",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=timezone.localdate(),
        )
        Party(case=case, key="D1", capacity="defendant", designation="X", stage="trial").save()


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_fifty(
    office: Office,
) -> None:
    client = reader(office.prosecutor)
    open_cases(office, 1)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as one:
        client.get("/cases/")
    open_cases(office, 54)
    with CaptureQueriesContext(connection) as many:
        answer = client.get("/cases/")
    assert len(one) == len(many)
    assert len(answer.content) < 100_000


def test_the_list_shows_each_defendants_stage_and_no_status_of_the_case(
    office: Office, case: Case, defendant: Party
) -> None:
    said = reader(office.prosecutor).get("/cases/").content.decode()
    assert "Owner of the house" in said
    assert "Report" in said


@pytest.mark.parametrize(
    "query",
    [
        "text=harbour",
        "order=next",
        "order=nonsense",
        "due_within=-1",
        "due_within=many",
        "opened_from=2026-02-30",
        "page=99999",
        "page=x",
        "stage=nonsense",
        "text=" + "x" * 10_000,
        "lead=%00",
    ],
)
def test_any_filter_gives_a_page(office: Office, case: Case, query: str) -> None:
    assert reader(office.prosecutor).get(f"/cases/?{query}").status_code == 200


def test_a_view_is_kept_used_and_removed(office: Office, case: Case) -> None:
    client = reader(office.prosecutor)
    client.post("/cases/views/save/", {"name": "Trials", "stage": "trial", "order": "next"})
    view = SavedView.objects.get()
    assert view.filters == {"stage": "trial", "order": "next"}
    assert "Trials" in client.get("/cases/").content.decode()
    other = reader(office.head).post(f"/cases/views/{view.pk}/delete/")
    assert other.status_code == 404
    client.post(f"/cases/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_a_case_is_opened_on_one_screen(office: Office) -> None:
    client = reader(office.prosecutor)
    form = {"title": "New", "opened_on": "2026-01-05", "jurisdiction": "ph"}
    answer = client.post("/cases/new/", form)
    case = Case._base_manager.get()
    assert answer.headers["Location"] == f"/cases/{case.reference}/"
    assert case.jurisdiction == "PH"


@pytest.mark.parametrize(
    ("field", "value"),
    [("opened_on", "2026-02-30"), ("title", ""), ("title", "x" * 201), ("jurisdiction", "PHL")],
)
def test_a_wrong_field_is_named_beside_it_and_nothing_is_opened(
    office: Office, field: str, value: str
) -> None:
    form = {"title": "New", "opened_on": "2026-01-05", "jurisdiction": "PH", field: value}
    said = reader(office.prosecutor).post("/cases/new/", form).content.decode()
    assert "error-summary" in said
    assert f'href="#id_{field}"' in said
    assert not Case._base_manager.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_case_of_others_looks_like_one_that_does_not_exist(
    office: Office, case: Case, page: str
) -> None:
    client = reader(office.stranger)
    theirs = client.get(f"/cases/{case.reference}/{page}")
    missing = client.get(f"/cases/CAP-2026-9999/{page}")
    assert theirs.status_code == missing.status_code == 404
    assert comparable(theirs.content, case.reference) == comparable(
        missing.content, "CAP-2026-9999"
    )


def comparable(content: bytes, reference: str) -> str:
    """Return a page without what differs between any two answers: token and address."""
    without = re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", content.decode())
    return without.replace(reference, "X")


def case_addresses(reference: str) -> list[str]:
    """Return every address below a case, with plausible values for what else it takes."""
    plain = {"pk": 1, "key": "D1", "number": 1, "kind": "events", "ending": "csv"}
    found = []
    for name, patterns in get_resolver("amends.office.urls").reverse_dict.lists():
        if not isinstance(name, str):
            continue
        for possibilities, pattern, *_ in patterns:
            text, names = possibilities[0]
            if "reference" in names and pattern.startswith("cases/"):
                values = {n: plain.get(n, "x") for n in names} | {"reference": reference}
                found.append("/" + text % values)
    return sorted(set(found))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["stranger", "other_head", "rapporteur", "administrator"])
def test_nobody_outside_gets_anything_from_any_address_of_a_case(
    office: Office, case: Case, defendant: Party, role: str, method: str
) -> None:
    client = reader(getattr(office, role))
    addresses = case_addresses(case.reference)
    assert len(addresses) > 30
    answered = {a: getattr(client, method)(a).status_code for a in addresses}
    assert {a: code for a, code in answered.items() if code not in {403, 404, 405}} == {}


def test_a_registrar_sees_no_notes_attachments_or_history(
    office: Office, case: Case, defendant: Party
) -> None:
    Case._base_manager.filter(pk=case.pk).update(before_court=True)
    client = reader(office.registrar)
    assert client.get(f"/cases/{case.reference}/").status_code == 200
    for page in ("notes/", "attachments/", "history/"):
        assert client.get(f"/cases/{case.reference}/{page}").status_code == 404
    assert "Summary" in client.get(f"/cases/{case.reference}/").content.decode()


def test_the_ombudsman_sees_procedure_without_parties(
    office: Office, case: Case, defendant: Party
) -> None:
    client = reader(office.ombudsman)
    said = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Owner of the house" not in said
    assert client.get(f"/cases/{case.reference}/parties/").status_code == 404
    assert client.get(f"/cases/{case.reference}/history/").status_code == 200


def test_the_second_editor_sees_both_texts(office: Office, case: Case) -> None:
    client = reader(office.head)
    form = {"title": "Mine", "jurisdiction": "PH", "version": case.version}
    services.edit_case(
        actor=office.prosecutor, case=case, version=case.version, summary="Theirs, saved first."
    )
    said = client.post(f"/cases/{case.reference}/edit/", form).content.decode()
    assert "Theirs, saved first." in said
    assert 'value="Mine"' in said
    again = form | {"version": case.version + 1}
    assert client.post(f"/cases/{case.reference}/edit/", again).status_code == 302


def test_people_are_assigned_and_taken_off(office: Office, case: Case) -> None:
    client = reader(office.head)
    page = f"/cases/{case.reference}/people/"
    assert "Second" in client.get(page).content.decode()
    client.post(page, {"user": office.investigator.pk, "kind": "member"})
    assignment = Assignment._base_manager.get(user=office.investigator)
    client.post(f"{page}{assignment.pk}/end/", {"reason": "moves"})
    assignment.refresh_from_db()
    assert assignment.until is not None


def test_a_plain_button_that_a_rule_refuses_explains_itself(office: Office, case: Case) -> None:
    lead = Assignment._base_manager.get(case=case)
    answer = reader(office.head).post(f"/cases/{case.reference}/people/{lead.pk}/end/")
    assert answer.status_code == 422
    assert "Hand it over" in answer.content.decode()


def test_a_note_is_written_withdrawn_and_shown_again(office: Office, case: Case) -> None:
    client = reader(office.prosecutor)
    page = f"/cases/{case.reference}/notes/"
    client.post(page, {"text": "<script>alert(1)</script>"})
    said = client.get(page).content.decode()
    assert "<script>alert(1)</script>" not in said
    note = Note._base_manager.get()
    followed = client.post(f"{page}{note.pk}/withdraw/", follow=True).content.decode()
    assert f"{page}{note.pk}/restore/" in followed
    client.post(f"{page}{note.pk}/restore/")
    note.refresh_from_db()
    assert note.withdrawn_at is None


def test_a_hand_over_from_the_page(office: Office, case: Case) -> None:
    client = reader(office.prosecutor)
    page = f"/cases/{case.reference}/hand-over/"
    client.post(page, {"to_user": office.second_prosecutor.pk, "note": "Call the shelter."})
    assert client.get(f"/cases/{case.reference}/").status_code == 404
    said = reader(office.second_prosecutor).get(f"/cases/{case.reference}/people/").content
    assert b"Call the shelter." in said


def merged_into(case: Case) -> Case | None:
    """Return the case another one is merged into, as it stands now."""
    return Case._base_manager.get(pk=case.pk).merged_into


def test_a_merge_is_shown_before_it_is_done_and_undone(office: Office, case: Case) -> None:
    open_cases(office, 1)
    other = Case._base_manager.exclude(pk=case.pk).get()
    client = reader(office.prosecutor)
    form = {"target": other.reference.lower(), "reason": "One venture"}
    shown = client.post(f"/cases/{case.reference}/merge/", form).content.decode()
    assert other.reference in shown
    assert merged_into(case) is None
    done = client.post(f"/cases/{case.reference}/merge/", form | {"confirmed": "yes"}, follow=True)
    assert merged_into(case) == other
    assert "/moves/" in done.content.decode()
    assert other.reference in client.get(f"/cases/{case.reference}/").content.decode()
    move = case.moves_from.model._base_manager.get()
    client.post(f"/cases/{other.reference}/moves/{move.pk}/undo/")
    assert merged_into(case) is None


def test_merging_into_a_case_one_may_not_open_says_only_that(office: Office, case: Case) -> None:
    theirs = services.open_case(
        actor=office.stranger,
        title="Elsewhere",
        unit=office.other_unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    client = reader(office.prosecutor)
    page = f"/cases/{case.reference}/merge/"
    for reference in (theirs.reference, "CAP-2026-9999"):
        said = client.post(page, {"target": reference, "reason": "x"}).content.decode()
        assert "no case of this reference" in said


def test_a_refusal_is_logged(office: Office, case: Case) -> None:
    reader(office.liaison).get("/cases/new/")
    entry = LogEntry.objects.filter(kind=Kind.REFUSED).first()
    assert entry is not None
    assert entry.actor_id == office.liaison.pk


def test_pages_are_kept_out_of_caches_and_reads_are_logged(office: Office, case: Case) -> None:
    answer = reader(office.prosecutor).get(f"/cases/{case.reference}/")
    assert answer.headers["Cache-Control"] == "no-store"
    entry = LogEntry.objects.filter(kind=Kind.READ, case_id=case.pk).first()
    assert entry is not None
    assert "timeline" in entry.data


def test_what_an_ended_case_never_answered_is_owed_not_urgent(
    office: Office, case: Case, victim: Party, defendant: Party
) -> None:
    """A clock of twenty years ago in red would bury what can still be saved today."""
    record = partial(timeline.record_event, actor=office.prosecutor, case=case)
    parties = [victim, defendant]
    page = f"/cases/{case.reference}/"
    record(code="CHARGED", on="2004-03-01", parties=parties)
    assert "At risk" in reader(office.prosecutor).get(page).content.decode()
    reasons = {"reasons": "Fled."}
    record(code="DISCONTINUED", on="2005-03-01", parties=[defendant], details=reasons)
    said = reader(office.prosecutor).get(page).content.decode()
    assert "Not on record" in said
    assert "it is still owed" in said
    assert "Overdue by" not in said


def test_nothing_is_shown_without_a_log_in(office: Office, case: Case) -> None:
    client = Client()
    for page in ("/", "/cases/", f"/cases/{case.reference}/", "/log/", "/tasks/"):
        assert client.get(page).headers["Location"].startswith("/login/")
