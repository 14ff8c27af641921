"""Writes on the vault: entering, replacing, erasing and revealing a field, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from amends.integrity.vault import LONGEST, Place, VaultRefused, seal, unsealed
from amends.network.vault_fields import PROTECTED, vault_fields
from amends.office.cases.models import Case
from amends.office.evidence.faults import KeyMissing
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.validation import check_seen, problem, save
from amends.office.vault.key_services import key_of, make_key_of, nonce
from amends.office.vault.models import Touch, VaultEntry, VaultTouch


@sensitive_variables("value")
def enter_field(
    *, actor: Actor, party: Party, field: str, value: str, reason: str = ""
) -> VaultEntry:
    """Seal what is known of a protected party; what was held in its place is gone.

    Raises:
        ValidationError: by field, what is wrong; why something is replaced must be said.
    """
    with writing(actor=actor, action=Action.KEEP_VAULT, case=party.case) as entry:
        value = _checked(party, field, value)
        row = _held(party, field)
        what = Touch.REPLACED if row else Touch.ENTERED
        _check_reason(reason, value, needed=row is not None)
        row = row or VaultEntry(party=party, field=field)
        with _explained():
            key = make_key_of(party.case)
        row.sealed = seal(value, place=_place(row, party.case), key=key, nonce=nonce())
        row.entered_by_id, row.entered_at = actor.pk, timezone.now()
        save(row)
        _note_touch(actor, row, what, reason)
        entry.note(party=party.key, field=field, state=what)
    return row


def erase_field(*, actor: Actor, party: Party, field: str, reason: str) -> None:
    """Take a field out of the vault for good; that it was there stays known.

    Raises:
        ValidationError: it is not held, or the reason is missing.
    """
    with writing(actor=actor, action=Action.KEEP_VAULT, case=party.case) as entry:
        row = _held_for_certain(party, field)
        _check_reason(reason, "", needed=True)
        row.delete()
        _note_touch(actor, row, Touch.ERASED, reason)
        entry.note(party=party.key, field=field, state=Touch.ERASED)


@sensitive_variables("value")
def reveal_field(*, actor: Actor, party: Party, field: str, reason: str) -> str:
    """Return what the vault holds in a field, once; that, who and why is kept.

    Raises:
        ValidationError: it is not held, does not open, or the reason is missing or repeats it.
    """
    with writing(actor=actor, action=Action.REVEAL, case=party.case) as entry:
        row = _held_for_certain(party, field)
        with _explained():
            value = unsealed(
                bytes(row.sealed), place=_place(row, party.case), key=key_of(party.case)
            )
        _check_reason(reason, value, needed=True)
        _note_touch(actor, row, Touch.REVEALED, reason)
        entry.note(party=party.key, field=field)
    return value


def reseal_moved(*, parties: Collection[int], source: Case, target: Case) -> None:
    """Seal what is held of parties that moved to another case with that case's key.

    Raises:
        ValidationError: something does not open; then nothing moves.
    """
    for row in _entries().filter(party__in=parties):
        _reseal(row, source=source, target=target, party=row.party_id)


def rejoin_copies(*, originals: Mapping[int, int], source: Case, target: Case) -> None:
    """Give what is held of a copy of a party back to the party it was copied from.

    Where that has the field itself, the copy's stays with the copy.

    Raises:
        ValidationError: something does not open; then nothing moves.
    """
    for copy, original in originals.items():
        there = VaultEntry._base_manager.filter(party=original).values("field")
        for row in _entries().filter(party=copy).exclude(field__in=there):
            _reseal(row, source=source, target=target, party=original)
        VaultTouch._base_manager.filter(party=copy).update(party=original)


@sensitive_variables()
def _reseal(row: VaultEntry, *, source: Case, target: Case, party: int) -> None:
    with _explained():
        value = unsealed(bytes(row.sealed), place=_place(row, source), key=key_of(source))
        row.party_id = party
        key = make_key_of(target)
    row.sealed = seal(value, place=_place(row, target), key=key, nonce=nonce())
    row.save(update_fields=["party", "sealed"])


def _entries() -> QuerySet[VaultEntry]:
    return VaultEntry._base_manager.select_for_update(of=("self",))


def _place(row: VaultEntry, case: Case) -> Place:
    return Place(case.pk, row.party_id, row.field)


def _held(party: Party, field: str) -> VaultEntry | None:
    return _entries().filter(party=party, field=field).first()


def _held_for_certain(party: Party, field: str) -> VaultEntry:
    row = _held(party, field)
    if row is None:
        raise problem("field", _("The vault does not hold this of them."))
    return row


@sensitive_variables("value")
def _checked(party: Party, field: str, value: str) -> str:
    """Return a value as it is kept, once it may be."""
    if field not in vault_fields():
        raise problem("field", _("Choose what it is."))
    if party.capacity not in PROTECTED:
        raise problem("field", _("The vault keeps victims and witnesses only."))
    value = value.replace("\r\n", "\n").strip()
    if not value:
        raise problem("value", _("Write down what is to be kept."))
    if len(value) > LONGEST:
        raise problem("value", _("Write at most %d characters.") % LONGEST)
    check_seen("value", value)
    return value


@sensitive_variables("value")
def _check_reason(reason: str, value: str, *, needed: bool) -> None:
    """Refuse a reason that is missing, or by which the value would leave the vault."""
    if needed and not reason.strip():
        raise problem("reason", _("Say why, in a sentence."))
    if value and value.casefold() in reason.casefold():
        raise problem("reason", _("Say why without repeating what the vault keeps."))


def _note_touch(actor: Actor, row: VaultEntry, what: Touch, reason: str) -> None:
    save(
        VaultTouch(
            party_id=row.party_id,
            field=row.field,
            what=what,
            by_id=actor.pk,
            at=timezone.now(),
            reason=reason.strip(),
        )
    )


@contextmanager
def _explained() -> Iterator[None]:
    """Say what stands in the way, without anything of what is kept."""
    try:
        yield
    except KeyMissing:
        raise problem(
            "vault",
            _(
                "The key of the vault is not in its place, so nothing was opened or kept. Ask the "
                "administrator to put it back."
            ),
        ) from None
    except VaultRefused:
        raise problem(
            "vault",
            _(
                "What the vault holds here does not open: it was changed or put here from "
                "elsewhere. Tell the head of your unit and the ombudsman."
            ),
        ) from None
