"""Finding words again that were quoted from a text, though the text may have been read anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from amends.finding.letters import cleaned, token_pattern, unspaced
from amends.finding.snippets import Span, stretch_of
from amends.finding.words import words_at, words_in

MOST_PLACES = 1_000  # of one quote in one text that are compared


class Quotable:
    """A cleaned text in which quotes are looked for, folded only when it has to be."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text

    def find(self, quote: str, near: int = 0) -> Span | None:
        """Return where a quote stands: as it is written, else as words are compared.

        Of several places it is the one that begins nearest to ``near``.
        """
        found = list(self._written(quote)) or list(self._compared(quote))
        return min(found, key=lambda span: abs(span[0] - near), default=None)

    def between(self, first: str, last: str) -> Span | None:
        """Return where a text begins with some words and ends with others that follow them.

        Without ``last`` it is the first words alone.
        """
        begun = self.find(first)
        if begun is None or not last.strip():
            return begun
        ended = Quotable(self.text[begun[1] :]).find(last)
        return None if ended is None else (begun[0], begun[1] + ended[1])

    def _written(self, quote: str) -> Iterator[Span]:
        at = self.text.find(quote) if quote.strip() else -1
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            yield at, at + len(quote)
            at = self.text.find(quote, at + 1)

    def _compared(self, quote: str) -> Iterator[Span]:
        words = words_in(cleaned(quote))
        if not words:
            return
        before = "" if unspaced(words[0][0]) else " "
        after = "" if unspaced(words[-1][0]) else " "
        wanted = f"{before}{' '.join(words)}{after}"
        at = self._normal.find(wanted)
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            yield self._span(at + len(before), at + len(wanted) - len(after))
            at = self._normal.find(wanted, at + 1)

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return list(words_at(self.text))

    @cached_property
    def _normal(self) -> str:
        return f" {' '.join(word for word, _start, _end in self._words)} "

    @cached_property
    def _starts(self) -> list[int]:
        """Return where each word begins in the normal form, which begins with a space."""
        starts, at = [], 1
        for word, _start, _end in self._words:
            starts.append(at)
            at += len(word) + 1
        return starts

    def _span(self, first: int, last: int) -> Span:
        """Return where in the text a stretch of its normal form stands."""
        return self._part(first, first + 1)[0], self._part(last - 1, last)[1]

    def _part(self, first: int, last: int) -> Span:
        place = bisect_right(self._starts, first) - 1
        word, start, end = self._words[place]
        at = self._starts[place]
        return stretch_of(self.text, (start, end), word, first - at, last - at)


def whole_words(text: str, start: int, end: int) -> Span:
    """Return a stretch of a text without white space at its edges, and with its words whole.

    In scripts that put no spaces between words it stays as it is: where a word ends is not known.
    """
    start, end = max(0, start), min(len(text), end)
    if not text[start:end].strip():
        return start, start
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return _word_around(text, start)[0], _word_around(text, end - 1)[1]


def _word_around(text: str, at: int) -> Span:
    """Return the word that a character belongs to; the character alone if it is none of a word."""
    if not _is_of_a_word(text[at]):
        return at, at + 1
    first, last = at, at + 1
    while first and _is_of_a_word(text[first - 1]):
        first -= 1
    while last < len(text) and _is_of_a_word(text[last]):
        last += 1
    return first, last


def _is_of_a_word(character: str) -> bool:
    return not unspaced(character) and bool(token_pattern().fullmatch(character))
