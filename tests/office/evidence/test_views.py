"""The page of attachments: files in, files out unchanged, nothing shown in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from tests.office.conftest import Office

PAGE = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> object:
    """Keep the files of a test in a folder of its own."""
    with override_settings(FILES=tmp_path / "files"):
        yield


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def a_file(name: str = "statement.html", content: bytes = PAGE) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def address(case: Case, name: str = "case-attachments", *more: object) -> str:
    """Return the address of a page of attachments."""
    return reverse(name, args=[case.reference, *more])


def attach(reader: Client, case: Case, *files: SimpleUploadedFile) -> str:
    """Attach files and return the page that follows."""
    answer = reader.post(address(case), {"title": "", "file": list(files)}, follow=True)
    return answer.content.decode()


def test_a_file_comes_back_as_it_went_in_and_is_never_shown(reader: Client, case: Case) -> None:
    assert "1 file is attached." in attach(reader, case, a_file())
    found = Attachment._base_manager.get()
    answer = reader.get(address(case, "attachment", found.pk))
    assert b"".join(answer.streaming_content) == PAGE  # type: ignore[attr-defined]  # streams
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statement.html"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_several_files_go_in_at_once_and_each_refusal_is_named(reader: Client, case: Case) -> None:
    page = attach(reader, case, a_file("a.txt"), a_file("b.txt", b""), a_file("c.txt", b"c"))
    assert "2 files are attached." in page
    assert page.count("b.txt: This file is empty.") == 2, "beside the field and above"
    names = {row.filename for row in Attachment._base_manager.all()}
    assert names == {"a.txt", "c.txt"}


def test_too_large_a_file_is_refused_with_the_limit(reader: Client, case: Case) -> None:
    with override_settings(FILE_SIZE_LIMIT=1024 * 1024):
        page = attach(reader, case, a_file("big.bin", b"x" * (1024 * 1024 + 1)))
    assert "larger than 1 MB" in page
    assert not Attachment._base_manager.exists()


def test_no_file_is_a_problem_of_the_field(reader: Client, case: Case) -> None:
    answer = reader.post(address(case), {"title": "x"})
    assert answer.status_code == 200
    assert 'href="#id_file"' in answer.content.decode()


def test_removing_can_be_undone(reader: Client, case: Case) -> None:
    attach(reader, case, a_file())
    found = Attachment._base_manager.get()
    page = reader.post(address(case, "attachment-remove", found.pk), follow=True)
    assert "Nothing is attached" in page.content.decode()
    back = reader.post(address(case, "attachment-restore", found.pk), follow=True)
    assert "statement.html" in back.content.decode()


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_file_is_named_and_not_handed_out(reader: Client, case: Case, harm: str) -> None:
    attach(reader, case, a_file())
    found = Attachment._base_manager.get()
    path = store.path_of(found.sha256)
    path.chmod(0o600)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"something else")
    answer = reader.get(address(case, "attachment", found.pk))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "statement.html" in page
    assert found.sha256 in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 404), ("registrar", 404), ("ombudsman", 404), ("liaison", 404), ("head", 200)],
)
def test_who_may_not_open_the_case_or_the_layer_finds_nothing(
    client: Client, office: Office, case: Case, who: str, status: int
) -> None:
    client.force_login(office.prosecutor)
    attach(client, case, a_file())
    found = Attachment._base_manager.get()
    client.force_login(getattr(office, who))
    assert client.get(address(case)).status_code == status
    answer = client.get(address(case, "attachment", found.pk))
    assert answer.status_code == status
    answer.close()


def test_ombudsman_attaches_nothing(client: Client, office: Office, case: Case) -> None:
    client.force_login(office.ombudsman)
    client.post(address(case), {"title": "", "file": [a_file()]})
    assert not Attachment._base_manager.exists()
