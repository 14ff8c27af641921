"""Receipts: read however they are typed, refused with a slip, telling nothing of each other."""

from __future__ import annotations

from secrets import token_hex

from hypothesis import assume, given
from hypothesis import strategies as st

from amends.integrity.receipts import ALPHABET, Receipt, read_receipt, receipt_from

DRAWN = st.builds(receipt_from, st.text(min_size=1))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(DRAWN, st.sampled_from([" ", "-", "", " - ", "\n"]))
def test_a_receipt_is_read_however_it_is_typed(receipt: Receipt, between: str) -> None:
    typed = str(receipt).replace("-", between).lower().translate(ARABIC)
    assert read_receipt(typed) == receipt


@given(DRAWN, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_two_receipts_that_differ_by_a_letter_are_different_reports_or_a_slip(
    receipt: Receipt, place: int, letter: str
) -> None:
    assume(receipt.characters[place] != letter)
    slipped = receipt.characters[:place] + letter + receipt.characters[place + 1 :]
    assert read_receipt(slipped) != receipt


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = read_receipt(typed)
    assert found is None or read_receipt(str(found)) == found


def test_most_slips_are_noticed() -> None:
    noticed = 0
    for _ in range(300):
        letters = receipt_from(token_hex()).characters
        slipped = letters[:5] + ("A" if letters[5] != "A" else "B") + letters[6:]
        noticed += read_receipt(slipped) is None
    assert noticed > 290


def test_receipts_do_not_come_twice_and_are_long_enough() -> None:
    made = {receipt_from(token_hex()).characters for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(one) == 24 and set(one) <= set(ALPHABET) for one in made)


@given(DRAWN)
def test_what_is_kept_of_a_receipt_is_not_what_answers_are_sealed_with(receipt: Receipt) -> None:
    assert bytes.fromhex(receipt.digest) != receipt.answer_key
    assert receipt.characters not in receipt.digest.upper()
