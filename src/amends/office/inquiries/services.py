"""Writes on inquiries: making, sending, reminding, closing, and taking any of it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.inquiries.days import check_due, check_past
from amends.office.inquiries.models import Inquiry, Reminder, Reply, SeriesKind
from amends.office.inquiries.numbering_services import give_number
from amends.office.inquiries.standing import Unproved
from amends.office.inquiries.task_services import follow, let_go
from amends.office.log.services import Entry, writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, is_own
from amends.office.validation import problem, refuse_if_changed, save

EDITABLE = ("body", "person", "asks", "why", "urgency", "due", "proposition", "owner")
BEFORE_SENDING = ("body", "asks", "why", "due", "proposition")


@dataclass(frozen=True)
class Tie:
    """The element of a count that an inquiry is tied to, and how it stood when it was made."""

    element: str
    stood_as: str
    law: str
    citation: str
    by: Party
    victim: Party
    mode: str
    since: date


def tie_of(row: Unproved) -> Tie:
    """Return the tie to an unproved element."""
    count = row.count
    return Tie(
        row.element.name,
        row.element.state,
        count.key,
        count.citation[:200],
        row.by,
        row.victim,
        count.mode,
        count.since,
    )


def make_inquiry(
    *, actor: Actor, case: Case, tie: Tie | None = None, owner: User, **stated: Any
) -> Inquiry:
    """Draft an inquiry for what is not proved yet: an element of a count, or a proposition.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.INQUIRE, case=case) as entry:
        row = Inquiry(case=case, made_by_id=actor.pk, owner=owner)
        for name, value in vars(tie).items() if tie is not None else ():
            setattr(row, name, value)
        _take(row, stated)
        row.number = give_number(case, SeriesKind.INQUIRY)
        save(row)
        entry.note(inquiry=row.number, element=row.element)
    return row


def edit_inquiry(*, actor: Actor, inquiry: Inquiry, version: int, **stated: Any) -> Inquiry:
    """Change an inquiry. Once it is sent, what was asked of whom stays as it was sent.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        refuse_if_changed(shown=version, now=row.version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        if row.sent_on and (fixed := next((n for n in BEFORE_SENDING if n in changed), "")):
            raise problem(
                fixed, _("It is sent. Call it back to change this, or remind them with a new day.")
            )
        if row.task is not None and "owner" in changed:
            follow(actor=actor, inquiry=row)
        entry.note(changed=changed)

    return _change(actor, inquiry, act)


def send_inquiry(*, actor: Actor, inquiry: Inquiry, on: date) -> Inquiry:
    """Record that an inquiry went out; a task to follow it up is set for its owner.

    Raises:
        ValidationError: it was sent already, or the day does not do.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        _need(row, sent=False)
        check_past("on", on)
        if row.due < on:
            raise problem("on", _("It was due before that day. Correct one of the two."))
        row.sent_on, row.sent_as = on, row.reference
        follow(actor=actor, inquiry=row)
        entry.note(sent=on, due=row.due)

    return _change(actor, inquiry, act)


def recall_inquiry(*, actor: Actor, inquiry: Inquiry) -> Inquiry:
    """Undo sending, as long as nobody answered or was reminded.

    Raises:
        ValidationError: it was not sent, or something came of it.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        _need(row, sent=True)
        if Reminder._base_manager.filter(inquiry=row).exists():
            raise problem("inquiry", _("They were reminded of it. Close it instead."))
        if Reply._base_manager.filter(inquiry=row).exists():
            raise problem("inquiry", _("They answered it. Close it instead."))
        row.sent_on, row.sent_as = None, ""
        let_go(actor=actor, inquiry=row)
        entry.note(sent=None)

    return _change(actor, inquiry, act)


def remind(*, actor: Actor, inquiry: Inquiry, on: date, due: date, note: str = "") -> Reminder:
    """Record that an answer was asked for again, with a new day for it.

    Raises:
        ValidationError: nothing is waited for, or a day does not do.
    """
    made: list[Reminder] = []

    def act(row: Inquiry, entry: Entry) -> None:
        _need(row, sent=True)
        _need_waiting(row)
        check_past("on", on, since=row.sent_on)
        check_due("due", due, since=on)
        reminder = Reminder(
            case=row.case, inquiry=row, on=on, due_before=row.due, due=due, note=note
        )
        reminder.by_id = actor.pk
        save(reminder)
        row.due = due
        follow(actor=actor, inquiry=row)
        made.append(reminder)
        entry.note(reminded=on, due=due)

    _change(actor, inquiry, act)
    return made[0]


def close_inquiry(*, actor: Actor, inquiry: Inquiry, reason: str) -> Inquiry:
    """Put an inquiry away: it is answered, or no answer is needed any more.

    Raises:
        ValidationError: it is closed already, or no reason is given.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        if row.closed_on is not None:
            raise problem("inquiry", _("It is closed already."))
        if not reason.strip():
            raise problem("reason", _("Say why it is closed."))
        row.closed_on, row.closed_reason = timezone.localdate(), reason.strip()
        let_go(actor=actor, inquiry=row)
        entry.note(closed=True)

    return _change(actor, inquiry, act)


def reopen_inquiry(*, actor: Actor, inquiry: Inquiry) -> Inquiry:
    """Undo closing.

    Raises:
        ValidationError: it is not closed.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        if row.closed_on is None:
            raise problem("inquiry", _("It is not closed."))
        row.closed_on, row.closed_reason = None, ""
        if row.sent_on is not None:
            follow(actor=actor, inquiry=row)
        entry.note(reopened=True)

    return _change(actor, inquiry, act)


def remove_inquiry(*, actor: Actor, inquiry: Inquiry, removed: bool = True) -> Inquiry:
    """Take a draft out of view, or bring it back. Its number is given to no other.

    Raises:
        ValidationError: it was sent; what went out is closed, not removed.
    """

    def act(row: Inquiry, entry: Entry) -> None:
        if removed and row.sent_on is not None:
            raise problem("inquiry", _("It went out. Close it instead."))
        row.removed_at = timezone.now() if removed else None
        entry.note(removed=removed)

    return _change(actor, inquiry, act, of_removed=True)


def lock(inquiry: Inquiry) -> Inquiry:
    """Return an inquiry as it stands now, held until the transaction ends."""
    rows = Inquiry._base_manager.select_for_update(of=("self",))
    return rows.select_related("case", "owner", "task").get(pk=inquiry.pk)


def _change(
    actor: Actor,
    inquiry: Inquiry,
    act: Callable[[Inquiry, Entry], None],
    *,
    of_removed: bool = False,
) -> Inquiry:
    with writing(actor=actor, action=Action.INQUIRE, case=inquiry.case) as entry:
        row = lock(inquiry)
        if row.removed_at is not None and not of_removed:
            raise problem("inquiry", _("It is removed. Bring it back first."))
        entry.note(inquiry=row.number)
        act(row, entry)
        row.version += 1
        save(row)
    return row


def _take(row: Inquiry, stated: dict[str, Any]) -> None:
    due: date | None = row.due
    for name in EDITABLE:
        if name in stated:
            value = stated[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.element and not row.proposition:
        raise problem("proposition", _("Say what is to be shown, or choose an element of a count."))
    if row.due != due:
        check_due("due", row.due)
    if not row.owner.is_active or not is_own(row.owner, row.case):
        raise problem("owner", _("This person cannot open the case. Choose another."))
    row.body = _spelt_alike(row.case, row.body)


def _spelt_alike(case: Case, body: str) -> str:
    """Return a body as the unit first spelt it, so that its answers are counted together."""
    body = " ".join(body.split())
    rows = Inquiry._base_manager.filter(case__unit=case.unit_id, body__iexact=body)
    return rows.order_by("pk").values_list("body", flat=True).first() or body


def _need(row: Inquiry, *, sent: bool) -> None:
    if row.closed_on is not None:
        raise problem("inquiry", _("It is closed. Open it again first."))
    if sent and row.sent_on is None:
        raise problem("inquiry", _("It was not sent yet."))
    if not sent and row.sent_on is not None:
        raise problem("inquiry", _("It was sent already."))


def _need_waiting(row: Inquiry) -> None:
    standing = Reply._base_manager.filter(inquiry=row, struck_at=None)
    if standing.exclude(kind=Reply.Kind.PARTIAL).exists():
        raise problem("inquiry", _("It is answered: there is nothing to remind of."))
