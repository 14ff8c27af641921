"""Folding letters, so that one word written in several ways is one word.

Compatibility forms, case, accents, Arabic letter variants, tatweel and vowel signs, and digits of
any script make no difference. Signs that spell a word in Thai, Khmer, Burmese or Devanagari do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

PAGE_BREAK = "\f"
# Accents and vowel signs that a word is written with or without.
ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0640]"
)
SAME = str.maketrans(
    {
        "آ": "ا",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ہ": "ه",
        "ۀ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ۃ": "ه",
        "ک": "ك",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
TWO_AS_ONE = (("\u0e40\u0e40", "\u0e41"), ("\u0ec0\u0ec0", "\u0ec1"))  # typed twice for one vowel
BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\v]")
EDGES = re.compile(r"[ \t]*\n[ \t]*")
# Scripts that write words without spaces between them, or attach to a word what follows it.
UNSPACED_BLOCKS = (
    (0x0E00, 0x0EFF),
    (0x0F00, 0x0FFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x1950, 0x19FF),
    (0x1A20, 0x1AAF),
    (0x1B00, 0x1B7F),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x303F),
    (0x3040, 0x318F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xA980, 0xA9FF),
    (0xAA60, 0xAADF),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
BEYOND = "[\U00010000-\U0010ffff]"  # what stands beyond the first plane of Unicode
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"


def cleaned(text: str) -> str:
    """Return a text as it is kept: compatibility forms resolved, unseen characters taken out."""
    text = BREAKS.sub("\n", text).replace("\u00ad\n", "")
    return EDGES.sub("\n", unicodedata.normalize("NFKC", _dropping().sub("", text)))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return one word of a cleaned text as it is compared; empty if only signs are left."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.replace("\n", "").casefold().translate(SAME))
    # Folding case and letters can bring decomposed forms back, so accents go last.
    word = unicodedata.normalize("NFKC", ACCENTS.sub("", word)).translate(SAME)
    for twice, once in TWO_AS_ONE:
        word = word.replace(twice, once)
    return "".join(map(_digit, word)) if not word.isalpha() else word


def unspaced(character: str) -> bool:
    """Say whether a character belongs to a script that puts no spaces between words."""
    code = ord(character)
    if code < UNSPACED_BLOCKS[0][0]:
        return False
    return any(first <= code <= last for first, last in UNSPACED_BLOCKS) and not _is_digit(
        character
    )


@cache
def token_pattern() -> re.Pattern[str]:
    """Return the pattern of one word: a run of letters and digits, or a run without spaces.

    A run without spaces goes on over the end of a line, where its paper was merely too narrow;
    Korean does not, since it has spaces.
    """
    joined, spaced = map(_run, _classes())
    return re.compile(f"{spaced}|{joined}(?:\n{joined})*|[{HANGUL}]+")


def _run(codes: list[int]) -> str:
    """Return the pattern of a run of some characters.

    The many ranges beyond the first plane are tried only where a character of them stands: going
    through them at the end of every word took four times as long as all the rest.
    """
    beyond = f"(?={BEYOND})[{_ranges(codes)}]+"
    return f"(?:[{_ranges([code for code in codes if code < 0x10000])}]+(?:{beyond})?|{beyond})"


@cache
def _dropping() -> re.Pattern[str]:
    """Return the pattern of what nobody sees: control and format characters, and no characters."""
    dropped = [
        code
        for code in range(0x110000)
        if code < 0x30000 or code >= 0xE0000
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs"} and chr(code) not in "\n\t\f"
    ]
    return re.compile(f"[{_ranges(dropped)}]")


@cache
def _classes() -> tuple[list[int], list[int]]:
    """Return the characters of words without and with spaces between them, without Korean."""
    alone: list[int] = []
    spaced: list[int] = []
    korean = re.compile(f"[{HANGUL}]")
    for code in [*range(0x20, 0x1F000), *range(0x20000, 0x323B0)]:
        character = chr(code)
        if unicodedata.category(character)[0] in "LMN" and not korean.match(character):
            (alone if unspaced(character) else spaced).append(code)
    return alone, spaced


def _ranges(codes: list[int]) -> str:
    parts, start = [], codes[0]
    for code, following in zip(codes, [*codes[1:], -1], strict=True):
        if following != code + 1:
            parts.append(f"\\U{start:08x}-\\U{code:08x}")
            start = following
    return "".join(parts)


def _is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if _is_digit(character) else character
