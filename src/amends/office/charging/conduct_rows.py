"""Stated conduct as pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from amends.law.facts import Moved
from amends.law.terms import Vocabulary
from amends.office.charging.models import Conduct
from amends.office.charging.stating import why_not_charged
from amends.office.charging.words import MOVEMENTS, OBSTACLES, mental_word, mode_word, term_words
from amends.office.desk.words import listed

Words = str | Promise


@dataclass(frozen=True)
class ConductRow:
    """One conduct stated, in words."""

    conduct: Conduct
    obstacle: Words
    victims: str
    mode: str
    acts: str
    means: str
    ends: str
    occurred: str
    circumstances: str
    contested: str
    moved: Words
    mental: str


def conduct_rows(conduct: Iterable[Conduct]) -> Iterator[ConductRow]:
    """Yield the conduct stated."""
    for row in conduct:
        entries = row.entries  # type: ignore[attr-defined]  # prefetched by the selector
        disputed = [
            term_words(vocabulary, row.contested)
            for vocabulary in (Vocabulary.ACTS, Vocabulary.MEANS, Vocabulary.ENDS)
        ]
        yield ConductRow(
            row,
            OBSTACLES[obstacle] if (obstacle := why_not_charged(row)) else "",
            listed(entry.party.designation for entry in entries),
            mode_word(row.mode),
            term_words(Vocabulary.ACTS, row.acts),
            term_words(Vocabulary.MEANS, row.means),
            term_words(Vocabulary.ENDS, row.ends),
            term_words(Vocabulary.ENDS, row.occurred),
            term_words(Vocabulary.CIRCUMSTANCES, row.circumstances),
            listed(filter(None, disputed)),
            MOVEMENTS[Moved(row.moved)],
            mental_word(row.mental),
        )
