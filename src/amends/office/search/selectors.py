"""Searching one's own cases: what is asked, what of it one may see, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import chain
from operator import and_

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from amends.finding import Part, Question, Snippet, read_question, snippets
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.reading.models import FileText, Reading
from amends.office.search import term_index
from amends.office.search.models import Backlog, Entry, EntryKind

MOST = 2_000
ON_A_PAGE = 20
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

    @cached_property
    def question(self) -> Question:
        """Return what the words ask for."""
        return read_question(self.words)


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Attributes:
        unit: what the places of a file are called; empty where there are none.
        place: which place of the file it is, from 1.
    """

    entry: Entry
    snippets: tuple[Snippet, ...]
    unit: str = ""
    place: int = 0


@dataclass(frozen=True)
class InCase:
    """What was found in one case: how much in all, and what of it is on this page."""

    case: Case
    total: int
    hits: list[Hit]


@dataclass(frozen=True)
class Matches:
    """What was found, before any of it is read: keys, how much in each case, and whether all."""

    keys: list[int]
    totals: dict[int, int]
    more: bool


@dataclass(frozen=True)
class Found:
    """The answer to a question.

    Attributes:
        question: what was looked for.
        page: the keys of what is on the page.
        cases: what is on the page, by case.
        more: whether there is more than is counted.
        behind: in how many of the reader's cases something is not taken into the index yet.
    """

    question: Question
    page: Page[int]
    cases: list[InCase]
    more: bool
    behind: int

    @property
    def total(self) -> int:
        """Return how much was found, as far as it is counted."""
        return self.page.paginator.count


def search(*, actor: Actor, filters: SearchFilters, number: int | str | None = 1) -> Found:
    """Return a page of what the actor's own cases hold of what is asked, grouped by case.

    The log says that a search was made, and of which cases something was shown; it does not say
    the words, which may name somebody that no log should name.
    """
    log.read(actor=actor, what="search")
    matches = _matches(actor, filters)
    page = Paginator(matches.keys, ON_A_PAGE).get_page(number)
    hits = _hits(actor, filters.question, list(page.object_list))
    return Found(
        question=filters.question,
        page=page,
        cases=_by_case(hits, matches.totals),
        more=matches.more,
        behind=Backlog.objects.seen_by(actor).count(),
    )


def search_window(
    *, actor: Actor, filters: SearchFilters, offset: int, limit: int
) -> tuple[list[Hit], int]:
    """Return a window of the same for a program, and how much was found, as far as is counted."""
    log.read(actor=actor, what="search")
    matches = _matches(actor, filters)
    keys = matches.keys[offset : offset + limit]
    return _hits(actor, filters.question, keys), len(matches.keys)


def entries(*, actor: Actor, filters: SearchFilters) -> QuerySet[Entry]:
    """Return the entries of the actor's own cases that hold what is asked, in no order.

    The layers and the cases that the actor sees stand in the query itself: what is not theirs is
    neither counted nor fetched.
    """
    log.read(actor=actor, what="search")
    question = filters.question
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


def _matches(actor: Actor, filters: SearchFilters) -> Matches:
    """Return the keys of what was found, what belongs to one case together, the best case first."""
    order = filters.order if filters.order in BEST_FIRST else "best"
    rows = entries(actor=actor, filters=filters).order_by(*BEST_FIRST[order])
    found = list(rows.values_list("pk", "case_id")[: MOST + 1])
    by_case: dict[int, list[int]] = {}
    for key, case in found[:MOST]:
        by_case.setdefault(case, []).append(key)
    return Matches(
        keys=list(chain.from_iterable(by_case.values())),
        totals={case: len(keys) for case, keys in by_case.items()},
        more=len(found) > MOST,
    )


def _by_case(hits: list[Hit], totals: dict[int, int]) -> list[InCase]:
    groups: dict[int, InCase] = {}
    for hit in hits:
        case = hit.entry.case
        groups.setdefault(case.pk, InCase(case, totals[case.pk], [])).hits.append(hit)
    return list(groups.values())


def _hits(actor: Actor, question: Question, keys: list[int]) -> list[Hit]:
    """Return what is shown of what was found, in as many queries for twenty as for one."""
    if not keys:
        return []
    seen = Entry.objects.seen_by(actor).filter(pk__in=keys).select_related("case")
    by_key = {row.pk: row for row in seen}
    rows = [by_key[key] for key in keys if key in by_key]
    for row in rows:
        log.read(actor=actor, what="search results", case=row.case)
    texts = _stretches(actor, [row for row in rows if row.kind == EntryKind.FILE])
    return [_hit(question, row, texts.get((row.row, row.part))) for row in rows]


def _stretches(actor: Actor, files: list[Entry]) -> dict[tuple[int, int], FileText]:
    """Return the stretches of files that these entries stand for, and a few beside them."""
    if not files:
        return {}
    wanted = {
        "reading__attachment__in": {f.row for f in files},
        "number__in": {f.part for f in files},
    }
    texts = FileText.objects.seen_by(actor).filter(**wanted).select_related("reading")
    return {(text.reading.attachment_id, text.number): text for text in texts}


def _hit(question: Question, entry: Entry, stretch: FileText | None) -> Hit:
    if entry.kind != EntryKind.FILE or stretch is None:
        return Hit(entry, tuple(snippets(entry.text, entry.normal, question)))
    shown = snippets(stretch.text, entry.normal, question)
    reading: Reading = stretch.reading
    has_places = reading.pages > 1
    return Hit(
        entry,
        tuple(shown),
        unit=reading.unit if has_places else "",
        place=stretch.first_page + shown[0].page if has_places else 0,
    )
