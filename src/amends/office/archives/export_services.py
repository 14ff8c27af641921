"""Handing out a whole case as an archive, which the log keeps with the manifest's digest."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends import __version__
from amends.base.package_data import read_text
from amends.casefile.reading import write
from amends.office.accounts.models import User
from amends.office.archives.about import FORMAT, VERSION
from amends.office.archives.case_text import casefile_of
from amends.office.archives.package import ABOUT, CASE_FILE, manifest_of
from amends.office.archives.packing import Packed
from amends.office.archives.record_selectors import record
from amends.office.archives.selectors import files, require_whole, tables
from amends.office.archives.tables import csv_of
from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem


def pack_case(*, actor: User, case: Case) -> Packed:
    """Make the archive of a case ready to be sent: complete as of now, or not at all.

    Raises:
        NotPermitted: the actor does not see all of the case, or takes none out of the office.
        ValidationError: an attached file is not in the store.
    """
    require_whole(actor, case)
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        attached = files(actor=actor, case=case)
        _refuse_lost(attached)
        now = timezone.now().astimezone(UTC)
        texts = _texts(actor, case, now.isoformat(timespec="seconds"))
        digests = {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
        digests |= {f"files/{digest}": digest for digest in attached}
        manifest = hashlib.sha256(manifest_of(digests).encode("utf-8")).hexdigest()
        entry.note(archive=manifest, files=len(attached), bytes=sum(attached.values()))
    return Packed(case.reference, now, texts, attached, digests)


def _texts(actor: User, case: Case, made_at: str) -> dict[str, bytes]:
    whole, around = tables(actor=actor, case=case), record(actor=actor, case=case)
    about = {
        "format": FORMAT,
        "version": VERSION,
        "reference": case.reference,
        "unit": case.unit.code,
        "made_at": made_at,
        "made_by": actor.username,
        "amends": __version__,
        "with_log": "log" in around,
        "rows": {name: len(table.rows) for name, table in whole.items()},
    }
    return {
        "README.txt": read_text("archive/README.txt").encode("utf-8"),
        ABOUT: _json(about),
        CASE_FILE: write(casefile_of(actor=actor, case=case)).encode("utf-8"),
        **{f"tables/{name}.csv": csv_of(t.heading, t.rows) for name, t in whole.items()},
        **{f"record/{name}.csv": csv_of(t.heading, t.rows) for name, t in around.items()},
    }


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def _refuse_lost(attached: dict[str, int]) -> None:
    lost = [digest for digest in attached if not store.path_of(digest).exists()]
    if lost:
        raise problem(
            "file",
            _(
                "A file of this case is not in the store: %s. An archive is complete or is not "
                "made. Ask the administrator to bring the file back."
            )
            % lost[0],
        )
