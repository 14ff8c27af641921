"""In which scripts a text is written."""

from __future__ import annotations

import re

# The code of each script, and the letters that belong to no other.
SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2}"),
    "arabic": re.compile("[\u0620-\u064a\u0671-\u06d3]{2}"),
    "armenian": re.compile("[\u0531-\u0587]{2}"),
    "bengali": re.compile("[\u0985-\u09ce]"),
    "burmese": re.compile("[\u1000-\u102a]"),
    "chinese": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"),
    "cyrillic": re.compile("[\u0400-\u052f]{2}"),
    "devanagari": re.compile("[\u0904-\u0939]"),
    "ethiopic": re.compile("[\u1200-\u137f]{2}"),
    "georgian": re.compile("[\u10a0-\u10ff]{2}"),
    "greek": re.compile("[\u0370-\u03ff]{2}"),
    "hebrew": re.compile("[\u05d0-\u05ea]{2}"),
    "japanese": re.compile("[\u3041-\u30ff]"),
    "khmer": re.compile("[\u1780-\u17b3]"),
    "korean": re.compile("[\uac00-\ud7a3]"),
    "lao": re.compile("[\u0e81-\u0ec4]"),
    "sinhala": re.compile("[\u0d85-\u0dc6]"),
    "tamil": re.compile("[\u0b85-\u0bb9]"),
    "thai": re.compile("[\u0e01-\u0e44]"),
}


def scripts_in(text: str) -> tuple[str, ...]:
    """Return the codes of the scripts of a cleaned text, in alphabetical order of their codes."""
    return tuple(sorted(code for code, letters in SCRIPTS.items() if letters.search(text)))
