"""Chains are stamped by a real authority where one is set; a failing one stops nothing."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from amends.office.archives.export_services import pack_case
from amends.office.archives.import_services import take_archive
from amends.office.cases.models import Case
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item
from amends.office.printing.composing import Paper
from amends.office.printing.services import FileForm, issue_document
from amends.office.stamps.models import Stamp
from amends.office.stamps.services import stamp_waiting
from tests.office.conftest import Office
from tests.proof.authority import Authority, openssl, served


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def at_work(authority: Authority, settings: Settings) -> Iterator[Authority]:
    with served(authority.stamp) as url:
        settings.TIMESTAMP_URL = url
        settings.TIMESTAMP_CERTIFICATES = authority.certificates
        yield authority


@pytest.fixture
def item(office: Office, case: Case) -> Item:
    return evidence.enter_item(
        actor=office.prosecutor, case=case, kind="extraction", description="Phone"
    )


def record(office: Office, item: Item, hour: int = 9) -> None:
    at = datetime(2026, 1, 3, hour, tzinfo=UTC)
    custody_services.record_step(
        actor=office.prosecutor, item=item, kind="seized", at=at, by="Officer"
    )


def test_nobody_is_asked_unless_an_authority_is_set(office: Office, item: Item) -> None:
    record(office, item)
    assert not Stamp._base_manager.exists()
    assert stamp_waiting().stamped == 0


def test_a_chain_is_stamped_printed_and_handed_out(
    office: Office, item: Item, at_work: Authority, tmp_path: Path
) -> None:
    record(office, item, 9)
    record(office, item, 10)
    assert Stamp._base_manager.count() == 1  # the chain that moved on is not stamped
    report = stamp_waiting()
    assert (report.stamped, report.waiting) == (1, 0)
    stamp = Stamp._base_manager.get()
    assert stamp.authority == "CN=Test authority"
    assert b"Officer" not in at_work.asked[-1]
    client = Client()
    client.force_login(office.prosecutor)
    for part in ("tsr", "json"):
        answer = client.get(reverse(f"stamp-{part}", args=[item.case.reference, stamp.pk]))
        (tmp_path / f"stamp.{part}").write_bytes(answer.content)
    kept = ("-in", tmp_path / "stamp.tsr", "-data", tmp_path / "stamp.json")
    openssl("ts", "-verify", *kept, "-CAfile", at_work.certificates)
    page = client.get(reverse("item", args=[item.case.reference, item.key]))
    assert "CN=Test authority" in page.content.decode()
    paper = client.get(reverse("case-custody", args=[item.case.reference]))
    assert stamp.serial in paper.content.decode()


def test_a_certificate_that_is_issued_is_stamped(
    office: Office, item: Item, at_work: Authority
) -> None:
    issue_document(actor=office.prosecutor, case=item.case, paper=Paper.CUSTODY, form=FileForm.PDF)
    assert stamp_waiting().stamped == 1
    assert '"document"' in Stamp._base_manager.get().statement


@pytest.mark.parametrize("garbage", [b"", b"<html>busy</html>", b"\x30\x80" * 40_000])
def test_garbage_from_the_authority_is_kept_as_still_to_be_stamped(
    office: Office, item: Item, authority: Authority, settings: Settings, garbage: bytes
) -> None:
    settings.TIMESTAMP_CERTIFICATES = authority.certificates
    with served(lambda _: garbage) as url:
        settings.TIMESTAMP_URL = url
        record(office, item)
        assert stamp_waiting().waiting == 1
    assert Stamp._base_manager.get().fault == "The authority's answer is no time-stamp."
    with served(authority.stamp) as url:
        settings.TIMESTAMP_URL = url
        assert stamp_waiting().stamped == 1


def test_a_silent_or_dead_authority_stops_nothing(
    office: Office, item: Item, authority: Authority, settings: Settings
) -> None:
    settings.TIMESTAMP_CERTIFICATES, settings.TIMESTAMP_SECONDS = authority.certificates, 0.05

    def silent(_: bytes) -> bytes:
        time.sleep(0.3)
        return b""

    with served(silent) as url:
        settings.TIMESTAMP_URL = url
        record(office, item)
        stamp_waiting()
        assert Stamp._base_manager.get().fault == "The authority does not answer."
    for url in ("http://127.0.0.1:9/", "ftp://example.org/", "file:///etc/passwd"):
        settings.TIMESTAMP_URL = url
        assert stamp_waiting().waiting == 1
    client = Client()
    client.force_login(office.prosecutor)
    page = client.get(reverse("item", args=[item.case.reference, item.key]))
    assert "Still to be stamped" in page.content.decode()


def test_a_stamp_by_an_authority_nobody_trusts_is_not_kept(
    office: Office, item: Item, at_work: Authority, tmp_path: Path, settings: Settings
) -> None:
    settings.TIMESTAMP_CERTIFICATES = Authority(tmp_path).certificates
    record(office, item)
    assert stamp_waiting().waiting == 1
    assert "does not hold" in Stamp._base_manager.get().fault
    settings.TIMESTAMP_CERTIFICATES = tmp_path / "nowhere.pem"
    stamp_waiting()
    assert "certificates cannot be read" in Stamp._base_manager.get().fault


def test_stamps_go_out_and_in_with_the_case(office: Office, item: Item, at_work: Authority) -> None:
    record(office, item)
    stamp_waiting()
    data = b"".join(pack_case(actor=office.prosecutor, case=item.case).chunks())
    take_archive(actor=office.prosecutor, file=io.BytesIO(data), filename="a.zip")
    first, second = Stamp._base_manager.order_by("pk")
    assert bytes(first.answer) == bytes(second.answer)
    assert first.stamped_at == second.stamped_at


def test_a_stamp_is_asked_for_on_the_page_of_the_item(
    client: Client, office: Office, item: Item, at_work: Authority, settings: Settings
) -> None:
    settings.TIMESTAMP_URL, working = "http://127.0.0.1:9/", settings.TIMESTAMP_URL
    record(office, item)
    address = reverse("stamp-ask", args=[item.case.reference, item.key])
    client.force_login(office.prosecutor)
    page = client.post(address, follow=True).content.decode()
    assert "The authority does not answer. The chain is still to be stamped: ask again" in page
    assert "Ask the authority again" in page
    settings.TIMESTAMP_URL = working
    page = client.post(address, follow=True).content.decode()
    assert "Time-stamped by CN=Test authority." in page
    assert "Ask for a time-stamp" in page
    assert Stamp._base_manager.exclude(stamped_at=None).count() == 1


@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "stranger"])
def test_who_records_no_custody_asks_for_no_stamp(
    client: Client, office: Office, item: Item, at_work: Authority, role: str
) -> None:
    client.force_login(getattr(office, role))
    address = reverse("stamp-ask", args=[item.case.reference, item.key])
    before = len(at_work.asked)
    assert client.post(address).status_code == 404
    assert not Stamp._base_manager.exists()
    assert len(at_work.asked) == before


def test_without_an_authority_there_is_nothing_to_ask(
    client: Client, office: Office, item: Item
) -> None:
    record(office, item)
    client.force_login(office.prosecutor)
    address = reverse("stamp-ask", args=[item.case.reference, item.key])
    assert client.post(address).status_code == 404
    page = client.get(reverse("item", args=[item.case.reference, item.key])).content.decode()
    assert address not in page
