"""Early warnings beside the weaknesses of a proof: what the record shows that will trouble it.

They stand by how many counts they touch, the most first: that says on whom nothing hangs, and is
the same for every reader. Those that touch equally many stand with what perishes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

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
from amends.office.proving.disclosing import Disclosed, said_in
from amends.office.proving.readiness import Readiness, material_record
from amends.office.proving.retaining import expiring, too_late
from amends.office.proving.selectors import CaseProof
from amends.office.proving.sighted import in_two_places
from amends.office.proving.warning import EarlyWarning
from amends.office.statements.models import Statement
from amends.office.statements.standing import statement_of
from amends.office.techniques.models import Authorisation
from amends.proof.readiness import contrary
from amends.proof.statements import Turn, course
from amends.proof.stories import Gap, Lack, Slot, gaps
from amends.proof.weaknesses import touched

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


@dataclass(frozen=True)
class Around:
    """What stands around the proof of a case.

    Attributes:
        ready: whether it is ready for trial; nothing before a count is charged.
        leave: for techniques, where the reader is told of it.
    """

    days: CourtDays
    disclosed: Disclosed
    ready: Readiness | None
    leave: tuple[Authorisation, ...]


def early_warnings(held: CaseProof, around: Around, today: date) -> list[EarlyWarning]:
    """Return what the record shows that will trouble the proof, what touches most counts first."""
    by_item, by_person = touched(held.made_of.graph), _counts_about(held)
    found = []
    for one in _found(held, around, today):
        counts = {name for key in one.items for name in by_item.get(key, ())}
        counts |= {name for key in one.people for name in by_person.get(key, ())}
        found.append(replace(one, counts=len(counts)))
    return sorted(found, key=lambda one: -one.counts)


def _counts_about(held: CaseProof) -> dict[str, set[str]]:
    """Return the counts against and concerning each party."""
    found: dict[str, set[str]] = {}
    for name, count in held.made_of.counts.items():
        for key in (count.by, count.victim):
            found.setdefault(key, set()).add(name)
    return found


def _found(held: CaseProof, around: Around, today: date) -> Iterator[EarlyWarning]:
    yield from _not_ready(held, around)
    yield from expiring(held, around.leave, today)
    yield from too_late(held, around.days, today)
    yield from _custody(held)
    yield from in_two_places(held)
    yield from conflicts(held)
    yield from _undisclosed(held, around.disclosed)
    yield from _changed(held)
    yield from _story(held)


def _not_ready(held: CaseProof, around: Around) -> Iterator[EarlyWarning]:
    """Yield that the trial is listed though something stands against it, which touches it all."""
    if around.days.trial is not None and around.ready is not None and not around.ready.is_ready:
        named = {"day": date_format(around.days.trial)}
        said = _("The trial is listed for %(day)s, and the case is not ready for it yet") % named
        yield EarlyWarning(said, "#ready", people=tuple(_counts_about(held)))


def _custody(held: CaseProof) -> Iterator[EarlyWarning]:
    for item in held.made_of.rows.items:
        if gaps_of(item):
            url = reverse("item", args=[held.made_of.rows.case.reference, item.key])
            said = _("The custody of %(key)s has a gap") % {"key": item.key}
            yield EarlyWarning(said, url, items=(item.key,))


def _undisclosed(held: CaseProof, disclosed: Disclosed) -> Iterator[EarlyWarning]:
    """Yield what speaks for the defence and was not served on everybody who is charged."""
    material = disclosed.material()
    for key in sorted(contrary(held.proof, material) & material.owed):
        named = material_record(held, key)
        said = _("%(key)s speaks for the defence and was not served on every defendant")
        yield EarlyWarning(said % {"key": named.label}, named.url, items=(key,))


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
            items = tuple(key for row in rows for key in said_in(row))
            yield EarlyWarning(_("What %(who)s says changed on %(what)s") % named, url, items=items)


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
