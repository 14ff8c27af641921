"""Which counts fall, in all cases of a lead or prosecutor, if a source is discredited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from amends.office.cases.models import Case
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier
from amends.office.log import services as log
from amends.office.policy import Actor, dependence_cases
from amends.office.proving.kept import Kept, circuits_of
from amends.office.statements.models import Statement
from amends.proof.acceptance import item_event
from amends.proof.proving import LEFT_OUT, Reading

# More cases than this take too long for one page; whoever has more is told.
MOST_CASES = 200
# Of the two scenarios, what is held now and what would be without the items, the first alone.
NOW_ALONE = 0b01


@dataclass(frozen=True)
class InCase:
    """What somebody or something had a hand in, in one case, and the counts that fall with it.

    An item for which somebody else is enough as well is named, and does not fall.

    Attributes:
        proved: how many counts are proved now.
    """

    case: Case
    items: tuple[str, ...]
    falling: tuple[str, ...]
    proved: int


@dataclass(frozen=True)
class Found:
    """Where somebody or something is behind evidence; whether there were too many cases."""

    cases: tuple[InCase, ...]
    more: bool


def hanging_on(*, actor: Actor, who: str, today: date, reading: Reading = Reading.PENDING) -> Found:
    """Return the cases in which somebody or something is behind evidence, and what falls there.

    Only those of which the actor may know on whom the proof hangs.
    """
    log.read(actor=actor, what="dependence of all cases")
    wanted = who.strip().casefold()
    if not wanted:
        return Found((), more=False)
    own = Case.objects.seen_by(actor).filter(dependence_cases(actor), merged_into=None)
    behind = _behind(actor, own, wanted)
    named = sorted(behind)
    rows = own.filter(pk__in=named[:MOST_CASES]).order_by("reference")
    for case in rows:
        log.read(actor=actor, what="dependence", case=case)
    kept = circuits_of(actor=actor, cases=rows, today=today)
    found = (_in_case(one, behind[one.case.pk], reading) for one in kept)
    return Found(tuple(found), more=len(named) > MOST_CASES)


def _in_case(kept: Kept, items: Mapping[str, bool], reading: Reading) -> InCase:
    """Return what falls in a case with those of some items that fall."""
    left_out = LEFT_OUT[reading]
    lost = (item_event(item) for item, falls in items.items() if falls)
    scenarios = (left_out, left_out.union(lost))
    stands = kept.holding(scenarios)
    falling = tuple(name for name, held in stands.items() if held == NOW_ALONE)
    return InCase(kept.case, tuple(items), falling, sum(held & 1 for held in stands.values()))


def _behind(actor: Actor, own: QuerySet[Case], who: str) -> dict[int, dict[str, bool]]:
    """Return by case the items that somebody or something is behind, and whether each falls.

    An item falls unless of all that it needs of them, something else is enough as well.
    """
    found: dict[int, dict[str, bool]] = {}
    for case, item, *named in _named(actor, own):
        if who in _names(named):
            found.setdefault(case, {})[item] = True
    for (case, item, _number), names in _alternatives(actor, own).items():
        if who in names:
            items = found.setdefault(case, {})
            items[item] = items.get(item, False) or names == {who}
    return found


def _names(named: Iterable[object]) -> set[str]:
    return {str(one or "").casefold() for one in named}


def _alternatives(actor: Actor, own: QuerySet[Case]) -> dict[tuple[int, str, int], set[str]]:
    """Return the names of each group of carriers of which one is enough, by case and item."""
    rows = _carriers(actor, own).exclude(either=0).order_by("item")
    found: dict[tuple[int, str, int], set[str]] = {}
    for case, item, number, key, about in rows.values_list(
        "case", "item__key", "either", "party__key", "about"
    ):
        group = case, item, number
        found[group] = found.get(group, set()) | _names([key or about])
    return found


def _carriers(actor: Actor, own: QuerySet[Case]) -> QuerySet[ItemCarrier]:
    rows = ItemCarrier.objects.seen_by(actor).filter(case__in=own, item__removed_at=None)
    return rows.filter(removed_at=None)


def _named(actor: Actor, own: QuerySet[Case]) -> Iterator[tuple[Any, ...]]:
    """Yield each case and item with the names of who or what it cannot do without."""
    stands = Q(case__in=own, item__removed_at=None)
    steps = CustodyStep.objects.seen_by(actor).filter(stands, struck_at=None)
    carriers = _carriers(actor, own).filter(either=0)
    items = Item.objects.seen_by(actor).filter(case__in=own, removed_at=None).order_by("pk")
    said = Statement.objects.seen_by(actor).filter(stands, removed_at=None).exclude(item=None)
    item = ("case", "item__key")
    yield from steps.order_by("item").values_list(*item, "by", "to").distinct()
    yield from carriers.filter(party=None).order_by("item").values_list(*item, "about")
    yield from carriers.exclude(party=None).order_by("item").values_list(*item, "party__key")
    yield from items.values_list("case", "key", "laboratory")
    yield from items.exclude(basis="").values_list("case", "key", "basis_reference")
    yield from said.order_by("item").values_list(*item, "interpreter")
    for case, key, people in said.order_by("item").values_list(*item, "interviewers"):
        yield case, key, *people
