"""Searching one's own cases: what is asked, what of it one may see, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from amends.finding import Part, Passage, Question, passages, read_question
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.reading.models import FileText, Reading
from amends.office.search import term_index
from amends.office.search.models import Backlog, Entry, EntryKind

MOST = 2_000
ON_A_PAGE = 20
ORDERS = ("best", "newest")
BEST_FIRST = {"best": ("weight", "-day", "-pk"), "newest": ("-day", "-pk")}


@dataclass(frozen=True)
class SearchFilters:
    """What is looked for, and what it is narrowed to. Empty fields narrow nothing."""

    words: str = ""
    case: str = ""
    kind: str = ""
    script: str = ""
    since: date | None = None
    until: date | None = None
    order: str = "best"


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Attributes:
        unit: what the places of a file are called; empty where there are none.
        place: which place of the file it is, from 1.
    """

    entry: Entry
    passages: tuple[Passage, ...]
    unit: str = ""
    place: int = 0


@dataclass(frozen=True)
class InCase:
    """What was found in one case: how much in all, and what of it is on this page."""

    case: Case
    total: int
    hits: list[Hit]


@dataclass(frozen=True)
class Found:
    """The answer to a question.

    Attributes:
        question: what was looked for.
        page: the keys of what is on the page, among all that was found.
        cases: what is on the page, by case.
        more: whether there is more than is counted.
        behind: in how many of the reader's cases something is not taken into the index yet.
    """

    question: Question
    page: Page[tuple[int, int]]
    cases: list[InCase]
    more: bool
    behind: int

    @property
    def total(self) -> int:
        """Return how much was found, as far as it is counted."""
        return self.page.paginator.count


def search(
    *,
    actor: Actor,
    filters: SearchFilters,
    number: int | str | None = 1,
    on_a_page: int = ON_A_PAGE,
) -> Found:
    """Return a page of what the actor's own cases hold of what is asked, grouped by case.

    The log says that a search was made, and of which cases something was shown; it does not say
    the words, which may name somebody that no log should name.
    """
    log.read(actor=actor, what="search")
    question = read_question(filters.words)
    order = filters.order if filters.order in ORDERS else ORDERS[0]
    found = list(
        entries(actor=actor, filters=filters)
        .order_by(*BEST_FIRST[order])
        .values_list("pk", "case_id")[: MOST + 1]
    )
    totals = _totals(found[:MOST])
    together = _together(found[:MOST], totals)
    page = Paginator(together, on_a_page).get_page(number)
    return Found(
        question=question,
        page=page,
        cases=_shown(actor, question, list(page.object_list), totals),
        more=len(found) > MOST,
        behind=Backlog.objects.seen_by(actor).count(),
    )


def entries(*, actor: Actor, filters: SearchFilters) -> QuerySet[Entry]:
    """Return the entries of the actor's own cases that hold what is asked, in no order.

    The layers and the cases that the actor sees stand in the query itself: what is not theirs is
    neither counted nor fetched.
    """
    log.read(actor=actor, what="search")
    question = read_question(filters.words)
    rows = Entry.objects.seen_by(actor).order_by()
    if not question.wanted:
        return rows.none()
    rows = _narrowed(rows, filters)
    groups = [group for part in question.wanted for group in part.terms]
    if groups:
        rows = rows.filter(pk__in=term_index.matching(connection, groups))
    checked = [_held(part) for part in question.wanted if not part.is_exact]
    if checked:
        rows = rows.filter(reduce(and_, checked))
    for part in question.unwanted:
        rows = rows.exclude(_holding(part))
    return rows


def _narrowed(rows: QuerySet[Entry], filters: SearchFilters) -> QuerySet[Entry]:
    conditions = {
        "case__reference": filters.case.strip(),
        "kind": filters.kind,
        "scripts__contains": f" {filters.script} " if filters.script else "",
        "day__gte": filters.since,
        "day__lte": filters.until,
    }
    return rows.filter(**{name: value for name, value in conditions.items() if value})


def _holding(part: Part) -> Q:
    """Return the condition that an entry holds a part."""
    condition = Q() if part.is_exact else _held(part)
    if part.terms:
        condition = Q(pk__in=term_index.matching(connection, part.terms)) & condition
    return condition


def _held(part: Part) -> Q:
    """Return the condition that the text itself holds a part, for what terms alone cannot tell."""
    if part.literal:
        return Q(GreaterThan(StrIndex(F("normal"), Value(part.literal)), 0))
    return Q(normal__regex=part.pattern)


def _totals(found: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return how much was found in each case, the case of the best first."""
    totals: dict[int, int] = {}
    for _pk, case in found:
        totals[case] = totals.get(case, 0) + 1
    return totals


def _together(found: list[tuple[int, int]], totals: dict[int, int]) -> list[tuple[int, int]]:
    """Return what was found with what belongs to one case standing together."""
    place = {case: number for number, case in enumerate(totals)}
    return sorted(found, key=lambda pair: place[pair[1]])


def _shown(
    actor: Actor, question: Question, keys: Sequence[tuple[int, int]], totals: dict[int, int]
) -> list[InCase]:
    """Return what a page shows, with the same number of queries however much that is."""
    rows = Entry.objects.seen_by(actor).filter(pk__in=[pk for pk, _case in keys])
    by_key = {row.pk: row for row in rows.select_related("case")}
    hits = _hits(actor, question, [by_key[pk] for pk, _case in keys if pk in by_key])
    groups: dict[int, InCase] = {}
    for hit in hits:
        case = hit.entry.case
        if case.pk not in groups:
            log.read(actor=actor, what="search results", case=case)
            groups[case.pk] = InCase(case, totals[case.pk], [])
        groups[case.pk].hits.append(hit)
    return list(groups.values())


def _hits(actor: Actor, question: Question, rows: list[Entry]) -> list[Hit]:
    files = [row for row in rows if row.kind == EntryKind.FILE]
    these = [Q(reading__attachment=row.row, number=row.part) for row in files] or [Q(pk__in=[])]
    texts = {
        (text.reading.attachment_id, text.number): text
        for text in FileText.objects.seen_by(actor)
        .filter(reduce(or_, these))
        .select_related("reading")
    }
    return [_hit(question, row, texts.get((row.row, row.part))) for row in rows]


def _hit(question: Question, entry: Entry, stretch: FileText | None) -> Hit:
    if entry.kind != EntryKind.FILE or stretch is None:
        return Hit(entry, tuple(passages(entry.text, entry.normal, question)))
    shown = passages(stretch.text, entry.normal, question)
    reading: Reading = stretch.reading
    has_places = reading.pages > 1
    return Hit(
        entry,
        tuple(shown),
        unit=reading.unit if has_places else "",
        place=stretch.first_page + shown[0].page if has_places else 0,
    )
