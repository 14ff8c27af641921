"""A sheet between its trial and its import: which bytes were tried, signed; and the verdicts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.core import signing
from django.core.cache import cache

from amends.office.cases.models import Case
from amends.office.exchange import services
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.verdicts import Report
from amends.office.policy import Actor

KEPT_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Upload:
    """A sheet that was tried: its kind, its bytes by their digest, its name."""

    kind: SheetKind
    sha256: str
    filename: str


def token_of(upload: Upload, actor: Actor, case: Case) -> str:
    """Return the upload as a word that only this actor can use, for this case, for half a day."""
    return signing.dumps(asdict(upload), salt=_salt(actor, case), compress=True)


def upload_of(token: str, actor: Actor, case: Case) -> Upload | None:
    """Return the upload a word stands for; nothing if it is not genuine or too old."""
    try:
        given = signing.loads(token, salt=_salt(actor, case), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return Upload(SheetKind(given["kind"]), given["sha256"], given["filename"])


def remember(report: Report, actor: Actor, case: Case) -> None:
    """Keep the verdicts, without what the rows say, so that pages of them need no new trial."""
    bare = tuple(verdict._replace(values={}) for verdict in report.verdicts)
    cache.set(
        _key(report.kind, report.sha256, actor, case), replace(report, verdicts=bare), KEPT_SECONDS
    )


def forget(upload: Upload, actor: Actor, case: Case) -> None:
    """Drop the verdicts, which the case has outgrown."""
    cache.delete_many([_key(upload.kind, upload.sha256, actor, case)])


def report_on(upload: Upload, data: bytes, actor: Actor, case: Case) -> Report:
    """Return the verdicts on an upload: those kept, or those of a new trial."""
    kept: Report | None = cache.get(_key(upload.kind, upload.sha256, actor, case))
    if kept is None:
        kept = services.check_sheet(actor=actor, case=case, kind=upload.kind, data=data)
        remember(kept, actor, case)
    return kept


def _salt(actor: Actor, case: Case) -> str:
    return f"import:{actor.pk}:{case.pk}"


def _key(kind: SheetKind, sha256: str, actor: Actor, case: Case) -> str:
    return f"import:{actor.pk}:{case.pk}:{kind}:{sha256}"
