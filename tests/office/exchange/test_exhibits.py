"""Exhibits in CASE/UCO taken into a case: tried, taken, told apart from those known, undone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.evidence.services import attach_file
from amends.office.exchange import exhibit_services, services
from amends.office.exchange.exhibit_services import key_of
from amends.office.exchange.graphs import MOST_EXHIBITS, found_in
from amends.office.exchange.models import ImportBatch
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import CustodyStep, Item, ItemFile
from amends.office.exhibits.uco_services import export_exhibits
from amends.office.policy import NotPermitted
from tests.office.conftest import Office
from tests.office.exchange.graphs import action, graph, record

GRAPH = graph(
    record("a", "LAB 7/1"),
    action("seized", "a"),
    action("blessed", "a"),
    record("b", "", **{"c:description": ""}),
    record("c", "LAB-9"),
    action("seized", "c", **{"a:startTime": "2999-01-01T00:00:00Z"}),
)


def attach(office: Office, case: Case, data: bytes = GRAPH) -> Attachment:
    """Attach a graph."""
    return attach_file(
        actor=office.prosecutor, case=case, title="Lab", filename="lab.jsonld", chunks=[data]
    )


def test_what_can_be_taken_is_and_what_cannot_is_named(office: Office, case: Case) -> None:
    batch = exhibit_services.import_exhibits(
        actor=office.prosecutor, attachment=attach(office, case)
    )
    assert (batch.read, batch.taken, len(batch.refused)) == (3, 1, 2)
    item = Item._base_manager.get()
    assert item.key == "LAB-7-1"
    assert "LAB 7/1" in item.description
    step = CustodyStep._base_manager.get()
    assert (step.kind, step.by) == ("seized", "Officer Seven")
    said = json.dumps(batch.refused)
    assert "neither a number nor a description" in said
    assert "in the future" in said


def test_it_is_taken_by_whoever_works_in_arabic(office: Office, case: Case) -> None:
    actor, attachment = office.prosecutor, attach(office, case)
    with override("ar"):
        exhibit_services.import_exhibits(actor=actor, attachment=attachment)
        more = attach(office, case, graph(record("a", "LAB 7/1"), record("d", "LAB-10")))
        batch = exhibit_services.import_exhibits(actor=actor, attachment=more)
    assert (batch.read, batch.taken) == (2, 1)
    assert "LAB 7/1" in Item._base_manager.get(key="LAB-7-1").description


def test_a_trial_takes_nothing(office: Office, case: Case) -> None:
    tried = exhibit_services.check_exhibits(
        actor=office.prosecutor, case=case, found=found_in(GRAPH)
    )
    assert [one.item is not None for one in tried] == [True, False, False]
    assert [left.name for left in tried[0].found.left] == ["blessed"]
    assert not Item._base_manager.exists()
    assert not CustodyStep._base_manager.exists()
    assert not ImportBatch._base_manager.exists()


def test_what_is_there_already_is_left_until_the_import_is_undone(
    office: Office, case: Case
) -> None:
    attachment = attach(office, case)
    actor = office.prosecutor
    batch = exhibit_services.import_exhibits(actor=actor, attachment=attachment)
    with pytest.raises(ValidationError, match="no exhibit to take"):
        exhibit_services.import_exhibits(actor=actor, attachment=attachment)
    services.undo_import(actor=actor, batch=batch)
    assert Item._base_manager.get().removed_at is not None
    exhibit_services.import_exhibits(actor=actor, attachment=attachment)
    assert Item._base_manager.get(removed_at=None).key == "LAB-7-1"
    with pytest.raises(ValidationError, match="no exhibit to take"):
        exhibit_services.import_exhibits(actor=actor, attachment=attachment)
    undone = Item._base_manager.exclude(removed_at=None).get()
    assert reverse("item", args=[case.reference, undone.key])
    with pytest.raises(ValidationError):
        services.undo_import(actor=actor, batch=batch)


def test_what_one_office_hands_out_another_takes_in_whole(office: Office, case: Case) -> None:
    actor = office.prosecutor
    other_case = cases.open_case(
        actor=actor, title="Other", unit=office.unit, jurisdiction="PH", opened_on=date(2026, 1, 1)
    )
    file = attach(office, case, b"\x00image")
    row = exhibits.enter_item(actor=actor, case=case, kind="extraction", description="Phone")
    exhibits.add_file(actor=actor, item=row, attachment=file, copy=ItemFile.Copy.EVIDENTIARY)
    for kind, at, more in (
        ("acquired", "2026-01-02", {"sha256": "ab" * 32, "place": "Harbour", "seal_after": "S1"}),
        ("handed_over", "2026-01-03", {"to": "Store", "seal_before": "S1", "receipt": True}),
    ):
        custody_services.record_step(
            actor=actor, item=row, kind=kind, at=moment(at), by="Officer Seven", **more
        )
    data = export_exhibits(actor=actor, case=case)
    attach(office, other_case, b"\x00image")
    batch = exhibit_services.import_exhibits(
        actor=actor, attachment=attach(office, other_case, data)
    )
    assert (batch.read, batch.taken) == (1, 1)
    taken = Item._base_manager.get(case=other_case)
    assert (taken.key, taken.kind, taken.description) == ("E1", "extraction", "Phone")
    assert ItemFile._base_manager.get(item=taken).attachment.sha256 == file.sha256
    assert custody_of(taken) == custody_of(row)


def test_more_exhibits_than_can_be_tried_at_once_are_refused() -> None:
    many = [record(str(number), f"A-{number}") for number in range(MOST_EXHIBITS + 1)]
    assert len(found_in(graph(*many[1:]))) == MOST_EXHIBITS
    with pytest.raises(ValidationError, match="in parts"):
        found_in(graph(*many))


def test_who_does_not_import_takes_none(office: Office, case: Case) -> None:
    attachment = attach(office, case)
    cases.assign(actor=office.head, case=case, user=office.liaison)
    for who in (office.liaison, office.registrar, office.ombudsman, office.stranger):
        with pytest.raises((NotPermitted, Case.DoesNotExist, Attachment.DoesNotExist)):
            exhibit_services.import_exhibits(actor=who, attachment=attachment)
    assert not Item._base_manager.exists()


@pytest.mark.parametrize(
    ("number", "key"),
    [("E1", "E1"), ("LAB 7/1", "LAB-7-1"), ("", ""), ("أ", ""), ("x" * 50, ""), ("../..", "")],
)
def test_numbers_become_keys_that_can_stand_in_an_address(number: str, key: str) -> None:
    assert key_of(number) == key


def test_the_pages_lead_from_a_file_to_the_items(
    client: Client, office: Office, case: Case
) -> None:
    client.force_login(office.prosecutor)
    address = reverse("import-exhibits", args=[case.reference])
    assert "File in CASE/UCO" in client.get(address).content.decode()
    for data in (b"", b"{", b'{"@graph": []}'):
        answer = client.post(address, {"graph": SimpleUploadedFile("lab.json", data)})
        assert answer.status_code == 200
    assert not Attachment._base_manager.exists()
    answer = client.post(address, {"graph": SimpleUploadedFile("lab.json", GRAPH)})
    check = answer.headers["Location"]
    page = client.get(check).content.decode()
    for said in ("LAB 7/1", "LAB-7-1", "blessed", "Take 1 exhibit", "neither a number"):
        assert said in page
    assert not Item._base_manager.exists()
    answer = client.post(check)
    assert answer.headers["Location"] == reverse("case-evidence", args=[case.reference])
    assert Item._base_manager.get().key == "LAB-7-1"
    assert "is in this case already" in client.get(check).content.decode()
    assert "There is no exhibit to take" in client.post(check).content.decode()
    home = client.get(reverse("case-import", args=[case.reference])).content.decode()
    assert "neither a number" in home
    pk = ImportBatch._base_manager.get().pk
    assert client.get(reverse("import-refused", args=[case.reference, pk])).status_code == 404
    client.post(reverse("import-undo", args=[case.reference, pk]))
    assert Item._base_manager.get().removed_at is not None


def test_a_file_that_holds_no_exhibits_says_so(client: Client, office: Office, case: Case) -> None:
    client.force_login(office.prosecutor)
    attachment = attach(office, case, b"a lease")
    check = reverse("import-exhibits-check", args=[case.reference, attachment.pk])
    assert "This file is no JSON" in client.get(check).content.decode()
    assert "This file is no JSON" in client.post(check).content.decode()
    wrong = reverse("import-exhibits-check", args=[case.reference, 10**6])
    assert client.get(wrong).status_code == 404


def custody_of(item: Item) -> list[dict[str, Any]]:
    """Return what is recorded of the custody of an item, whoever recorded it."""
    others = {"id", "case", "item", "recorded_by", "recorded_at"}
    names = [field.name for field in CustodyStep._meta.fields if field.name not in others]
    return list(CustodyStep._base_manager.filter(item=item).values(*names))


def moment(day: str) -> datetime:
    """Return the beginning of a day."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
