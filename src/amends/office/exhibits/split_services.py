"""What becomes of evidence when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection

from amends.office.cases.models import Case
from amends.office.cases.row_services import copy_row
from amends.office.disclosure.split_services import copy_decision
from amends.office.exhibits.models import (
    CustodyStep,
    Item,
    ItemCarrier,
    ItemFile,
    ItemParty,
    Objection,
)
from amends.office.parties.models import Party
from amends.office.stamps.models import Stamp

Rows = dict[str, list[int]]


def items_about(case: Case, leaving: Collection[int], needed: Collection[int]) -> Rows:
    """Return the items that are about those who leave and no other accused, with all of theirs.

    What is needed where it is does not leave.
    """
    alone = [
        item.pk
        for item in Item._base_manager.filter(case=case).exclude(pk__in=needed)
        if (accused := _accused_beside(item)) and accused <= set(leaving)
    ]
    tables = {
        "item_parties": ItemParty,
        "carriers": ItemCarrier,
        "custody_steps": CustodyStep,
        "item_files": ItemFile,
        "objections": Objection,
        "stamps": Stamp,
    }
    rows = {
        table: sorted(kind._base_manager.filter(item__in=alone).values_list("pk", flat=True))
        for table, kind in tables.items()
    }
    return {"evidence": sorted(alone), **rows}


def copy_shared_items(
    case: Case, target: Case, leaving: Collection[int], victims: dict[int, Party], rows: Rows
) -> None:
    """Copy every other item with its custody and what must survive for it; files stay behind.

    The thing itself is in one place: later steps are recorded where it is, and read there.
    """
    for item in Item._base_manager.filter(case=case).exclude(pk__in=rows["evidence"]):
        copy = copy_row(item, case=target)
        for step in CustodyStep._base_manager.filter(item=item):
            copy_row(step, case=target, item=copy)
        for against in Objection._base_manager.filter(item=item):
            copy_row(against, case=target, item=copy)
        for row in ItemCarrier._base_manager.filter(item=item):
            _copy_naming(row, copy, target, leaving, victims)
        for beside in ItemParty._base_manager.filter(item=item):
            _copy_naming(beside, copy, target, leaving, victims)
        copy_decision(item, copy)


def _copy_naming(
    row: ItemCarrier | ItemParty,
    copy: Item,
    target: Case,
    leaving: Collection[int],
    victims: dict[int, Party],
) -> None:
    """Copy a row for whoever is in the new case too; about others it says no more who they are."""
    if row.party_id is None:
        copy_row(row, case=target, item=copy)
    elif row.party_id in victims:
        copy_row(row, case=target, item=copy, party=victims[row.party_id])
    elif row.party_id in leaving:
        copy_row(row, case=target, item=copy)
    elif isinstance(row, ItemCarrier):
        copy_row(row, case=target, item=copy, party=None, about=str(row.party))


def _accused_beside(item: Item) -> set[int]:
    rows = ItemParty._base_manager.filter(item=item).exclude(party__capacity="victim")
    return set(rows.values_list("party", flat=True))
