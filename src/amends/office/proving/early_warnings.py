"""Early warnings beside the weaknesses of a proof: what the record shows that will trouble it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.law.facts import Conduct, Moved
from amends.office.desk.words import listed
from amends.office.exhibits.standing import gaps_of
from amends.office.proving.conflicting import conflicts
from amends.office.proving.court_days import CourtDays
from amends.office.proving.selectors import CaseProof
from amends.office.proving.sighted import in_two_places
from amends.office.proving.warning import EarlyWarning
from amends.office.statements.models import Statement
from amends.office.statements.standing import statement_of
from amends.proof.next_steps import SOON
from amends.proof.statements import Turn, course
from amends.proof.stories import Gap, Lack, Slot, gaps

SLOTS: dict[Slot, str | Promise] = {
    Slot.RECRUITMENT: pgettext_lazy("part of a story", "recruitment"),
    Slot.MOVEMENT: pgettext_lazy("part of a story", "movement"),
    Slot.CONTROL: pgettext_lazy("part of a story", "control"),
    Slot.EXPLOITATION: pgettext_lazy("part of a story", "exploitation"),
    Slot.PROCEEDS: pgettext_lazy("part of a story", "proceeds"),
}
LACKS: dict[Lack, str | Promise] = {
    Lack.EVENT: gettext_lazy("Nothing that is alleged tells of this part of the story: %(part)s"),
    Lack.EVIDENCE: gettext_lazy("No item goes to this part of the story: %(part)s"),
}


def early_warnings(held: CaseProof, days: CourtDays, today: date) -> Iterator[EarlyWarning]:
    """Yield what the record shows that will trouble the proof, what perishes first."""
    yield from _perishing(held, today)
    yield from _too_late(held, days, today)
    yield from _custody(held)
    yield from in_two_places(held)
    yield from conflicts(held)
    yield from _changed(held)
    yield from _story(held)


def _perishing(held: CaseProof, today: date) -> Iterator[EarlyWarning]:
    """Yield what can soon no longer be had, or cannot any more."""
    for row in held.made_of.rows.steps:
        if row.perishable is not None and row.perishable <= today + SOON:
            named = {"key": row.item.key, "day": date_format(row.perishable)}
            said = _("%(key)s is there to be had until %(day)s only") % named
            yield EarlyWarning(said, _steps(held))


def _too_late(held: CaseProof, days: CourtDays, today: date) -> Iterator[EarlyWarning]:
    """Yield what cannot be there before the first hearing, such as a reply of another State."""
    if not days.fixed:
        return
    for row in held.made_of.rows.steps:
        there = today + timedelta(days=row.queue + row.days)
        if there > days.days[0]:
            named = {"key": row.item.key, "day": date_format(days.days[0])}
            said = _("%(key)s cannot be there before the hearing of %(day)s") % named
            yield EarlyWarning(said, _steps(held))


def _custody(held: CaseProof) -> Iterator[EarlyWarning]:
    for item in held.made_of.rows.items:
        if gaps_of(item):
            url = reverse("item", args=[held.made_of.rows.case.reference, item.key])
            yield EarlyWarning(_("The custody of %(key)s has a gap") % {"key": item.key}, url)


def _changed(held: CaseProof) -> Iterator[EarlyWarning]:
    """Yield whose statements changed, on which propositions; not why, nor which is right."""
    url = reverse("case-comparison", args=[held.made_of.rows.case.reference])
    people = held.made_of.rows.found.parties
    by_person: dict[str, list[Statement]] = {}
    for row in held.made_of.rows.statements:
        by_person.setdefault(row.person.key, []).append(row)
    for key, rows in by_person.items():
        said = [statement_of(row) for row in rows]
        about = dict.fromkeys(name for one in said for name in one.says)
        changed = [
            name for name in about if any(s.turn is Turn.CHANGES for s in course(said, name))
        ]
        if changed:
            who = people[key].designation if key in people else key
            named = {"who": who, "what": listed(changed)}
            yield EarlyWarning(_("What %(who)s says changed on %(what)s") % named, url)


def _story(held: CaseProof) -> Iterator[EarlyWarning]:
    """Yield the parts of the story that nothing tells, or nothing shows."""
    items = {item.key: frozenset(item.goes_to) for item in held.made_of.rows.items}
    if not held.made_of.counts:
        return
    for gap in gaps(_told(held.made_of.rows.found.facts.conduct), items):
        if gap.slot is Slot.MOVEMENT and gap.lack is Lack.EVENT:
            continue  # nobody need have been moved
        yield EarlyWarning(str(LACKS[gap.lack]) % {"part": str(SLOTS[gap.slot])}, _where(held, gap))


def _told(conduct: tuple[Conduct, ...]) -> dict[Slot, int]:
    """Return how much of what is alleged tells each part. That money was made is always asked."""
    return {
        Slot.RECRUITMENT: sum(len(one.acts) for one in conduct),
        Slot.MOVEMENT: sum(one.moved is not Moved.NOT for one in conduct),
        Slot.CONTROL: sum(len(one.means) for one in conduct),
        Slot.EXPLOITATION: sum(len({*one.ends, *one.occurred}) for one in conduct),
        Slot.PROCEEDS: 1,
    }


def _where(held: CaseProof, gap: Gap) -> str:
    name = "case-charging" if gap.lack is Lack.EVENT else "case-evidence"
    return reverse(name, args=[held.made_of.rows.case.reference])


def _steps(held: CaseProof) -> str:
    return reverse("proof-steps", args=[held.made_of.rows.case.reference])
