"""Files that came with a report: kept as they came, handed out inert, seen by whose it is."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from amends.office.evidence import store
from amends.office.evidence.models import State, StoredFile
from amends.office.evidence.verify_services import verify_files
from amends.office.exchange.left_over_services import drop_left_over_sheets
from amends.office.intake import file_services, services
from amends.office.intake.models import Report, ReportAct, ReportFile
from amends.office.policy import NotPermitted
from tests.office.conftest import Office
from tests.office.intake.test_services import record

ACTIVE = b"<html><script>document.title = 'ran'</script></html>"


@pytest.fixture
def report(office: Office) -> Report:
    """Return a report that nobody took up."""
    return record(office)


@pytest.fixture
def file(office: Office, report: Report) -> ReportFile:
    """Return a page with a script in it that came with the report."""
    return file_services.attach_to_report(
        actor=office.liaison, report=report, title="The call", filename="call.html", chunks=[ACTIVE]
    )


def at(name: str, report: Report, *more: object) -> str:
    return reverse(name, args=[report.reference, *more])


def test_it_is_kept_as_it_came_and_handed_out_inert(
    client: Client, office: Office, report: Report, file: ReportFile
) -> None:
    client.force_login(office.prosecutor)
    assert "The call" in client.get(at("report", report)).content.decode()
    answer = client.get(at("report-file", report, file.pk))
    assert b"".join(answer.streaming_content) == ACTIVE  # type: ignore[attr-defined]  # streamed
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="call.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert file.sha256 == hashlib.sha256(ACTIVE).hexdigest()


def test_files_are_attached_taken_out_and_brought_back(
    client: Client, office: Office, report: Report
) -> None:
    client.force_login(office.liaison)
    sent = [SimpleUploadedFile(name, b"x" + name.encode()) for name in ("a.txt", "b.txt")]
    answer = client.post(at("report-file-add", report), {"file": sent, "title": ""})
    assert answer.status_code == 302
    first, second = ReportFile._base_manager.order_by("id")
    assert (first.title, second.title) == ("a.txt", "b.txt")
    client.post(at("report-file-remove", report, first.pk))
    first.refresh_from_db()
    assert first.removed_at
    page = client.get(at("report", report)).content.decode()
    assert re.search(r"<s><bdi[^>]*>a\.txt</bdi></s>", page)
    client.post(at("report-file-restore", report, first.pk))
    assert ReportFile._base_manager.filter(removed_at=None).count() == 2
    assert set(ReportAct._base_manager.values_list("what", flat=True)) >= {
        *("file", "file_removed", "file_restored"),
    }


def test_one_that_is_refused_is_named_and_the_others_are_kept(
    client: Client, office: Office, report: Report
) -> None:
    client.force_login(office.liaison)
    sent = [SimpleUploadedFile("a.txt", b"x"), SimpleUploadedFile("empty.txt", b"")]
    page = client.post(at("report-file-add", report), {"file": sent}).content.decode()
    assert "empty.txt: This file is empty" in page
    assert [row.filename for row in ReportFile._base_manager.all()] == ["a.txt"]


@override_settings(FILE_SIZE_LIMIT=10)
def test_one_that_is_too_large_is_refused_and_leaves_nothing(
    office: Office, report: Report
) -> None:
    with pytest.raises(ValidationError, match="larger than"):
        file_services.attach_to_report(
            actor=office.liaison, report=report, title="", filename="a", chunks=[b"x" * 11]
        )
    assert not ReportFile._base_manager.exists()
    assert ReportAct._base_manager.filter(what="file").count() == 0


def test_a_report_out_of_view_takes_no_file(office: Office, report: Report) -> None:
    services.remove_report(actor=office.liaison, report=report)
    with pytest.raises(ValidationError, match="out of view"):
        file_services.attach_to_report(
            actor=office.liaison, report=report, title="", filename="a", chunks=[b"x"]
        )


@pytest.mark.parametrize("role", ["registrar", "ombudsman", "rapporteur", "administrator"])
def test_who_sees_no_report_sees_none_of_its_files(
    client: Client, office: Office, report: Report, file: ReportFile, role: str
) -> None:
    client.force_login(getattr(office, role))
    assert client.get(at("report-file", report, file.pk)).status_code == 404
    with pytest.raises(NotPermitted):
        file_services.remove_file(actor=getattr(office, role), file=file)


def test_a_file_of_a_report_that_a_colleague_took_up_is_theirs(
    client: Client, office: Office, report: Report, file: ReportFile
) -> None:
    services.take_report(actor=office.prosecutor, report=report, owner=office.prosecutor)
    client.force_login(office.liaison)
    assert client.get(at("report-file", report, file.pk)).status_code == 404
    other = record(office)
    assert client.get(at("report-file", other, file.pk)).status_code == 404


def test_the_daily_removal_of_left_over_sheets_keeps_it(file: ReportFile) -> None:
    with override_settings(KEEP_TRIED_SHEETS_DAYS=-1):
        drop_left_over_sheets()
    with store.read(file.sha256) as kept:
        assert kept.read() == ACTIVE


def test_it_is_verified_and_a_damaged_one_is_named_and_not_handed_out(
    client: Client, office: Office, report: Report, file: ReportFile
) -> None:
    StoredFile.objects.all().delete()  # as if an earlier version had stored it
    path = store.path_of(file.sha256)
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    verify_files(everything=True)
    assert StoredFile.objects.get(sha256=file.sha256).state == State.DAMAGED
    client.force_login(office.head)
    page = client.get(reverse("stored-files")).content.decode()
    assert report.reference in page
    answer = client.get(at("report-file", report, file.pk))
    assert answer.status_code == 500
    assert file.sha256 in answer.content.decode()


def test_the_front_page_says_what_waits_for_screening(
    client: Client, office: Office, report: Report
) -> None:
    early = timezone.localdate() - timedelta(days=40)
    older = record(office, received_on=early)
    services.take_report(actor=office.prosecutor, report=older, owner=office.prosecutor)
    removed = record(office, received_on=early - timedelta(days=9))
    services.remove_report(actor=office.liaison, report=removed)
    waiting = {"prosecutor": (2, early, 1), "head": (2, early, 0), "liaison": (1, None, 0)}
    for role, (number, oldest, mine) in waiting.items():
        client.force_login(getattr(office, role))
        answer = client.get("/")
        found = answer.context["front"].reports
        assert (found.number, found.mine) == (number, mine)
        assert found.oldest == (oldest or report.received_on)
        page = answer.content.decode()
        assert "Reports to screen, the oldest of" in page
        assert ("Reports to screen that you took up" in page) is bool(mine)
        listed = client.get(reverse("report-list") + "?state=received&order=waiting")
        assert listed.context["page"].paginator.count == number
    for role in ("registrar", "ombudsman", "administrator"):
        client.force_login(getattr(office, role))
        assert "Reports to screen" not in client.get("/").content.decode()
