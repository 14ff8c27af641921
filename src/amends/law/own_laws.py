"""An office's own laws: its statute files and its promotions, put over those that are shipped.

The texts of the files are handed in; where they lie is no matter of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from amends.base.messages import Message
from amends.base.problems import DocumentError, Problem, one_of, shown
from amends.law.library import Library
from amends.law.promotions import promoted, read_promotions
from amends.law.reading import StatuteError, read
from amends.law.replacing import named_in_vain, refuse_wrong_replacements
from amends.law.statute import Statute

STATUTES, PROMOTIONS, TEXTS = "statutes", "promotions", "texts"
ENDING = ".yaml"

Part = TypeVar("Part")


@dataclass(frozen=True)
class OwnFiles:
    """The texts of an office's own files, by the name of each."""

    statutes: Mapping[str, str] = field(default_factory=dict)
    promotions: Mapping[str, str] = field(default_factory=dict)


class OwnLawsError(ValueError):
    """Own laws that cannot be taken: everything that is wrong, in every file."""

    def __init__(self, refusals: Iterable[DocumentError]) -> None:
        """Keep what is wrong with each file."""
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


def with_own_laws(shipped: Library, files: OwnFiles) -> Library:
    """Return a library with an office's own statutes, and its promotions beside what they say.

    Raises:
        OwnLawsError: everything that is wrong in any file; then nothing is taken.
    """
    refused: list[DocumentError] = []
    statutes = _each(files.statutes, _own_statute, refused)
    library = shipped.with_statutes(statutes)
    if not refused:
        _each(files.statutes, lambda name, text: _replacing(name, text, library), refused)

    def with_promotions(name: str, text: str) -> Statute:
        return _promoted(name, text, library)

    unread = {error.name.removeprefix(f"{STATUTES}/") for error in refused}
    readable = {name: text for name, text in files.promotions.items() if name not in unread}
    changed = _each(readable, with_promotions, refused)
    if refused:
        raise OwnLawsError(refused)
    return library.with_statutes(changed)


def refusal(name: str, message: Message, remedy: Message) -> StatuteError:
    """Return that a file as a whole cannot be taken."""
    return StatuteError(name, (Problem("$", 1, message, remedy),))


def _each(
    files: Mapping[str, str], take: Callable[[str, str], Part], refused: list[DocumentError]
) -> list[Part]:
    """Return what each file holds, noting those that cannot be taken."""
    taken = []
    for name, text in sorted(files.items()):
        try:
            taken.append(take(name, text))
        except DocumentError as wrong:
            refused.append(wrong)
    return taken


def _own_statute(name: str, text: str) -> Statute:
    statute = read(text, name=f"{STATUTES}/{name}")
    if f"{statute.key}{ENDING}" != name:
        message = Message("This file holds the law %(key)s.", {"key": shown(statute.key)})
        named = {"name": f"{statute.key}{ENDING}"}
        remedy = Message("Name it %(name)s, or correct the key.", named)
        raise refusal(f"{STATUTES}/{name}", message, remedy)
    return statute


def _replacing(name: str, text: str, library: Library) -> None:
    """Refuse an own law that replaces what is not held, or lacks what another one replaces."""
    place, statute = f"{STATUTES}/{name}", library.statutes[name.removesuffix(ENDING)]
    refuse_wrong_replacements(text, statute, library.statutes, name=place)
    for lacking, other in named_in_vain(statute, library.statutes):
        named = {"given": shown(lacking), "other": other}
        message = Message("The offence %(given)s is gone, which %(other)s replaces.", named)
        raise refusal(place, message, Message("Keep it, with the day of its repeal."))


def _promoted(name: str, text: str, library: Library) -> Statute:
    place, key = f"{PROMOTIONS}/{name}", name.removesuffix(ENDING)
    statute = library.statutes.get(key)
    if statute is None:
        message = Message("There is no law %(key)s.", {"key": shown(key)})
        raise refusal(place, message, one_of(key, library.statutes))
    return promoted(statute, read_promotions(text, name=place, of=statute))
