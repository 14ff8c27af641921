"""Reading statute files: every problem named with its place, line and remedy, or nothing taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from amends.base.documents import Form, around_another, fields_of
from amends.base.messages import Message
from amends.base.problems import DocumentError, Wrong, placed
from amends.base.shape import shaped
from amends.base.texts import wrong_texts
from amends.law.checks import wrong_in
from amends.law.statute import Statute

Part = TypeVar("Part")
# The longest law shipped takes some 40,000 characters.
LONGEST_FILE = 500_000


class StatuteError(DocumentError):
    """A file of law that cannot be taken, with everything that is wrong in it."""


FORM = Form(
    LONGEST_FILE,
    Message("Put each instrument into a file of its own."),
    Message("This holds no law: it has no fields."),
    Message("Begin with key, country, title, short, family and sources."),
    StatuteError,
)


def read(content: str, *, name: str = "statute", today: date | None = None) -> Statute:
    """Read a statute file; with a day, nothing in it may be read later than that.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(Statute, content, name=name, checks=lambda found: wrong_in(found, today))


def read_as(
    kind: type[Part],
    content: str,
    *,
    name: str,
    checks: Callable[[Part], list[Wrong]],
    form: Form = FORM,
) -> Part:
    """Read a file of law of one kind and check it.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    document = fields_of(content, form, name=name)
    part, misshapen = shaped(document.content, kind)
    found = [*wrong_texts(document.content), *misshapen]
    found += [wrong for wrong in checks(part) if not around_another(wrong, misshapen)]
    if found:
        raise StatuteError(name, placed(found, document.lines))
    return part
