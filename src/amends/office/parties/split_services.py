"""What becomes of counts when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection

from amends.office.cases.models import Case, CaseMove
from amends.office.cases.row_services import copy_row
from amends.office.charging.models import Decision
from amends.office.parties.models import Count, CountParty, Party

Rows = dict[str, list[int]]


def counts_against(case: Case, leaving: Collection[int]) -> Rows:
    """Return the counts against those who leave and nobody else, with all of theirs."""
    alone = [
        count.pk
        for count in Count._base_manager.filter(case=case)
        if (accused := _accused_in(count)) and accused <= set(leaving)
    ]
    named = CountParty._base_manager.filter(count__in=alone).values_list("pk", flat=True)
    return {"counts": sorted(alone), "count_parties": sorted(named)}


def copy_shared_counts(
    case: Case, target: Case, leaving: Collection[int], victims: dict[int, Party], rows: Rows
) -> None:
    """Copy the counts some of those who leave share with those who stay, for those who leave."""
    shared = Count._base_manager.filter(case=case, count_parties__party__in=leaving).exclude(
        pk__in=rows["counts"]
    )
    for count in shared.distinct():
        copy = copy_row(count, case=target, alternative_to=None)
        Decision._base_manager.filter(count=count, by__in=leaving).update(count=copy)
        for row in CountParty._base_manager.filter(count=count):
            if row.party_id in leaving:
                CountParty._base_manager.filter(pk=row.pk).update(count=copy)
                rows["count_parties"].append(row.pk)
            elif row.party_id in victims:
                copy_row(row, case=target, count=copy, party=victims[row.party_id])


def rejoin_counts(move: CaseMove) -> None:
    """Put defendants of a copied count back into the count it was copied from, by its number."""
    for copy in Count._base_manager.filter(pk__in=move.moved["copies"]["counts"]):
        original = Count._base_manager.filter(case=move.case, number=copy.number).first()
        if original is not None:
            CountParty._base_manager.filter(
                count=copy, pk__in=move.moved["rows"]["count_parties"]
            ).update(count=original)
            Decision._base_manager.filter(count=copy).update(count=original)


def _accused_in(count: Count) -> set[int]:
    parties = CountParty._base_manager.filter(count=count).exclude(party__capacity="victim")
    return set(parties.values_list("party", flat=True))
