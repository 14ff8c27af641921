"""Writes on items of evidence: entering, describing, what they rest on, and their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.declared_fields import checked
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item, ItemCarrier, ItemFile, ItemParty
from amends.office.exhibits.standing import analysis_of, form_of, suggested_carriers
from amends.office.keyed_services import next_numbered_key, save_with_own_key
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.parties.naming_services import checked_key
from amends.office.policy import Action, Actor
from amends.office.stamps.services import ask_for_item
from amends.office.validation import each_once, problem, save
from amends.office.version_services import current_of
from amends.proof.kinds import carrier_kinds, elements, kinds
from amends.proof.particulars import fields_of_item

DESCRIPTION = ("kind", "description", "goes_to", "origins", "source", "serial", "status")
BASIS = ("basis", "basis_reference", "basis_issuer", "basis_scope", "basis_since", "basis_until")
ANALYSIS = ("laboratory", "requested_on", "received_on", "started_on", "finished_on", "result")
TRIAL = ("admissibility", "ruling", "ruled_on", "helps_defence")
EDITABLE = (*DESCRIPTION, *BASIS, *ANALYSIS, *TRIAL)


class Survivor(NamedTuple):
    """What must survive for an item: of those with the same number one is enough."""

    kind: str
    party: Party | None = None
    about: str = ""
    either: int = 0


def enter_item(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    description: str,
    key: str = "",
    parties: Sequence[Party] = (),
    carriers: Sequence[Survivor] | None = None,
    **stated: Any,
) -> Item:
    """Enter an item of evidence.

    ``carriers`` say what must survive for it; if nobody says, it is what usually must for its kind.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=case) as entry:
        row = Item(case=case, key=checked_key(key) or next_numbered_key(Item, case, "E"))
        _take(row, {"kind": kind, "description": description, **stated})
        save_with_own_key(row)
        _set_parties(row, parties)
        for survivor in _usual(row) if carriers is None else carriers:
            _add_carrier(row, *survivor)
        entry.note(item=row.key, kind=row.kind)
    return row


def edit_item(
    *,
    actor: Actor,
    item: Item,
    version: int,
    parties: Sequence[Party] | None = None,
    **stated: Any,
) -> Item:
    """Correct what is stated of an item; what is left out stays.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        row = current_of(item, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        if parties is not None:
            _set_parties(row, parties)
        entry.note(item=row.key, changed=[n for n in EDITABLE if getattr(row, n) != before[n]])
    return row


def state_particulars(
    *, actor: Actor, item: Item, version: int, particulars: Mapping[str, str]
) -> Item:
    """State what only an item of this form has, such as the capacity of a device.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        row = current_of(item, version)
        before = row.particulars
        row.particulars = checked(fields_of_item(form_of(row)), particulars)
        row.save(update_fields=["particulars", "version"])
        fields = sorted(before.keys() | row.particulars.keys())
        changed = [name for name in fields if before.get(name) != row.particulars.get(name)]
        entry.note(item=row.key, changed=changed)
    return row


def remove_item(*, actor: Actor, item: Item, removed: bool = True) -> Item:
    """Take an item out of view, or bring it back. Its custody stays with it."""
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        item.removed_at = timezone.now() if removed else None
        item.save(update_fields=["removed_at"])
        entry.note(item=item.key, removed=removed)
    return item


def add_carrier(
    *,
    actor: Actor,
    item: Item,
    kind: str,
    party: Party | None = None,
    about: str = "",
    instead_of: ItemCarrier | None = None,
) -> ItemCarrier:
    """Say what else must survive for an item to be used, and of whom or what.

    Where it stands ``instead_of`` another carrier of the item, one of both is enough.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        if party is None and not about.strip():
            raise problem("about", _("Say of whom or what: others with the same are found by it."))
        either = _number_of(item, instead_of) if instead_of is not None else 0
        row = _add_carrier(item, kind, party, about, either)
        entry.note(item=item.key, carrier=kind, **({"either": either} if either else {}))
    return row


def remove_carrier(*, actor: Actor, carrier: ItemCarrier, removed: bool = True) -> ItemCarrier:
    """Take a carrier out of view, or bring it back."""
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=carrier.case) as entry:
        carrier.removed_at = timezone.now() if removed else None
        carrier.save(update_fields=["removed_at"])
        entry.note(item=carrier.item.key, carrier=carrier.kind, removed=removed)
    return carrier


def add_file(
    *,
    actor: Actor,
    item: Item,
    attachment: Attachment,
    copy: str,
    made_from: ItemFile | None = None,
    made_by: str = "",
    reason: str = "",
) -> ItemFile:
    """Say that an attachment is the evidentiary copy of an item, or a working copy made from it.

    Raises:
        ValidationError: a working copy without an evidentiary one, or the file is of another case.
    """
    with writing(actor=actor, action=Action.ENTER_EVIDENCE, case=item.case) as entry:
        if attachment.case_id != item.case_id:
            raise problem("attachment", _("Choose a file of this case."))
        if copy == ItemFile.Copy.WORKING and made_from is None:
            raise problem("made_from", _("Say from which evidentiary copy it was made."))
        if made_from is not None and made_from.item_id != item.pk:
            raise problem("made_from", _("Choose an evidentiary copy of this item."))
        origin = made_from if copy == ItemFile.Copy.WORKING else None
        row = ItemFile(
            case=item.case,
            item=item,
            attachment=attachment,
            copy=copy,
            made_from=origin,
            made_by=made_by.strip(),
            reason=reason.strip(),
        )
        save(row)
        entry.note(item=item.key, sha256=attachment.sha256, kind=copy)
        ask_for_item(actor=actor, item=item)
    return row


def _take(row: Item, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            setattr(row, name, stated[name])
    row.goes_to, row.origins = list(row.goes_to), each_once(row.origins)
    check_item(row)


def check_item(row: Item) -> None:
    """Check what is stated of an item.

    Raises:
        ValidationError: by field, what is wrong.
    """
    if row.kind not in kinds():
        raise problem("kind", _("Choose a kind of evidence."))
    for code in row.goes_to:
        if code not in elements():
            raise problem("goes_to", _("%s is not an element. Choose from the list.") % code)
    if row.basis_since and row.basis_until and row.basis_until < row.basis_since:
        raise problem("basis_until", _("The end lies before the beginning. Correct one of them."))
    if not analysis_of(row).is_in_order():
        raise problem(
            "finished_on", _("The days of the analysis are not in order. Correct one of them.")
        )


def _add_carrier(
    item: Item, kind: str, party: Party | None, about: str, either: int = 0
) -> ItemCarrier:
    if kind not in carrier_kinds():
        raise problem("kind", _("Choose what must survive."))
    if party is not None and party.case_id != item.case_id:
        raise problem("party", _("Choose somebody of this case."))
    about = "" if party else about.strip()
    row = ItemCarrier(case=item.case, item=item, kind=kind, party=party, about=about, either=either)
    save(row)
    return row


def _number_of(item: Item, carrier: ItemCarrier) -> int:
    """Return the number under which a carrier has alternatives; it gets the next if it has none."""
    wait_for_others(item.case)
    there = ItemCarrier._base_manager.filter(item=item)
    row = there.filter(pk=carrier.pk, removed_at=None).first()
    if row is None:
        raise problem("instead_of", _("Choose one of this item."))
    if not row.either:
        row.either = there.aggregate(last=Max("either"))["last"] + 1
        row.save(update_fields=["either"])
    return row.either


def _usual(row: Item) -> list[Survivor]:
    """Return what usually must survive for an item, of whom or what as far as the item says."""
    said = {
        "authority": row.basis_reference,
        "keeper": row.source,
        "laboratory": row.laboratory,
        "item": row.key,
    }
    return [
        Survivor(code, about=said.get(carrier_kinds()[code].about, ""))
        for code in suggested_carriers(row.kind)
    ]


def _set_parties(row: Item, parties: Sequence[Party]) -> None:
    for party in parties:
        if party.case_id != row.case_id:
            raise problem("parties", _("Choose parties of this case only."))
    kept = {party.pk for party in parties}
    there = ItemParty._base_manager.filter(item=row)
    there.exclude(party__in=kept).delete()
    known = set(there.values_list("party", flat=True))
    for party in parties:
        if party.pk not in known:
            save(ItemParty(case=row.case, item=row, party=party))
