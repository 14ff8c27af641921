"""In which scripts a text is written."""

from __future__ import annotations

import re
from enum import StrEnum


class Script(StrEnum):
    """A script that is told from the others by its letters."""

    LATIN = "latin"
    ARABIC = "arabic"
    ARMENIAN = "armenian"
    BENGALI = "bengali"
    BURMESE = "burmese"
    CHINESE = "chinese"
    CYRILLIC = "cyrillic"
    DEVANAGARI = "devanagari"
    ETHIOPIC = "ethiopic"
    GEORGIAN = "georgian"
    GREEK = "greek"
    HEBREW = "hebrew"
    JAPANESE = "japanese"
    KHMER = "khmer"
    KOREAN = "korean"
    LAO = "lao"
    SINHALA = "sinhala"
    TAMIL = "tamil"
    THAI = "thai"


# The letters of each script that belong to no other.
SCRIPTS = {
    Script.LATIN: re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2}"),
    Script.ARABIC: re.compile("[\u0620-\u064a\u0671-\u06d3]{2}"),
    Script.ARMENIAN: re.compile("[\u0531-\u0587]{2}"),
    Script.BENGALI: re.compile("[\u0985-\u09ce]"),
    Script.BURMESE: re.compile("[\u1000-\u102a]"),
    Script.CHINESE: re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"),
    Script.CYRILLIC: re.compile("[\u0400-\u052f]{2}"),
    Script.DEVANAGARI: re.compile("[\u0904-\u0939]"),
    Script.ETHIOPIC: re.compile("[\u1200-\u137f]{2}"),
    Script.GEORGIAN: re.compile("[\u10a0-\u10ff]{2}"),
    Script.GREEK: re.compile("[\u0370-\u03ff]{2}"),
    Script.HEBREW: re.compile("[\u05d0-\u05ea]{2}"),
    Script.JAPANESE: re.compile("[\u3041-\u30ff]"),
    Script.KHMER: re.compile("[\u1780-\u17b3]"),
    Script.KOREAN: re.compile("[\uac00-\ud7a3]"),
    Script.LAO: re.compile("[\u0e81-\u0ec4]"),
    Script.SINHALA: re.compile("[\u0d85-\u0dc6]"),
    Script.TAMIL: re.compile("[\u0b85-\u0bb9]"),
    Script.THAI: re.compile("[\u0e01-\u0e44]"),
}


def scripts_in(text: str) -> tuple[str, ...]:
    """Return the codes of the scripts of a cleaned text, in alphabetical order of their codes."""
    return tuple(sorted(code for code, letters in SCRIPTS.items() if letters.search(text)))
