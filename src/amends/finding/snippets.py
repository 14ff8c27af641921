"""The few lines around what was found, with what was found marked, and the page it is on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from amends.finding.letters import PAGE_BREAK, folded, unspaced
from amends.finding.questions import Part, Question
from amends.finding.words import words_at

BEFORE, AFTER = 70, 150
LOOK_AROUND = 20  # how far the edge of a snippet is moved to the end of a word
MOST_SNIPPETS = 2
MOST_MARKS = 40


@dataclass(frozen=True)
class Piece:
    """A piece of a snippet, marked if it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Snippet:
    """Some words of a text around what was found.

    Attributes:
        pieces: the words in order.
        page: how many page breaks stand before it.
        found: where on that page what was looked for begins and ends; nothing if it is not there.
        before: whether the text goes on before it.
        after: whether the text goes on behind it.
    """

    pieces: tuple[Piece, ...]
    page: int
    before: bool
    after: bool
    found: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """Return the words without marks."""
        return "".join(piece.text for piece in self.pieces)


Span = tuple[int, int]


def snippets(text: str, normal_text: str, question: Question) -> list[Snippet]:
    """Return the snippets of a cleaned text that show what was found, the first first.

    Without a match the beginning of the text is shown, unmarked.
    """
    spans = _spans(text, _shown_marks(_marks(normal_text, question.wanted)))
    chosen: list[Span] = []
    for start, end in spans:
        if len(chosen) == MOST_SNIPPETS:
            break
        if not chosen or start > chosen[-1][1] - LOOK_AROUND:
            chosen.append(_window(text, start, end))
    return [_snippet(text, window, spans) for window in chosen or [_window(text, 0, 0)]]


def _marks(normal_text: str, parts: tuple[Part, ...]) -> list[Span]:
    """Return where in the normal form the parts stand: the first of each, then the others."""
    found: list[Span] = []
    for part in parts:
        for match in islice(part.matcher.finditer(normal_text), MOST_MARKS):
            start, end = match.span()
            start += normal_text[start] == " "
            found.append((start, end - (normal_text[end - 1] == " ")))
    return sorted(set(found))


def _shown_marks(marks: list[Span]) -> list[Span]:
    """Return the marks that can stand in the snippets shown, so that the rest is not walked to."""
    shown: list[Span] = []
    begun, ends = 0, -1
    for mark in marks:
        if mark[0] > ends:
            if begun == MOST_SNIPPETS:
                break
            begun, ends = begun + 1, mark[0] + BEFORE + AFTER
        shown.append(mark)
    return shown


def _spans(text: str, marks: list[Span]) -> list[Span]:
    """Return where in the text the marks of its normal form stand."""
    spans: list[Span] = []
    waiting = iter(marks)
    mark = next(waiting, None)
    at = 1  # the normal form begins with a space
    for word, start, end in words_at(text):
        stop = at + len(word)
        while mark is not None and mark[0] < stop:
            spans.append(stretch_of(text, (start, end), word, mark[0] - at, mark[1] - at))
            if mark[1] > stop:  # a phrase goes on in the next word
                mark = (stop + 1, mark[1])
                break
            mark = next(waiting, None)
        if mark is None:
            break
        at = stop + 1
    return _joined(spans)


def stretch_of(text: str, span: Span, word: str, first: int, last: int) -> Span:
    """Return the part of a word that is marked: all of it, or a stretch of a run."""
    start, end = span
    if not unspaced(word[0]):
        return span
    ends = _ends(text[start:end])
    if ends[-1] != len(word):
        return span
    return start + bisect_right(ends, first), start + bisect_right(
        ends, min(last, len(word)) - 1
    ) + 1


@lru_cache(maxsize=8)
def _ends(run: str) -> tuple[int, ...]:
    """Return where each character of a run ends once it is folded; many marks stand in one run."""
    return tuple(accumulate(len(folded(character)) for character in run))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(text: str, start: int, end: int) -> Span:
    """Return the edges of a snippet, at the end of a word where one is near, on one page."""
    first = max(start - BEFORE, text.rfind(PAGE_BREAK, 0, start) + 1, 0)
    following = text.find(PAGE_BREAK, start)
    last = min(max(end, start) + AFTER, following if following >= 0 else len(text))
    if first and text[first - 1] != PAGE_BREAK:
        space = text.find(" ", first, min(first + LOOK_AROUND, start))
        first = space + 1 if space >= 0 else first
    if last < len(text):
        space = text.rfind(" ", max(last - LOOK_AROUND, end), last)
        last = space if space >= 0 else last
    return first, last


def _snippet(text: str, window: Span, spans: list[Span]) -> Snippet:
    first, last = window
    begins = text.rfind(PAGE_BREAK, 0, first) + 1
    shown = [(start - begins, end - begins) for start, end in spans if first <= start < end <= last]
    return Snippet(
        pieces=tuple(_pieces(text, window, spans)),
        page=text.count(PAGE_BREAK, 0, first),
        before=bool(text[:first].strip()),
        after=bool(text[last:].strip()),
        found=(shown[0][0], shown[-1][1]) if shown else None,
    )


def _pieces(text: str, window: Span, spans: list[Span]) -> Iterator[Piece]:
    at, last = window
    for span in spans:
        start, end = max(span[0], at), min(span[1], last)
        if start >= end:
            continue
        if start > at:
            yield Piece(_shown(text[at:start]), marked=False)
        yield Piece(_shown(text[start:end]), marked=True)
        at = end
    if at < last:
        yield Piece(_shown(text[at:last]), marked=False)


def _shown(text: str) -> str:
    return text.translate({10: " ", 9: " ", 12: " "})
