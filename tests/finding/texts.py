"""Texts of several scripts, made up, for tests that look for words in them."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = {
    "latin": "abcdeiostüñéÅĐÿŁßIİ",
    "cyrillic": "абвгдеёйкЖы",
    "arabic": "ابتثجحكلموهيةىأإآؤئءـَُِّ",
    "hebrew": "אבגדהשׁ",
    "devanagari": "कखगनमया्िी",
    "thai": "กขคงนมเแาิี่้ำ",
    "khmer": "កខគនម្ាិី",
    "burmese": "ကခဂနမ်ာိီး",
    "chinese": "中国人民护照债務",
    "japanese": "のパスポートがを日本",
    "korean": "한국여권빚",
    "digits": "0129٣٤๕५",
}
GAPS = [" ", "  ", "\n", ", ", ". ", "-", "'", "\t", " \n", "\u200b", "\u200f", "\u00ad", "\0", ""]


def words() -> st.SearchStrategy[str]:
    """Return a strategy of words, each of one script; Arabic ones at times with an article."""
    of_scripts = [st.text(letters, min_size=1, max_size=6) for letters in LETTERS.values()]
    fronts = st.sampled_from(["ال", "وال", "بال", "لل", "كال", "و"])
    arabic = st.builds(str.__add__, fronts, st.text(LETTERS["arabic"], min_size=1, max_size=5))
    return st.one_of(*of_scripts, arabic)


def texts() -> st.SearchStrategy[str]:
    """Return a strategy of texts: words with all that stands between words, or nothing."""
    pairs = st.lists(st.tuples(words(), st.sampled_from(GAPS)), max_size=14)
    return pairs.map(lambda found: "".join(word + gap for word, gap in found))
