"""Words that were taken out are found in every form they can be written in, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.redaction import Place, Words, is_there, letters_of, places, those_there

NAMES = st.sampled_from(["Mary", "Olena", "Γιάννης", "Светлана", "مريم", "ياسمين", "José", "สมชาย"])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Mary", "seen with M a r y at night"),
        ("Mary", "M\na\nr\ny"),
        ("Mary", "MARY's house"),
        ("Mary", "Ma-\nry came"),
        ("Mary", "Ma\u00adry came"),
        ("Mary", "M\u200ba\u200br\u200by"),
        ("Mary", "ｍａｒｙ"),
        ("Mary", "yraM"),
        ("Mary", "Marybelle"),
        ("Mary Smith", "Mary\nSmithson"),
        ("office", "oﬃce"),
        ("José", "Jose\u0301"),
        ("Jose", "JOSÉ"),
        ("مريم", "ومريم"),
        ("مريم", "مَرْيَم"),
        ("مريم", "مـريـم"),
        ("مريم", "ﻣﺮﻳﻢ"),
        ("أحمد", "احمد"),
        ("สมชาย", "นายสมชายไป"),
        ("0123", "٠١٢٣"),
    ],
)
def test_words_are_found_however_they_are_written(words: str, text: str) -> None:
    assert is_there(Words(words), text)


@pytest.mark.parametrize(
    ("words", "text"),
    [("Ann", "can neither"), ("Ann", "An Nova"), ("Mary", "Maria"), ("Mary", ""), ("!", "a!b")],
)
def test_what_only_looks_like_them_is_left(words: str, text: str) -> None:
    assert not is_there(Words(words), text)


def test_words_of_their_own_are_not_found_within_others() -> None:
    assert is_there(Words("Ann"), "cannot")
    assert not is_there(Words("Ann", alone=True), "cannot")
    assert is_there(Words("Ann", alone=True), "Ann, not")


def test_a_place_takes_the_accents_behind_it() -> None:
    assert places(Words("Jose"), "x Jose\u0301 y") == (Place(2, 7),)


@given(NAMES, st.text(max_size=30), st.text(max_size=30))
def test_the_place_found_holds_the_letters(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    found = places(Words(name), text)
    assert found
    for place in found:
        letters = letters_of(text[place.start : place.end])
        assert letters_of(name) in {letters, letters[::-1]}


@given(NAMES, st.text(max_size=60), st.booleans())
def test_taking_out_every_place_leaves_none(name: str, text: str, alone: bool) -> None:
    words, rest = Words(name, alone=alone), f"{text} {name} {text}"
    for place in reversed(places(words, rest)):
        rest = rest[: place.start] + " | " * (place.end - place.start) + rest[place.end :]
    assert not is_there(words, rest)


@given(NAMES, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([" ", "\n", "-\n"]))
def test_no_form_hides_them(name: str, form: str, between: str) -> None:
    written = unicodedata.normalize(form, name)  # type: ignore[arg-type]  # one of the four
    assert is_there(Words(name), f"a {written.upper()} b")
    assert is_there(Words(name), between.join(unicodedata.normalize("NFC", name)))


@given(st.lists(st.text(max_size=8), max_size=5), st.text(max_size=80))
def test_several_are_looked_for_as_each_alone(wanted: list[str], text: str) -> None:
    words = [Words(one) for one in wanted]
    assert those_there(words, text) == [n for n, one in enumerate(words) if is_there(one, text)]
