"""The Arabic catalogue: every message is translated whole, in the words of its glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import polib
import pytest

from tests import catalogues
from tests.architecture.sources import ROOT

CATALOGUE = catalogues.LOCALE / "ar" / "LC_MESSAGES" / "django.po"
GLOSSARY = ROOT / "docs" / "glossary-ar.md"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9'’.-]*[A-Za-z0-9])?")
LATIN_SENTENCE = re.compile(rf"{LATIN_WORD.pattern}(?:[ ,;:]+{LATIN_WORD.pattern}){{3,}}")
# Names, codes and words of a case file that Arabic readers write in Latin letters too, besides
# those with a capital.
NAMES = {"a", "a.reyes", "about.json", "amends", "ar", "false", "help", "name", "th", "tl", "true"}
NAMES |= {"gzip", "z"}
# Figures with hyphens, and those with a sign before them, change their order after Arabic words,
# unless signs around them isolate them.
HYPHENATED = re.compile(r"[A-Z~]*-?\d+(?:-\d+)+|~\d+")
ISOLATED = re.compile(r"\u2066[^\u2066-\u2069]*\u2069")
# The forms for none, one and two say their number in words.
SPELT_OUT = 3


@cache
def entries() -> tuple[polib.POEntry, ...]:
    """Return the Arabic catalogue."""
    return tuple(polib.pofile(str(CATALOGUE)))


def pairs() -> Iterator[tuple[str, str]]:
    """Yield every message with its translation; of a plural, every form that holds its number."""
    for entry in entries():
        if entry.msgid_plural:
            forms = entry.msgstr_plural
            yield from ((entry.msgid_plural, forms[n]) for n in forms if n >= SPELT_OUT)
        else:
            yield entry.msgid, entry.msgstr


def translations() -> Iterator[str]:
    """Yield everything that the catalogue says in Arabic."""
    for entry in entries():
        yield from (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])


def test_every_message_is_translated() -> None:
    left = [entry.msgid for entry in entries() if not entry.translated() or entry.fuzzy]
    assert left == []


@pytest.mark.parametrize("kept", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_placeholders_and_tags_are_kept(kept: re.Pattern[str]) -> None:
    wrong = [
        said for said, told in pairs() if sorted(kept.findall(said)) != sorted(kept.findall(told))
    ]
    assert wrong == []


def test_forms_that_spell_their_number_out_keep_the_rest() -> None:
    for entry in entries():
        for number, form in entry.msgstr_plural.items():
            missing = set(PLACEHOLDER.findall(entry.msgid_plural)) - set(PLACEHOLDER.findall(form))
            assert len(missing) <= (number < SPELT_OUT), entry.msgid


def test_every_translation_is_arabic() -> None:
    assert [told for told in translations() if not ARABIC.search(told)] == []


def test_translations_hold_no_latin_but_names() -> None:
    words = {
        word
        for told in translations()
        for word in LATIN_WORD.findall(TAG.sub(" ", PLACEHOLDER.sub(" ", told)))
    }
    assert {word for word in words if word.islower()} - NAMES == set()
    assert [told for told in translations() if LATIN_SENTENCE.search(told)] == []


def test_figures_with_hyphens_are_isolated() -> None:
    loose = [told for told in translations() if HYPHENATED.search(ISOLATED.sub("", told))]
    assert loose == []


def test_isolates_are_closed() -> None:
    assert [told for told in translations() if unclosed(told)] == []


def unclosed(text: str) -> bool:
    """Return whether a text opens more isolates than it closes, or fewer."""
    return text.count("\u2066") + text.count("\u2068") != text.count("\u2069")


def test_words_of_the_glossary_are_those_in_use() -> None:
    used = bare(" ".join(translations()))
    rows = [line.split("|") for line in GLOSSARY.read_text("utf-8").splitlines() if "|" in line]
    words = {row[2].strip() for row in rows if ARABIC.search(row[2])}
    assert words
    assert {word for word in words if bare(word) not in used} == set()


def bare(text: str) -> str:
    """Return Arabic words without their article."""
    return re.sub(r"(?<![\u0600-\u06ff])ال", "", text)
