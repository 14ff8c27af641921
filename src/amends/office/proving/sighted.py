"""Where the record puts the same person in two places, at one time or too soon after each other.

Two things say where somebody was: what is stated of an item, of the people whom it is about; and
the steps of its custody that are done by somebody in a place, of whoever did them. Statements and
events are dated to the day and know no point on a map: they can put nobody in two places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.base.moments import Moment
from amends.base.points import Point
from amends.office.desk.words import listed
from amends.office.exhibits.models import Item
from amends.office.exhibits.standing import standing_steps
from amends.office.parties.models import PartyKind
from amends.office.proving.selectors import CaseProof
from amends.office.proving.warning import EarlyWarning, item_record
from amends.office.proving.words import name_of
from amends.proof.custody import StepKind
from amends.proof.sightings import Clash, Sighting, clashes

# Steps done by a person who is in the place. What is stored or analysed stays there by itself.
IN_PERSON = frozenset(
    {StepKind.SEIZED, StepKind.TAKEN_OVER, StepKind.HANDED_OVER, StepKind.SHOWN, StepKind.RETURNED}
)
PLACE, POINT, SINCE, UNTIL = "seen.place", "seen.point", "seen.since", "seen.until"


def in_two_places(held: CaseProof) -> Iterator[EarlyWarning]:
    """Yield whom two items put in two places; of one person the first of a day stands for all."""
    told: set[tuple[str, object]] = set()
    for one in clashes(sightings_of(held.made_of.rows.items)):
        once = one.one.who, one.one.since.date()
        if once not in told:
            told.add(once)
            keys = dict.fromkeys((one.one.record, one.other.record))
            records = tuple(item_record(held.made_of.rows.case, key) for key in keys)
            yield EarlyWarning(
                _said(held, one), records=records, items=tuple(keys), people=(one.one.who,)
            )


def sightings_of(items: Iterable[Item]) -> Iterator[Sighting]:
    """Yield every sighting that items and their custody give."""
    for item in items:
        yield from _shown(item)
        yield from _handled(item)


def _shown(item: Item) -> Iterator[Sighting]:
    """Yield where an item shows those whom it is about to have been."""
    stated: Mapping[str, str] = item.particulars
    if not stated.get(SINCE):
        return
    zone = timezone.get_default_timezone()
    since = Moment.parse(stated[SINCE], zone)
    until = Moment.parse(stated[UNTIL], zone) if stated.get(UNTIL) else since
    if until.last < since.first:
        return  # it cannot have ended before it began, and says nothing
    point = Point.parse(stated[POINT]) if stated.get(POINT) else None
    for entry in item.people:  # type: ignore[attr-defined]  # prefetched
        if entry.party.kind == PartyKind.NATURAL:
            yield Sighting(
                entry.party.key,
                stated.get(PLACE, "") or str(point or ""),
                since.first,
                until.last,
                since.is_exact and until.is_exact,
                item.key,
                point,
            )


def _handled(item: Item) -> Iterator[Sighting]:
    """Yield where whoever took an item or handed it over was when they did."""
    for step in standing_steps(item):
        if StepKind(step.kind) in IN_PERSON and step.place:
            # What was on its way arrived elsewhere than in the place where it left.
            received = step.to if step.until in {None, step.at} else ""
            for who in filter(None, dict.fromkeys((step.by, received))):
                yield Sighting(who, step.place, step.at, step.at, is_exact=True, record=item.key)


def _said(held: CaseProof, found: Clash) -> str:
    named = {
        "who": name_of(found.one.who, held.made_of.rows.found.parties),
        "one": _place(found.one),
        "other": _place(found.other),
    }
    if found.km is None:
        return _("%(who)s stands in two places at one time: %(one)s; %(other)s") % named
    return _(
        "%(who)s stands in two places %(km)s km apart, too soon after each other to be true: "
        "%(one)s; %(other)s"
    ) % {**named, "km": round(found.km)}


def _place(one: Sighting) -> str:
    """Return a place with its time; of what is known to the day alone, with the day."""
    name = listed([one.place])  # it keeps its own direction
    if not one.is_exact:
        return f"{name} ({date_format(one.since, 'DATE_FORMAT')})"
    ends = dict.fromkeys((one.since, one.until))
    return f"{name} ({'–'.join(map(_time, ends))})"


def _time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
