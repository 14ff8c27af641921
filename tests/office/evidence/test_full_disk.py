"""A disk with no room for a file: a clear word, nothing half stored, and it works again."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from amends.office.cases.models import Case
from amends.office.evidence import services
from amends.office.evidence.models import Attachment
from amends.office.log.models import Kind, LogEntry
from tests.office.conftest import Office

CHUNKS = [bytes([number]) * 100_000 for number in range(1, 6)]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def attach(office: Office, case: Case) -> Attachment:
    """Attach half a megabyte."""
    return services.attach_file(
        actor=office.prosecutor, case=case, title="Ledger", filename="ledger.pdf", chunks=CHUNKS
    )


def left_behind() -> list[Path]:
    """Return the files a broken upload left."""
    return list((Path(settings.FILES) / "incoming").glob("*"))


def test_a_full_disk_is_said_and_leaves_nothing(office: Office, case: Case) -> None:
    writes = LogEntry.objects.filter(kind=Kind.WRITE).count()
    with room_for(150_000), pytest.raises(ValidationError, match="make room"):
        attach(office, case)
    assert left_behind() == []
    assert not Attachment._base_manager.filter(case=case).exists()
    assert LogEntry.objects.filter(kind=Kind.WRITE).count() == writes
    assert attach(office, case).size == sum(map(len, CHUNKS))
