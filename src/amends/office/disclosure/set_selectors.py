"""Reads of disclosure sets, of what was served, and of what the defence had on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.disclosure.models import OF_A_PIECE, Bundle, DisclosureSet, Entry, Service
from amends.office.disclosure.pieces import Piece, material_of
from amends.office.disclosure.selectors import schedule, with_pieces
from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Actor, Layer, sees
from amends.proof.disclosure import Had, Served, had_on


@dataclass(frozen=True)
class HadRow:
    """A piece of material that a defendant had, or did not have, with what it is called.

    ``part`` is how it was bound in the bundle it was first served in.
    """

    had: Had
    title: str
    set: str = ""
    part: dict[str, Any] | None = None


@dataclass(frozen=True)
class Position:
    """What a defendant had at the end of a day, what came later, and what never came.

    ``never`` is for those who see the schedule; others are not told what there is.
    """

    had: tuple[HadRow, ...]
    later: tuple[HadRow, ...]
    never: tuple[HadRow, ...]


def sets(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[DisclosureSet]:
    """Return the sets of a case with their bundles and services."""
    log.read(actor=actor, what="disclosure sets", case=case)
    rows = DisclosureSet.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None)
    served = Service.objects.seen_by(actor).select_related("party", "proof", "by")
    bundles = Bundle.objects.seen_by(actor).select_related("attachment")
    return rows.select_related("case", "asked_by").prefetch_related(
        Prefetch("bundles", queryset=bundles, to_attr="all_bundles"),
        Prefetch("services", queryset=served, to_attr="all_services"),
    )


def disclosure_set(*, actor: Actor, case: Case, key: str) -> DisclosureSet:
    """Return one set of a case.

    Raises:
        DisclosureSet.DoesNotExist: there is none that the actor may see.
    """
    return sets(actor=actor, case=case, removed=True).get(key=key)


def pieces_in(*, actor: Actor, row: DisclosureSet) -> list[Piece]:
    """Return the material of a set, in its order."""
    log.read(actor=actor, what="disclosure sets", case=row.case)
    rows = Entry.objects.seen_by(actor).filter(set=row)
    return [Piece.of(entry) for entry in rows.select_related(*OF_A_PIECE, "statement__person")]


def services(*, actor: Actor, case: Case) -> QuerySet[Service]:
    """Return every service in a case, those struck out as well."""
    log.read(actor=actor, what="what the defence had", case=case)
    rows = Service.objects.seen_by(actor).filter(case=case)
    return rows.select_related("party", "set", "bundle", "proof", "by", "case")


def service(*, actor: Actor, case: Case, pk: int) -> Service:
    """Return one service.

    Raises:
        Service.DoesNotExist: there is none that the actor may see.
    """
    return services(actor=actor, case=case).get(pk=pk)


def accused(*, actor: Actor, case: Case) -> list[Party]:
    """Return the defendants of a case, and whoever was served on before."""
    rows = services(actor=actor, case=case).values_list("party", flat=True)
    known = Party.objects.seen_by(actor).filter(case=case)
    charged = known.filter(capacity=Capacity.DEFENDANT, removed_at=None)
    return list((charged | known.filter(pk__in=list(rows))).distinct().order_by("id"))


def position(*, actor: Actor, case: Case, party: Party, day: date) -> Position:
    """Return what a defendant had at the end of a day, what came later, and what never came."""
    known = with_pieces(actor, services(actor=actor, case=case))
    rows = [row for row in known if row.struck_at is None]
    titles, parts = _named(rows)
    listed: dict[str, str] = {}
    if sees(actor, Layer.DISCLOSURE):
        listed = {line.key: line.piece.title for line in schedule(actor=actor, case=case).lines}
    had, later, never = had_on([_served(row) for row in rows], listed, party.key, day)

    def named(found: Sequence[Had]) -> tuple[HadRow, ...]:
        return tuple(
            HadRow(
                one,
                listed.get(one.key) or titles.get(one.key, one.key),
                one.set,
                parts.get((one.set, one.key)),
            )
            for one in found
        )

    return Position(named(had), named(later), named(never))


def _named(
    rows: Sequence[Service],
) -> tuple[dict[str, str], dict[tuple[str, str], dict[str, Any]]]:
    titles: dict[str, str] = {}
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for piece, part in material_of(row):
            titles.setdefault(piece.key, part["title"])
            parts.setdefault((row.set.key, piece.key), part)
    return titles, parts


def _served(row: Service) -> Served:
    keys = frozenset(piece.key for piece, _part in material_of(row))
    return Served(row.set.key, row.party.key, row.on, keys)
