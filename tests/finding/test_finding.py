"""What is found is what is there, in every script; what is shown is what was found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.finding import normal, read_question, scripts_in, snippets, terms_of
from amends.finding.letters import cleaned
from tests.finding.oracle import holds, pieces
from tests.finding.texts import texts, words


def found_in(question: str, text: str) -> bool:
    """Say whether a question finds a text, by terms and then by the text itself, as the office."""
    asked = read_question(question)
    kept = normal(cleaned(text))
    terms = terms_of(kept)
    by_terms = all(
        any(term in terms for term in group) for part in asked.wanted for group in part.terms
    )
    exact = all(part.is_exact for part in asked.wanted)
    assert asked.holds(kept) <= by_terms or asked.unwanted, "the terms lost a text that holds it"
    if exact and not asked.unwanted:
        assert by_terms == asked.holds(kept), "the terms alone were to tell"
    return bool(asked.wanted) and asked.holds(kept)


@given(text=texts(), word=words())
def test_a_word_is_found_where_it_is_and_nowhere_else(text: str, word: str) -> None:
    assert found_in(f'"{word}"', text) == holds(text, word)


@given(text=texts(), chance=st.randoms(use_true_random=False))
def test_every_stretch_of_a_text_is_found_in_it(text: str, chance: random.Random) -> None:
    there = pieces(text)
    if not there:
        return
    start = chance.randrange(len(there))
    phrase = " ".join(there[start : start + chance.randrange(1, 4)])
    assert found_in(f'"{phrase}"', text) == holds(text, phrase)


@given(text=texts(), word=words())
def test_a_beginning_is_found_where_a_word_begins_so(text: str, word: str) -> None:
    if '"' in word:
        return
    assert found_in(f"{word}*", text) == holds(text, word, begins=True)


@given(text=texts(), other=words(), word=words())
def test_what_is_left_out_is_left_out(text: str, other: str, word: str) -> None:
    expected = holds(text, word) and not holds(text, other)
    question = read_question(f'"{word}" -"{other}"')
    if not question.wanted or (not question.unwanted and pieces(other)):
        return
    assert question.holds(normal(cleaned(text))) == expected


@given(text=texts(), word=words())
def test_what_is_shown_marks_what_was_found(text: str, word: str) -> None:
    kept = cleaned(text)
    question = read_question(f'"{word}"')
    shown = snippets(kept, normal(kept), question)
    marked = [piece.text for snippet in shown for piece in snippet.pieces if piece.marked]
    if question.wanted and question.holds(normal(kept)):
        assert marked
    assert all(pieces(mark) for mark in marked)
    if not holds(text, word):
        assert marked == []
    for snippet in shown:
        assert "\f" not in snippet.text


@given(st.text(max_size=300))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    question = read_question(typed)
    for part in question.parts:
        assert part.words
        assert all(part.words)
        assert all(term and " " not in term for group in part.terms for term in group)
        part.matcher  # noqa: B018  # it compiles
        assert all(character not in part.pattern for character in "\\.+*$\"'%")


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = normal(cleaned(text))
    assert normal(once) == once
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Passport", "PASSPÓRT"),
        ("strasse", "Straße"),
        ("ısparta", "Isparta"),
        ("đà nẵng", "Da Nang"),
        ("كتاب", "والكِتاب"),
        ("الكتاب", "كتاب"),
        ("اللجنة", "للجنه"),
        ("أم", "الام"),
        ("علی", "على"),
        ("١٢", "12"),
        ("護照", "他的護照被扣"),
        ("ยึด", "นายจ้างยึดหนังสือเดินทาง"),
        ("ก", "ปาก"),
        ("中国人民", "中国\n人民"),
        ("ｐａｓｓ", "pass"),
        ("แม่", "เเม่"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("سـند", "سند"),
        ("soft", "so\u00adft"),
        ('"held his passport"', "He held. His, passport"),
    ],
)
def test_one_word_in_two_ways_is_one_word(asked: str, text: str) -> None:
    assert found_in(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("pass", "passport"),
        ("تاب", "كتاب"),
        ("دين", "ديون"),
        ("والدين", "دين"),
        ("กา", "กิา"),
        ("中人", "中国人"),
        ("一中", "一\n\n中"),
        ('"his held"', "held his"),
    ],
)
def test_what_only_looks_alike_is_not_found(asked: str, text: str) -> None:
    assert not found_in(asked, text)


def test_a_hit_names_its_page() -> None:
    text = cleaned("first\fsecond\fthe third page says debt\ffourth")
    (snippet,) = snippets(text, normal(text), read_question("debt"))
    assert snippet.page == 2
    assert snippet.text == "the third page says debt"


def test_a_phrase_goes_on_over_the_end_of_a_page() -> None:
    text = cleaned("held his\fpassport")
    assert read_question('"his passport"').holds(normal(text))


def test_a_question_without_end_is_cut_and_says_so() -> None:
    question = read_question(" ".join(f"word{number}" for number in range(3_000)))
    assert question.cut
    assert len(question.parts) <= 32


def test_scripts_are_told_apart() -> None:
    assert scripts_in("Debt ديون หนี้ 债务") == ("arabic", "chinese", "latin", "thai")
    assert scripts_in("123 -") == ()
