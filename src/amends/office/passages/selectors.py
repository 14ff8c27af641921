"""Reads of passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.passages.models import Passage
from amends.office.policy import Actor

IN_VIEW = Q(removed_at=None, attachment__removed_at=None)


@dataclass(frozen=True)
class PassageFilters:
    """What a list of passages is narrowed to. Empty fields narrow nothing."""

    element: str = ""
    party: str = ""
    attachment: int | None = None
    found: bool | None = None
    removed: bool = False


def passages(
    *, actor: Actor, case: Case, filters: PassageFilters | None = None
) -> QuerySet[Passage]:
    """Return the passages of a case; those of attachments out of view are not among them."""
    log.read(actor=actor, what="passages", case=case)
    asked = filters or PassageFilters()
    rows = Passage.objects.seen_by(actor).filter(case=case)
    rows = rows.select_related("attachment__reading", "party", "tied_by", "case")
    if not asked.removed:
        rows = rows.filter(IN_VIEW)
    conditions = {
        "element": asked.element,
        "party__key": asked.party,
        "attachment": asked.attachment,
        "found": asked.found,
    }
    return rows.filter(**{n: v for n, v in conditions.items() if v not in {"", None}})


def passage(*, actor: Actor, case: Case, pk: int) -> Passage:
    """Return one passage of a case.

    Raises:
        Passage.DoesNotExist: there is none that the actor may see.
    """
    return passages(actor=actor, case=case, filters=PassageFilters(removed=True)).get(pk=pk)


def passages_by_element(*, actor: Actor, case: Case, party: str) -> Mapping[str, list[Passage]]:
    """Return what was tied against a party, by element."""
    found: dict[str, list[Passage]] = defaultdict(list)
    here = passages(actor=actor, case=case, filters=PassageFilters(party=party))
    # Who went on in a case of their own is no more somebody of this one.
    for row in here.filter(party__case=F("case")):
        found[row.element].append(row)
    return found


def passages_in(
    *, actor: Actor, case: Case, attachments: Collection[int]
) -> Mapping[int, list[Passage]]:
    """Return the passages of some attachments, by the attachment's key."""
    found: dict[int, list[Passage]] = defaultdict(list)
    for row in passages(actor=actor, case=case).filter(attachment__in=attachments):
        found[row.attachment_id].append(row)
    return found
