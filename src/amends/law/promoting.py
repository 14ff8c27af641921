"""Promoting a cell: from what a lawyer gives to a promotion that can be kept, or every reason not.

Without a value the present one is confirmed; with one, a reading of its own stands beside those
that are held, and is in conflict with what others have read differently.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from amends.base.documents import around_another
from amends.base.messages import Message
from amends.base.problems import Wrong
from amends.base.shape import shaped
from amends.base.texts import wrong_texts
from amends.law.cells import Cell, Held, Reading, Value
from amends.law.kinds import Choice, Day, Kind, Text, Words
from amends.law.places import Place, places
from amends.law.promotions import Promotion, Promotions, meant, no_one_cell, wrong_promotion
from amends.law.statute import Statute

Span = tuple[date | None, date | None]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a lawyer gives.

    Attributes:
        cell: its path, with or without the statute's key.
        value: as JSON or as plain text; nothing to confirm what is held.
        sha256: the digest of the text that was read.
    """

    cell: str
    citation: str
    reader: str
    read_on: date
    sha256: str
    value: str | None = None
    at: str = ""
    since: date | None = None
    until: date | None = None


class NotPromoted(ValueError):
    """Something that cannot be promoted: everything wrong in what was given, by its name."""

    def __init__(self, *wrong: Wrong) -> None:
        """Keep what is wrong; the paths are the names of what was given."""
        self.wrong = wrong
        super().__init__("\n".join(map(_line, wrong)))


def promotion(statute: Statute, asked: Asked, today: date) -> Promotion:
    """Return the promotion of a cell that a lawyer asks for.

    Raises:
        NotPromoted: everything that is wrong with it.
    """
    place = place_of_cell(statute, asked.cell)
    value, (since, until) = _said(statute, place, asked)
    given = {
        **{name: getattr(asked, name) for name in ("citation", "reader", "sha256", "at")},
        "cell": place.path,
        "part": place.part,
        "value": list(value) if isinstance(value, tuple) else value,
        "read_on": str(asked.read_on),
        "since": _day(since),
        "until": _day(until),
    }
    found, misshapen = shaped(given, Promotion)
    wrong = [*wrong_texts(given), *misshapen, *_in_the_future(asked.read_on, today)]
    checked = wrong_promotion("$", found, place.kind)
    wrong += [one for one in checked if not around_another(one, misshapen)]
    if wrong:
        raise NotPromoted(*_named(wrong))
    return found


def place_of_cell(statute: Statute, path: str) -> Place:
    """Return a cell of a statute by its path, with or without the statute's key.

    Raises:
        NotPromoted: there is none of that path, or there are several.
    """
    path = own_path(statute.key, path)
    found = [place for place in places(statute) if place.path == path]
    if len(found) != 1:
        raise NotPromoted(Wrong("cell", *no_one_cell(path, statute, found)))
    return found[0]


def own_path(key: str, path: str) -> str:
    """Return the path of a cell without the key of its statute."""
    return path.strip().removeprefix(f"{key}.")


def without_newest(found: Promotions, cell: str) -> tuple[Promotions, Promotion]:
    """Return promotions without the newest one of a cell, and that one.

    Raises:
        NotPromoted: nothing is promoted in that cell.
    """
    path = own_path(found.statute, cell)
    numbers = [n for n, one in enumerate(found.promotions) if one.cell == path]
    if not numbers:
        message = Message("Nothing is promoted in %(cell)s.", {"cell": repr(path)})
        raise NotPromoted(Wrong("cell", message, SEE_LIST))
    last = numbers[-1]
    kept = (*found.promotions[:last], *found.promotions[last + 1 :])
    return dataclasses.replace(found, promotions=kept), found.promotions[last]


def held_by(statute: Statute, promotion: Promotion, today: date) -> Held | None:
    """Return the cell of a promotion as it stands today, or on a day the promotion is about."""
    found = meant(promotion, places(statute))
    on = _a_day((promotion.since, promotion.until), today)
    return _held(statute, found[0], on) if found else None


def _said(statute: Statute, place: Place, asked: Asked) -> tuple[Value, Span]:
    """Return the value and the days a promotion is about."""
    if asked.value is not None:
        return _value(asked.value, place.kind), (asked.since, asked.until)
    span = _span(statute, place, asked)
    held = _held(statute, place, _a_day(span, span[0] or date.max))
    if held.is_conflict:
        raise NotPromoted(Wrong("cell", IN_CONFLICT, GIVE_VALUE))
    return held.value, (asked.since or span[0], asked.until or span[1])


def _span(statute: Statute, place: Place, asked: Asked) -> Span:
    """Return the days of the readings that are to be confirmed."""
    spans = tuple(dict.fromkeys(_days(place.cell)))
    if not spans:
        raise NotPromoted(Wrong("cell", NOT_READ, GIVE_VALUE))
    chosen = [span for span in spans if _is_asked(span, asked)]
    if len(spans) > 1 and (len(chosen) != 1 or (asked.since, asked.until) == (None, None)):
        message = Message("It holds readings of several days: %(days)s.", {"days": _told(spans)})
        raise NotPromoted(Wrong("since", message, PICK_ONE))
    (span,) = chosen if len(spans) > 1 else spans
    if not _lies_within((asked.since, asked.until), span):
        message = Message("What is held is of other days: %(days)s.", {"days": _told(spans)})
        raise NotPromoted(Wrong("since", message, GIVE_VALUE))
    return span


def _days(cell: Cell) -> Iterator[Span]:
    return ((reading.since, reading.until) for reading in cell if reading.value is not None)


def _is_asked(span: Span, asked: Asked) -> bool:
    return (asked.since is None or asked.since == span[0]) and (
        asked.until is None or asked.until == span[1]
    )


def _lies_within(given: Span, span: Span) -> bool:
    (since, until), (first, last) = given, span
    return not (
        (since and first and since < first)
        or (since and last and since >= last)
        or (until and last and until > last)
        or (until and first and until <= first)
    )


def _held(statute: Statute, place: Place, on: date) -> Held:
    readings = [reading for reading in place.cell if reading.covers(on)]
    sources = statute.sources
    return Held(f"{statute.key}.{place.path}", tuple((r, sources[r.source]) for r in readings))


def _a_day(span: Span, otherwise: date) -> date:
    """Return a day within a span: another one given if it lies there, else its first or last."""
    reading = Reading(value=True, source="any", since=span[0], until=span[1])
    if reading.covers(otherwise):
        return otherwise
    return span[0] or (span[1] or otherwise) - timedelta(days=1)


def _value(given: str, kind: Kind) -> Value:
    """Return a value as it was given: words and dates as they stand, everything else as JSON."""
    try:
        value: Value = msgspec.json.decode(given, type=Value)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return _in_words(given, kind)
    plain = isinstance(kind, Day | Text | Choice) and isinstance(value, bool | int)
    return given.strip() if plain else value


def _in_words(given: str, kind: Kind) -> Value:
    if isinstance(kind, Words) or (isinstance(kind, Choice) and kind.several):
        inner = given.strip().removeprefix("[").removesuffix("]")
        words = tuple(word.strip() for word in inner.split(",") if word.strip())
        return words or given.strip()
    return given.strip()


def _in_the_future(read_on: date, today: date) -> Iterator[Wrong]:
    if read_on > today:
        message = Message("%(day)s has not come yet.", {"day": read_on})
        yield Wrong("$.read_on", message, Message("Give the day on which the text was read."))


def _named(wrong: Iterable[Wrong]) -> Iterator[Wrong]:
    """Yield what is wrong under the name of what was given."""
    for one in wrong:
        name = one.path.removeprefix("$.").partition("[")[0]
        yield Wrong(name, one.message, one.remedy)


def _told(spans: Iterable[Span]) -> str:
    return "; ".join(f"{since or ''} .. {until or ''}".strip() for since, until in spans)


def _day(given: date | None) -> str | None:
    return str(given) if given else None


def _line(wrong: Wrong) -> str:
    said = f"{wrong.path}: {wrong.message}"
    return f"{said} {wrong.remedy}" if wrong.remedy else said


IN_CONFLICT = Message("Its sources are read in different ways: there is nothing to confirm.")
NOT_READ = Message("Nothing is held on this point: there is nothing to confirm.")
GIVE_VALUE = Message("Give the value that the text says.")
PICK_ONE = Message("Say from which day on, or until which, the reading held that is confirmed.")
SEE_LIST = Message("See which promotions there are.")
