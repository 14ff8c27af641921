"""Writes on redaction: what is to be taken out of a file, and the copies that were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.disclosure.asking import page_process, said
from amends.office.disclosure.looking_selectors import source_of
from amends.office.disclosure.models import Mark, Redaction
from amends.office.disclosure.pages.opening import MOST_PAGES, Unusable
from amends.office.disclosure.words import trouble_words
from amends.office.evidence.models import Attachment
from amends.office.evidence.services import add_attachment, keep, safe_name
from amends.office.evidence.store import Stored
from amends.office.exhibits.models import ItemFile
from amends.office.log.services import writing
from amends.office.policy import Action, require
from amends.office.validation import problem, save, to_be_stored
from amends.proof.redaction import letters_of

MOST_MARKS = 500
NARROWEST = 0.002  # of the width or height of a page
Part = Sequence[float]


def add_mark(
    *,
    actor: User,
    attachment: Attachment,
    reason: str,
    words: str = "",
    alone: bool = False,
    page: int | None = None,
    part: Part | None = None,
) -> Mark:
    """Mark words, or a part of a page, that are to be taken out of a file.

    Args:
        actor: who marks.
        attachment: the file.
        reason: why; it stays with the copy.
        words: what is to go, wherever it stands.
        alone: only where the words are words of their own.
        page: the page it is about; every page for words, if left out.
        part: left, top, right and bottom of what goes, in parts of the page as it is seen.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.REDACT, case=attachment.case) as entry:
        _check_mark(attachment, reason, words.strip(), page, part)
        row = Mark(
            case=attachment.case,
            attachment=attachment,
            page=page,
            words=words.strip(),
            alone=alone and bool(words.strip()),
            part=[round(number, 5) for number in part] if part else None,
            reason=reason.strip(),
            by=actor,
        )
        save(row)
        entry.note(attachment=attachment.pk, mark=row.pk)
    return row


def remove_mark(*, actor: User, mark: Mark, removed: bool = True) -> Mark:
    """Take a mark away, or bring it back. Copies that were made stay as they are."""
    with writing(actor=actor, action=Action.REDACT, case=mark.case) as entry:
        mark.removed_at = timezone.now() if removed else None
        mark.save(update_fields=["removed_at"])
        entry.note(attachment=mark.attachment_id, mark=mark.pk, removed=removed)
    return mark


def make_copy(*, actor: User, attachment: Attachment) -> Redaction:
    """Make a redacted copy of a file: its pages written again without what is marked.

    The copy is read again before it is kept. If anything of what was marked can still be read, by
    any of the readers or anywhere in the file, nothing is kept.

    Raises:
        ValidationError: there are no marks, the file cannot be used, or something is left.
        NotPermitted: the actor may not redact in this case.
    """
    require(actor, Action.REDACT, attachment.case)
    known = Mark._base_manager.select_related("by")
    marks = list(known.filter(attachment=attachment, removed_at=None))
    if not marks:
        raise problem("marks", _("Nothing is marked yet. Mark words or a part of a page first."))
    found, stored = _made(actor, attachment, marks)
    with writing(actor=actor, action=Action.REDACT, case=attachment.case) as entry:
        name = PurePosixPath(attachment.filename)
        copy = add_attachment(
            stored=stored,
            case=attachment.case,
            by=actor,
            title=to_be_stored(_("Redacted: %s") % attachment.title)[:200],
            filename=safe_name(f"{name.stem}-redacted.pdf"),
            entry=entry,
        )
        row = Redaction(
            case=attachment.case,
            source=attachment,
            result=copy,
            marks=_kept(marks, found["places"]),
            taken=found["taken"],
            pages=found["pages"],
            by=actor,
        )
        save(row)
        _enter_working_copies(attachment, copy)
        entry.note(redaction=row.pk, pages=row.pages, marks=len(marks))
    return row


def set_aside(
    *, actor: User, redaction: Redaction, reason: str = "", back: bool = False
) -> Redaction:
    """Set a redacted copy aside with a reason, or take it into use again. It stays in the record.

    Raises:
        ValidationError: the reason is missing.
    """
    with writing(actor=actor, action=Action.REDACT, case=redaction.case) as entry:
        if not back and not reason.strip():
            raise problem("reason", _("Say why this copy is not to be used."))
        redaction.set_aside_at = None if back else timezone.now()
        redaction.set_aside_reason = "" if back else reason.strip()
        save(redaction)
        entry.note(redaction=redaction.pk, kept=back)
    return redaction


def _made(
    actor: User, attachment: Attachment, marks: Sequence[Mark]
) -> tuple[dict[str, Any], Stored]:
    """Have the copy made and stored, and return what is known of it."""
    try:
        with page_process() as process:
            source = source_of(actor=actor, attachment=attachment)
            with source.file:
                found = process.ask("redact", [source], marks=[*map(said, marks)])
            _refuse_left(marks, found)
            return found, keep(process.sent())
    except Unusable as fault:
        raise problem(
            "attachment",
            _("No copy was made of this file. %s") % trouble_words(fault.trouble),
        ) from None


def _refuse_left(marks: Sequence[Mark], found: dict[str, Any]) -> None:
    """Refuse a copy in which something can still be read, or of which nothing was found.

    Raises:
        ValidationError: by mark, where it is left.
    """
    missed = [
        mark
        for mark, places in zip(marks, found["places"], strict=True)
        if not places and not any(marks[at] is mark for at, _page in found["left"])
    ]
    faults = [_still_there(marks[at], page) for at, page in found["left"]]
    faults += [_not_found(mark) for mark in missed]
    if faults:
        raise ValidationError({"marks": [*dict.fromkeys(faults)]})


def _still_there(mark: Mark, page: int) -> str:
    shown = {"words": mark.words or _("a part of the page"), "page": page}
    if not page:
        return _(
            "“%(words)s” can still be read in the file, outside its pages. No copy was kept. Print "
            "the file to PDF anew, attach that, and redact it."
        ) % {"words": shown["words"]}
    return (
        _(
            "“%(words)s” can still be read on page %(page)d. No copy was kept. Mark the place as a "
            "part of the page as well, then try again."
        )
        % shown
    )


def _not_found(mark: Mark) -> str:
    return (
        _(
            "“%s” is found nowhere it was marked, so no copy was kept. If it is to be seen in a "
            "picture, mark the part of the page. If it is not there, take the mark away."
        )
        % mark.words
    )


def _check_mark(
    attachment: Attachment, reason: str, words: str, page: int | None, part: Part | None
) -> None:
    if not reason.strip():
        raise problem("reason", _("Say why it is taken out. It stays with the copy."))
    if bool(words) == (part is not None):
        raise problem("words", _("Mark either words, or a part of a page."))
    if words and not letters_of(words):
        raise problem("words", _("There is no letter or digit in this. Type what is to go."))
    if page is not None and not 1 <= page <= MOST_PAGES:
        raise problem("page", _("There is no such page."))
    if part is not None:
        _check_part(page, part)
    if Mark._base_manager.filter(attachment=attachment, removed_at=None).count() >= MOST_MARKS:
        raise problem("words", _("A file takes %d marks at most. Take some away.") % MOST_MARKS)


def _check_part(page: int | None, part: Part) -> None:
    if page is None:
        raise problem("page", _("Say on which page the part lies."))
    if len(part) != 4 or not all(0 <= number <= 1 for number in part):
        raise problem("part", _("The part lies outside the page. Give figures from 0 to 100."))
    left, top, right, bottom = part
    if right - left < NARROWEST or bottom - top < NARROWEST:
        raise problem("part", _("The part has no width or no height. Right and bottom come last."))


def _kept(marks: Sequence[Mark], places: Sequence[int]) -> list[dict[str, Any]]:
    return [
        {**said(mark), "reason": mark.reason, "places": number, "by": mark.by.username}
        for mark, number in zip(marks, places, strict=True)
    ]


def _enter_working_copies(source: Attachment, copy: Attachment) -> None:
    """Enter the copy beside every item the file belongs to, as made from its evidentiary copy."""
    joined = ItemFile._base_manager.filter(attachment=source, removed_at=None)
    for row in joined.select_related("made_from"):
        origin = row if row.copy == ItemFile.Copy.EVIDENTIARY else row.made_from
        working = ItemFile(
            case_id=row.case_id,
            item_id=row.item_id,
            attachment=copy,
            copy=ItemFile.Copy.WORKING,
            made_from=origin,
        )
        save(working)
