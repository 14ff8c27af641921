"""What of a case can be found: everything with words that is not struck, withdrawn or removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from django.utils import timezone

from amends.office.cases.models import Case, Note
from amends.office.evidence.models import Attachment
from amends.office.parties.models import Count, Party
from amends.office.policy import Layer
from amends.office.reading.models import FileText
from amends.office.search.models import EntryKind
from amends.office.tasks.models import Task
from amends.office.timeline.models import TimelineEvent

Key = tuple[str, int, int]
FIRST, SECOND, THIRD = 0, 1, 2  # what names a case, who and what is in it, and all else


@dataclass(frozen=True)
class Source:
    """One thing in a case that has words.

    Attributes:
        text: its words; those of a file are loaded only when they are needed.
        loads: the key of a stretch of a file, whose words are loaded.
    """

    case: int
    layer: Layer
    kind: EntryKind
    row: int
    day: date
    weight: int
    title: str = ""
    text: str = ""
    part: int = 0
    page: int = 0
    loads: int = 0

    @property
    def key(self) -> Key:
        """Return what tells it from everything else."""
        return self.kind, self.row, self.part

    @property
    def stamp(self) -> str:
        """Return a fingerprint that is another one when any of it is other."""
        return blake2b(repr(self).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sources(cases: Collection[int]) -> Iterator[Source]:
    """Yield everything in some cases that can be found; of a merged case nothing."""
    found = {case.pk: case for case in Case._base_manager.filter(pk__in=cases, merged_into=None)}
    for case in found.values():
        yield from _of_case(case)
    opened = {key: case.opened_on for key, case in found.items()}
    for gather in (_parties, _counts, _events, _tasks, _notes, _attachments, _files):
        yield from gather(opened)


def texts_of(keys: Collection[int]) -> dict[int, str]:
    """Return the words of stretches of files by their keys."""
    return dict(FileText._base_manager.filter(pk__in=keys).values_list("pk", "text"))


Opened = dict[int, date]


def _of_case(case: Case) -> Iterator[Source]:
    named = _lines(case.reference, case.title, case.court, case.court_reference)
    key, day = case.pk, case.opened_on
    yield Source(key, Layer.CASE, EntryKind.CASE, key, day, FIRST, "", named)
    if case.summary:
        # The page shows a case's summary to whoever sees its notes.
        yield Source(key, Layer.NOTES, EntryKind.SUMMARY, key, day, THIRD, "", case.summary)


def _parties(opened: Opened) -> Iterator[Source]:
    rows = Party._base_manager.filter(case__in=opened, removed_at=None)
    for pk, case, key, designation, facts in rows.values_list(
        "pk", "case_id", "key", "designation", "facts"
    ):
        text = _lines(designation, key, facts)
        yield Source(
            case, Layer.PARTIES, EntryKind.PARTY, pk, opened[case], SECOND, designation, text
        )


def _counts(opened: Opened) -> Iterator[Source]:
    rows = Count._base_manager.filter(case__in=opened, removed_at=None)
    for pk, case, number, citation, offence in rows.values_list(
        "pk", "case_id", "number", "citation", "offence"
    ):
        title = f"{number}. {citation}"
        text = _lines(citation, offence)
        yield Source(case, Layer.PARTIES, EntryKind.COUNT, pk, opened[case], SECOND, title, text)


def _events(opened: Opened) -> Iterator[Source]:
    rows = TimelineEvent._base_manager.filter(case__in=opened, struck_at=None)
    for pk, case, code, day, text, source, details in rows.values_list(
        "pk", "case_id", "code", "first_day", "text", "source", "details"
    ):
        words = _lines(text, *map(str, details.values()), source)
        if words:
            yield Source(case, Layer.TIMELINE, EntryKind.EVENT, pk, day, THIRD, code, words)


def _tasks(opened: Opened) -> Iterator[Source]:
    rows = Task._base_manager.filter(case__in=opened)
    for pk, case, title, detail, outcome, due in rows.values_list(
        "pk", "case_id", "title", "detail", "outcome", "due"
    ):
        text = _lines(title, detail, outcome)
        yield Source(case, Layer.TASKS, EntryKind.TASK, pk, due, THIRD, title, text)


def _notes(opened: Opened) -> Iterator[Source]:
    rows = Note._base_manager.filter(case__in=opened, withdrawn_at=None)
    for pk, case, text, at in rows.values_list("pk", "case_id", "text", "written_at"):
        yield Source(case, Layer.NOTES, EntryKind.NOTE, pk, _day(at), THIRD, "", text)


def _attachments(opened: Opened) -> Iterator[Source]:
    rows = Attachment._base_manager.filter(case__in=opened, removed_at=None)
    for pk, case, title, filename, at in rows.values_list(
        "pk", "case_id", "title", "filename", "added_at"
    ):
        text = _lines(title, filename if filename != title else "")
        yield Source(
            case, Layer.ATTACHMENTS, EntryKind.ATTACHMENT, pk, _day(at), THIRD, title, text
        )


def _files(opened: Opened) -> Iterator[Source]:
    """Yield the stretches of files, without the words: they are long, and seldom change."""
    of = "reading__attachment__"
    rows = FileText._base_manager.filter(
        reading__attachment__case__in=opened, reading__attachment__removed_at=None
    )
    for pk, number, first, case, row, title, at in rows.values_list(
        "pk", "number", "first_page", f"{of}case", f"{of}pk", f"{of}title", f"{of}added_at"
    ):
        yield Source(
            case,
            Layer.ATTACHMENTS,
            EntryKind.FILE,
            row,
            _day(at),
            THIRD,
            title,
            part=number,
            page=first,
            loads=pk,
        )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _day(at: Any) -> date:
    return timezone.localdate(at)


def by_key(found: Iterable[Source]) -> dict[Key, Source]:
    """Return sources by what tells them apart."""
    return {source.key: source for source in found}
