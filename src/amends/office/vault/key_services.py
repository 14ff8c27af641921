"""The keys of the vault: one for each case, wrapped by the master key in the office's key file.

The key file is made with the first entry and never anew while there are wrapped keys: a lost key
is said, not hidden. Whoever takes a key, and whoever changes the master key, first waits for the
row of the log in which every write ends, so that no key is wrapped by one that is just dropped.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from amends.integrity.shares import SharesRefused, joined, shares_of
from amends.integrity.vault import KEY_LENGTH, NONCE_LENGTH, CaseKey, VaultRefused, unwrap, wrap
from amends.office.cases.models import Case
from amends.office.evidence.faults import KeyMissing
from amends.office.key_files import KeyFile, MasterKey
from amends.office.log.models import LogHead
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.vault.models import VaultKey


def key_of(case: Case) -> CaseKey:
    """Return the key of a case that has one.

    Raises:
        KeyMissing: the key file is lost, or does not hold the master key it takes.
        VaultRefused: the case has no key, or it was changed.
    """
    _wait_for_others()
    row = VaultKey._base_manager.filter(case=case).first()
    if row is None:
        raise VaultRefused("this case has no key")
    return _unwrapped(row)


def make_key_of(case: Case) -> CaseKey:
    """Return the key of a case, made now if it has none, and with the first the key file.

    Raises:
        KeyMissing: the key file is lost; it is not made anew.
        VaultRefused: the key of the case was changed.
    """
    _wait_for_others()
    row = VaultKey._base_manager.filter(case=case).first()
    if row is not None:
        return _unwrapped(row)
    if not key_file().known() and not VaultKey._base_manager.exists():
        key_file().make()
    key = CaseKey(case.pk, secrets.token_bytes(KEY_LENGTH))
    row = VaultKey(case=case)
    _put_under(row, key, key_file().in_use())
    row.save()
    return key


@sensitive_variables()
def rotate_master_key(*, actor: Actor) -> int:
    """Put a new master key in the place of the present one; return how many keys it wraps.

    Keys are wrapped anew in one transaction; until it is over the file holds both master keys, and
    after a kill at any moment the next call goes on where this one was.

    Raises:
        KeyMissing: the key file is lost, or does not hold a master key that is still needed.
        VaultRefused: the key of a case was changed; the older master key stays.
    """
    with writing(actor=actor, action=Action.KEEP_VAULT_KEY) as entry:
        _wait_for_others()
        key_file().in_use()
        if len(key_file().known()) == 1:
            key_file().add()
        new = key_file().in_use()
        for row in VaultKey._base_manager.exclude(wrapped_by=new.id.hex()):
            _put_under(row, _unwrapped(row), new)
            row.save(update_fields=["wrapped", "wrapped_by"])
        wrapped = VaultKey._base_manager.count()
        entry.note(kind="rotate")
    key_file().drop_older()
    return wrapped


@sensitive_variables()
def share_master_key(*, actor: Actor) -> tuple[str, ...]:
    """Return the master key in three shares, of which any two give it back.

    Raises:
        KeyMissing: there is no key file, or its keys are just being changed.
    """
    with writing(actor=actor, action=Action.KEEP_VAULT_KEY) as entry:
        _wait_for_others()
        key = key_file().in_use()
        if len(key_file().known()) > 1:
            message = "the master key is being changed; run amends vault rotate to its end first"
            raise KeyMissing(message)
        shares = shares_of(key.secret)
        entry.note(kind="escrow")
    return shares


@sensitive_variables()
def restore_master_key(*, actor: Actor, shares: Sequence[str]) -> Path:
    """Make the key file from two shares; return where it is.

    Raises:
        KeyMissing: there is a key file already.
        SharesRefused: the words are not two shares of the key that this vault needs.
    """
    with writing(actor=actor, action=Action.KEEP_VAULT_KEY) as entry:
        _wait_for_others()
        if key_file().known():
            message = f"{key_file().path} is there already; move it away before you restore one"
            raise KeyMissing(message)
        key = MasterKey(joined(shares), key_file().purpose)
        needed = VaultKey._base_manager.exclude(wrapped_by=key.id.hex())
        if len(key.secret) != KEY_LENGTH or needed.exists():
            raise SharesRefused("they give back a key that does not open this vault")
        entry.note(kind="restore")
        key_file().make(key.secret)
    return key_file().path


def key_file() -> KeyFile:
    """Return the key file of the vault."""
    return KeyFile(Path(settings.VAULT_KEY), "vault")


def nonce() -> bytes:
    """Return a nonce for one seal."""
    return secrets.token_bytes(NONCE_LENGTH)


def _wait_for_others() -> None:
    LogHead.objects.select_for_update().get_or_create(id=1)


def _put_under(row: VaultKey, key: CaseKey, master: MasterKey) -> None:
    row.wrapped = wrap(key, master=master.secret, nonce=nonce())
    row.wrapped_by = master.id.hex()


def _unwrapped(row: VaultKey) -> CaseKey:
    for master in key_file().known():
        if master.id.hex() == row.wrapped_by:
            return unwrap(bytes(row.wrapped), case=row.case_id, master=master.secret)
    message = f"{key_file().path} does not hold the key it needs; put the key file back"
    raise KeyMissing(message)
