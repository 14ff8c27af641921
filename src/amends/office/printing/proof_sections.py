"""The sections of a state of proof and of a brief before charging.

Nothing on which a proof hangs stands in them: no set of losses, no single source, no rate.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.law.standards import Stage, standard_of_proof
from amends.office.desk.words import listed
from amends.office.exhibits.words import element_word
from amends.office.printing.documents import Facts, Item, Items, Part, Section, Table, Words
from amends.office.printing.selectors import CaseOnPaper
from amends.office.printing.wording import listing, nothing
from amends.office.proving.cell_rows import ClaimRow, Named, StepRow, claim_row, part_rows
from amends.office.proving.matrix_rows import Line, tables
from amends.office.proving.matrix_rows import Table as OfDefendant
from amends.office.proving.readiness import readiness
from amends.office.proving.selectors import CaseProof
from amends.office.proving.weakness_rows import disclosable_rows, weakness_rows
from amends.office.proving.words import READINGS, STATUSES, name_of
from amends.office.validation import translated
from amends.proof.matrix import Cell
from amends.proof.proving import Reading
from amends.proof.status import RANK, Status
from amends.proof.weaknesses import Unmodelled, WeaknessKind, unmodelled

READ_IN = Reading.PENDING
MOST_VICTIMS = 6


def matrix(paper: CaseOnPaper) -> Section:
    """Show how each element stands, defendant by defendant."""
    held = paper.proof
    parts: list[Part] = [Words((str(READINGS[READ_IN]),))]
    for of in tables(held, READ_IN) if held else ():
        parts += _of_defendant(of)
    return Section(_("How each element stands"), tuple(parts) if len(parts) > 1 else (nothing(),))


def counts(paper: CaseOnPaper) -> Section:
    """Show how each count stands in each reading."""
    held = paper.proof
    if held is None or not held.made_of.counts:
        return Section(_("Counts"), (nothing(),))
    people = held.made_of.rows.found.parties
    rows = tuple(
        (
            count.citation,
            name_of(count.by, people),
            name_of(count.victim, people),
            *(str(STATUSES[held.matrix.counts[name][reading]].word) for reading in Reading),
        )
        for name, count in held.made_of.counts.items()
    )
    head = (_("Count"), _("Against"), _("Concerning"))
    readings = tuple(str(READINGS[reading]) for reading in Reading)
    return Section(_("Counts"), (Table((*head, *readings), rows, (3, 3, 3, 2, 2, 2)),))


def grounds(paper: CaseOnPaper) -> Section:
    """Say of each element on what it rests, what speaks against it and what is missing."""
    held = paper.proof
    parts = (
        [part for cell in held.matrix.cells.values() for part in _cell(held, cell)] if held else []
    )
    if held and held.made_of.propositions:
        own = [claim_row(held, key, READ_IN) for key in held.made_of.propositions]
        parts += [Words((_("Own propositions"),)), Items(tuple(map(_claim, own)))]
    return Section(_("On what it rests"), tuple(parts) or (nothing(),))


def gaps(paper: CaseOnPaper) -> Section:
    """List the elements that are not proved, the worst first, with what was never said on them."""
    held = paper.proof
    if held is None:
        return Section(_("What is missing"), (nothing(),))
    lacking = [
        cell for cell in held.matrix.cells.values() if cell.stands[READ_IN] is not Status.PROVEN
    ]
    lacking.sort(key=lambda cell: -RANK[cell.stands[READ_IN]])
    items = [Item(f"{_place(held, c)}: {STATUSES[c.stands[READ_IN]].word}") for c in lacking]
    return listing(_("What is missing"), items)


def weak(paper: CaseOnPaper) -> Section:
    """List what to work on; never on whom or what the proof hangs."""
    held = paper.proof
    rows = weakness_rows(held, (), knows=False) if held else []
    items = [
        Item(row.about, tuple(filter(None, (str(row.kind), row.detail))))
        for row in rows
        if row.found.kind is not WeaknessKind.SINGLE_SOURCE
    ]
    return listing(_("Weaknesses"), items)


def to_disclose(paper: CaseOnPaper) -> Section:
    """List what the proof makes disclosable."""
    held, material = paper.proof, paper.disclosed
    rows = list(disclosable_rows(held, material)) if held and material else []
    lines = {True: (), False: (_("Nobody has said whether it may help the defence"),)}
    items = [Item(f"{row.key} {row.said}".strip(), lines[row.triaged]) for row in rows]
    return listing(_("To be disclosed because of the proof"), items)


def ready(paper: CaseOnPaper) -> Section:
    """Say whether the case is ready for trial, and what stands against it."""
    held, material = paper.proof, paper.disclosed
    found = readiness(held, material) if held and material else None
    if found is None:
        return Section(_("Ready for trial"), (Words((_("Nothing is charged yet."),)),))
    if found.is_ready:
        said = _("Nothing that was entered stands against it.")
        return Section(_("Ready for trial"), (Words((said,)),))
    items = [Item(block.said, tuple(map(_named, block.about))) for block in found.blocks]
    remark = Words((_("What stands against it; nobody is kept from listing the case."),))
    return Section(_("Ready for trial"), (remark, Items(tuple(items))))


def left_out(paper: CaseOnPaper) -> Section:
    """Say what is held and counts for nothing yet."""
    held = paper.proof
    if held is None:
        return Section(_("What is not in this picture"), (nothing(),))
    found = unmodelled(held.made_of.graph)
    undecided = len({one.item for one in held.made_of.drafts})
    rows = (
        (_("Items under no argument"), listed(found.items) or _("None")),
        *_untied(held, found),
        (_("Items from which something may follow that nobody decided on"), str(undecided)),
        (
            _("Things to be proved of which nobody considered what the defence may say"),
            str(len(found.unattacked)),
        ),
    )
    return Section(_("What is not in this picture"), (Facts(rows),))


def _untied(held: CaseProof, found: Unmodelled) -> Iterator[tuple[str, str]]:
    """Yield the propositions of our own that are tied to nothing, in a case that has any."""
    own = held.made_of.propositions
    if own:
        keys = listed(own[key].key for key in found.untied if key in own)
        yield _("Own propositions that lead nowhere, or to which nothing leads"), keys or _("None")


def standard(paper: CaseOnPaper) -> Section:
    """Say what has to be shown before anybody is charged."""
    asked = standard_of_proof(paper.case.jurisdiction, Stage.CHARGE)
    rows = [(_("What has to be shown"), translated(asked.label)), (_("Source"), asked.source)]
    return Section(
        _("Standard of proof for charging"), (Facts(tuple(row for row in rows if row[1])),)
    )


def _of_defendant(of: OfDefendant) -> Iterator[Part]:
    """Yield the tables of one defendant, with no more victims beside each other than fit."""
    who = listed([of.party.designation])
    yield Words((_("Against %(who)s") % {"who": who},))
    for first in range(0, len(of.victims), MOST_VICTIMS):
        victims = of.victims[first : first + MOST_VICTIMS]
        rows = tuple(_line(line, first, len(victims)) for line in of.lines)
        head = (_("Element"), *(victim.designation for victim in victims))
        yield Table(head, rows, (3, *(2 for _victim in victims)))


def _line(line: Line, first: int, number: int) -> tuple[str, ...]:
    shown = (line.cells[0],) * number if line.for_all else line.cells[first : first + number]
    return (line.element, *(str(cell.tag.word) if cell else "–" for cell in shown))


def _cell(held: CaseProof, cell: Cell) -> Iterator[Part]:
    yield Words((f"{_place(held, cell)}: {STATUSES[cell.stands[READ_IN]].word}",))
    for part in part_rows(held, cell, READ_IN):
        yield Items(tuple(_claim(row) for row in part))


def _claim(row: ClaimRow) -> Item:
    lines = [
        *(_step(_("For it"), one) for one in row.supports),
        *(_step(_("Against it, and not answered"), one) for one in row.against),
        *(_step(_("Against it, and answered"), one) for one in row.answered),
    ]
    if row.drafts:
        number = len(row.drafts)
        said = ngettext(
            "%(number)d further thing may follow and waits to be confirmed",
            "%(number)d further things may follow and wait to be confirmed",
            number,
        )
        lines.append(said % {"number": number})
    return Item(f"{row.said}: {row.tag.word}", tuple(lines) or (_("Nothing was said yet"),))


def _step(side: str, one: StepRow) -> str:
    items = listed(item.label for item in one.items)
    force = _("cannot be used now") if side == _("For it") and not one.holds else str(one.force)
    said = f"{side}: {one.said} ({force})"
    return f"{said} {items}" if items else said


def _named(one: Named) -> str:
    return f"{one.label} {one.said}".strip()


def _place(held: CaseProof, cell: Cell) -> str:
    people = held.made_of.rows.found.parties
    place = cell.place
    named = [name_of(key, people) for key in (place.defendant, place.victim) if key]
    return (
        f"{element_word(place.element)} ({listed(named)})" if named else element_word(place.element)
    )
