"""What a text may hold: no characters that cannot be seen, stored or told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from amends.base.messages import Message
from amends.base.problems import Wrong

LINE_BREAKS = frozenset("\n\t")
# Marks that turn the order of what follows around: a name can be made to read as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset("\u200b\u2060\ufeff\u00ad")
LOOK_ALIKE = frozenset(
    {"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "FULLWIDTH", "GREEK", "LATIN", "MATHEMATICAL"}
)


def wrong_texts(value: Any, path: str = "$") -> Iterator[Wrong]:
    """Yield every text of a document, keys included, that holds what it must not."""
    if isinstance(value, dict):
        for key, inner in value.items():
            place = f"{path}.{key}"
            yield from _wrong_characters(key, place)
            yield from wrong_texts(inner, place)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from wrong_texts(inner, f"{path}[{index}]")
    elif isinstance(value, str):
        yield from _wrong_characters(value, path)


def mixed_scripts(text: str) -> tuple[str, ...]:
    """Return the scripts a single word mixes, such as look-alike Latin and Cyrillic letters."""
    for word in text.split():
        scripts = {_script(c) for c in word if c.isalpha()} & LOOK_ALIKE
        if len(scripts) > 1 or scripts & {"FULLWIDTH", "MATHEMATICAL"}:
            return tuple(sorted(scripts))
    return ()


def unseen_characters(text: str) -> tuple[str, ...]:
    """Return the codes, such as U+200B, of what a text holds and nobody can see."""
    return tuple(f"U+{ord(c):04X}" for c in sorted({c for c in text if _is_forbidden(c)}))


def unseen_here(code: str) -> Message:
    """Return that a character stands in a text that nobody can see."""
    return Message("A character stands here that cannot be seen (%(code)s).", {"code": code})


def _wrong_characters(text: str, path: str) -> Iterator[Wrong]:
    for code in unseen_characters(text):
        yield Wrong(path, unseen_here(code), Message("Take it out."))


def _is_forbidden(character: str) -> bool:
    if character in LINE_BREAKS:
        return False
    return character in TURNING | UNSEEN or unicodedata.category(character) in {"Cc", "Cs", "Cn"}


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]
