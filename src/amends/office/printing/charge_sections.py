"""The sections of a charge sheet: each count with what is alleged, and the law it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.law.cells import Held, LawSource
from amends.law.counts import ChargeableCount
from amends.law.elements import ElementName, ElementState
from amends.office.charging.counts import CaseCharging
from amends.office.charging.rows import (
    custody_rows,
    element_rows,
    penalty_words,
    rows_of,
    testimony_rows,
)
from amends.office.charging.words import ELEMENT_STATES, ELEMENTS, facts_words, mode_word
from amends.office.desk.words import listed
from amends.office.parties.models import Count
from amends.office.printing.documents import Facts, Item, Items, Part, Section, Table, Words
from amends.office.printing.party_sections import identity
from amends.office.printing.selectors import CaseOnPaper
from amends.office.printing.wording import established, listing, marked, nothing, period
from amends.office.statutes.rows import Row

ElementRows = tuple[tuple[str, ...], ...]
ALLEGED = (ElementName.ACT, ElementName.MEANS, ElementName.PURPOSE, ElementName.RESULT)


def heading(paper: CaseOnPaper) -> Section:
    """Say which case it is, without what the office thinks of it."""
    return Section(_("The case"), (identity(paper.case),))


def charges(paper: CaseOnPaper) -> Section:
    """State every count: against whom, concerning whom, when, by what acts, under which law."""
    found = paper.charging
    parts = [part for count in found.counts for part in _count(found, count)] if found else []
    return Section(_("Counts"), tuple(parts) or (nothing(),))


def law_cited(paper: CaseOnPaper) -> Section:
    """List the laws that the counts rest on, and every source in which they were read."""
    found = paper.charging
    cited: dict[str, dict[str, None]] = {}
    for lies in found.chosen() if found else ():
        sources = cited.setdefault(lies.law.law.statute.title, {})
        for held in _cells(lies):
            sources |= {_source(source): None for _reading, source in held.readings}
    items = [Item(title, tuple(sources)) for title, sources in cited.items()]
    return listing(_("Law"), items)


def signature(_paper: CaseOnPaper) -> Section:
    """Leave room to sign."""
    rows = tuple((label, "_" * 14) for label in (_("Place and day"), _("Prosecutor")))
    return Section(_("Signed"), (Facts(rows),))


def _count(found: CaseCharging, count: Count) -> Iterator[Part]:
    named = {"number": count.number, "citation": count.citation}
    title = established(_("Count %(number)d: %(citation)s") % named, count.status)
    yield Items((Item(title, _under(count)),))
    yield Facts(tuple(_against(count)))
    lying = found.supporting(count)
    for group in _groups(lying):
        yield Facts(tuple(_particulars(found, group)))
    yield from _elements(found, lying)
    # That nothing supports a count is for the page of charging: a court reads this one.


def _under(count: Count) -> tuple[str, ...]:
    alternative = count.alternative_to
    if alternative is None:
        return (count.offence,)
    named = {"number": alternative.number}
    return (count.offence, _("In the alternative to count %(number)d") % named)


def _against(count: Count) -> Iterator[tuple[str, str]]:
    entries = count.entries  # type: ignore[attr-defined]  # prefetched by the selector
    yield _("Against"), listed(e.party.designation for e in entries if not e.party.is_victim)
    yield _("Concerning"), listed(e.party.designation for e in entries if e.party.is_victim)
    yield _("Conduct"), period(count.conduct_from, count.conduct_to) or _("Not recorded")


def _groups(lying: list[ChargeableCount]) -> list[list[ChargeableCount]]:
    """Return what lies, together what is alleged of one defendant in one version of the law."""
    groups: dict[object, list[ChargeableCount]] = {}
    for lies in lying:
        alleged = tuple(e.facts for e in lies.elements if e.name in ALLEGED)
        key = lies.by, lies.since, lies.until, alleged, lies.state
        groups.setdefault(key, []).append(lies)
    return list(groups.values())


def _particulars(found: CaseCharging, group: list[ChargeableCount]) -> Iterator[tuple[str, str]]:
    first = group[0]
    who = listed([found.parties[first.by].designation])
    named = {"who": who, "mode": mode_word(first.mode)}
    yield _("Against"), _("%(who)s (%(mode)s)") % named
    yield _("Concerning"), listed(found.parties[lies.victim].designation for lies in group)
    yield _("Conduct"), period(first.since.isoformat(), first.until.isoformat())
    for element in first.elements:
        if element.name in ALLEGED and element.facts:
            yield str(ELEMENTS[element.name]), facts_words(element)
    for state in (ElementState.MISSING, ElementState.CONTESTED):
        words = [str(ELEMENTS[e.name]) for e in first.elements if e.state is state]
        if words:
            yield str(ELEMENT_STATES[state].word), listed(words)
    yield from _consequences(first)


def _consequences(count: ChargeableCount) -> Iterator[tuple[str, str]]:
    title, since = count.law.law.statute.title, date_format(count.since)
    yield _("Law in force"), _("%(law)s, as it stood on %(day)s") % {"law": title, "day": since}
    yield _("Custody"), penalty_words(count)
    death = count.penalty.death if count.penalty else None
    for row in rows_of([death, count.relation, count.share]):
        if not row.unread:
            yield row.label, _said(row)
    for limit in custody_rows(count):
        length = listed(f"{cell.label}: {_said(cell)}" for cell in limit.cells)
        yield limit.stage, listed(filter(None, (length, limit.citation)))
    for row in testimony_rows(count):
        yield row.label, _said(row)
    if restitution := rows_of([count.restitution]):
        yield _("Restitution"), _said(restitution[0])


def _elements(found: CaseCharging, lying: Iterable[ChargeableCount]) -> Iterator[Part]:
    """Yield what has to be proved of everything that lies under a count, each table once.

    What is the same for several is said once, after whom it is about.
    """
    alike: dict[object, list[ChargeableCount]] = {}
    for lies in lying:
        elements = tuple((e.name, e.state, e.facts, tuple(map(id, e.cells))) for e in lies.elements)
        alike.setdefault(elements, []).append(lies)
    tables: dict[ElementRows, list[ChargeableCount]] = {}
    for counts in alike.values():
        tables.setdefault(_element_rows(counts[0]), []).extend(counts)
    for rows, about in tables.items():
        if len(tables) > 1:
            yield Words(tuple(_about(found, about)))
        yield Table((_("Element"), _("Alleged"), _("What the law asks")), rows, (2, 4, 6))


def _element_rows(count: ChargeableCount) -> ElementRows:
    not_needed = ELEMENT_STATES[ElementState.NOT_NEEDED]
    return tuple(
        (str(row.word), row.facts or "–", "\n".join(f"{c.label}: {_said(c)}" for c in row.cells))
        for row in element_rows(count)
        if row.tag is not not_needed
    )


def _about(found: CaseCharging, counts: Iterable[ChargeableCount]) -> Iterator[str]:
    """Yield against whom and concerning whom elements have to be proved."""
    people: dict[str, dict[str, None]] = {}
    for lies in counts:
        people.setdefault(lies.by, {})[lies.victim] = None
    for by, victims in people.items():
        named = {
            "who": listed([found.parties[by].designation]),
            "whom": listed(found.parties[victim].designation for victim in victims),
        }
        yield _("To be proved against %(who)s, concerning %(whom)s:") % named


def _cells(count: ChargeableCount) -> Iterator[Held]:
    """Yield the cells that a count rests on."""
    yield from count.law.force
    for element in count.elements:
        yield from element.cells
    if count.penalty:
        yield from count.penalty.cells


def _source(source: LawSource) -> str:
    read = date_format(source.date_read) if source.date_read else ""
    doubt = "" if source.kind.status.is_verified else _("unverified law")
    return marked(", ".join(filter(None, (source.citation, read))), doubt)


def _said(row: Row) -> str:
    if row.unread:
        return _("Not read")
    doubt = "" if row.status.is_verified else _("unverified law")
    return marked(row.text, _("in conflict") if row.conflict else "", doubt)
