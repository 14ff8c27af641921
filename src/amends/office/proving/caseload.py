"""Which counts fall, in all cases of a lead or prosecutor, if a source is discredited."""

from __future__ import annotations

from collections.abc import Iterator
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


def _in_case(kept: Kept, items: dict[str, None], reading: Reading) -> InCase:
    """Return what falls in a case without some items."""
    left_out = LEFT_OUT[reading]
    scenarios = (left_out, left_out.union(map(item_event, items)))
    stands = kept.holding(scenarios)
    falling = tuple(name for name, held in stands.items() if held == NOW_ALONE)
    return InCase(kept.case, tuple(items), falling, sum(held & 1 for held in stands.values()))


def _behind(actor: Actor, own: QuerySet[Case], who: str) -> dict[int, dict[str, None]]:
    """Return by case the items that somebody or something had a hand in, or that need them."""
    found: dict[int, dict[str, None]] = {}
    for case, item, *named in _named(actor, own):
        if any(str(one or "").casefold() == who for one in named):
            found.setdefault(case, {})[item] = None
    return found


def _named(actor: Actor, own: QuerySet[Case]) -> Iterator[tuple[Any, ...]]:
    """Yield each case and item with the names of who or what stands behind it."""
    stands = Q(case__in=own, item__removed_at=None)
    steps = CustodyStep.objects.seen_by(actor).filter(stands, struck_at=None)
    carriers = ItemCarrier.objects.seen_by(actor).filter(stands, removed_at=None)
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
