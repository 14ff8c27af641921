"""Finding words that were taken out of a page, however they are written there.

The words are looked for by their letters alone: case, accents, compatibility forms, ligatures,
digits of any script, spaces, signs and the ends of lines make no difference, and the letters may
run backwards, as a page that runs from right to left is often kept. What lies within one word is
found as well, unless the words are to stand alone; what begins in the middle of one word and ends
in the middle of another is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from amends.finding.arabic import ATTACHED, is_arabic
from amends.finding.letters import ACCENTS, SAME, unspaced

# Between these signs a word goes on: nobody sees them, or the line was merely too narrow.
JOINING = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[-\u2010\u2011\u2043]\\s*[\r\n]+\\s*"
)
SHORTEST_BACKWARDS = 3


@dataclass(frozen=True)
class Words:
    """Words that are not to be found any more.

    Attributes:
        text: as they were typed.
        alone: only where they are words of their own, not within longer ones.
    """

    text: str
    alone: bool = False

    @property
    def letters(self) -> str:
        """Return the letters they are found by; empty if they have none."""
        return letters_of(self.text)


@dataclass(frozen=True)
class Place:
    """Where words stand in a text: from the first letter up to behind the last."""

    start: int
    end: int
    backwards: bool = False


def letters_of(text: str) -> str:
    """Return the letters and digits of a text in the form they are compared in."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    return "".join(map(_letter, text))


def is_there(words: Words, text: str) -> bool:
    """Say whether words are to be found in a text."""
    return bool(those_there([words], text))


def those_there(wanted: Sequence[Words], text: str) -> list[int]:
    """Return which of several words are to be found in a text, by their places in the list."""
    whole = letters_of(text) if wanted else ""
    return [
        at for at, words in enumerate(wanted) if next(_places(words, text, whole), None) is not None
    ]


def places(words: Words, text: str) -> tuple[Place, ...]:
    """Return every place in a text where words are to be found, in order."""
    found = set(_places(words, text, letters_of(text)))
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _places(words: Words, text: str, whole: str) -> Iterator[Place]:
    wanted = words.letters
    if not wanted:
        return
    several = sum(_spread(words.text).begins) > 1
    ways = [_Way(wanted, several)]
    if len(wanted) >= SHORTEST_BACKWARDS and wanted != wanted[::-1]:
        ways.append(_Way(wanted[::-1], several, backwards=True))
    if not any(way.letters in whole for way in ways):
        return
    spread = _spread(text)
    for way in ways:
        yield from _found(spread, way, words.alone)


@dataclass(frozen=True)
class _Way:
    """Letters to look for: forwards or backwards, and whether they make several words."""

    letters: str
    several: bool
    backwards: bool = False


@dataclass(frozen=True)
class _Spread:
    """The letters of a text, each with where it comes from and whether a word begins there."""

    text: str
    letters: str
    origins: tuple[int, ...]
    begins: tuple[bool, ...]

    def is_end(self, at: int) -> bool:
        return at >= len(self.letters) or self.begins[at]


def _spread(text: str) -> _Spread:
    letters: list[str] = []
    origins: list[int] = []
    begins: list[bool] = []
    joined = _joined(text)
    fresh = True
    for at, character in enumerate(text):
        folded = _letter(character)
        if not folded:
            fresh = fresh or not (at in joined or _is_accent(character))
            continue
        for part in folded:
            letters.append(part)
            origins.append(at)
            begins.append(fresh or unspaced(part))
            fresh = False
    return _Spread(text, "".join(letters), tuple(origins), tuple(begins))


def _behind_accents(text: str, at: int) -> int:
    while at < len(text) and _is_accent(text[at]):
        at += 1
    return at


def _joined(text: str) -> set[int]:
    return {at for found in JOINING.finditer(text) for at in range(*found.span())}


def _found(spread: _Spread, way: _Way, alone: bool) -> Iterator[Place]:
    wanted = way.letters
    at = spread.letters.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _counts(spread, at, end, alone, way.several):
            start, behind = spread.origins[at], spread.origins[end - 1] + 1
            yield Place(start, _behind_accents(spread.text, behind), way.backwards)
        at = spread.letters.find(wanted, at + 1)


def _counts(spread: _Spread, at: int, end: int, alone: bool, several: bool) -> bool:
    """Say whether letters that were found are the words: alone, or within longer ones."""
    starts, ends = spread.begins[at], spread.is_end(end)
    if ends and (starts or _is_attached(spread, at)):
        return True
    if alone:
        return False
    return (several and (starts or ends)) or not any(spread.begins[at + 1 : end])


def _is_attached(spread: _Spread, at: int) -> bool:
    """Say whether what stands before letters in the same word is an Arabic article or the like."""
    if not is_arabic(spread.letters[at]):
        return False
    start = at
    while start > 0 and not spread.begins[start]:
        start -= 1
    return spread.letters[start:at] in ATTACHED


@lru_cache(maxsize=20_000)
def _letter(character: str) -> str:
    """Return a character as it is compared; nothing for what is no letter, digit or vowel sign."""
    folded = unicodedata.normalize("NFKD", character).casefold().translate(SAME)
    folded = unicodedata.normalize("NFKD", folded)
    folded = ACCENTS.sub("", folded).translate(SAME)
    return "".join(map(_plain, filter(_is_letter, folded)))


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


@cache
def _is_accent(character: str) -> bool:
    return bool(ACCENTS.fullmatch(character))
