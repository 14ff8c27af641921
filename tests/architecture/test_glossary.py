"""One word per concept: what docs/glossary.md tells us not to say is not said on pages or in docs.

In the glossary's last column the words in ``code`` are held here; words in plain letters are advice
to writers, for they have honest uses too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name, templates

GLOSSARY = ROOT / "docs" / "glossary.md"
QUOTED = re.compile(r"`([^`]+)`")
NOT_PROSE = re.compile(
    r"\{%-?\s*(?!trans|blocktrans|translate|blocktranslate)[^%]*%\}|\{\{.*?\}\}|\{#.*?#\}"
    r"|<[^<>]*>|```.*?```|`[^`]*`|\]\([^)]*\)",
    re.DOTALL,
)


def rows() -> list[list[str]]:
    """Return the cells of the glossary's table: the word, what it means, what not to say."""
    lines = GLOSSARY.read_text("utf-8").splitlines()
    table = [line.strip().strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in table if "---" not in cells[0]][1:]


def banned() -> list[str]:
    """Return every word and phrase that the glossary bans."""
    return [word for cells in rows() for word in QUOTED.findall(cells[2])]


def said(text: str) -> set[str]:
    """Return the banned words that a text says in its prose."""
    prose = NOT_PROSE.sub(" ", text)
    return {word for word in banned() if re.search(rf"\b{re.escape(word)}s?\b", prose, re.I)}


def pages_and_docs() -> list[Path]:
    """Return every text that users or newcomers read."""
    docs = [path for path in sorted(ROOT.glob("docs/**/*.md")) if path != GLOSSARY]
    return [*sorted(ROOT.glob("*.md")), *docs, *templates()]


def test_the_glossary_is_in_order() -> None:
    words = [cells[0].strip("* ").lower() for cells in rows()]
    assert words == sorted(words)
    assert len(words) == len(set(words))
    assert all(len(cells) == 3 and cells[1].endswith(".") for cells in rows())


def test_no_word_is_both_ours_and_banned() -> None:
    assert {cells[0].strip("* ").lower() for cells in rows()} & {
        w.lower() for w in banned()
    } == set()


@pytest.mark.parametrize("path", pages_and_docs(), ids=name)
def test_pages_and_docs_keep_to_the_glossary(path: Path) -> None:
    assert said(path.read_text("utf-8")) == set()


def test_banned_words_are_found() -> None:
    assert banned()
    for word in banned():
        assert word in said(f"<p>The {word} is here.</p>")
        assert word not in said(f"<p class='{word}'>{{{{ {word} }}}}</p>")
