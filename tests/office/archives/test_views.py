"""The pages on case archives: handed out, tried, taken, undone, and to whom."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.office.archives.models import Arrival
from amends.office.cases.models import Case
from tests.office.archives.conftest import members, packed
from tests.office.conftest import Office


@pytest.fixture
def page(office: Office) -> Client:
    client = Client()
    client.force_login(office.prosecutor)
    return client


def test_a_case_goes_out_and_comes_in_on_pages(
    office: Office, full_case: Case, page: Client
) -> None:
    assert page.get(reverse("case-archive", args=[full_case.reference])).status_code == 200
    answer = page.get(
        reverse("archive-download", args=[full_case.reference]), headers={"accept-encoding": "gzip"}
    )
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed answer
    assert "case.yaml" in members(data)
    file = SimpleUploadedFile("case.zip", data)
    answer = page.post(reverse("archive-take-in"), {"file": file})
    assert answer.status_code == 302
    shown = page.get(answer["Location"])
    assert b"Take the case in" in shown.content
    taken = page.post(answer["Location"])
    arrival = Arrival._base_manager.get()
    assert taken["Location"] == reverse("case", args=[arrival.reference])
    assert page.get(reverse("case-archive", args=[arrival.reference])).status_code == 200
    assert arrival.reference.encode() in page.get(reverse("archive-take-in")).content
    page.post(reverse("archive-undo", args=[arrival.reference]))
    assert Case._base_manager.count() == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html>"])
def test_a_file_that_is_no_archive_is_answered_by_a_sentence(page: Client, content: bytes) -> None:
    answer = page.post(
        reverse("archive-take-in"), {"file": SimpleUploadedFile("x.zip", content)}, follow=True
    )
    assert answer.status_code == 200
    assert b"no ZIP file" in answer.content or b"is empty" in answer.content
    assert Case._base_manager.count() == 0


def test_a_word_that_amends_did_not_sign_leads_nowhere(page: Client) -> None:
    assert page.get(reverse("archive-check") + "?upload=forged").status_code == 404


def test_who_may_not_take_a_case_out_finds_no_page(office: Office, full_case: Case) -> None:
    for account in (office.investigator, office.stranger, office.ombudsman, office.liaison):
        client = Client()
        client.force_login(account)
        for name in ("case-archive", "archive-download"):
            answer = client.get(reverse(name, args=[full_case.reference]))
            assert answer.status_code in {403, 404}, (account, name)


def test_nobody_takes_a_case_in_whose_role_opens_none(office: Office, full_case: Case) -> None:
    data = packed(office, full_case)
    for account in (office.liaison, office.registrar, office.administrator):
        client = Client()
        client.force_login(account)
        file = SimpleUploadedFile("case.zip", io.BytesIO(data).getvalue())
        assert client.post(reverse("archive-take-in"), {"file": file}).status_code == 403
    assert Case._base_manager.count() == 1
