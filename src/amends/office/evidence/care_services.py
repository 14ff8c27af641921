"""Looking after the store as a whole: sealing what lies in plain, changing the master key.

Both are long and resumable, so that they run outside a transaction and are logged when done.
"""

from __future__ import annotations

from collections.abc import Callable

from amends.office.evidence import encrypting, rekeying
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, require


def encrypt_files(
    *, actor: Actor, on_file: Callable[[], None] = lambda: None
) -> encrypting.Encryption:
    """Seal every file that an earlier version stored in plain.

    Raises:
        KeyMissing: the key file is lost.
    """
    require(actor, Action.KEEP_FILES)
    done = encrypting.encrypt_files(on_file)
    with writing(actor=actor, action=Action.KEEP_FILES) as entry:
        entry.note(encrypted=done.sealed, damaged=list(done.damaged))
    return done


def rotate_key(*, actor: Actor, on_file: Callable[[], None] = lambda: None) -> rekeying.Rotation:
    """Put a new master key in the place of the present one, for every file.

    Raises:
        KeyMissing: the key file is lost.
    """
    require(actor, Action.KEEP_FILES)
    done = rekeying.rotate_key(on_file)
    with writing(actor=actor, action=Action.KEEP_FILES) as entry:
        entry.note(rewrapped=done.rewrapped, unreadable=list(done.unreadable))
    return done
