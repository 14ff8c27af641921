"""A key in three shares on paper, of which any two give it back and one tells nothing.

Shares are those of SLIP-0039, words that are written down and typed in again; the library of its
authors makes and joins them. A slip of the pen is noticed, and so are shares of two keys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

NEEDED, HOLDERS = 2, 3


class SharesRefused(ValueError):
    """Words that are no shares, or not enough of one key."""


def shares_of(secret: bytes) -> tuple[str, ...]:
    """Return three shares of a key, new ones at each call; any two of one call give it back."""
    (shares,) = generate_mnemonics(1, [(NEEDED, HOLDERS)], secret)
    return tuple(shares)


def joined(shares: Sequence[str]) -> bytes:
    """Return the key that two shares give back.

    Raises:
        SharesRefused: a word is misspelt or missing, or they are not two shares of one key.
    """
    words = [" ".join(re.sub(r"[^a-z]+", " ", share.lower()).split()) for share in shares]
    try:
        return bytes(combine_mnemonics(words))
    except MnemonicError:
        # The fault of the library may quote words of a share.
        raise SharesRefused("these are not two shares of one key; compare every word") from None
