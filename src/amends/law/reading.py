"""Reading statute files: every problem named with its place, line and remedy, or nothing taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from amends.base.messages import Message
from amends.base.problems import DocumentError, Problem, Wrong, placed
from amends.base.shape import shaped
from amends.base.texts import wrong_texts
from amends.base.yaml_document import Document, YamlProblem, read_document
from amends.law.checks import wrong_in
from amends.law.statute import Statute

Part = TypeVar("Part")
# The longest law shipped takes some 40,000 characters.
LONGEST_FILE = 500_000


class StatuteError(DocumentError):
    """A file of law that cannot be taken, with everything that is wrong in it."""


def read(content: str, *, name: str = "statute") -> Statute:
    """Read a statute file.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(Statute, content, name=name, checks=wrong_in)


def read_as(
    kind: type[Part], content: str, *, name: str, checks: Callable[[Part], list[Wrong]]
) -> Part:
    """Read a file of law of one kind and check it.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    document = _document(content, name)
    part, misshapen = shaped(document.content, kind)
    found = [*wrong_texts(document.content), *misshapen]
    found += [wrong for wrong in checks(part) if not _already_said(wrong, misshapen)]
    if found:
        raise StatuteError(name, placed(found, document.lines))
    return part


def _already_said(wrong: Wrong, misshapen: list[Wrong]) -> bool:
    return any(wrong.lies_in(m.path) or m.lies_in(wrong.path) for m in misshapen)


def _document(content: str, name: str) -> Document:
    if len(content) > LONGEST_FILE:
        message = Message("This file is longer than %(most)d characters.", {"most": LONGEST_FILE})
        remedy = Message("Put each instrument into a file of its own.")
        raise StatuteError(name, (Problem("$", 1, message, remedy),))
    try:
        document = read_document(content)
    except YamlProblem as refusal:
        faults = refusal.faults
        problems = tuple(Problem(f.path, f.line, f.message, f.remedy) for f in faults)
        raise StatuteError(name, problems) from None
    if not isinstance(document.content, dict):
        message = Message("This holds no law: it has no fields.")
        remedy = Message("Begin with key, country, title, short, family and sources.")
        raise StatuteError(name, (Problem("$", 1, message, remedy),))
    return document
