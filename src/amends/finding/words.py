"""A text as its words in order, and the terms by which an index finds it.

A text in normal form is its folded words with one space between, before and after them. A run of a
script without spaces is one such word, found by every stretch of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from amends.finding.arabic import bases
from amends.finding.letters import folded, token_pattern, unspaced

GRAM = 3
BEGINS = "\u2026"  # marks a term that is how a word begins
LONGEST_TERM = 40


def words_at(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a cleaned text, folded, with where it stands."""
    for found in token_pattern().finditer(text):
        word = folded(found[0])
        if word:
            yield word, found.start(), found.end()


def words_in(text: str) -> list[str]:
    """Return the words of a cleaned text, folded, in order."""
    return [word for found in token_pattern().findall(text) if (word := folded(found))]


def normal(text: str) -> str:
    """Return a cleaned text in normal form; empty if it has no words."""
    words = words_in(text)
    return f" {' '.join(words)} " if words else ""


def terms_of(normal_text: str) -> set[str]:
    """Return every term by which a text in normal form is found."""
    terms: set[str] = set()
    for word in set(normal_text.split()):
        if unspaced(word[0]):
            terms.update(grams(word))
        else:
            for base in bases(word):
                terms.update(word_terms(base))
    return terms


def word_terms(base: str) -> Iterator[str]:
    """Yield the terms of a word with spaces around it: itself, and how it begins."""
    yield base[:LONGEST_TERM]
    if len(base) >= GRAM:
        yield BEGINS + base[:GRAM]


def grams(run: str) -> Iterator[str]:
    """Yield every stretch of one, two and three letters of a run without spaces."""
    for size in range(1, GRAM + 1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
