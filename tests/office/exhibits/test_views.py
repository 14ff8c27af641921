"""The pages of evidence: who sees them, one screen an item, the chain with its gaps, on paper."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.desk.words import either
from amends.office.exhibits import services
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier, Objection
from amends.office.log.models import LogEntry
from amends.office.parties.models import Party
from tests.office.conftest import Office

STEP = {"kind": "seized", "at": "2026-03-02 12:00", "by": "Officer A"}


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


@pytest.fixture
def item(office: Office, case: Case) -> Item:
    """Return a telephone taken under a warrant."""
    return services.enter_item(
        actor=office.prosecutor,
        case=case,
        kind="extraction",
        description="Telephone of the owner",
        basis="warrant",
        basis_reference="Warrant 17",
        goes_to=["mental"],
    )


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[case.reference, *more])


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def typed(**more: object) -> dict[str, Any]:
    """Return what a person types to enter an item."""
    stated = {"kind": "debt_ledger", "description": "A ledger of debts", "status": "reported"}
    return {**stated, "admissibility": "collected", "origins": "The house\n\nThe owner", **more}


@pytest.mark.parametrize("page", ["case-evidence", "item-add", "case-custody"])
@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_evidence_sees_none_of_it(
    client: Client, office: Office, case: Case, defendant: Party, page: str, role: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(getattr(office, role))
    assert client.get(at(case, page)).status_code == 404


def test_an_item_is_entered_on_one_screen(reader: Client, case: Case, victim: Party) -> None:
    assert "No evidence yet" in shown(reader, at(case, "case-evidence"))
    answer = reader.post(
        at(case, "item-add"), typed(goes_to=["means", "mental"], parties=[victim.pk])
    )
    assert answer.status_code == 302
    row = Item._base_manager.get()
    assert (row.key, row.origins, row.goes_to) == (
        "E1",
        ["The house", "The owner"],
        ["means", "mental"],
    )
    page = shown(reader, at(case, "case-evidence"))
    for words in ("Ledger of debts", "Means", "The house", "2 gaps", "AAA"):
        assert words in page


def test_a_refusal_keeps_what_was_typed(reader: Client, case: Case) -> None:
    given = typed(requested_on="2026-02-02", finished_on="2026-02-01", source="The owner's desk")
    page = reader.post(at(case, "item-add"), given).content.decode()
    assert "not in order" in page
    assert "The owner&#x27;s desk" in page
    assert not Item._base_manager.exists()


def test_a_step_shows_its_gap_and_is_struck_out(reader: Client, case: Case, item: Item) -> None:
    address = at(case, "item", item.key)
    given = STEP | {"kind": "acquired", "detail_tool": "Imager 4.2", "detail_method": "physical"}
    assert reader.post(at(case, "step-record", item.key), given).status_code == 302
    page = shown(reader, address)
    for words in ("No digest was taken of the data.", "Imager 4.2", "Physical image"):
        assert words in page
    step = CustodyStep._base_manager.get()
    reader.post(at(case, "step-strike", step.pk), {"reason": ""})
    step.refresh_from_db()
    assert step.struck_at is None
    reader.post(at(case, "step-strike", step.pk), {"reason": "Of another telephone"})
    page = shown(reader, address)
    assert "Of another telephone" in page
    reader.post(at(case, "step-restore", step.pk))
    step.refresh_from_db()
    assert step.struck_at is None


def test_what_must_survive_is_added_and_removed(
    reader: Client, case: Case, item: Item, victim: Party
) -> None:
    address = at(case, "item", item.key)
    reader.post(address, {"form": "carrier", "kind": "testifies", "party": victim.pk})
    assert "Testifies" in shown(reader, address)
    row = ItemCarrier._base_manager.get(kind="testifies")
    page = reader.post(at(case, "carrier-remove", row.pk), follow=True).content.decode()
    assert at(case, "carrier-restore", row.pk) in page


def test_one_of_two_carriers_is_enough_and_both_are_shown(
    reader: Client, case: Case, item: Item, victim: Party
) -> None:
    address = at(case, "item", item.key)
    reader.post(address, {"form": "carrier", "kind": "testifies", "party": victim.pk})
    row = ItemCarrier._base_manager.get(kind="testifies")
    given = {"form": "carrier", "kind": "record_produced", "about": "Register"}
    assert reader.post(address, given | {"instead_of": row.pk}).status_code == 302
    page = shown(reader, address)
    both = either([f"Testifies: {victim.designation}", "Record produced by its keeper: Register"])
    assert "<strong>or</strong>" in page
    assert both in shown(reader, at(case, "case-evidence"))


def test_the_list_is_narrowed(reader: Client, case: Case, item: Item) -> None:
    for query, there in (
        ("kind=extraction", True),
        ("kind=weapon", False),
        ("element=mental", True),
        ("element=age", False),
        ("gaps=true", True),
        ("state=admitted", False),
        ("state=%00&kind=<b>", False),
    ):
        page = shown(reader, f"{at(case, 'case-evidence')}?{query}")
        assert ("Telephone of the owner" in page) == there, query


def test_an_item_is_removed_and_brought_back(reader: Client, case: Case, item: Item) -> None:
    reader.post(at(case, "item-remove", item.key))
    assert "Bring back" in shown(reader, at(case, "case-evidence"))
    reader.post(at(case, "item-restore", item.key))
    item.refresh_from_db()
    assert item.removed_at is None


def test_an_item_is_corrected(reader: Client, case: Case, item: Item) -> None:
    page = shown(reader, at(case, "item-edit", item.key))
    assert "Warrant 17" in page
    given = typed(kind="extraction", helps_defence="true", basis="warrant", version=1)
    reader.post(at(case, "item-edit", item.key), given)
    item.refresh_from_db()
    assert (item.helps_defence, item.description) == (True, "A ledger of debts")


@pytest.mark.parametrize(
    "wrong",
    [("item", "E9"), ("step-strike", 99), ("carrier-remove", 99), ("objection-remove", 99)],
)
def test_what_is_not_there_is_not_found(
    reader: Client, case: Case, item: Item, wrong: tuple[str, object]
) -> None:
    name, key = wrong
    address = at(case, name, key)
    answer = reader.get(address) if name == "item" else reader.post(address)
    assert answer.status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(
    reader: Client, office: Office, case: Case, item: Item
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(reader, at(case, "case-evidence"))
        return len(queries)

    asked()
    few = asked()
    for _ in range(5):
        services.enter_item(actor=office.prosecutor, case=case, kind="weapon", description="A belt")
    assert asked() == few


def test_reading_evidence_is_logged(reader: Client, case: Case, item: Item) -> None:
    shown(reader, at(case, "item", item.key))
    entry = LogEntry.objects.latest("sequence")
    assert (entry.action, "evidence" in entry.data) == ("case.read", True)


@pytest.mark.parametrize(
    ("by", "to", "said"),
    [("Store", "Laboratory", "Store → Laboratory"), ("المخزن", "المختبر", "المخزن ← المختبر")],
)
def test_the_certificate_points_from_hand_to_hand_as_the_names_are_read(
    reader: Client, case: Case, item: Item, by: str, to: str, said: str
) -> None:
    handed = {"kind": "handed_over", "by": by, "to": to, "seal_before": "S-77"}
    reader.post(at(case, "step-record", item.key), STEP | handed)
    assert said in shown(reader, at(case, "case-custody"))


def test_the_certificate_prints_every_step_and_every_gap(
    reader: Client, case: Case, item: Item
) -> None:
    found = {"seal_after": "S-77", "detail_witness": "The caretaker"}
    reader.post(at(case, "step-record", item.key), STEP | found)
    hand_over = {"kind": "handed_over", "at": "2026-03-02 14:00", "to": "Laboratory"}
    reader.post(at(case, "step-record", item.key), STEP | hand_over | {"seal_before": "S-78"})
    wanted = (
        "S-77",
        "The caretaker",
        "Laboratory",
        "Warrant 17",
        "did not sign for it",
        "Seal S-78 was found",
    )
    page = shown(reader, at(case, "case-custody"))
    content = reader.get(reverse("custody-docx", args=[case.reference])).content
    document = docx.Document(io.BytesIO(content))
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pdf = reader.get(reverse("custody-pdf", args=[case.reference])).content
    printed = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )
    for words in wanted:
        assert words in page, words
        assert any(words in text for text in texts), words
        assert words in printed, words


def test_a_step_is_asked_for_what_only_its_kind_has(reader: Client, case: Case, item: Item) -> None:
    address = at(case, "step-record", item.key)
    seized = shown(reader, f"{address}?kind=seized")
    handed_over = shown(reader, f"{address}?kind=handed_over")
    assert ("Witness" in seized, "Way it went" in seized) == (True, False)
    assert ("Who received it" in seized, "Who received it" in handed_over) == (False, True)
    assert reader.get(f"{address}?kind=eaten").status_code == 404
    page = reader.post(address, STEP | {"kind": "acquired", "detail_method": "by ear"})
    assert "Select a valid choice" in page.content.decode()
    assert not CustodyStep._base_manager.exists()


def test_particulars_are_those_of_the_form_of_the_item(
    reader: Client, office: Office, case: Case, item: Item
) -> None:
    address = at(case, "item-particulars", item.key)
    assert "Storage capacity" in shown(reader, address)
    given = {"detail_device.capacity": "128 GB", "detail_online.published": "2026-01"}
    reader.post(address, given | {"version": 1})
    page = shown(reader, at(case, "item", item.key))
    for words in ("128 GB", "January 2026"):
        assert words in page
    answer = reader.post(address, {"version": 2, "detail_online.published": "2026-02-30"})
    assert "2026-02-30" in answer.content.decode()
    item.refresh_from_db()
    assert item.particulars["online.published"] == "2026-01"
    said = services.enter_item(
        actor=office.prosecutor, case=case, kind="testimony", description="What she said"
    )
    assert reader.get(at(case, "item-particulars", said.key)).status_code == 404


def test_an_objection_is_raised_answered_and_ruled_on(
    reader: Client, case: Case, item: Item
) -> None:
    page = at(case, "item", item.key)
    raised = {"form": "objection", "ground": "hearsay", "raised_on": "2026-03-01"}
    reader.post(page, raised | {"argument": "She was not there."})
    assert "first-hand knowledge" in shown(reader, page)
    row = Objection._base_manager.get()
    settle = at(case, "objection-settle", row.pk)
    early = {"version": 1, "fate": "sustained", "ruled_on": "2026-02-01"}
    assert "before the objection" in reader.post(settle, early).content.decode()
    ruled = {"fate": "overruled", "ruled_on": "2026-03-04", "ruling": "Admitted."}
    reader.post(settle, ruled | {"version": 1})
    assert "Overruled" in shown(reader, page)
    reader.post(at(case, "objection-remove", row.pk))
    assert "She was not there." not in shown(reader, page)
    reader.post(at(case, "objection-restore", row.pk))
    assert "She was not there." in shown(reader, page)
