"""Writes on the replies to inquiries."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.inquiries.days import check_past
from amends.office.inquiries.models import Inquiry, Reply
from amends.office.inquiries.services import lock
from amends.office.inquiries.task_services import follow, let_go
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save


def record_reply(
    *,
    actor: Actor,
    inquiry: Inquiry,
    on: date,
    kind: str,
    content: str = "",
    reason: str = "",
    attachment: Attachment | None = None,
    item: Item | None = None,
) -> Reply:
    """Record what a body answered. What answers all, or refuses, ends the waiting.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.INQUIRE, case=inquiry.case) as entry:
        row = lock(inquiry)
        _check_open(row)
        check_past("on", on, since=row.sent_on)
        reply = Reply(case=row.case, inquiry=row, on=on, kind=kind, content=content.strip())
        reply.reason, reply.attachment, reply.item = reason.strip(), attachment, item
        reply.by_id = actor.pk
        _check_reply(reply)
        save(reply)
        _settle(actor, row)
        entry.note(inquiry=row.number, replied=kind)
    return reply


def strike_reply(*, actor: Actor, reply: Reply, reason: str = "", back: bool = False) -> Reply:
    """Strike a reply out with a reason, or let it stand again.

    Raises:
        ValidationError: no reason is given.
    """
    with writing(actor=actor, action=Action.INQUIRE, case=reply.case) as entry:
        row = lock(reply.inquiry)
        if not back and not reason.strip():
            raise problem("reason", _("Say why it is struck out."))
        reply.struck_at = None if back else timezone.now()
        reply.struck_reason = "" if back else reason.strip()
        save(reply)
        if row.closed_on is None:
            _settle(actor, row)
        entry.note(inquiry=row.number, struck=not back)
    return reply


def _check_open(row: Inquiry) -> None:
    if row.removed_at is not None:
        raise problem("inquiry", _("It is removed. Bring it back first."))
    if row.closed_on is not None:
        raise problem("inquiry", _("It is closed. Open it again first."))
    if row.sent_on is None:
        raise problem("inquiry", _("It was not sent yet."))


def _check_reply(reply: Reply) -> None:
    if reply.kind == Reply.Kind.REFUSED and not reply.reason:
        raise problem("reason", _("Say which reason they give for refusing."))
    if reply.kind != Reply.Kind.REFUSED and not (
        reply.content or reply.attachment_id or reply.item_id
    ):
        raise problem("content", _("Say what the reply says, or name its file or its item."))
    if reply.attachment is not None and reply.attachment.case_id != reply.case_id:
        raise problem("attachment", _("Choose a file of this case."))
    if reply.item is not None and reply.item.case_id != reply.case_id:
        raise problem("item", _("Choose an item of this case."))


def _settle(actor: Actor, row: Inquiry) -> None:
    """Finish the task once the waiting has ended; set it again when it has not."""
    standing = Reply._base_manager.filter(inquiry=row, struck_at=None)
    if standing.exclude(kind=Reply.Kind.PARTIAL).exists():
        let_go(actor=actor, inquiry=row)
    else:
        follow(actor=actor, inquiry=row)
    row.version += 1
    save(row)
