"""What Arabic writes in one piece with a word: the article, "and", "in", "for", "as"."""

from __future__ import annotations

from functools import lru_cache

# What may stand in front of a word, and how many letters at least must be left behind it. Without
# such a bound every word of four letters would also be one of three: a book holds no repentance.
ATTACHED = {
    "ال": 2,
    "لل": 2,
    "وال": 3,
    "فال": 3,
    "بال": 3,
    "كال": 3,
    "ولل": 3,
    "فلل": 3,
    "وبال": 3,
    "فبال": 3,
    "وكال": 3,
    "و": 4,
    "ف": 4,
    "ب": 4,
    "ل": 4,
    "ك": 4,
    "وب": 4,
    "ول": 4,
}
# What is taken off a word that is asked for. More is left standing than in texts: the asker means
# the word as typed, and parents are not a religion.
ASKED = {"ال": 2, "لل": 3, "وال": 4, "فال": 4, "بال": 4, "كال": 4, "ولل": 4, "فلل": 4, "وبال": 4}


def is_arabic(word: str) -> bool:
    """Say whether a folded word begins in Arabic letters."""
    return "\u0600" <= word[0] <= "\u06ff"


@lru_cache(maxsize=200_000)
def bases(word: str) -> tuple[str, ...]:
    """Return a word of a text, as written and without what is attached in front."""
    if not is_arabic(word):
        return (word,)
    return _without(word, ATTACHED)


def cores(word: str) -> tuple[str, ...]:
    """Return a word that is asked for, as typed and without its article."""
    if not is_arabic(word):
        return (word,)
    return _without(word, ASKED)


def _without(word: str, attached: dict[str, int]) -> tuple[str, ...]:
    rest = {
        word[len(front) :]
        for front, least in attached.items()
        if word.startswith(front) and len(word) - len(front) >= least
    }
    return (word, *sorted(rest - {word}))
