"""What changed in a law as a page shows it: amendments, and the cells that differ between days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from amends.law.amendments import Amendment, begun
from amends.law.diff import Change, ChangeKind, Diff
from amends.law.points import Words, points
from amends.office.statutes.rows import Row, in_words, row_of
from amends.office.validation import localised


@dataclass(frozen=True)
class ChangeRow:
    """A cell on two days; nothing on a side on which nothing is held."""

    label: str
    kind: ChangeKind
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class ChangeGroup:
    """The cells of which the same is known, and what that is."""

    title: str
    lead: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class AmendmentRow:
    """An amendment that is known.

    Attributes:
        when: since when, as finely as it is known; empty if it is not read.
        known_from: its commencement, with the sources on whose word it and its note are told.
    """

    name: str
    when: str
    note: str
    known_from: Row
    is_read: bool


@dataclass(frozen=True)
class Compared:
    """What is held of the law on two days.

    Attributes:
        amendments: those that can have begun in that time.
    """

    diff: Diff
    groups: tuple[ChangeGroup, ...]
    amendments: tuple[AmendmentRow, ...]


@dataclass(frozen=True)
class Amended:
    """An amendment and what it changed.

    Attributes:
        compared: nothing where it has no date.
        days: that it has no day, so that days around it are compared.
        others: names of what can have begun in the same time.
    """

    amendment: AmendmentRow
    compared: Compared | None
    days: bool
    others: tuple[str, ...]


def compared(diff: Diff) -> Compared:
    """Return what changed between two days."""
    known = begun(diff.country, diff.before, diff.after)
    return Compared(diff, tuple(_groups(diff)), tuple(map(amendment_row, known)))


def amended(amendment: Amendment) -> Amended:
    """Return what an amendment changed, as far as it is held."""
    row, diff = amendment_row(amendment), amendment.diff
    if diff is None:
        return Amended(row, None, days=False, others=())
    found, dated = compared(diff), amendment.when
    others = tuple(each.name for each in found.amendments if each != row and each.when)
    return Amended(row, found, days=dated is not None and dated.first != dated.last, others=others)


def amendment_row(amendment: Amendment) -> AmendmentRow:
    """Return an amendment as a page shows it."""
    return AmendmentRow(
        amendment.name,
        localised(amendment.when) if amendment.when else "",
        amendment.note,
        row_of(amendment.commencement),
        amendment.is_read,
    )


def _groups(diff: Diff) -> Iterator[ChangeGroup]:
    called = points(diff.country)
    rows = [_change_row(change, called[change.path]) for change in diff.changes]
    before = gettext("What the law said on these points before has not been read.")
    after = gettext(
        "What the law has said on these points since has not been read. Whether it changed is not "
        "known."
    )
    groups = (
        (gettext("What changed"), "", {kind for kind in ChangeKind if kind.is_of_law}),
        (gettext("Not read before"), before, {ChangeKind.NOT_READ_BEFORE}),
        (gettext("Not read after"), after, {ChangeKind.NOT_READ_AFTER}),
    )
    for title, lead, kinds in groups:
        if found := tuple(row for row in rows if row.kind in kinds):
            yield ChangeGroup(title, lead, found)


def _change_row(change: Change, words: Words) -> ChangeRow:
    before = row_of(change.before) if change.before else None
    after = row_of(change.after) if change.after else None
    return ChangeRow(in_words(words), change.kind, before, after)
