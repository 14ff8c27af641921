"""What somebody looks for: words, phrases, words to leave out, and how each is found.

``debt "held back" -licence passp*`` asks for the word debt and for the phrase, in texts without
the word licence, and for any word that begins with passp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from amends.finding.arabic import ATTACHED, cores, is_arabic
from amends.finding.letters import cleaned, unspaced
from amends.finding.words import BEGINS, GRAM, LONGEST_TERM, words_in

MOST_PARTS = 32
MOST_WORDS = 64
MOST_CHARACTERS = 2_000
MOST_GRAMS = 8
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02'
MINUS = "-\u2212\u2013"
PIECE = re.compile(f"([{MINUS}]?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|(\\S+)")


@dataclass(frozen=True)
class Part:
    """One word or phrase of a question.

    Attributes:
        words: its folded words, in order.
        excluded: whether texts that hold it are left out.
        begins: whether its last word may go on.
    """

    words: tuple[str, ...]
    excluded: bool = False
    begins: bool = False

    @property
    def open_ended(self) -> bool:
        """Say whether the last word may go on, which in a run without spaces it always may."""
        return self.begins and not unspaced(self.words[-1][0])

    @property
    def is_exact(self) -> bool:
        """Say whether its terms alone tell which texts hold it."""
        word = self.words[0]
        if len(self.words) > 1 or self.open_ended:
            return False
        return len(word) <= (GRAM if unspaced(word[0]) else LONGEST_TERM)

    @cached_property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """Return groups of terms; a text that holds the part has one of each group."""
        last = len(self.words) - 1
        groups: dict[tuple[str, ...], None] = {}
        for place, word in enumerate(self.words[:MOST_GRAMS]):
            groups.update(dict.fromkeys(_groups(word, self.open_ended and place == last)))
        return tuple(groups)

    @property
    def literal(self) -> str:
        """Return what a text in normal form holds if it holds the part; empty if there are ways.

        An Arabic word is written in several ways, so it needs the pattern.
        """
        if any(not unspaced(word[0]) and is_arabic(word) for word in self.words):
            return ""
        return self._between(" ".join(self.words))

    @cached_property
    def pattern(self) -> str:
        """Return the same as a pattern that Python and PostgreSQL read alike."""
        last = len(self.words) - 1
        ways = [
            _ways(word, self.open_ended and place == last) for place, word in enumerate(self.words)
        ]
        return self._between(" ".join(ways))

    @cached_property
    def matcher(self) -> re.Pattern[str]:
        """Return the pattern that finds the part in a text in normal form."""
        return re.compile(self.pattern)

    def holds(self, normal_text: str) -> bool:
        """Say whether a text in normal form holds the part."""
        return self.matcher.search(normal_text) is not None

    def _between(self, inner: str) -> str:
        before = "" if unspaced(self.words[0][0]) else " "
        after = "" if unspaced(self.words[-1][0]) or self.open_ended else " "
        return f"{before}{inner}{after}"


@dataclass(frozen=True)
class Question:
    """Everything one search asks for.

    Attributes:
        parts: what is looked for.
        cut: whether there was more than is looked for.
    """

    parts: tuple[Part, ...] = ()
    cut: bool = False

    @property
    def wanted(self) -> tuple[Part, ...]:
        """Return the parts a text must hold."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def unwanted(self) -> tuple[Part, ...]:
        """Return the parts a text must not hold."""
        return tuple(part for part in self.parts if part.excluded)

    def holds(self, normal_text: str) -> bool:
        """Say whether a text in normal form is what the question asks for."""
        return all(part.holds(normal_text) != part.excluded for part in self.parts)


def read_question(text: str) -> Question:
    """Return what was typed as a question. Nothing that is typed is wrong."""
    parts: dict[Part, None] = {}
    words = 0
    for part in _parts(text[:MOST_CHARACTERS]):
        if len(parts) == MOST_PARTS or words + len(part.words) > MOST_WORDS:
            return Question(tuple(parts), cut=True)
        words += len(part.words)
        parts[part] = None
    return Question(tuple(parts), cut=len(text) > MOST_CHARACTERS)


def _parts(text: str) -> Iterator[Part]:
    # Lines mean nothing in a question, and cleaning would join runs over them.
    for minus, quoted, bare in PIECE.findall(" ".join(cleaned(text).split())):
        excluded = bool(minus) or (len(bare) > 1 and bare[0] in MINUS)
        words = tuple(words_in(quoted or bare))
        if words:
            yield Part(words, excluded, begins=bare.endswith("*"))


def _groups(word: str, begins: bool) -> Iterator[tuple[str, ...]]:
    if unspaced(word[0]):
        if len(word) <= GRAM:
            yield (word,)
            return
        starts = range(len(word) - GRAM + 1)
        step = max(1, len(starts) // MOST_GRAMS)
        for start in list(starts)[::step][:MOST_GRAMS]:
            yield (word[start : start + GRAM],)
        return
    found = cores(word)
    if not begins:
        yield tuple(core[:LONGEST_TERM] for core in found)
    elif all(len(core) >= GRAM for core in found):
        yield tuple(dict.fromkeys(BEGINS + core[:GRAM] for core in found))


def _ways(word: str, begins: bool) -> str:
    """Return a pattern of every way in which a text may write a word.

    What is attached in front is said once for each core: PostgreSQL took three times as long over
    every way written out.
    """
    if unspaced(word[0]) or not is_arabic(word):
        return word
    ways: dict[str, None] = {}
    for core in cores(word):
        missing = {front: least - len(core) for front, least in ATTACHED.items()}
        fronts = "|".join(front for front, short in missing.items() if short <= 0)
        # Apart from the word as it is: an optional group took Python a third longer.
        ways |= dict.fromkeys([core, *([f"(?:{fronts}){core}"] if fronts else [])])
        if begins:
            longer = {front: short for front, short in missing.items() if short > 0}
            ways |= {f"{front}{core}[^ ]{{{short},}}": None for front, short in longer.items()}
    return f"(?:{'|'.join(ways)})"
