"""Which counts fall, in all cases of a lead or prosecutor, if a source is discredited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from amends.office.cases.models import Case
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier
from amends.office.exhibits.standing import evidence_of
from amends.office.log import services as log
from amends.office.policy import Actor, dependence_cases
from amends.office.proving.selectors import CaseProof, proof_of
from amends.office.statements.models import Statement
from amends.proof.acceptance import item_event
from amends.proof.items import sources_of
from amends.proof.proving import Reading
from amends.proof.states import Charged

# More cases than this take too long for one page; whoever has more is told.
MOST_CASES = 200


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
    named = sorted(_cases_naming(actor, own, wanted))
    rows = own.filter(pk__in=named[:MOST_CASES]).order_by("reference")
    found = (_in_case(actor, case, wanted, today, reading) for case in rows)
    return Found(tuple(one for one in found if one.items), more=len(named) > MOST_CASES)


def _in_case(actor: Actor, case: Case, who: str, today: date, reading: Reading) -> InCase:
    log.read(actor=actor, what="dependence", case=case)
    held = proof_of(actor=actor, case=case, today=today)
    items = tuple(_items(held, who))
    now = held.proof.picture(reading)
    then = held.proof.picture(reading, map(item_event, items))
    proved = [name for name in held.made_of.counts if now.holds(Charged(name))]
    return InCase(
        case, items, tuple(name for name in proved if not then.holds(Charged(name))), len(proved)
    )


def _items(held: CaseProof, who: str) -> Iterator[str]:
    """Yield the items that somebody or something had a hand in, or that need them."""
    for item in held.made_of.rows.items:
        if any(about.casefold() == who for _role, about in sources_of(evidence_of(item))):
            yield item.key


def _cases_naming(actor: Actor, own: Iterable[Case], who: str) -> set[int]:
    """Return the cases in which something that stands behind evidence bears a name."""
    steps = CustodyStep.objects.seen_by(actor).filter(case__in=own, struck_at=None)
    carriers = ItemCarrier.objects.seen_by(actor).filter(case__in=own, removed_at=None)
    items = Item.objects.seen_by(actor).filter(case__in=own, removed_at=None)
    statements = Statement.objects.seen_by(actor).filter(case__in=own, removed_at=None)
    named = (
        *steps.order_by().values_list("case", "by", "to").distinct(),
        *carriers.order_by().values_list("case", "about", "party__key").distinct(),
        *items.order_by().values_list("case", "laboratory", "basis_reference").distinct(),
        *statements.order_by().values_list("case", "interpreter"),
        *((pk, *people) for pk, people in statements.values_list("case", "interviewers")),
    )
    return {row[0] for row in named if any(str(one or "").casefold() == who for one in row[1:])}
