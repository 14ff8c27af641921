"""Handing out the exhibits of a case in CASE, for the programs of a laboratory or another State."""

from __future__ import annotations

import hashlib
import json

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.exhibits.selectors import items
from amends.office.exhibits.standing import exhibit_of, form_of
from amends.office.log.services import writing
from amends.office.policy import Action, Layer, NotPermitted, sees
from amends.proof.uco import Described, EvidenceFile, graph_of


def export_exhibits(*, actor: User, case: Case) -> bytes:
    """Return the exhibits of a case with custody and files as JSON-LD in CASE.

    The log keeps the digest of what went out. The files themselves are not in it.

    Raises:
        NotPermitted: the actor's role takes no case out of the office, or does not see evidence.
    """
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        if not sees(actor, Layer.EVIDENCE):
            raise NotPermitted(actor, Action.EXPORT, case)
        kept = [i for i in items(actor=actor, case=case) if form_of(i).is_in_custody]
        graph = graph_of(case.reference, map(_described, kept))
        content = json.dumps(graph, ensure_ascii=False, indent=1).encode("utf-8")
        digest = hashlib.sha256(content).hexdigest()
        entry.note(format="case-uco", exhibits=len(kept), sha256=digest)
    return content


def _described(item: Item) -> Described:
    files = tuple(
        EvidenceFile(file.attachment.filename, file.attachment.size, file.attachment.sha256)
        for file in item.files  # type: ignore[attr-defined]  # prefetched by the selector
    )
    return Described(exhibit_of(item), item.description, files, item.kind)
