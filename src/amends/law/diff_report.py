"""What changed in a law, in the shape in which other programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.amendments import Amendment, begun
from amends.law.diff import Change, ChangeKind, Diff
from amends.law.points import Words, in_english, points
from amends.law.report import CellOut, cell_out


@dataclass(frozen=True)
class ChangeOut:
    """A cell that differs between two days, and what it is called.

    Attributes:
        kind: whether it changed, its mode of participation began or ended, or it was not read on
            one of the days; then nothing is said of a change of law.
    """

    path: str
    point: str
    kind: ChangeKind
    before: CellOut | None
    after: CellOut | None


@dataclass(frozen=True)
class AmendmentOut:
    """An amendment that is known.

    Attributes:
        when: as finely as it is known: 2015-05-29, 2016; nothing if it is not read.
        note: what is told of it, on the word of the sources of its commencement.
        read: false where nothing is held of what it changed.
    """

    name: str
    when: str | None
    note: str
    commencement: CellOut
    read: bool


@dataclass(frozen=True)
class DiffOut:
    """What changed in a country's law between two days, or by an amendment.

    Attributes:
        amendment: the one that is asked about, if one is; of one without a date no days are
            compared.
        amendments: those that are known to have begun in that time, or may have.
    """

    country: str
    amendment: AmendmentOut | None
    before: date | None
    after: date | None
    began: tuple[str, ...]
    ended: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]
    changes: tuple[ChangeOut, ...]
    amendments: tuple[AmendmentOut, ...]


def diff_out(diff: Diff) -> DiffOut:
    """Return what changed between two days."""
    return _diff_out(diff, None, begun(diff.country, diff.before, diff.after))


def amended_out(amendment: Amendment) -> DiffOut:
    """Return what an amendment changed, as far as it is held."""
    asked, diff = amendment_out(amendment), amendment.diff
    if diff is None:
        return DiffOut(amendment.country, asked, None, None, (), (), (), (), (asked,))
    return _diff_out(diff, asked, begun(diff.country, diff.before, diff.after))


def amendment_out(amendment: Amendment) -> AmendmentOut:
    """Return an amendment."""
    return AmendmentOut(
        amendment.name,
        str(amendment.when) if amendment.when else None,
        amendment.note,
        cell_out(amendment.commencement),
        amendment.is_read,
    )


def _diff_out(diff: Diff, asked: AmendmentOut | None, amendments: tuple[Amendment, ...]) -> DiffOut:
    called = points(diff.country)
    return DiffOut(
        diff.country,
        asked,
        diff.before,
        diff.after,
        diff.began,
        diff.ended,
        diff.replaced,
        tuple(_change_out(change, called[change.path]) for change in diff.changes),
        tuple(map(amendment_out, amendments)),
    )


def _change_out(change: Change, words: Words) -> ChangeOut:
    return ChangeOut(
        change.path,
        in_english(words),
        change.kind,
        cell_out(change.before) if change.before else None,
        cell_out(change.after) if change.after else None,
    )
