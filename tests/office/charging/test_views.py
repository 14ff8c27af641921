"""The pages of charging: who sees them, what they say, and every decision on one screen."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging.counts import name_of
from amends.office.charging.models import CaseFacts, Conduct, Decision
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Count, Party
from tests.office.charging.conftest import STATED, Finds, States
from tests.office.conftest import Office

TRAFFICKING = "ph-ra9208.s4a"


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
    assert answer.status_code == 200
    return str(answer.content.decode())


def name(finds: Finds, key: str = TRAFFICKING) -> str:
    """Return what the count of an offence is called in addresses."""
    found = finds(timezone.localdate())
    return next(name_of(count) for count in found.charging.counts if count.key == key)


def typed(suspect: Party, victim: Party, **more: object) -> dict[str, Any]:
    """Return what a person types to state conduct."""
    stated = {**STATED, "by": suspect.pk, "victims": [victim.pk], "mode": "principal"}
    return {**stated, "moved": "not", "status": "reported", "places": "PH", **more}


PAGES = ("case-charging", "facts-at-large", "conduct-add", "case-charge-sheet")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_the_charge_sees_nothing_of_it(
    client: Client, office: Office, case: Case, defendant: Party, page: str, role: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(getattr(office, role))
    assert client.get(at(case, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_case_says_how_to_begin(reader: Client, case: Case, page: str) -> None:
    assert reader.get(at(case, page)).status_code == 200
    assert "No conduct is stated yet" in shown(reader, at(case, "case-charging"))


def test_stating_and_charging_take_one_screen_each(
    reader: Client, case: Case, suspect: Party, victim: Party, finds: Finds
) -> None:
    answer = reader.post(at(case, "conduct-add"), typed(suspect, victim))
    assert answer.status_code == 302
    page = shown(reader, at(case, "case-charging"))
    assert "RA 9208 s. 4(a)" in page
    assert "Every element alleged" in page
    address = at(case, "charging-count", name(finds))
    page = shown(reader, address)
    for words in ("Recruitment", "Threat of force", "Territory", "Unverified", "Charge it"):
        assert words in page
    given = {"form": "charge", "citation": "RA 9208 s.4(a)", "offence": "Trafficking"}
    answer = reader.post(address, given, follow=True)
    assert "Count 1 is added." in answer.content.decode()
    assert Count._base_manager.get().law == TRAFFICKING
    assert "Charge it" not in shown(reader, address)


def test_leaving_a_count_needs_reasons_and_can_be_undone(
    reader: Client, case: Case, states: States, finds: Finds
) -> None:
    states()
    address = at(case, "charging-count", name(finds))
    page = reader.post(address, {"form": "leave", "why": ""}).content.decode()
    assert "This field is required." in page
    reader.post(address, {"form": "leave", "why": "Tried abroad for it."})
    assert "Tried abroad for it." in shown(reader, at(case, "case-charging"))
    reader.post(at(case, "decision-undo", Decision._base_manager.get().pk))
    assert "Tried abroad for it." not in shown(reader, at(case, "case-charging"))


def test_a_refusal_stays_beside_its_field_with_what_was_typed(
    reader: Client, case: Case, suspect: Party, victim: Party
) -> None:
    answer = reader.post(
        at(case, "conduct-add"), typed(suspect, victim, begun="2025-12-02", source="Her letter")
    )
    page = answer.content.decode()
    assert "The end lies before the beginning" in page
    assert "Her letter" in page
    assert not Conduct._base_manager.exists()


def test_a_role_fills_the_form_in(
    reader: Client, office: Office, case: Case, suspect: Party, victim: Party
) -> None:
    edge = parties.add_role(
        actor=office.prosecutor, party=suspect, role="RO2", victim=victim, since="2025-11-03"
    )
    page = shown(reader, f"{at(case, 'conduct-add')}?role={edge.pk}")
    assert 'value="2025-11-03"' in page
    assert reader.get(f"{at(case, 'conduct-add')}?role=99999").status_code == 404
    reader.post(at(case, "conduct-draft"))
    assert Conduct._base_manager.get().acts == ["transportation"]


def test_filters_narrow_and_show_what_is_missing(
    reader: Client, case: Case, states: States
) -> None:
    states(ends=[])
    assert "No count to show" in shown(reader, at(case, "case-charging"))
    page = shown(reader, f"{at(case, 'case-charging')}?state=all")
    assert "An element is missing" in page
    assert "Missing: " in page


def test_another_law_can_be_asked(reader: Client, case: Case, states: States) -> None:
    states()
    page = shown(reader, f"{at(case, 'case-charging')}?country=TH&state=all")
    assert "RA 9208" not in page
    assert "No head of jurisdiction" in page or "no head of jurisdiction" in page


@pytest.mark.parametrize("wrong", ["nonsense", "ph-ra9208.s4a~D9~V1~principal~2025-11-01"])
def test_a_count_that_does_not_lie_has_no_page(
    reader: Client, case: Case, states: States, wrong: str
) -> None:
    states()
    assert reader.get(at(case, "charging-count", wrong)).status_code == 404


def test_the_pages_ask_the_same_number_of_questions_however_much_is_stated(
    reader: Client, case: Case, states: States
) -> None:
    states()
    shown(reader, at(case, "case-charging"))

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown(reader, at(case, "case-charging"))
        return len(queries)

    few = asked()
    for _ in range(5):
        states()
    assert asked() == few


def test_reading_is_logged(reader: Client, office: Office, case: Case, states: States) -> None:
    states()
    before = LogEntry.objects.count()
    shown(reader, at(case, "case-charging"))
    entry = LogEntry.objects.latest("sequence")
    assert LogEntry.objects.count() == before + 1
    assert "conduct" in entry.data
    assert "charging decisions" in entry.data


def test_a_count_is_tied_on_its_page(reader: Client, case: Case, defendant: Party) -> None:
    assert "not tied to a law" in shown(reader, at(case, "case-charging"))
    assert "RA 9208 s. 4(a)" in shown(reader, at(case, "count-tie", 1))
    reader.post(at(case, "count-tie", 1), {"law": TRAFFICKING, "mode": "principal", "version": 1})
    assert Count._base_manager.get().law == TRAFFICKING


def test_the_case_as_a_whole_is_stated(reader: Client, office: Office, case: Case) -> None:
    given: dict[str, Any] = {"reported_as": "wages", "countries": ["PH", "TH"], "version": 0}
    given["indicators"] = ["debt_bondage"]
    reader.post(at(case, "facts-at-large"), given)
    page = shown(reader, at(case, "case-charging"))
    assert "PH, TH" in page
    assert "More than wages" in page


@pytest.fixture
def charged(office: Office, case: Case, states: States, finds: Finds, suspect: Party) -> Case:
    """Return the case with one count charged that rests on the law held."""
    from amends.office.charging import decision_services

    states()
    count = next(c for c in finds().charging.available() if c.key == TRAFFICKING)
    decision_services.charge_count(
        actor=office.prosecutor,
        case=case,
        counts=[count],
        citation="RA 9208 s.4(a)",
        offence="Trafficking in persons",
    )
    return case


WANTED = ("RA 9208 s.4(a)", "Recruitment", "Threat of force", "unverified law", "AAA", "Owner")


def test_the_charge_sheet_says_what_is_alleged_and_marks_the_law(
    reader: Client, charged: Case
) -> None:
    page = shown(reader, at(charged, "case-charge-sheet"))
    for words in (*WANTED, "What is alleged is not found yet."):
        assert words in page
    content = reader.get(reverse("chargesheet-docx", args=[charged.reference])).content
    document = docx.Document(io.BytesIO(content))
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for words in WANTED:
        assert any(words in text for text in texts), words
    content = reader.get(reverse("chargesheet-pdf", args=[charged.reference])).content
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    for words in WANTED:
        assert words in " ".join(printed.split()), words


def test_taking_a_charge_sheet_out_is_logged_with_its_digest(reader: Client, charged: Case) -> None:
    reader.get(reverse("chargesheet-docx", args=[charged.reference]))
    entry = LogEntry.objects.filter(action="case.export").latest("sequence")
    assert '"document": "chargesheet"' in entry.data
    assert "sha256" in entry.data


def test_an_investigator_takes_no_charge_sheet_out(
    client: Client, office: Office, charged: Case
) -> None:
    cases.assign(actor=office.head, case=charged, user=office.investigator)
    client.force_login(office.investigator)
    assert client.get(at(charged, "case-charge-sheet")).status_code == 200
    assert client.get(reverse("chargesheet-pdf", args=[charged.reference])).status_code == 403


def test_no_page_says_how_likely_a_conviction_is(
    reader: Client, charged: Case, finds: Finds
) -> None:
    pages = [at(charged, "case-charging"), at(charged, "charging-count", name(finds))]
    for address in [*pages, at(charged, "case-charge-sheet")]:
        page = shown(reader, address).lower()
        assert "%" not in page.split("<main", 1)[1].split("</main>", 1)[0].replace("%7e", "~")
        page = page.replace("probable cause", "")  # a standard of proof, in the words of the law
        assert "probab" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_conduct_out_of_view_comes_back(reader: Client, case: Case, states: States) -> None:
    row = states()
    page = reader.post(at(case, "conduct-remove", row.pk), follow=True).content.decode()
    assert at(case, "conduct-restore", row.pk) in page
    reader.post(at(case, "conduct-restore", row.pk))
    assert "Every element alleged" in shown(reader, at(case, "case-charging"))


def test_correcting_keeps_who_acted(
    reader: Client, office: Office, case: Case, states: States, suspect: Party, victim: Party
) -> None:
    row = states()
    other = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Neighbour"
    )
    given = typed(other, victim, version=1, means=["force"], contested=["recruitment"])
    reader.post(at(case, "conduct-edit", row.pk), given)
    row.refresh_from_db()
    assert (row.by_id, row.means, row.contested) == (suspect.pk, ["force"], ["recruitment"])


def test_merging_brings_conduct_and_decisions_along(
    office: Office, charged: Case, finds: Finds
) -> None:
    from amends.office.cases import merge_services
    from amends.office.charging.selectors import charging_of
    from tests.api.scene import open_case

    target = open_case(office, "Elsewhere")
    merge_services.merge_cases(
        actor=office.prosecutor, case=charged, target=target, reason="One house"
    )
    found = charging_of(actor=office.prosecutor, case=target, today=timezone.localdate())
    assert found.chosen()
    assert not CaseFacts._base_manager.filter(case=target).exists()


def test_a_count_names_limits_of_custody_and_how_testimony_is_taken(
    reader: Client, case: Case, states: States, finds: Finds
) -> None:
    states()
    said = shown(reader, at(case, "charging-count", name(finds)))
    assert "Held before judgment" in said
    assert "Until the charge" in said
    assert "Testimony of the victim" in said
    assert "Revised Penal Code art. 125" in said


def test_a_victim_who_could_not_protect_themself_counts_as_a_child(
    reader: Client, case: Case, office: Office, victim: Party, states: States, finds: Finds
) -> None:
    parties.edit_party(
        actor=office.prosecutor, party=victim, age=25, born="", unable_to_protect=True
    )
    states(means=[])
    said = shown(reader, at(case, "charging-count", name(finds)))
    assert "Counts as a child under this law" in said
    assert "up to life" in said


def test_preparation_can_be_stated(
    reader: Client, case: Case, suspect: Party, victim: Party, finds: Finds
) -> None:
    answer = reader.post(at(case, "conduct-add"), typed(suspect, victim, mode="preparation"))
    assert answer.status_code == 302
    assert {count.mode for count in finds(timezone.localdate()).charging.counts} == {"preparation"}


def test_deciding_leads_on_to_the_next_count_and_back_after_the_last(
    reader: Client, case: Case, states: States
) -> None:
    states()
    page = shown(reader, at(case, "case-charging"))
    first = re.search(r"charging/count/([^/\"?]+)/", page)
    assert first
    seen, address = set(), at(case, "charging-count", unquote(first[1]))
    while "/count/" in address:
        assert address not in seen, "a count is asked about twice"
        seen.add(address)
        answer = reader.post(address, {"form": "leave", "why": "Tried abroad for it."})
        address = answer.headers["Location"]
    assert address == at(case, "case-charging")
    assert len(seen) == Decision._base_manager.count() > 1


def test_a_suspect_without_role_or_conduct_is_not_overlooked(
    reader: Client, office: Office, case: Case, states: States
) -> None:
    states()
    parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Man at the door",
        screen_finding="no_sign",
        screen_reasons="Paid by the owner, free to go.",
    )
    page = re.sub(r"\s+", " ", shown(reader, at(case, "case-charging")))
    assert "No count is chosen against the Man at the door" in page
