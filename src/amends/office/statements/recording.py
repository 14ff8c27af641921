"""What a case holds, as the record in which evidential issues are looked for."""

from __future__ import annotations

from dataclasses import dataclass

from amends.base.dates import When
from amends.law.facts import ReportedAs
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.charging.models import CaseFacts, Conduct
from amends.office.exhibits.models import Admissibility, Basis, Item
from amends.office.exhibits.standing import gaps_of
from amends.office.parties.models import Party, Status
from amends.office.statements.models import Proposition, Recantation, Statement
from amends.office.statements.standing import retreat_of, statement_of
from amends.office.timeline.models import TimelineEvent
from amends.proof.record import Alleged, Happened, Person, Record, Shown

FOREIGN_CARRIER = "reply_in_time"
DOUBTED = frozenset({Admissibility.CHALLENGED, Admissibility.EXCLUDED})
NOT_AT_HAND = frozenset({Admissibility.PROPOSED, Admissibility.EXCLUDED})


@dataclass(frozen=True)
class Held:
    """The rows of a case that are in view and in which issues are looked for."""

    case: Case
    people: tuple[Party, ...]
    statements: tuple[Statement, ...]
    propositions: tuple[Proposition, ...]
    recantations: tuple[Recantation, ...]
    items: tuple[Item, ...]
    conduct: tuple[Conduct, ...]
    events: tuple[TimelineEvent, ...]
    at_large: CaseFacts


def record_of(held: Held) -> Record:
    """Return what a case holds as a record."""
    return Record(
        jurisdiction=held.case.jurisdiction,
        people=tuple(map(_person, held.people)),
        statements=tuple(map(statement_of, held.statements)),
        goes_to=tuple((one.key, one.element) for one in held.propositions),
        retreats=tuple(map(retreat_of, held.recantations)),
        items=tuple(map(_shown, held.items)),
        conduct=tuple(map(_alleged, held.conduct)),
        events=tuple(map(_happened, held.events)),
        reported_as=ReportedAs(held.at_large.reported_as),
    )


def _person(row: Party) -> Person:
    edges = row.edges  # type: ignore[attr-defined]  # prefetched
    return Person(row.key, Capacity(row.capacity), frozenset(edge.role for edge in edges))


def _shown(row: Item) -> Shown:
    carriers = row.standing_carriers  # type: ignore[attr-defined]  # prefetched
    about = [entry.party for entry in row.people]  # type: ignore[attr-defined]  # prefetched
    return Shown(
        key=row.key,
        kind=row.kind,
        goes_to=frozenset(row.goes_to),
        origins=frozenset(row.origins),
        victims=frozenset(party.key for party in about if party.is_victim),
        speakers=frozenset(one.party.key for one in carriers if one.party is not None),
        at_hand=row.status == Status.REPORTED and row.admissibility not in NOT_AT_HAND,
        in_doubt=row.admissibility in DOUBTED or bool(gaps_of(row)),
        from_abroad=row.basis == Basis.FOREIGN
        or any(one.kind == FOREIGN_CARRIER for one in carriers),
    )


def _alleged(row: Conduct) -> Alleged:
    return Alleged(
        key=str(row.pk),
        begun=When.parse(row.begun) if row.begun else None,
        victims=frozenset(entry.party.key for entry in row.entries),  # type: ignore[attr-defined]  # prefetched
        means=frozenset(row.means),
        ends=frozenset(row.ends),
        occurred=frozenset(row.occurred),
        circumstances=frozenset(row.circumstances),
        contested=frozenset(row.contested),
        places=frozenset(row.places),
    )


def _happened(row: TimelineEvent) -> Happened:
    about = row.about  # type: ignore[attr-defined]  # prefetched
    return Happened(
        str(row.pk), row.code, When.parse(row.on), tuple(entry.party.key for entry in about)
    )
