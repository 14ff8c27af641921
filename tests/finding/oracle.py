"""The same questions answered by looking at every letter, written without a line of the office's.

Slow and plain on purpose: no index, no patterns, no positions.
"""

from __future__ import annotations

import unicodedata

RUNS = {
    "THAI",
    "LAO",
    "TIBETAN",
    "MYANMAR",
    "KHMER",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "BOPOMOFO",
    "HANGUL",
    "IDEOGRAPHIC",
    "HANGZHOU",
    "KATAKANA-HIRAGANA",
    "VERTICAL",
}
FORMS = {"آ": "ا", "أ": "ا", "إ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك"}
ARTICLES = ("ال", "لل", "وال", "فال", "بال", "كال", "ولل", "فلل", "وبال", "فبال", "وكال")


def lettered(text: str) -> str:
    """Return a text with every letter as it is compared."""
    whole = unicodedata.normalize("NFKC", text)
    whole = "".join(
        c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    whole = unicodedata.normalize("NFD", whole.casefold())
    whole = "".join(c for c in whole if not accent(c))
    whole = unicodedata.normalize("NFKC", whole)
    return "".join(digit(FORMS.get(c, c)) for c in whole)


def accent(c: str) -> bool:
    """Say whether a sign makes no difference."""
    hebrew = "\u0591" <= c <= "\u05c7" and unicodedata.category(c) == "Mn"
    latin = "\u0300" <= c <= "\u036f"
    arabic = c == "ـ" or "\u064b" <= c <= "\u0655" or c == "\u0670"
    return hebrew or latin or arabic


def digit(c: str) -> str:
    """Return a digit of any script as one of ours."""
    return str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c


def in_a_run(c: str) -> bool:
    """Say whether a letter belongs to a script without spaces."""
    name = unicodedata.name(c, "").split()
    return bool(name) and name[0] in RUNS and unicodedata.category(c)[0] in "LM"


def pieces(text: str) -> list[str]:
    """Return the words and runs of a text, letter by letter."""
    found: list[str] = []
    before = ""
    whole = lettered(text)
    for place, c in enumerate(whole):
        kind = "run" if in_a_run(c) else "word" if unicodedata.category(c)[0] in "LMN" else ""
        if kind == "run" and unicodedata.name(c).startswith("HANGUL"):
            kind = "korean"
        if c == "\n" and before == "run" and whole[place + 1 : place + 2]:
            following = whole[place + 1]
            if in_a_run(following) and not unicodedata.name(following).startswith("HANGUL"):
                continue
        if kind and kind == before:
            found[-1] += c
        elif kind:
            found.append(c)
        before = kind
    return found


def same(asked: str, word: str, *, begins: bool) -> bool:
    """Say whether a word of a text is the one that is asked for."""
    return any(
        form.startswith(core) if begins else form == core
        for core in bare(asked, asking=True)
        for form in bare(word, asking=False)
    )


def bare(word: str, *, asking: bool) -> list[str]:
    """Return a word as written, and without what Arabic attaches to it."""
    forms = [word]
    if not "\u0600" <= word[0] <= "\u06ff":
        return forms
    for front in ARTICLES:
        rest = word[len(front) :]
        least = {"ال": 2, "لل": 3 if asking else 2}.get(front, 4 if asking else 3)
        if asking and front in ("فبال", "وكال"):
            continue
        if word.startswith(front) and len(rest) >= least:
            forms.append(rest)
    if not asking:
        forms += [word[1:] for front in "وفبلك" if word[0] == front and len(word) > 4]
        forms += [word[2:] for front in ("وب", "ول") if word[:2] == front and len(word) > 5]
    return forms


def holds(text: str, phrase: str, *, begins: bool = False) -> bool:
    """Say whether a text holds the words of a phrase one after the other."""
    asked, words = pieces(phrase), pieces(text)
    if not asked:
        return False
    return any(
        all(
            fits(one, words[start + place], place == 0, place == len(asked) - 1, begins)
            for place, one in enumerate(asked)
        )
        for start in range(len(words) - len(asked) + 1)
    )


def fits(asked: str, word: str, first: bool, last: bool, begins: bool) -> bool:
    """Say whether a word of a phrase stands at its place: a run may go on at the phrase's ends."""
    if not in_a_run(asked[0]):
        return not in_a_run(word[0]) and same(asked, word, begins=begins and last)
    if not in_a_run(word[0]):
        return False
    if first and last:
        return asked in word
    if first:
        return word.endswith(asked)
    return word.startswith(asked) if last else word == asked
