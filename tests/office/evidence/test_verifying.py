"""Damage is found, named, told to those who look after the files, and does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.evidence import services, store
from amends.office.evidence.file_selectors import unsound_files
from amends.office.evidence.models import Attachment, State, StoredFile
from amends.office.evidence.verify_services import verify_files
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted, SystemActor
from tests.office.conftest import Office

OPERATOR = SystemActor("tests")


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Iterator[None]:
    """Keep files and key of a test in folders of their own."""
    with override_settings(FILES=tmp_path / "files", FILES_KEY=tmp_path / "files_key"):
        yield


def attach(office: Office, case: Case, content: bytes) -> Attachment:
    """Attach a file."""
    return services.attach_file(
        actor=office.prosecutor, case=case, title="Lease", filename="lease.pdf", chunks=[content]
    )


def flip(attachment: Attachment) -> Path:
    """Flip one bit of a stored file."""
    path = store.path_of(attachment.sha256)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    return path


def state_of(attachment: Attachment) -> State:
    """Return what is recorded of a file."""
    return State(StoredFile.objects.get(sha256=attachment.sha256).state)


def test_the_same_file_twice_is_one_copy_and_two_items(office: Office, case: Case) -> None:
    attach(office, case, b"lease")
    attach(office, case, b"lease")
    assert Attachment._base_manager.count() == 2
    assert StoredFile.objects.count() == 1


def test_damage_and_loss_are_named_and_the_rest_is_verified(office: Office, case: Case) -> None:
    flipped, lost, sound = (attach(office, case, c) for c in (b"one", b"two", b"three"))
    flip(flipped)
    store.path_of(lost.sha256).unlink()
    done = verify_files()
    assert (done.files, done.waiting) == (3, 0)
    assert done.unsound == {flipped.sha256: State.DAMAGED, lost.sha256: State.MISSING}
    assert state_of(sound) is State.SOUND
    named = {found.file.sha256: found.attachments for found in unsound_files(actor=OPERATOR)}
    assert named == {flipped.sha256: (flipped,), lost.sha256: (lost,)}
    entry = LogEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert flipped.sha256 in entry.data


def test_every_file_has_its_turn_within_the_days_set_the_oldest_first(
    office: Office, case: Case
) -> None:
    files = [attach(office, case, bytes([number])) for number in range(3)]
    assert verify_files().files == 3
    assert verify_files().files == 0
    for days, file in zip((29.5, 28, 31), files, strict=True):
        before = timezone.now() - timedelta(days=days)
        StoredFile.objects.filter(sha256=file.sha256).update(verified_at=before)
    seen: list[int] = []
    assert verify_files(on_file=seen.append).files == 2
    assert verify_files(everything=True).files == 3


def test_without_time_left_the_rest_waits(office: Office, case: Case) -> None:
    attach(office, case, b"one")
    done = verify_files(seconds=0)
    assert (done.files, done.waiting) == (0, 1)


def test_files_of_earlier_versions_are_taken_in(office: Office, case: Case) -> None:
    attach(office, case, b"one")
    StoredFile.objects.all().delete()
    assert verify_files().files == 1


def test_a_missing_key_is_not_called_damage(office: Office, case: Case) -> None:
    attached = attach(office, case, b"one")
    Path(settings.FILES_KEY).unlink()
    assert verify_files().unsound == {attached.sha256: State.LOCKED}


def test_the_same_bytes_again_heal_what_was_damaged(office: Office, case: Case) -> None:
    attached = attach(office, case, b"lease")
    path = flip(attached)
    verify_files()
    assert state_of(attached) is State.DAMAGED
    attach(office, case, b"lease")
    assert state_of(attached) is State.SOUND
    assert store.check(path.name) == 5
    entry = LogEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert '"healed": true' in entry.data


def test_what_a_reader_runs_into_is_recorded(client: Client, office: Office, case: Case) -> None:
    attached = attach(office, case, b"lease")
    flip(attached)
    client.force_login(office.prosecutor)
    answer = client.get(reverse("attachment", args=[case.reference, attached.pk]))
    assert answer.status_code == 500
    assert state_of(attached) is State.DAMAGED


def test_who_is_shown_what(client: Client, office: Office, case: Case) -> None:
    attached = attach(office, case, b"lease")
    flip(attached)
    verify_files()
    pages = {}
    for name in ("administrator", "head", "other_head"):
        client.force_login(getattr(office, name))
        pages[name] = client.get(reverse("stored-files")).content.decode()
        assert attached.sha256 in pages[name]
    assert "Lease" in pages["head"]
    assert case.reference in pages["head"]
    for name in ("administrator", "other_head"):
        assert "Lease" not in pages[name]
        assert case.reference not in pages[name]
        assert "1 place in cases or reports that are not shown to you" in pages[name]


def test_nobody_else_looks_after_the_files(client: Client, office: Office) -> None:
    keepers = {"head", "administrator"}
    for user in office.everybody():
        if user.role not in keepers:
            client.force_login(user)
            assert client.get(reverse("stored-files")).status_code == 403
            with pytest.raises(NotPermitted):
                unsound_files(actor=user)


def test_the_page_of_a_sound_store_says_so(client: Client, office: Office) -> None:
    client.force_login(office.administrator)
    assert "No file is known to be damaged" in client.get(reverse("stored-files")).content.decode()
