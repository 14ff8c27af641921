"""Rows of statements as the pure rooms take them."""

from __future__ import annotations

from collections.abc import Iterable

from amends.base.dates import When
from amends.office.statements.models import Explanation, Position, Recantation, Statement
from amends.proof.record import Retreat
from amends.proof.signs import Ground
from amends.proof.statements import Stance
from amends.proof.statements import Statement as Words


def positions_of(row: Statement) -> list[Position]:
    """Return what a statement says on propositions that are in view, as the selector brought it."""
    return list(row.says)  # type: ignore[attr-defined]  # prefetched


def statement_of(row: Statement) -> Words:
    """Return a statement as the comparison takes it."""
    language = row.person.language
    return Words(
        key=row.key,
        person=row.person.key,
        on=When.parse(row.on) if row.on else None,
        says={one.proposition.key: Stance(one.stance) for one in positions_of(row)},
        control=row.control,
        paid_by=row.paid_by,
        interpreter=row.interpreter,
        interpreter_certified=row.interpreter_certified,
        foreign=bool(language and row.language and language != row.language),
    )


def retreat_of(row: Recantation) -> Retreat:
    """Return a recantation with the explanations that are weighed and not ruled out."""
    weighed: Iterable[Explanation] = row.weighed  # type: ignore[attr-defined]  # prefetched
    left = {one.code for one in weighed if one.found != Explanation.Result.RULED_OUT}
    return Retreat(str(row.pk), row.person.key, frozenset(left))


def prints_of(grounds: Iterable[Ground]) -> list[str]:
    """Return the fingerprint of each ground: its sign and the records that speak for it."""
    return sorted(
        {
            one
            for ground in grounds
            for one in (ground.sign, *(f"{ground.sign} {r.kind} {r.key}" for r in ground.records))
        }
    )
