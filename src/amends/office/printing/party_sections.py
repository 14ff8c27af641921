"""The sections on who is in a case: parties, the roles they played, and the counts."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.desk.words import (
    CAPACITIES,
    STAGES,
    STANDINGS,
    VERDICTS,
    listed,
    role_word,
    when_words,
)
from amends.office.parties.models import Count, CountParty, PartyRole
from amends.office.policy import Layer
from amends.office.printing.documents import Facts, Section
from amends.office.printing.selectors import CaseOnPaper
from amends.office.printing.wording import established, paragraphs, period, table, word

ACCUSED = frozenset({Capacity.DEFENDANT, Capacity.SUSPECT})


def about_the_case(paper: CaseOnPaper) -> Section:
    """Say which case it is, and what happened as far as the reader's role may know."""
    told = paper.case.summary if Layer.NOTES in paper.layers else ""
    return Section(_("The case"), (identity(paper.case), *paragraphs(told)))


def identity(case: Case) -> Facts:
    """Return what tells a case from every other."""
    rows = (
        (_("Reference"), case.reference),
        (_("Title"), case.title),
        (_("Unit"), case.unit.name),
        (_("Country whose law applies"), case.jurisdiction),
        (_("Court"), case.court),
        (_("Court's reference"), case.court_reference),
        (_("Opened on"), date_format(case.opened_on)),
    )
    return Facts(tuple((label, value or _("Not recorded")) for label, value in rows))


def victims(paper: CaseOnPaper) -> Section:
    """List the victims by pseudonym, without what is known of their needs and safety."""
    born = _("Born, or age at the time")
    head = (_("Pseudonym"), _("Key"), born, _("Nationality"), _("Language"))
    rows = [
        (
            established(party.designation, party.status),
            party.key,
            when_words(party.born) or (str(party.age) if party.age is not None else ""),
            party.nationality,
            party.language,
        )
        for party in paper.parties
        if party.is_victim
    ]
    return table(_("Victims"), head, rows, (3, 1, 3, 2, 2))


def accused(paper: CaseOnPaper) -> Section:
    """List suspects and defendants with the stage and standing of each."""
    head = (_("Designation"), _("Key"), _("Capacity"), _("Stage"), _("Standing"), _("Since"))
    rows = [
        (
            established(party.designation, party.status),
            party.key,
            word(CAPACITIES, party.capacity),
            word(STAGES, party.stage),
            word(STANDINGS, party.standing),
            when_words(party.stage_since),
        )
        for party in paper.parties
        if party.capacity in ACCUSED
    ]
    return table(_("Suspects and defendants"), head, rows, (4, 1, 2, 2, 2, 2))


def others(paper: CaseOnPaper) -> Section:
    """List everybody else in the case."""
    rows = [
        (
            established(party.designation, party.status),
            party.key,
            word(CAPACITIES, party.capacity),
        )
        for party in paper.parties
        if party.capacity not in ACCUSED and not party.is_victim
    ]
    head = (_("Designation"), _("Key"), _("Capacity"))
    return table(_("Other parties"), head, rows, (4, 1, 2))


def roles(paper: CaseOnPaper) -> Section:
    """List the roles played, victim by victim."""
    edges: list[PartyRole] = [
        edge
        for party in paper.parties
        for edge in party.edges  # type: ignore[attr-defined]  # prefetched by the selector
    ]
    edges.sort(key=lambda edge: (edge.victim.designation if edge.victim else "", edge.pk))
    rows = [
        (
            edge.victim.designation if edge.victim else _("Every victim"),
            established(role_word(edge.role), edge.status),
            edge.party.designation,
            period(edge.since, edge.until),
            edge.source,
        )
        for edge in edges
    ]
    head = (_("Towards"), _("Role"), _("Played by"), _("Period"), _("Source"))
    return table(_("Roles played"), head, rows, (2, 3, 3, 3, 3))


def counts(paper: CaseOnPaper) -> Section:
    """List the counts as charged, with how each ended for each defendant."""
    rows = [
        (
            str(count.number),
            _charge(count),
            period(count.conduct_from, count.conduct_to),
            "\n".join(_ended(row) for row in _entries(count) if not row.party.is_victim),
            listed(row.party.designation for row in _entries(count) if row.party.is_victim),
        )
        for count in paper.counts
    ]
    head = (_("Number"), _("Provision and offence"), _("Conduct"), _("Defendants"), _("Victims"))
    return table(_("Counts as charged"), head, rows, (2, 6, 4, 5, 3))


def _charge(count: Count) -> str:
    charge = established(f"{count.citation}: {count.offence}", count.status)
    if count.alternative_to is None:
        return charge
    alternative = _("Alternative to count %(number)d") % {"number": count.alternative_to.number}
    return f"{charge}\n{alternative}"


def _ended(row: CountParty) -> str:
    """Return a defendant of a count and, once there is one, the verdict with what was ordered."""
    if not row.verdict:
        return row.party.designation
    ended = ". ".join(part for part in (word(VERDICTS, row.verdict), row.disposition) if part)
    return established(f"{row.party.designation}: {ended}", row.status)


def _entries(count: Count) -> list[CountParty]:
    entries: list[CountParty] = count.entries  # type: ignore[attr-defined]  # prefetched
    return entries
