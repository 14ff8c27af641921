"""Reads of imports and of the sheets they came from."""

from __future__ import annotations

from django.db.models import QuerySet

from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.exchange.models import ImportBatch
from amends.office.log import services as log
from amends.office.policy import Actor


def imports(*, actor: Actor, case: Case) -> QuerySet[ImportBatch]:
    """Return what was imported into a case, the latest first."""
    log.read(actor=actor, what="imports", case=case)
    return ImportBatch.objects.seen_by(actor).filter(case=case).select_related("by", "case")


def import_batch(*, actor: Actor, case: Case, pk: int) -> ImportBatch:
    """Return one import of a case.

    Raises:
        ImportBatch.DoesNotExist: there is none that the actor may see.
    """
    return imports(actor=actor, case=case).get(pk=pk)


def sheet_bytes(*, actor: Actor, case: Case, sha256: str) -> bytes:
    """Return the bytes of a sheet that was kept, checked against their digest.

    Raises:
        Damaged: the stored bytes were changed.
        FileNotFoundError: it is not in the store.
    """
    log.read(actor=actor, what=f"sheet {sha256[:12]}", case=case)
    with store.read(sha256) as file:
        return file.read()
