"""Keeping the index in line with the cases: with every write, and from the beginning.

``log.services.writing`` opens the frame below around each write. What a service did is not asked:
the database itself notes which rows were written to (``touches``), and when the outermost write
ends, these rows are compared with their entries. A service that is added tomorrow cannot forget the
index, and a write costs what it touched, however large its case is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from amends.finding import normal, scripts_in
from amends.finding.letters import cleaned
from amends.office.cases.models import Case
from amends.office.search import term_index, touches
from amends.office.search.gathering_services import (
    found_with,
    sources,
    sources_of,
    texts_of,
)
from amends.office.search.models import Backlog, Entry
from amends.office.search.source import Source

T = TypeVar("T")
AT_ONCE = 2_000
IN_ONE_STATEMENT = 200
CASES_AT_ONCE = 50
_is_open: ContextVar[bool] = ContextVar("index is kept", default=False)


@contextmanager
def keeping_the_index() -> Iterator[None]:
    """Bring the index in line with what was written, once the outermost frame ends.

    It is the last thing in the transaction, behind the log's lock: of two writers in one case the
    second compares when the first has committed.
    """
    if _is_open.get():
        yield
        return
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)
    index_touched()


def index_touched(*, most: int = AT_ONCE) -> None:
    """Compare what was written to since the last time with its entries; put right what differs.

    Where more than ``most`` rows were written, the cases they are in are compared as a whole.
    """
    touched = touches.take(connection, most=most)
    if touched is None:
        index_cases(touches.take_cases(connection))
        return
    moved = touched.get(touches.EVERYTHING)
    if moved:
        index_cases(moved)
    for kind, rows in found_with(touched).items():
        if kind != touches.EVERYTHING:
            _index_rows(kind, rows)


def _index_rows(kind: str, rows: Collection[int]) -> None:
    """Compare some rows with their entries, wherever these stand."""
    for some in _in_statements(sorted(rows)):
        entries = Entry._base_manager.filter(kind=kind, row__in=some)
        _put_right(entries, sources_of(kind, some))


def index_cases(cases: Collection[int], *, most: int = AT_ONCE) -> bool:
    """Compare cases with their entries and put right what differs; say whether some is left.

    What is gone is taken out at once, however much it is. Of what is new no more than ``most`` is
    taken in; for the rest the cases are put on the backlog.
    """
    left = _put_right(Entry._base_manager.filter(case__in=cases), sources(cases), most=most)
    if left:
        for case in cases:
            Backlog._base_manager.get_or_create(case_id=case)
    return left


def _put_right(
    entries: QuerySet[Entry], found: Generator[Source], *, most: int | None = None
) -> bool:
    """Take out the entries that are no longer so, take in what is new; say whether some is left.

    No more than ``most`` is taken in. When it is found and no entry is left to compare, the rest
    is not looked at.
    """
    gone = {
        (kind, row, part): (pk, stamp)
        for pk, kind, row, part, stamp in entries.order_by().values_list(
            "pk", "kind", "row", "part", "stamp"
        )
    }
    new: list[Source] = []
    with closing(found):
        for source in found:
            # Only of what stands in the index already has the stamp to be known.
            there = gone.get(source.key)
            if there and there[1] == source.stamp:
                del gone[source.key]
            else:
                new.append(source)
            if most is not None and len(new) > most and not gone:
                break
    _take_out([pk for pk, _stamp in gone.values()])
    _take_in(new[:most])
    return most is not None and len(new) > most


def work_backlog(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Take in what was too much at once; return how many cases are done."""
    done = 0
    for key in list(Backlog._base_manager.values_list("case_id", flat=True)):
        left = True
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


def forget_case(case: int) -> None:
    """Take a case out of the index that is about to be deleted."""
    _take_out(list(Entry._base_manager.filter(case=case).values_list("pk", flat=True)))


def _take_in_all(keys: Collection[int]) -> None:
    """Bring cases up to date, a bearable number of entries in each transaction."""
    left = True
    while left:
        with transaction.atomic():
            left = index_cases(keys)
            if not left:
                Backlog._base_manager.filter(case__in=keys).delete()


def _take_out(keys: list[int]) -> None:
    for some in _in_statements(keys):
        rows = Entry._base_manager.filter(pk__in=some)
        term_index.remove(connection, list(rows.values_list("pk", "normal")))
        rows.delete()


def _take_in(new: Sequence[Source]) -> None:
    for some in _in_statements(new):
        _take_out_elsewhere(some)
        texts = texts_of([source.loads for source in some if source.loads])
        rows = Entry._base_manager.bulk_create(
            [_entry(source, texts.get(source.loads, "")) for source in some]
        )
        term_index.add(connection, term_index.values_of(rows))


def _take_out_elsewhere(new: Sequence[Source]) -> None:
    """Take out what stands under another case still: a row that moved is new here, gone there."""
    keys = {source.key for source in new}
    rows: dict[str, set[int]] = {}
    for source in new:
        rows.setdefault(source.kind, set()).add(source.row)
    # Kind by kind: the index begins with it, and without it the whole table would be read.
    these = reduce(or_, (Q(kind=kind, row__in=some) for kind, some in rows.items()))
    found = Entry._base_manager.filter(these).order_by().values_list("pk", "kind", "row", "part")
    _take_out([pk for pk, *key in found if tuple(key) in keys])


def _entry(source: Source, loaded: str) -> Entry:
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
        stamp=source.stamp,
        title=source.title,
        text="" if source.loads else text,
        normal=normal(text),
    )


def _in_statements(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), IN_ONE_STATEMENT):
        yield rows[start : start + IN_ONE_STATEMENT]
