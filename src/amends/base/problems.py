"""What is wrong in a document: each thing with its place, its line and its remedy."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from amends.base.messages import Message

CORRECT_ONE = Message("Correct one of them.")


@dataclass(frozen=True)
class Wrong:
    """Something wrong at a place such as ``$.parties[0].born``: what it is, and what to do.

    The remedy is left out where the message itself holds it.
    """

    path: str
    message: Message
    remedy: Message | None = None

    def lies_in(self, place: str) -> bool:
        """Say whether this is about a place or something within it."""
        rest = self.path.removeprefix(place)
        return self.path.startswith(place) and (not rest or rest[0] in ".[")


@dataclass(frozen=True)
class Problem:
    """Something wrong, with the line of the file it stands in, counted from 1."""

    path: str
    line: int
    message: Message
    remedy: Message | None = None

    def __str__(self) -> str:
        """Return the problem in one line."""
        said = f"line {self.line}: {self.path}: {self.message}"
        return f"{said} {self.remedy}" if self.remedy else said


class DocumentError(ValueError):
    """A document that cannot be taken, with everything that is wrong in it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        """Name the file and keep its problems."""
        self.name, self.problems = name, problems
        super().__init__("\n".join([f"{name}: not taken", *map(str, problems)]))


def placed(found: Iterable[Wrong], lines: Mapping[str, int]) -> tuple[Problem, ...]:
    """Return what was found with the lines it stands in, in their order."""
    problems = (Problem(w.path, _line(w.path, lines), w.message, w.remedy) for w in found)
    return tuple(sorted(problems, key=lambda problem: problem.line))


def shown(given: object) -> str:
    """Return something given as a message can quote it: in quotation marks, shortened."""
    text = str(given)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")


def one_of(given: str, known: Iterable[str]) -> Message:
    """Return the remedy for an unknown word: the nearest known one, or all of a short list."""
    choices = [word for word in known if word]
    if close := difflib.get_close_matches(given, choices, n=1, cutoff=0.6):
        return Message("Did you mean %(nearest)s?", {"nearest": repr(close[0])})
    if 0 < len(choices) <= 16:
        return Message("Choose from: %(choices)s.", {"choices": ", ".join(choices)})
    return Message("Choose one that is declared.")


def named_once(path: str, keys: Iterable[object]) -> Iterator[Wrong]:
    """Yield the keys that stand somewhere more than once."""
    for key, times in Counter(keys).items():
        if times > 1:
            message = Message("%(key)s stands here twice.", {"key": shown(key)})
            yield Wrong(path, message, Message("Keep one of them."))


def not_among(path: str, given: Iterable[str], known: Iterable[str]) -> Iterator[Wrong]:
    """Yield the words given somewhere that are not among those known."""
    choices = list(known)
    for word in given:
        if word not in choices:
            message = Message("%(given)s is not one of the choices.", {"given": shown(word)})
            yield Wrong(path, message, one_of(word, choices))


def _line(path: str, lines: Mapping[str, int]) -> int:
    """Return the line of a path, or of the nearest place above it that the file has."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 1)
