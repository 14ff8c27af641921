"""Writes on attachments."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure.models import Bundle, Service
from amends.office.evidence import store
from amends.office.evidence.models import Attachment, State, StoredFile
from amends.office.log.services import Entry, writing
from amends.office.policy import Action
from amends.office.reading.services import wait_for_reading
from amends.office.validation import problem, save


def attach_file(
    *, actor: User, case: Case, title: str, filename: str, chunks: Iterable[bytes]
) -> Attachment:
    """Store a file and attach it to a case. The same bytes twice are stored once.

    Raises:
        ValidationError: the file is empty or larger than the office takes.
    """
    with writing(actor=actor, action=Action.ATTACH, case=case) as entry:
        return add_attachment(
            stored=keep(chunks),
            case=case,
            by=actor,
            title=title,
            filename=safe_name(filename),
            entry=entry,
        )


def add_attachment(
    *, stored: store.Stored, case: Case, by: User, title: str, filename: str, entry: Entry
) -> Attachment:
    """Attach a file that is in the store, inside the frame of a write."""
    attachment = Attachment(
        case=case,
        title=title.strip() or filename,
        filename=filename,
        size=stored.size,
        sha256=stored.sha256,
        added_by=by,
    )
    save(attachment)
    wait_for_reading(attachment)
    entry.note(attachment=attachment.pk, sha256=stored.sha256, size=stored.size)
    if stored.healed:
        entry.note(healed=True)
    return attachment


def remove_attachment(*, actor: User, attachment: Attachment, removed: bool = True) -> Attachment:
    """Take an attachment out of view, or bring it back. Its bytes stay in the store.

    Raises:
        ValidationError: it is a bundle, or proves that one was served.
    """
    with writing(actor=actor, action=Action.ATTACH, case=attachment.case) as entry:
        if removed and _is_of_record(attachment):
            raise problem(
                "attachment",
                _("This is a bundle or proves a service. It stays as long as the record does."),
            )
        attachment.removed_at = timezone.now() if removed else None
        attachment.save(update_fields=["removed_at"])
        entry.note(attachment=attachment.pk, removed=removed)
    return attachment


def _is_of_record(attachment: Attachment) -> bool:
    bundles = Bundle._base_manager.filter(attachment=attachment)
    return bundles.exists() or Service._base_manager.filter(proof=attachment).exists()


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
        raise _too_large() from None
    except store.KeyMissing:
        raise problem(
            "file",
            _(
                "The key that files are encrypted with is missing. Nothing was stored. Ask the "
                "administrator to put the key file back, then try again."
            ),
        ) from None
    except OSError:
        raise disk_full() from None
    refuse_size(stored.size)
    register(stored)
    return stored


def register(stored: store.Stored) -> None:
    """Remember that a file is in the store, sound as of now."""
    StoredFile.objects.update_or_create(
        sha256=stored.sha256,
        defaults={"state": State.SOUND, "found_at": None},
        create_defaults={"size": stored.size, "stored_at": timezone.now()},
    )


def forget(names: Iterable[str]) -> None:
    """Drop the record of files that left the store."""
    StoredFile.objects.filter(sha256__in=list(names)).delete()


def refuse_size(size: int) -> None:
    """Refuse an empty file, and one that is larger than the office takes.

    Raises:
        ValidationError: it is one of these.
    """
    if size == 0:
        raise problem("file", _("This file is empty. Choose another."))
    if size > settings.FILE_SIZE_LIMIT:
        raise _too_large()


def disk_full() -> ValidationError:
    """Return what is said when the disk takes no more."""
    return problem(
        "file",
        _(
            "The disk that keeps the files is full or cannot be written to. Nothing was "
            "stored. Ask the administrator to make room, then try again."
        ),
    )


def _too_large() -> ValidationError:
    return problem(
        "file",
        _("This file is larger than %d MB, the most this office takes.")
        % (settings.FILE_SIZE_LIMIT // 1024**2),
    )
