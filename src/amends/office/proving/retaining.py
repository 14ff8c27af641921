"""Early warnings of what can soon no longer be had, or cannot be there in time.

Until when an item is to be had is what was stated of the step that obtains it; where nobody stated
it, of kinds that their keepers soon overwrite, that is the warning. The warrant an item is to be
taken on, and the leave for a technique, have a last day of their own. Who is not told of techniques
in a case is not told of their leave here either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.exhibits.models import Admissibility, Item
from amends.office.policy import Actor, is_told
from amends.office.proving.court_days import CourtDays
from amends.office.proving.graphs import Rows
from amends.office.proving.selectors import CaseProof
from amends.office.proving.warning import EarlyWarning
from amends.office.techniques import selectors as techniques
from amends.office.techniques.models import Authorisation
from amends.office.techniques.standing import authorisation_of
from amends.proof.kinds import kinds
from amends.proof.next_steps import SOON
from amends.proof.techniques import Expiry
from amends.proof.techniques import techniques as declared


def leaves(*, actor: Actor, case: Case) -> tuple[Authorisation, ...]:
    """Return the leave for techniques in a case, to whoever is told of it.

    Nobody else asks for them, so that the log says of nobody in vain that they read of techniques.
    """
    if not is_told(actor, case):
        return ()
    return tuple(techniques.authorisations(actor=actor, case=case))


def expiring(
    held: CaseProof, leave: Sequence[Authorisation], today: date
) -> Iterator[EarlyWarning]:
    """Yield what can soon no longer be had, or obtained, or cannot any more."""
    rows = held.made_of.rows
    url = reverse("proof-steps", args=[rows.case.reference])
    for row in rows.steps:
        if row.perishable is not None and row.perishable <= today + SOON:
            named = {"key": row.item.key, "day": date_format(row.perishable)}
            said = _("%(key)s is there to be had until %(day)s only") % named
            yield EarlyWarning(said, url, items=(row.item.key,))
    for item in _to_be_obtained(rows):
        yield from _overwritten(rows, item)
        if item.basis_until is not None and item.basis_until <= today + SOON:
            named = {"key": item.key, "day": date_format(item.basis_until)}
            said = _("What %(key)s is to be taken on is valid until %(day)s only") % named
            yield EarlyWarning(said, _page("item", rows.case, item.key), items=(item.key,))
    for one in leave:
        yield from _leave(rows.case, one, today)


def too_late(held: CaseProof, days: CourtDays, today: date) -> Iterator[EarlyWarning]:
    """Yield what cannot be there before the first hearing, such as a reply of another State."""
    if not days.fixed:
        return
    url = reverse("proof-steps", args=[held.made_of.rows.case.reference])
    for row in held.made_of.rows.steps:
        there = today + timedelta(days=row.queue + row.days)
        if there > days.days[0]:
            named = {"key": row.item.key, "day": date_format(days.days[0])}
            said = _("%(key)s cannot be there before the hearing of %(day)s") % named
            yield EarlyWarning(said, url, items=(row.item.key,))


def _to_be_obtained(rows: Rows) -> Iterator[Item]:
    return (item for item in rows.items if item.admissibility == Admissibility.PROPOSED)


def _overwritten(rows: Rows, item: Item) -> Iterator[EarlyWarning]:
    """Yield an item of a kind that does not last, of which nobody said until when it is there."""
    stated = {row.item_id for row in rows.steps if row.perishable is not None}
    if kinds()[item.kind].soon_overwritten and item.pk not in stated:
        said = _(
            "%(key)s may soon be overwritten; nobody has said until when it is there to be had"
        )
        url = _page("proof-step", rows.case, item.key)
        yield EarlyWarning(said % {"key": item.key}, url, items=(item.key,))


def _leave(case: Case, row: Authorisation, today: date) -> Iterator[EarlyWarning]:
    leave = authorisation_of(row)
    last = leave.last_day
    if last is not None and leave.expiry(today) is Expiry.ENDING:
        what = _(declared()[row.technique].label)
        said = _("Leave ends on %(day)s: %(what)s") % {"day": date_format(last), "what": what}
        yielded = tuple(one.item.key for one in row.yielded)  # type: ignore[attr-defined]  # prefetched
        yield EarlyWarning(said, _page("authorisation", case, row.number), items=yielded)


def _page(name: str, case: Case, key: object) -> str:
    return reverse(name, args=[case.reference, key])
