"""Keeping the index in line with the cases: with every write, and from the beginning.

``log.services.writing`` opens the frame below around each write. What a service did is not asked:
when the outermost write ends, the cases it was about are compared with their entries, so that a
service that is added tomorrow cannot forget the index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection, transaction

from amends.finding import normal, scripts_in
from amends.finding.letters import cleaned
from amends.office.cases.models import Case
from amends.office.search import term_index
from amends.office.search.gathering_services import Key, Source, by_key, sources, texts_of
from amends.office.search.models import Backlog, Entry

T = TypeVar("T")
AT_ONCE = 2_000
IN_ONE_STATEMENT = 200
CASES_AT_ONCE = 50
_touched: ContextVar[set[int] | None] = ContextVar("touched", default=None)


@contextmanager
def keeping_the_index() -> Iterator[None]:
    """Bring the index in line with the cases that were touched, once the outermost frame ends.

    It is the last thing in the transaction, behind the log's lock: of two writers in one case the
    second compares when the first has committed.
    """
    if _touched.get() is not None:
        yield
        return
    cases: set[int] = set()
    token = _touched.set(cases)
    try:
        yield
    finally:
        _touched.reset(token)
    if cases:
        index_cases(cases)


def touch(*cases: Case | None) -> None:
    """Say that a write was about these cases."""
    touched = _touched.get()
    if touched is not None:
        touched.update(case.pk for case in cases if case is not None)


def index_cases(cases: Collection[int], *, most: int = AT_ONCE) -> int:
    """Compare cases with their entries and put right what differs; return how many are left.

    What is gone is taken out at once, however much it is. Of what is new no more than ``most`` is
    taken in; for the rest the cases are put on the backlog.
    """
    kept = {
        (kind, row, part): (pk, stamp)
        for pk, kind, row, part, stamp in Entry._base_manager.filter(case__in=cases)
        .order_by()
        .values_list("pk", "kind", "row", "part", "stamp")
    }
    wanted = {key: (source, source.stamp) for key, source in by_key(sources(cases)).items()}
    _take_out([pk for key, (pk, stamp) in kept.items() if _stamp_of(wanted, key) != stamp])
    new = [(s, stamp) for key, (s, stamp) in wanted.items() if _stamp_of(kept, key) != stamp]
    _take_in(new[:most])
    left = len(new) - min(most, len(new))
    if left:
        for case in cases:
            Backlog._base_manager.get_or_create(case_id=case)
    return left


def work_backlog(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Take in what was too much at once; return how many cases are done."""
    done = 0
    for key in list(Backlog._base_manager.values_list("case_id", flat=True)):
        left = 1
        while left and go_on():
            with transaction.atomic():
                left = index_cases([key])
                if not left:
                    Backlog._base_manager.filter(case_id=key).delete()
        done += not left
    return done


def rebuild(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Empty the index and build it anew, case by case; return how many entries it holds."""
    with transaction.atomic():
        term_index.clear(connection)
        Entry._base_manager.all().delete()
        Backlog._base_manager.all().delete()
    keys = list(Case._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CASES_AT_ONCE):
        _take_in_all(keys[start : start + CASES_AT_ONCE])
        if progress is not None:
            progress(min(start + CASES_AT_ONCE, len(keys)), len(keys))
    return Entry._base_manager.count()


def _take_in_all(keys: Collection[int]) -> None:
    """Bring cases up to date, a bearable number of entries in each transaction."""
    left = 1
    while left:
        with transaction.atomic():
            left = index_cases(keys)
            if not left:
                Backlog._base_manager.filter(case__in=keys).delete()


def _stamp_of(held: dict[Key, tuple[int, str]] | dict[Key, tuple[Source, str]], key: Key) -> str:
    return held[key][1] if key in held else ""


def _take_out(keys: list[int]) -> None:
    for some in _in_statements(keys):
        rows = Entry._base_manager.filter(pk__in=some)
        term_index.remove(connection, list(rows.values_list("pk", "normal")))
        rows.delete()


def _take_in(new: list[tuple[Source, str]]) -> None:
    for some in _in_statements(new):
        _take_out_elsewhere([source for source, _stamp in some])
        texts = texts_of([source.loads for source, _stamp in some if source.loads])
        rows = Entry._base_manager.bulk_create(
            [_entry(source, stamp, texts.get(source.loads, "")) for source, stamp in some]
        )
        term_index.add(connection, term_index.values_of(rows))


def _take_out_elsewhere(new: list[Source]) -> None:
    """Take out what stands under another case still: a row that moved is new here, gone there."""
    keys = {source.key for source in new}
    there = Entry._base_manager.filter(row__in={source.row for source in new})
    found = there.order_by().values_list("pk", "kind", "row", "part")
    _take_out([pk for pk, *key in found if tuple(key) in keys])


def _entry(source: Source, stamp: str, loaded: str) -> Entry:
    # What is loaded was cleaned when it was read.
    text = loaded or cleaned(source.text)
    return Entry(
        case_id=source.case,
        layer=source.layer,
        kind=source.kind,
        row=source.row,
        part=source.part,
        page=source.page,
        weight=source.weight,
        day=source.day,
        scripts=f" {' '.join(scripts_in(text))} ",
        stamp=stamp,
        title=source.title,
        text="" if source.loads else text,
        normal=normal(text),
    )


def _in_statements(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), IN_ONE_STATEMENT):
        yield rows[start : start + IN_ONE_STATEMENT]
