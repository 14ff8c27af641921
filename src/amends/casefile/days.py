"""The dates of a case file, checked."""

from __future__ import annotations

from collections.abc import Iterator

from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.problems import CORRECT_ONE, Wrong


def wrong_date(path: str, text: str, *, needed: bool = False) -> Iterator[Wrong]:
    """Yield what is wrong with a date, or that it is missing where it is needed."""
    if not text and needed:
        message = Message("A date is missing.")
        yield Wrong(path, message, Message("Write 2008-05-03, 2008-05 or 2008."))
    if text:
        try:
            When.parse(text)
        except Refusal as refusal:
            yield Wrong(path, refusal.message)


def day_of(text: str) -> When | None:
    """Return the date a text says, if it says one."""
    try:
        return When.parse(text)
    except Refusal:
        return None


def wrong_period(path: str, since: tuple[str, str], until: tuple[str, str]) -> Iterator[Wrong]:
    """Yield what is wrong with the two ends of a period, each with its field."""
    yield from wrong_date(f"{path}.{since[0]}", since[1])
    yield from wrong_date(f"{path}.{until[0]}", until[1])
    first, last = day_of(since[1]), day_of(until[1])
    if first and last and last.last < first.first:
        message = Message("The end lies before the beginning.")
        yield Wrong(f"{path}.{until[0]}", message, CORRECT_ONE)
