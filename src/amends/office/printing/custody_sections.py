"""The sections of a custody certificate: each exhibit with its steps, its gaps and its files."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.base.sides import side_of
from amends.office.desk.words import arrow
from amends.office.exhibits.models import Item
from amends.office.exhibits.rows import StepRow, item_row, needs_custody, particulars_of, step_rows
from amends.office.printing.documents import Facts, Items, Part, Section, Table
from amends.office.printing.documents import Item as Entry
from amends.office.printing.party_sections import identity
from amends.office.printing.selectors import CaseOnPaper
from amends.office.printing.wording import established, nothing


def heading(paper: CaseOnPaper) -> Section:
    """Say which case it is."""
    return Section(_("The case"), (identity(paper.case),))


def exhibits(paper: CaseOnPaper) -> Section:
    """Certify, exhibit by exhibit, what the record says of its custody, with every gap."""
    kept = [item for item in paper.items if needs_custody(item)]
    parts = [part for item in kept for part in _exhibit(paper, item)]
    return Section(_("Chains of custody"), tuple(parts) or (nothing(),))


def _exhibit(paper: CaseOnPaper, item: Item) -> Iterator[Part]:
    row = item_row(item, paper.today)
    title = established(f"{item.key}: {row.kind}", item.status)
    yield Items((Entry(title, (item.description,)),))
    yield Facts(tuple((label, value) for label, value in _facts(item, row.holder) if value))
    steps = [one for one in step_rows(item) if one.number is not None]
    if steps:
        head = (_("Step"), _("When"), _("What happened"), _("Who"), _("Seals and digests"))
        yield Table(head, tuple(map(_step, steps)), (1, 3, 4, 4, 4))
    yield from _stamps(paper, item)
    found = tuple(
        f"{_('Step')} {gap.step}: {gap.said}" if gap.step else gap.said for gap in row.gaps
    )
    said = _("Gaps in the chain") if found else _("No gap is found in the chain")
    yield Items((Entry(said, found),))


def _stamps(paper: CaseOnPaper, item: Item) -> Iterator[Part]:
    """Yield the time-stamps of an exhibit's chain, and that one is still to come."""
    said = tuple(
        _("%(at)s by %(authority)s, number %(serial)s")
        % {
            "at": date_format(localtime(stamp.stamped_at), "DATETIME_FORMAT"),
            "authority": stamp.authority,
            "serial": stamp.serial,
        }
        if stamp.stamped_at
        else _("Still to be stamped")
        for stamp in paper.stamps
        if stamp.item_id == item.pk
    )
    if said:
        yield Items((Entry(_("Time-stamps of the chain (RFC 3161)"), said),))


def _facts(item: Item, holder: str) -> Iterator[tuple[str, str]]:
    yield _("Serial number"), item.serial
    basis = (item.get_basis_display() if item.basis else "", item.basis_reference)
    yield _("Taken on"), ", ".join(filter(None, (*basis, item.basis_issuer)))
    for _subject, particulars in particulars_of(item):
        for one in particulars:
            yield one.label, one.value
    yield _("Now held by"), holder
    for file in item.files:  # type: ignore[attr-defined]  # prefetched by the selector
        attachment = file.attachment
        named = {"name": attachment.filename, "digest": attachment.sha256}
        said = (_("%(name)s, SHA-256 %(digest)s") % named, file.made_by, file.reason)
        yield str(file.get_copy_display()), ", ".join(filter(None, said))


def _step(row: StepRow) -> tuple[str, ...]:
    step = row.step
    seals = (
        _("found: %s") % step.seal_before if step.seal_before else "",
        _("put on: %s") % step.seal_after if step.seal_after else "",
        step.sha256,
    )
    # A line runs as its first word does, whatever the document's own direction.
    towards = arrow(right_to_left=side_of(step.by) == "rtl")
    who = f" {towards} ".join(filter(None, (step.by, step.to)))
    said = [f"{one.label}: {one.value}" for one in row.stated]
    told = (str(row.word), step.place, step.purpose, *said, step.note)
    what = "\n".join(filter(None, told))
    times = [date_format(localtime(at), "DATETIME_FORMAT") for at in (step.at, step.until) if at]
    signed = f"\n{_('Signed for')}" if step.receipt else ""
    return (
        str(row.number),
        " – ".join(times),
        what,
        f"{who}{signed}",
        "\n".join(filter(None, seals)),
    )
