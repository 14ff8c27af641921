"""A quote is found again where it stood, as it was written or as words are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.finding import Quotable, whole_words
from amends.finding.letters import cleaned

TEXTS = st.text("ab ك ال\u064eกาขي护照ßİ.\n-", max_size=60).map(cleaned)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_whatever_is_quoted_from_a_text_is_found_where_it_stood(
    text: str, start: int, end: int
) -> None:
    first, last = whole_words(text, start, end)
    quote = text[first:last]
    if quote:
        assert Quotable(text).find(quote, near=first) == (first, last)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_whole_words_hold_what_was_chosen_and_no_white_space_at_the_edges(
    text: str, start: int, end: int
) -> None:
    first, last = whole_words(text, start, end)
    assert text[start:end].strip() in text[first:last]
    assert text[first:last] == text[first:last].strip()
    assert whole_words(text, first, last) == (first, last)


@given(TEXTS, TEXTS)
def test_what_is_found_lies_in_the_text(text: str, quote: str) -> None:
    found = Quotable(text).find(quote)
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("He kept\nthe  Passports.", "kept the passports", "kept\nthe  Passports"),
        ("Elle a gardé le café.", "garde le cafe", "gardé le café"),
        ("أخذ جوازَ السفر", "اخذ جواز السفر", "أخذ جوازَ السفر"),
        ("他扣押了她的护照后离开", "她的护照", "她的护照"),
        ("เขายึดหนังสือเดินทาง ของเธอ", "หนังสือเดินทาง", "หนังสือเดินทาง"),
        ("one word", "another", ""),
        ("concatenate", "cat", "cat"),
        ("— ! —", "!", "!"),
        ("words", "  ", ""),
    ],
)
def test_a_quote_is_found_though_it_was_read_otherwise(text: str, quote: str, stands: str) -> None:
    found = Quotable(text).find(quote)
    assert (text[slice(*found)] if found else "") == stands


def test_of_several_places_the_nearest_is_taken() -> None:
    text = "debt, debt and debt"
    assert Quotable(text).find("debt", near=7) == (6, 10)
    assert Quotable(text).find("DEBT", near=18) == (15, 19)


def test_a_passage_lies_between_its_first_and_its_last_words() -> None:
    text = "First he took the money. Then he took the passport. Then he left."
    span = Quotable(text).between("then he TOOK", "he left")
    assert span is not None
    assert text[slice(*span)] == "Then he took the passport. Then he left"
    assert Quotable(text).between("he took", "first") is None
    assert Quotable(text).between("the money", "") == (14, 23)


def test_a_choice_within_words_takes_the_words_whole() -> None:
    assert whole_words("He kept the passports.", 5, 15) == (3, 21)
    assert whole_words("他扣押了她", 1, 3) == (1, 3)
    assert whole_words("a   b", 1, 3) == (1, 1)
