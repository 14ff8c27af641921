"""Writes on attachments."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem, save


def attach_file(
    *, actor: User, case: Case, title: str, filename: str, chunks: Iterable[bytes]
) -> Attachment:
    """Store a file and attach it to a case. The same bytes twice are stored once.

    Raises:
        ValidationError: the file is empty or larger than the office takes.
    """
    with writing(actor=actor, action=Action.ATTACH, case=case) as entry:
        name = safe_name(filename)
        stored = keep(chunks)
        attachment = Attachment(
            case=case,
            title=title.strip() or name,
            filename=name,
            size=stored.size,
            sha256=stored.sha256,
            added_by=actor,
        )
        save(attachment)
        entry.note(attachment=attachment.pk, sha256=stored.sha256, size=stored.size)
    return attachment


def remove_attachment(*, actor: User, attachment: Attachment, removed: bool = True) -> Attachment:
    """Take an attachment out of view, or bring it back. Its bytes stay in the store."""
    with writing(actor=actor, action=Action.ATTACH, case=attachment.case) as entry:
        attachment.removed_at = timezone.now() if removed else None
        attachment.save(update_fields=["removed_at"])
        entry.note(attachment=attachment.pk, removed=removed)
    return attachment


def safe_name(filename: str) -> str:
    """Return a file name without folders, control characters or direction marks."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    kept = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:200] or "file"
    return f"{stem[:180]}.{ending[:20]}"


def keep(chunks: Iterable[bytes]) -> store.Stored:
    """Store a file, or say why it cannot be stored.

    Raises:
        ValidationError: it is empty or too large, or the disk is full.
    """
    try:
        stored = store.put(chunks, limit=settings.FILE_SIZE_LIMIT)
    except store.TooLarge:
        raise problem(
            "file",
            _("This file is larger than %d MB, the most this office takes.")
            % (settings.FILE_SIZE_LIMIT // 1024**2),
        ) from None
    except OSError:
        raise problem(
            "file",
            _(
                "The disk that keeps the files is full or cannot be written to. Nothing was "
                "stored. Ask the administrator to make room, then try again."
            ),
        ) from None
    if stored.size == 0:
        raise problem("file", _("This file is empty. Choose another."))
    return stored
