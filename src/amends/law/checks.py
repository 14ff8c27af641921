"""What must hold within a statute file: cells of their kind, references that lead somewhere."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from amends.base.countries import wrong_country
from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.problems import CORRECT_ONE, Wrong, named_once, not_among, one_of, shown
from amends.law.cells import Cell, LawSource, Reading, SourceKind, Value, share_a_day
from amends.law.contradictions import contradictions
from amends.law.kinds import (
    A_SHARE,
    Choice,
    Day,
    Flag,
    Kind,
    Number,
    Share,
    Text,
    Words,
    kinds_of,
    known_words,
)
from amends.law.punishment_checks import wrong_punishment
from amends.law.source_checks import read_ahead, wrong_days_read
from amends.law.statute import Offence, Statute

LONGEST_TEXT = 300
PARTS_ABOUT = (
    *("participation", "jurisdiction", "limitation", "custody_limits"),
    *("restitution", "forfeiture", "civil_remedies"),
)


def wrong_in(statute: Statute, today: date | None = None) -> list[Wrong]:
    """Return everything wrong within a statute of the right shape, as of a day if one is given."""
    return [
        *(read_ahead(statute.sources, today) if today else ()),
        *wrong_country("$.country", statute.country, or_part=True),
        *_sources(statute.sources),
        *wrong_days_read(statute.sources),
        *named_once("$.enforcement", [each.period for each in statute.enforcement]),
        *named_once("$.offences", [offence.key for offence in statute.offences]),
        *wrong_cells("$", statute, statute.sources),
        *_offences(statute),
        *_covered(statute),
        *_modes(statute),
        *wrong_punishment(statute),
        *contradictions(statute),
    ]


def wrong_cells(path: str, part: Any, sources: dict[str, LawSource]) -> Iterator[Wrong]:
    """Yield what is wrong in the cells of a part and of the parts within it."""
    kinds = kinds_of(type(part))
    for field in dataclasses.fields(part):
        value, place = getattr(part, field.name), f"{path}.{field.name}"
        if field.name in kinds:
            yield from _cell(place, value, kinds[field.name], sources)
        elif dataclasses.is_dataclass(value):
            yield from wrong_cells(place, value, sources)
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if dataclasses.is_dataclass(inner):
                    yield from wrong_cells(f"{place}[{index}]", inner, sources)


def _sources(sources: dict[str, LawSource]) -> Iterator[Wrong]:
    if not sources:
        message = Message("No source is named.")
        yield Wrong("$.sources", message, Message("Say where the readings come from."))
    for key, source in sources.items():
        place = f"$.sources.{key}"
        if not source.citation.strip():
            message = Message("This source has no citation.")
            yield Wrong(f"{place}.citation", message, Message("Name the text that was read."))
        if not source.reader.strip():
            message = Message("Nobody is named as the reader.")
            yield Wrong(f"{place}.reader", message, Message("Say who read it, by office or role."))
        if source.sha256 and source.kind is SourceKind.MEMORY:
            message = Message("What was remembered has no text and no digest.")
            yield Wrong(f"{place}.sha256", message, Message("Name the text as the source."))


def _cell(path: str, cell: Cell, kind: Kind, sources: dict[str, LawSource]) -> Iterator[Wrong]:
    for index, reading in enumerate(cell):
        place = f"{path}[{index}]"
        if reading.source not in sources:
            message = Message("There is no source %(given)s.", {"given": shown(reading.source)})
            yield Wrong(f"{place}.source", message, one_of(reading.source, sources))
        if reading.since and reading.until and reading.until <= reading.since:
            days = {"until": reading.until, "since": reading.since}
            message = Message("It ends on %(until)s, before it began on %(since)s.", days)
            yield Wrong(f"{place}.until", message, CORRECT_ONE)
        if reading.value is not None:
            yield from wrong_value(f"{place}.value", reading.value, kind)
    yield from _said_twice(path, cell)


def _said_twice(path: str, cell: Cell) -> Iterator[Wrong]:
    seen: list[Reading] = []
    for index, reading in enumerate(cell):
        if any(_contradicts(earlier, reading) for earlier in seen):
            named = {"source": shown(reading.source)}
            message = Message("%(source)s is read in two ways for the same days.", named)
            remedy = Message("Keep one, or name the other text as a source of its own.")
            yield Wrong(f"{path}[{index}]", message, remedy)
        seen.append(reading)


def _contradicts(one: Reading, other: Reading) -> bool:
    """Say whether the same text is given two readings for a common day."""
    same = (one.source, one.at) == (other.source, other.at)
    return same and share_a_day(one, other)


def wrong_value(path: str, value: Value, kind: Kind) -> Iterator[Wrong]:
    """Yield what is wrong with a value of a cell of some kind."""
    if isinstance(kind, Choice | Words):
        yield from _words(path, value, kind)
    elif isinstance(kind, Day):
        yield from _day(path, value)
    elif isinstance(kind, Number):
        yield from _number(path, value, kind)
    elif isinstance(kind, Share):
        yield from _share(path, value)
    elif isinstance(kind, Flag) and not isinstance(value, bool):
        yield _expected(path, value, Message("true or false"))
    elif isinstance(kind, Text) and not (isinstance(value, str) and len(value) <= LONGEST_TEXT):
        yield _expected(path, value, Message("a short text"))


def _number(path: str, value: Value, kind: Number) -> Iterator[Wrong]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield _expected(path, value, Message("a whole number"))
    elif not 0 <= value <= kind.most:
        message = Message("%(given)s is out of range.", {"given": shown(value)})
        limits = {"least": 0, "most": kind.most}
        yield Wrong(path, message, Message("Give a number from %(least)d to %(most)d.", limits))


def _share(path: str, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, str) or not re.fullmatch(A_SHARE, value):
        yield _expected(path, value, Message("a share such as 1/3"))


def _day(path: str, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield _expected(path, value, Message("a date"))
        return
    try:
        When.parse(value)
    except Refusal as refusal:
        yield Wrong(path, refusal.message)


def _words(path: str, value: Value, kind: Choice | Words) -> Iterator[Wrong]:
    several = isinstance(kind, Words) or kind.several
    if several != isinstance(value, tuple):
        wanted = Message("a list of words") if several else Message("one word")
        yield _expected(path, value, wanted)
        return
    known = known_words(kind)
    given = value if isinstance(value, tuple) else (value,)
    yield from not_among(path, map(str, given), known)
    yield from named_once(path, given)


def _expected(path: str, value: Value, wanted: Message) -> Wrong:
    message = Message("%(given)s does not belong into this cell.", {"given": shown(value)})
    return Wrong(path, message, Message("Write %(wanted)s.", {"wanted": wanted}))


def _offences(statute: Statute) -> Iterator[Wrong]:
    known = [offence.key for offence in statute.offences]
    for index, offence in enumerate(statute.offences):
        path = f"$.offences[{index}]"
        yield from _referred(f"{path}.lesser", offence.lesser, known)
        yield from _means(path, offence)


def _means(path: str, offence: Offence) -> Iterator[Wrong]:
    """Yield a rule that asks for means where no means are named, by the same source."""
    named = {reading.source for reading in offence.means if reading.value}
    for index, reading in enumerate(offence.means_rule):
        if reading.value in {"all_ages", "adults_only"} and offence.means and not named:
            message = Message("Means must be proved, but none is named.")
            remedy = Message("Name the means, or leave that cell out if they are unknown.")
            yield Wrong(f"{path}.means_rule[{index}].value", message, remedy)


def _modes(statute: Statute) -> Iterator[Wrong]:
    """Yield modes that cannot be told apart."""
    yield from named_once("$.participation", [part.case for part in statute.participation])


def _covered(statute: Statute) -> Iterator[Wrong]:
    known = [offence.key for offence in statute.offences]
    for name in PARTS_ABOUT:
        for index, part in enumerate(getattr(statute, name)):
            for field in ("covers", "excludes"):
                place = f"$.{name}[{index}].{field}"
                yield from _referred(place, getattr(part, field, ()), known)
            own = getattr(part, "offence", None)
            if own is not None:
                yield from _referred(f"$.{name}[{index}].offence", (own,), known)


def _referred(path: str, keys: Iterable[str], known: list[str]) -> Iterator[Wrong]:
    for key in keys:
        if key not in known:
            message = Message("There is no offence %(given)s.", {"given": shown(key)})
            yield Wrong(path, message, one_of(key, known))
