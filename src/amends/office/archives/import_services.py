"""Taking in a whole case from an archive: tried first, taken whole or not at all, and undone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.messages import Message
from amends.office.accounts.models import User
from amends.office.archives.about import origin_in
from amends.office.archives.models import Arrival
from amends.office.archives.package import Archive, ArchiveRefused, opened
from amends.office.archives.rows import Content, Refused, content_of
from amends.office.archives.tables import BY_NAME, Table
from amends.office.bars.naming_services import bar_named_parties
from amends.office.cases.models import Case
from amends.office.cases.services import open_case
from amends.office.evidence.services import keep, safe_name
from amends.office.inquiries.numbering_services import carry_on
from amends.office.log.models import Kind, LogEntry
from amends.office.log.services import writing
from amends.office.policy import Action, NotPermitted, require
from amends.office.reading.services import wait_for_reading
from amends.office.search.index_services import forget_case
from amends.office.tasks.models import TaskState
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import problem, save, translated

AT_A_TIME = 500
OWN_ENTRIES = 2  # a case that came in was opened, and imported
OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class Tried:
    """What would become of an archive: rows taken and refused are together the rows read."""

    origin: str
    title: str
    sha256: str
    read: int
    taken: int
    refused: tuple[Refused, ...]
    accounts: tuple[tuple[str, str], ...]
    files: int
    tasks_of_others: int


def keep_archive(*, actor: User, chunks: Iterable[bytes]) -> str:
    """Keep the bytes of an archive sealed until it is taken; return their digest.

    Raises:
        NotPermitted: the actor's role takes no case in.
        ValidationError: it is empty or too large, or the disk is full.
    """
    with writing(actor=actor, action=Action.IMPORT) as entry:
        require(actor, Action.OPEN_CASE)
        stored = keep(chunks)
        entry.note(kept=stored.sha256)
    return stored.sha256


def try_archive(
    *, actor: User, file: BinaryIO, as_mine: bool = False, on_bytes: OnBytes = lambda _: None
) -> Tried:
    """Try a case archive and take nothing of it: every digest and every row is checked.

    Raises:
        NotPermitted: the actor's role takes no case in.
        ValidationError: it is no case archive, or not a whole one.
    """
    with writing(actor=actor, action=Action.IMPORT) as entry:
        require(actor, Action.OPEN_CASE)
        tried, _archive, _content = _checked(actor, file, as_mine, on_bytes)
        entry.note(tried="case archive", sha256=tried.sha256, read=tried.read, taken=tried.taken)
    return tried


def take_archive(
    *,
    actor: User,
    file: BinaryIO,
    filename: str,
    as_mine: bool = False,
    on_bytes: OnBytes = lambda _: None,
) -> Arrival:
    """Open a new case with everything a case archive holds, all of it or nothing.

    Accounts of the same user name and full name stand for themselves; with ``as_mine`` what others
    did is entered as the actor's. Whoever takes it in leads the case and owns its open tasks.

    Raises:
        NotPermitted: the actor's role takes no case in.
        ValidationError: it is no case archive, or rows of it are refused.
    """
    with writing(actor=actor, action=Action.IMPORT) as entry:
        if actor.unit is None:
            raise NotPermitted(actor, Action.OPEN_CASE)
        tried, archive, content = _checked(actor, file, as_mine, on_bytes)
        if tried.refused or content.case is None:
            raise _refused(tried)
        case = _open(actor, content.case)
        _keep_files(archive)
        _write_rows(actor, case, content)
        carry_on(case, case)
        refresh_case(case)
        bar_named_parties(case)
        entry.case = case
        entry.note(archive=tried.sha256, origin=tried.origin, read=tried.read)
        return _record(actor, case, filename, tried)


def undo_arrival(*, actor: User, arrival: Arrival) -> Arrival:
    """Take a case out again that came in as an archive, as long as nobody wrote in it since.

    Raises:
        ValidationError: it is undone already, or somebody wrote in the case.
    """
    case = arrival.case
    with writing(actor=actor, action=Action.IMPORT, case=case) as entry:
        if case is None:
            raise problem("arrival", _("This import is undone already."))
        _refuse_written(case)
        forget_case(case.pk)
        for table in reversed(list(BY_NAME.values())):
            table.model._base_manager.filter(case=case).delete()
        Case._base_manager.filter(pk=case.pk).delete()
        arrival.refresh_from_db(from_queryset=Arrival._base_manager.all())
        arrival.undone_at = timezone.now()
        arrival.save(update_fields=["undone_at"])
        entry.note(arrival=arrival.pk, undone=True)
    return arrival


def _checked(
    actor: User, file: BinaryIO, as_mine: bool, on_bytes: OnBytes
) -> tuple[Tried, Archive, Content]:
    """Return an archive whose every member is what its manifest says, and its rows.

    Raises:
        ValidationError: it is none.
    """
    try:
        archive = opened(file, most=settings.FILE_SIZE_LIMIT)
        for name in archive.digests:
            for chunk in archive.chunks(name):
                on_bytes(len(chunk))
        content = content_of(archive, lambda *named: _stands(actor, as_mine, *named))
        _match_files(archive, content)
        tried = _tried(actor, file, archive, content)
    except ArchiveRefused as refusal:
        raise problem("file", translated(refusal.message)) from None
    return tried, archive, content


def _stands(actor: User, as_mine: bool, username: str, name: str) -> User | None:
    if actor.username == username and actor.name == name:
        return actor
    found = User.objects.filter(username=username, name=name).first()
    return found or (actor if as_mine else None)


def _match_files(archive: Archive, content: Content) -> None:
    """Refuse attachments without their file; and an archive with a file that nothing names."""
    named = set()
    for number, row in list(content.rows["attachments"].items()):
        name = f"files/{row.sha256}"
        named.add(name)
        if name not in archive.digests or archive.size(name) != row.size:
            said = _("The file of this attachment is not in the archive, or has another length.")
            content.refuse("attachments", number, said)
    refused = any(one.table == "attachments" for one in content.refused)
    for name in archive.names("files"):
        if name not in named and not refused:
            raise ArchiveRefused(UNUSED_FILE, name=name)


def _tried(actor: User, file: BinaryIO, archive: Archive, content: Content) -> Tried:
    file.seek(0)
    origin = origin_in(archive)
    mine = sum(_is_others(actor, row) for row in content.rows["tasks"].values())
    return Tried(
        origin=origin,
        title=content.case.title if content.case else "",
        sha256=hashlib.file_digest(file, "sha256").hexdigest(),  # type: ignore[arg-type]  # reads
        read=content.read,
        taken=content.taken,
        refused=tuple(content.refused),
        accounts=tuple((name, account.username) for name, account in content.accounts.items()),
        files=len(archive.names("files")),
        tasks_of_others=mine,
    )


def _refused(tried: Tried) -> ValidationError:
    said = _(
        "%(refused)d of %(read)d rows are refused, so that nothing was taken. The first: %(first)s"
    )
    first = tried.refused[0]
    named = f"{first.table} {first.row}: {first.said}"
    filled = {"refused": len(tried.refused), "read": tried.read, "first": named}
    return problem("file", said % filled)


def _open(actor: User, stated: Case) -> Case:
    assert actor.unit is not None  # noqa: S101 - the caller has made sure
    return open_case(
        actor=actor,
        title=stated.title,
        unit=actor.unit,
        jurisdiction=stated.jurisdiction,
        opened_on=stated.opened_on,
        lead=actor,
        court=stated.court,
        court_reference=stated.court_reference,
        summary=stated.summary,
        specialisms=stated.specialisms,
    )


def _keep_files(archive: Archive) -> None:
    """Store the files; what is stored of an import that fails is cleared away by the daily run."""
    for name in archive.names("files"):
        keep(archive.chunks(name))


def _write_rows(actor: User, case: Case, content: Content) -> None:
    for row in content.rows["tasks"].values():
        if _is_others(actor, row):
            row.owner = actor
    try:
        for name, table in BY_NAME.items():
            _write_table(table, case, list(content.rows[name].values()))
        for name, number, column, other in content.own:
            row = content.rows[name][number]
            setattr(row, column, content.rows[name][other])
            row.save(update_fields=[column])
    except IntegrityError:
        said = _("Something stands in this archive twice that may stand once. Have it made again.")
        raise problem("file", said) from None
    for attachment in content.rows["attachments"].values():
        wait_for_reading(attachment)


def _is_others(actor: User, task: Any) -> bool:
    """Say whether an open task is of somebody who does not work on the new case."""
    return bool(task.state == TaskState.OPEN and task.owner.pk != actor.pk)


def _write_table(table: Table, case: Case, rows: list[Any]) -> None:
    """Write rows with the moments they came with, which the database would set anew."""
    moments_of = (column for column in table.fields if isinstance(column, DateTimeField))
    stamped = [column.name for column in moments_of if column.auto_now_add or column.auto_now]
    moments = [[getattr(row, name) for name in stamped] for row in rows]
    for row in rows:
        row.case = case
    table.model._base_manager.bulk_create(rows, batch_size=AT_A_TIME)
    if stamped and rows:
        for row, found in zip(rows, moments, strict=True):
            for name, moment in zip(stamped, found, strict=True):
                setattr(row, name, moment)
        table.model._base_manager.bulk_update(rows, stamped, batch_size=AT_A_TIME)


def _record(actor: User, case: Case, filename: str, tried: Tried) -> Arrival:
    arrival = Arrival(
        case=case,
        reference=case.reference,
        origin=tried.origin[:40],
        filename=safe_name(filename),
        sha256=tried.sha256,
        read=tried.read,
        taken=tried.taken,
        stands_for=dict(tried.accounts),
        by=actor,
    )
    save(arrival)
    return arrival


def _refuse_written(case: Case) -> None:
    """Refuse to take a case out in which an account wrote since it came in."""
    written = LogEntry.objects.filter(case_id=case.pk, kind=Kind.WRITE, actor_id__isnull=False)
    if written.exclude(action=Action.EXPORT).count() > OWN_ENTRIES:
        raise problem(
            "arrival",
            _("Somebody has worked in this case since it came in. It stays; close it instead."),
        )


UNUSED_FILE = Message("No attachment says what %(name)s is. Have the archive made again.")
