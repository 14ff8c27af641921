"""Pseudonyms: how a victim is called everywhere, so that no name needs to be stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import count
from string import ascii_uppercase

GENERIC_WORDS = frozenset(
    {"victim", "child", "girl", "boy", "woman", "man", "worker", "witness", "minor"}
    | {"complainant", "الضحية", "ضحية", "الطفل", "الطفلة", "الشاهد", "الشاهدة", "العامل", "العاملة"}
)
LONGEST_CODE = 5


def is_pseudonym(text: str) -> bool:
    """Say whether a designation is a pseudonym: a short code, after a generic word at most.

    ``AAA``, ``V1``, ``Victim B`` and ``Child 2`` are; ``Maria`` and ``Victim Maria`` are not. A
    code has at most five characters, is not written like a name (capital, then small letters)
    and, in a script without capitals, has at most one letter.
    """
    words = text.split()
    if not words or len(words) > 2:
        return False
    if len(words) == 2 and words[0].casefold() not in GENERIC_WORDS:
        return False
    return _is_code(words[-1])


def next_pseudonym(taken: Iterable[str]) -> str:
    """Return the first of AAA, BBB, ... ZZZ, V27, V28, ... that is not taken."""
    used = set(taken)
    threefold = (letter * 3 for letter in ascii_uppercase)
    for code in threefold:
        if code not in used:
            return code
    return next(code for n in count(27) if (code := f"V{n}") not in used)


def _is_code(word: str) -> bool:
    if len(word) > LONGEST_CODE or not word.isalnum():
        return False
    letters = [c for c in word if c.isalpha()]
    if any(unicodedata.category(c) == "Ll" for c in letters):
        return False
    has_no_case = [c for c in letters if unicodedata.category(c) != "Lu"]
    return len(has_no_case) <= 1
