"""What of a case can be found: everything with words that is not struck, withdrawn or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterator, Mapping

from django.db.models import Q

from amends.office.cases.models import Case, Note
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import CustodyStep, Item, Objection
from amends.office.parties.models import Count, Party
from amends.office.passages.models import Passage
from amends.office.policy import Layer
from amends.office.reading.models import FileText
from amends.office.search import said_services
from amends.office.search.models import EntryKind
from amends.office.search.source import (
    FIRST,
    OF_A_CASE,
    SECOND,
    THIRD,
    Source,
    day_of,
    lines_of,
)
from amends.office.tasks.models import Task
from amends.office.timeline.models import TimelineEvent

EVENTS_AT_A_TIME = 2_000


def sources(cases: Collection[int]) -> Generator[Source]:
    """Yield everything in some cases that can be found; of a merged case nothing.

    Events come last: of them there can be more than of all else.
    """
    yield from _cases(Q(pk__in=cases))
    yield from _files(Q(reading__attachment__case__in=cases))
    for gather in GATHERED.values():
        yield from gather(Q(case__in=cases))


def sources_of(kind: str, rows: Collection[int]) -> Generator[Source]:
    """Yield what can be found of some rows: those of one kind with these keys."""
    if kind in {EntryKind.CASE, EntryKind.SUMMARY}:
        yield from (source for source in _cases(Q(pk__in=rows)) if source.kind == kind)
    elif kind == EntryKind.FILE:
        yield from _files(Q(reading__attachment__in=rows))
    else:
        yield from GATHERED[EntryKind(kind)](Q(pk__in=rows))


def found_with(touched: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """Return what has to be looked at where some rows were touched, by kind.

    With a case goes its summary, with an attachment what was read of it and said of its passages.
    """
    found = {kind: set(rows) for kind, rows in touched.items()}
    if cases := touched.get(EntryKind.CASE):
        found[EntryKind.SUMMARY] = set(cases)
    if files := touched.get(EntryKind.ATTACHMENT):
        found.setdefault(EntryKind.FILE, set()).update(files)
        tied = Passage._base_manager.filter(attachment__in=files).values_list("pk", flat=True)
        found.setdefault(EntryKind.PASSAGE, set()).update(tied)
    return found


def texts_of(keys: Collection[int]) -> dict[int, str]:
    """Return the words of stretches of files by their keys."""
    return dict(FileText._base_manager.filter(pk__in=keys).values_list("pk", "text"))


def _cases(where: Q) -> Iterator[Source]:
    for case in Case._base_manager.filter(where, merged_into=None):
        yield from _of_case(case)


def _of_case(case: Case) -> Iterator[Source]:
    named = lines_of(case.reference, case.title, case.court, case.court_reference)
    key, day = case.pk, case.opened_on
    yield Source(key, Layer.CASE, EntryKind.CASE, key, day, FIRST, "", named)
    if case.summary:
        # The page shows a case's summary to whoever sees its notes.
        yield Source(key, Layer.NOTES, EntryKind.SUMMARY, key, day, THIRD, "", case.summary)


def _parties(where: Q) -> Iterator[Source]:
    rows = Party._base_manager.filter(OF_A_CASE, where, removed_at=None)
    for pk, case, opened, key, designation, facts in rows.values_list(
        "pk", "case_id", "case__opened_on", "key", "designation", "facts"
    ):
        text = lines_of(designation, key, facts)
        yield Source(case, Layer.PARTIES, EntryKind.PARTY, pk, opened, SECOND, designation, text)


def _counts(where: Q) -> Iterator[Source]:
    rows = Count._base_manager.filter(OF_A_CASE, where, removed_at=None)
    for pk, case, opened, number, citation, offence in rows.values_list(
        "pk", "case_id", "case__opened_on", "number", "citation", "offence"
    ):
        title = f"{number}. {citation}"
        text = lines_of(citation, offence)
        yield Source(case, Layer.PARTIES, EntryKind.COUNT, pk, opened, SECOND, title, text)


def _events(where: Q) -> Iterator[Source]:
    rows = TimelineEvent._base_manager.filter(OF_A_CASE, where, struck_at=None).order_by()
    for pk, case, code, day, text, source, details in rows.values_list(
        "pk", "case_id", "code", "first_day", "text", "source", "details"
    ).iterator(chunk_size=EVENTS_AT_A_TIME):
        words = lines_of(text, *map(str, details.values()), source)
        if words:
            yield Source(case, Layer.TIMELINE, EntryKind.EVENT, pk, day, THIRD, code, words)


def _tasks(where: Q) -> Iterator[Source]:
    rows = Task._base_manager.filter(OF_A_CASE, where)
    for pk, case, title, detail, outcome, due in rows.values_list(
        "pk", "case_id", "title", "detail", "outcome", "due"
    ):
        text = lines_of(title, detail, outcome)
        yield Source(case, Layer.TASKS, EntryKind.TASK, pk, due, THIRD, title, text)


def _notes(where: Q) -> Iterator[Source]:
    rows = Note._base_manager.filter(OF_A_CASE, where, withdrawn_at=None)
    for pk, case, text, at in rows.values_list("pk", "case_id", "text", "written_at"):
        yield Source(case, Layer.NOTES, EntryKind.NOTE, pk, day_of(at), THIRD, "", text)


def _attachments(where: Q) -> Iterator[Source]:
    rows = Attachment._base_manager.filter(OF_A_CASE, where, removed_at=None)
    for pk, case, title, filename, at in rows.values_list(
        "pk", "case_id", "title", "filename", "added_at"
    ):
        text = lines_of(title, filename if filename != title else "")
        yield Source(
            case, Layer.ATTACHMENTS, EntryKind.ATTACHMENT, pk, day_of(at), THIRD, title, text
        )


def _files(where: Q) -> Iterator[Source]:
    """Yield the stretches of files, without the words: they are long, and seldom change."""
    of = "reading__attachment__"
    shown = Q(**{f"{of}removed_at": None, f"{of}case__merged_into": None})
    rows = FileText._base_manager.filter(shown, where)
    for pk, number, first, case, row, title, at in rows.values_list(
        "pk", "number", "first_page", f"{of}case", f"{of}pk", f"{of}title", f"{of}added_at"
    ):
        yield Source(
            case,
            Layer.ATTACHMENTS,
            EntryKind.FILE,
            row,
            day_of(at),
            THIRD,
            title,
            part=number,
            page=first,
            loads=pk,
        )


ITEM_WORDS = (
    *("description", "source", "serial", "basis_reference", "basis_issuer", "basis_scope"),
    *("laboratory", "result", "ruling"),
)
STEP_WORDS = ("by", "to", "place", "purpose", "note", "seal_before", "seal_after")


def _items(where: Q) -> Iterator[Source]:
    """Yield items with what was said of them, of their custody and against their use."""
    rows = Item._base_manager.filter(OF_A_CASE, where, removed_at=None)
    said: dict[int, list[str]] = defaultdict(list)
    steps = CustodyStep._base_manager.filter(item__in=rows, struck_at=None).order_by("at", "id")
    for item, *words in steps.values_list("item_id", *STEP_WORDS):
        said[item] += words
    raised = Objection._base_manager.filter(item__in=rows, removed_at=None).order_by("id")
    for item, *words in raised.values_list("item_id", "raised_by", "argument", "answer", "ruling"):
        said[item] += words
    for pk, case, opened, key, origins, stated, *words in rows.values_list(
        "pk", "case_id", "case__opened_on", "key", "origins", "particulars", *ITEM_WORDS
    ):
        more = [*origins, *map(str, stated.values()), *dict.fromkeys(said[pk])]
        text = lines_of(*words, *more, key)
        yield Source(case, Layer.EVIDENCE, EntryKind.ITEM, pk, opened, THIRD, key, text)


def _passages(where: Q) -> Iterator[Source]:
    """Yield what was noted on passages; their words are found with their files."""
    rows = Passage._base_manager.filter(
        OF_A_CASE, where, removed_at=None, attachment__removed_at=None
    )
    for pk, case, title, note, at in rows.exclude(note="").values_list(
        "pk", "case_id", "attachment__title", "note", "tied_at"
    ):
        yield Source(case, Layer.EVIDENCE, EntryKind.PASSAGE, pk, day_of(at), THIRD, title, note)


GATHERED: dict[EntryKind, Callable[[Q], Iterator[Source]]] = {
    EntryKind.PARTY: _parties,
    EntryKind.COUNT: _counts,
    EntryKind.TASK: _tasks,
    EntryKind.NOTE: _notes,
    EntryKind.ATTACHMENT: _attachments,
    EntryKind.ITEM: _items,
    EntryKind.PASSAGE: _passages,
    EntryKind.STATEMENT: said_services.statements,
    EntryKind.PROPOSITION: said_services.propositions,
    EntryKind.RECANTATION: said_services.recantations,
    EntryKind.INQUIRY: said_services.inquiries,
    EntryKind.EVENT: _events,
}
