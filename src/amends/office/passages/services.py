"""Writes on passages: tying words of an attachment to an element, and taking them back."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.finding import whole_words
from amends.law.elements import ElementName
from amends.office.evidence.models import Attachment
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.passages.models import LONGEST_QUOTE, Passage
from amends.office.policy import Action, Actor
from amends.office.reading.models import FileText
from amends.office.reading.page_texts import page_text
from amends.office.validation import problem, refuse_if_changed, save

EDITABLE = ("element", "party", "note")


def tie_passage(
    *,
    actor: Actor,
    attachment: Attachment,
    page: int,
    start: int,
    end: int,
    element: str,
    party: Party,
    note: str = "",
    quote: str = "",
) -> Passage:
    """Tie words of a page of an attachment to an element against a party; whole words are taken.

    ``start`` is the first character of the page's text, from 0, and ``end`` the one behind the
    last. If the words there are no longer those of ``quote``, where that is given, nothing is tied.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.TIE_PASSAGE, case=attachment.case) as entry:
        if attachment.removed_at is not None:
            raise problem("page", _("This attachment is out of view. Bring it back first."))
        start, end, words = _words(attachment, page, start, end)
        if "".join(quote.split()) not in "".join(words.split()):
            raise problem("start", _("The file was read again meanwhile. Select the words again."))
        row = Passage(
            case=attachment.case,
            attachment=attachment,
            page=page,
            start=start,
            end=end,
            quote=words,
            tied_by_id=actor.pk,
        )
        _take(row, {"element": element, "party": party, "note": note})
        _save_once(row)
        entry.note(passage=row.pk, attachment=attachment.pk, element=element, party=party.key)
    return row


def edit_passage(*, actor: Actor, passage: Passage, version: int, **changes: Any) -> Passage:
    """Change what a passage goes to, or its note; the words themselves stay.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.TIE_PASSAGE, case=passage.case) as entry:
        rows = Passage._base_manager.select_for_update(of=("self",)).select_related("case")
        current = rows.get(pk=passage.pk)
        refuse_if_changed(shown=version, now=current.version)
        _take(current, changes)
        current.version += 1
        _save_once(current)
        entry.note(passage=current.pk, changed=sorted(set(EDITABLE) & changes.keys()))
    return current


def remove_passage(*, actor: Actor, passage: Passage, removed: bool = True) -> Passage:
    """Take a passage out of view, or bring it back.

    Raises:
        ValidationError: it cannot come back, for another one was tied in its place.
    """
    with writing(actor=actor, action=Action.TIE_PASSAGE, case=passage.case) as entry:
        passage.removed_at = timezone.now() if removed else None
        _save_once(passage, fields=["removed_at"])
        entry.note(passage=passage.pk, removed=removed)
    return passage


def _words(attachment: Attachment, page: int, start: int, end: int) -> tuple[int, int, str]:
    rows = FileText._base_manager.filter(reading__attachment=attachment)
    text = page_text(rows, page)
    if not text:
        raise problem("page", _("This page has no text that could be quoted."))
    start, end = whole_words(text, start, end)
    words = text[start:end]
    if not words:
        raise problem("start", _("Select the words first."))
    if len(words) > LONGEST_QUOTE:
        raise problem(
            "start", _("A passage has no more than %d characters. Select less.") % LONGEST_QUOTE
        )
    return start, end, words


def _take(row: Passage, changes: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in changes:
            setattr(row, name, changes[name])
    row.note = row.note.strip()
    if row.element not in set(ElementName):
        raise problem("element", _("Choose the element that it goes to."))
    if row.party.case_id != row.case_id or row.party.removed_at is not None:
        raise problem("party", _("Choose somebody of this case."))
    if row.party.is_victim:
        raise problem("party", _("This is a victim. Choose whom the passage speaks against."))


def _save_once(row: Passage, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields) if fields else save(row)
    except IntegrityError:
        raise problem("element", _("These words are tied to this already.")) from None
