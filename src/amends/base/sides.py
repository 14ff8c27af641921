"""From which side a text is read: by its words, not by the key that stands before them."""

from __future__ import annotations

import re
import unicodedata

# A key such as E1, P-12 or DEMO-2025-0001 before the words, isolated or not, and what joins them.
KEY = re.compile(
    r"^(?:[\s\u2066-\u2069]*[A-Za-z]{1,12}[-/]?\d[\w/-]*[\u2066-\u2069]*[\s:.,·–-]+(?=\S))+"
)
SIDES = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def side_of(text: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first letter of the words, ``auto`` where there is none.

    A browser that is left to find out goes by the key, which is Latin, and turns the words around.
    """
    words = KEY.sub("", text, count=1)
    found = (SIDES.get(unicodedata.bidirectional(sign)) for sign in words)
    return next((side for side in found if side is not None), "auto")
