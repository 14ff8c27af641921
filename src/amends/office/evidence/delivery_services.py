"""Taking a file in parts: begun, each part once and in order, attached when it is whole."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import parts
from amends.office.evidence.faults import Unreadable
from amends.office.evidence.models import Attachment, Delivery
from amends.office.evidence.sealing import CHUNK
from amends.office.evidence.services import (
    add_attachment,
    disk_full,
    refuse_size,
    register,
    safe_name,
)
from amends.office.evidence.store import Stored
from amends.office.log.services import writing
from amends.office.policy import Action, SystemActor, require
from amends.office.validation import problem, save

TIDIER = SystemActor("removal of files that were sent in parts and never finished")
DIGEST = re.compile(r"[0-9a-f]{64}")


class WrongOffset(Exception):
    """A part does not begin where the last one ended."""

    def __init__(self, expected: int) -> None:
        """Say how many bytes are there."""
        self.expected = expected
        super().__init__(f"expected a part at {expected}")


def begin_delivery(
    *,
    actor: User,
    case: Case,
    filename: str,
    size: int,
    title: str = "",
    sha256: str = "",
    mark: str = "",
) -> Delivery:
    """Begin sending a file in parts, or take up the same file where it was broken off.

    It is the same if the account, the case, the name, the size and the digest are, or instead of
    the digest a mark by which the sender knows the file.

    Raises:
        ValidationError: it is empty, larger than the office takes or than the disk has room for.
    """
    with writing(actor=actor, action=Action.ATTACH, case=case) as entry:
        _check_declared(size, sha256)
        wanted = Delivery(
            token=secrets.token_hex(16),
            case=case,
            title=title.strip(),
            filename=safe_name(filename),
            size=size,
            sha256=sha256.lower(),
            mark=mark,
            by=actor,
        )
        delivery = _broken_off(wanted) or _begun(wanted)
        entry.note(delivery=delivery.pk, size=size, resumed=delivery is not wanted)
    return delivery


def take_part(*, delivery: Delivery, offset: int, part: bytes) -> Delivery:
    """Take the next part and sync it; a part that is there already changes nothing.

    Who may send was asked when the delivery was found. Only its beginning and its end are logged:
    a part says nothing that the attachment will not.

    Raises:
        WrongOffset: it does not begin where the last one ended.
        ValidationError: it is not a whole number of MiB, too long, or other than what is there.
    """
    with transaction.atomic(), _on_a_disk_with_room():
        held = Delivery._base_manager.select_for_update().get(pk=delivery.pk)
        _check_part(held, offset, part)
        if offset + len(part) > held.received:
            parts.append(held.token, offset, part)
            held.received = offset + len(part)
            held.save(update_fields=["received", "touched_at"])
    return held


def finish_delivery(*, actor: User, delivery: Delivery) -> Attachment:
    """Attach a file of which every part is there. Done again, it gives the same attachment.

    The bytes are read back from the disk for their digest, outside the transaction: that of a long
    file takes a while.

    Raises:
        WrongOffset: parts are missing.
        ValidationError: the bytes are not those declared; they are given up.
    """
    require(actor, Action.ATTACH, delivery.case)
    if delivery.attachment:
        return delivery.attachment
    if delivery.received < delivery.size:
        raise WrongOffset(delivery.received)
    stored = _stored(actor, delivery)
    with writing(actor=actor, action=Action.ATTACH, case=delivery.case) as entry:
        held = Delivery._base_manager.select_for_update().get(pk=delivery.pk)
        if held.attachment is None:
            register(stored)
            held.attachment = add_attachment(
                stored=stored,
                case=held.case,
                by=actor,
                title=held.title,
                filename=held.filename,
                entry=entry,
            )
            held.save(update_fields=["attachment", "touched_at"])
        entry.note(delivery=held.pk)
        transaction.on_commit(lambda: parts.drop(held.token))
    return held.attachment


def cancel_delivery(*, actor: User, delivery: Delivery) -> None:
    """Give up a file that is being sent; what came of it is removed."""
    with writing(actor=actor, action=Action.ATTACH, case=delivery.case) as entry:
        entry.note(delivery=delivery.pk, cancelled=True)
        delivery.delete()
        transaction.on_commit(lambda: parts.drop(delivery.token))


def drop_old_deliveries() -> int:
    """Give up deliveries of which nothing came for days; return how many files that removed."""
    with writing(actor=TIDIER, action=Action.ATTACH) as entry:
        before = timezone.now() - timedelta(days=settings.KEEP_DELIVERIES_DAYS)
        Delivery._base_manager.filter(touched_at__lt=before).delete()
        awaited = Delivery._base_manager.filter(attachment=None).values_list("token", flat=True)
        dropped = parts.drop_others(set(awaited), before)
        entry.note(dropped=dropped)
    return dropped


def _begun(wanted: Delivery) -> Delivery:
    save(wanted)
    with _on_a_disk_with_room():
        parts.begin(wanted.token, wanted.size)
    return wanted


def _broken_off(wanted: Delivery) -> Delivery | None:
    """Return the delivery of the same file that is not finished, if there is one."""
    known = Q(mark=wanted.mark) if wanted.mark else Q(pk=None)
    if wanted.sha256:
        known |= Q(sha256=wanted.sha256)
    same = Delivery._base_manager.filter(
        known, case=wanted.case, by=wanted.by, filename=wanted.filename, size=wanted.size
    )
    return same.filter(attachment=None).first()


def _check_declared(size: int, sha256: str) -> None:
    refuse_size(size)
    if sha256 and not DIGEST.fullmatch(sha256.lower()):
        raise problem("sha256", _("A SHA-256 has 64 characters, 0 to 9 and a to f."))
    settings.FILES.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.FILES).free < size:
        raise disk_full()


def _check_part(held: Delivery, offset: int, part: bytes) -> None:
    end = offset + len(part)
    if not 0 <= offset <= held.received or (held.received < end and offset != held.received):
        raise WrongOffset(held.received)
    if end > held.size or len(part) > parts.MOST:
        raise problem("part", _("This part is longer than what is missing, or than 8 MiB."))
    if end <= held.received:
        if held.attachment is None and not parts.holds(held.token, offset, part):
            raise problem(
                "part",
                _("Other bytes were received here before. Cancel this and send the file again."),
            )
    elif end < held.size and len(part) % CHUNK:
        raise problem("part", _("Every part but the last has a whole number of MiB."))


def _stored(actor: User, delivery: Delivery) -> Stored:
    try:
        with _on_a_disk_with_room():
            return parts.finish(delivery.token, delivery.sha256)
    except parts.NotAsDeclared:
        cancel_delivery(actor=actor, delivery=delivery)
        raise problem(
            "file",
            _("The bytes that came are not those of the SHA-256 declared. Send the file again."),
        ) from None


@contextmanager
def _on_a_disk_with_room() -> Iterator[None]:
    """Say in words what keeps parts from being taken.

    Raises:
        ValidationError: the disk is full, or what came before is lost.
    """
    try:
        yield
    except (Unreadable, FileNotFoundError):
        raise problem(
            "file", _("What came of this file is lost. Cancel this and send the file again.")
        ) from None
    except OSError:
        raise disk_full() from None
