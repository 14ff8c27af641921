"""What is sealed in the vault opens in its own place only, and two of three shares give a key."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.integrity.shares import SharesRefused, joined, shares_of
from amends.integrity.vault import (
    KEY_LENGTH,
    LONGEST,
    NONCE_LENGTH,
    CaseKey,
    Place,
    VaultRefused,
    seal,
    unsealed,
    unwrap,
    wrap,
)

KEYS = st.binary(min_size=KEY_LENGTH, max_size=KEY_LENGTH)
NONCES = st.binary(min_size=NONCE_LENGTH, max_size=NONCE_LENGTH)
NUMBERS = st.integers(min_value=1, max_value=10**9)
PLACES = st.builds(Place, NUMBERS, NUMBERS, st.sampled_from(["name", "address", "telephone"]))
VALUES = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=LONGEST)


@given(VALUES, PLACES, KEYS, NONCES)
def test_what_is_sealed_opens_in_its_place(
    value: str, place: Place, secret: bytes, nonce: bytes
) -> None:
    key = CaseKey(place.case, secret)
    sealed = seal(value, place=place, key=key, nonce=nonce)
    assert unsealed(sealed, place=place, key=key) == value
    assert len(sealed) == len(seal("", place=place, key=key, nonce=nonce))


@given(PLACES, PLACES, KEYS, NONCES)
def test_and_in_no_other(place: Place, other: Place, secret: bytes, nonce: bytes) -> None:
    if place == other:
        other = replace(other, field="document")
    key = CaseKey(place.case, secret)
    sealed = seal("12 Harbour Street", place=place, key=key, nonce=nonce)
    with pytest.raises(VaultRefused):
        unsealed(sealed, place=other, key=key)


@given(PLACES, KEYS, KEYS, NONCES, st.data())
def test_nor_changed_nor_with_another_key(
    place: Place, secret: bytes, another: bytes, nonce: bytes, data: st.DataObject
) -> None:
    key = CaseKey(place.case, secret)
    sealed = seal("12 Harbour Street", place=place, key=key, nonce=nonce)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + bytes([sealed[at] ^ data.draw(st.integers(1, 255))]) + sealed[at + 1 :]
    with pytest.raises(VaultRefused):
        unsealed(changed, place=place, key=key)
    with pytest.raises(VaultRefused):
        unsealed(sealed[:at], place=place, key=key)
    if another != secret:
        with pytest.raises(VaultRefused):
            unsealed(sealed, place=place, key=replace(key, secret=another))


@given(NUMBERS, KEYS, KEYS, NONCES)
def test_the_key_of_a_case_opens_for_its_case_only(
    case: int, secret: bytes, master: bytes, nonce: bytes
) -> None:
    key = CaseKey(case, secret)
    wrapped = wrap(key, master=master, nonce=nonce)
    assert unwrap(wrapped, case=case, master=master) == key
    with pytest.raises(VaultRefused):
        unwrap(wrapped, case=case + 1, master=master)
    with pytest.raises(VaultRefused):
        unwrap(wrapped, case=case, master=bytes([master[0] ^ 1]) + master[1:])


def test_what_is_too_long_or_of_another_case_is_not_sealed() -> None:
    key, place = CaseKey(1, bytes(KEY_LENGTH)), Place(1, 2, "name")
    for value in ("x" * (LONGEST + 1), "a\0"):
        with pytest.raises(ValueError, match="at most"):
            seal(value, place=place, key=key, nonce=bytes(NONCE_LENGTH))
    with pytest.raises(ValueError, match="own key"):
        seal("a", place=replace(place, case=2), key=key, nonce=bytes(NONCE_LENGTH))


def test_no_key_stands_in_what_is_printed_of_it() -> None:
    assert repr(CaseKey(1, b"secret" * 5)) == "CaseKey(case=1)"


@settings(max_examples=15)
@given(KEYS)
def test_any_two_shares_give_the_key_back(secret: bytes) -> None:
    shares = shares_of(secret)
    assert len(set(shares)) == 3
    for two in combinations(shares, 2):
        assert joined(two) == secret == joined(two[::-1])


@settings(max_examples=15)
@given(KEYS)
def test_one_share_does_not_nor_one_twice(secret: bytes) -> None:
    for share in shares_of(secret):
        for some in ([share], [share, share], []):
            with pytest.raises(SharesRefused):
                joined(some)


def test_shares_of_two_keys_or_two_printings_are_refused() -> None:
    secret = bytes(range(KEY_LENGTH))
    first, again, other = shares_of(secret), shares_of(secret), shares_of(bytes(KEY_LENGTH))
    for strange in (again[1], other[1]):
        with pytest.raises(SharesRefused):
            joined([first[0], strange])


def test_a_share_is_read_as_people_write_it_and_a_slip_is_noticed() -> None:
    secret = bytes(range(KEY_LENGTH))
    first, second, _ = shares_of(secret)
    assert joined([f"1. {first.upper()}\n", second.replace(" ", "  ")]) == secret
    words = second.split()
    words[5], words[6] = ("academic", "acid") if words[5] != "academic" else ("acid", "acne")
    with pytest.raises(SharesRefused, match="compare every word"):
        joined([first, " ".join(words)])


def test_one_share_of_a_key_is_another_at_each_printing() -> None:
    """Two printings agree in no more words than chance gives; the first four tell which it is."""
    secret = bytes(range(KEY_LENGTH))
    first, again = (shares_of(secret)[0].split()[4:] for _ in range(2))
    assert sum(left == right for left, right in zip(first, again, strict=True)) < 8
