"""Promotions: what somebody read in a law's own text, kept beside the statute files.

A promotion adds a reading to a cell, with the text as its source, and changes nothing else. It is
kept apart from the statute file, so that it outlives a newer one.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from amends.base.documents import Form
from amends.base.messages import Message
from amends.base.problems import Wrong, one_of, shown
from amends.law.cells import (
    Digest,
    Key,
    LawSource,
    Line,
    Note,
    Reading,
    SourceKind,
    Value,
    share_a_day,
)
from amends.law.checks import wrong_value
from amends.law.contradictions import contradictions
from amends.law.kinds import Kind
from amends.law.places import (
    Place,
    cell_at,
    places,
    unnumbered,
    with_cell,
    without_readings,
)
from amends.law.reading import LONGEST_FILE, StatuteError, read_as
from amends.law.statute import Statute

FORM = Form(
    LONGEST_FILE,
    Message("Write what was verified into a statute file of your own."),
    Message("This holds no promotions: it has no fields."),
    Message("Begin with statute and promotions."),
    StatuteError,
)


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """One reading of a cell in the law's own text.

    Attributes:
        cell: its path, without the statute's key.
        sha256: the digest of the text that was read.
        at: where in the text.
        since, until: the days the value held, if not always.
        part: what the part of the law calls itself where the path only numbers it.
    """

    cell: Note
    value: Value
    citation: Line
    reader: Line
    read_on: date
    sha256: Digest
    at: Line = ""
    since: date | None = None
    until: date | None = None
    part: Line = ""

    @property
    def source(self) -> LawSource:
        """Return the text as a source."""
        return LawSource(
            citation=self.citation,
            kind=SourceKind.STATUTE_TEXT,
            reader=self.reader,
            date_read=self.read_on,
            sha256=self.sha256,
        )


@dataclass(frozen=True, kw_only=True)
class Promotions:
    """The promotions of one statute, the oldest first."""

    statute: Key
    promotions: tuple[Promotion, ...] = ()


def read_promotions(
    content: str, *, name: str = "promotions", of: Statute | None = None
) -> Promotions:
    """Read a file of promotions, and if a statute is given, hold them against it.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(
        Promotions, content, name=name, checks=lambda found: list(_wrong(found, of)), form=FORM
    )


def written(found: Promotions) -> str:
    """Return promotions as the file that ``read_promotions`` reads."""
    head = f"statute: {_plain(found.statute)}\n"
    if not found.promotions:
        return f"{head}promotions: []\n"
    return f"{head}promotions:\n{''.join(map(_entry, found.promotions))}"


def promoted(statute: Statute, found: Promotions) -> Statute:
    """Return a statute with the readings of promotions that were held against it."""
    known = places(statute)
    for number, promotion in enumerate(found.promotions, start=1):
        key = _free(f"promoted.{number}", statute.sources)
        reading = Reading(
            value=promotion.value,
            source=key,
            since=promotion.since,
            until=promotion.until,
            at=promotion.at,
        )
        for place in meant(promotion, known):
            cell = (*cell_at(statute, place.steps), reading)
            statute = with_cell(statute, place.steps, cell)
        sources = {**statute.sources, key: promotion.source}
        statute = dataclasses.replace(statute, sources=sources)
    return statute


def meant(promotion: Promotion, known: Iterable[Place]) -> tuple[Place, ...]:
    """Return the cells a promotion can be about: one, unless the law has changed around it.

    Where a path only numbers a part, what the part calls itself decides, not the number.
    """
    exact = [place for place in known if place.path == promotion.cell]
    if not promotion.part:
        return tuple(exact)
    same = [place for place in exact if place.part == promotion.part]
    moved = (
        place
        for place in known
        if place.part == promotion.part and unnumbered(place.path) == unnumbered(promotion.cell)
    )
    return tuple(same or moved)


def wrong_promotion(path: str, promotion: Promotion, kind: Kind | None) -> Iterator[Wrong]:
    """Yield what is wrong with a promotion of the right shape, for a cell of a kind if known."""
    for name, remedy in REMEDIES.items():
        if not str(getattr(promotion, name)).strip():
            yield Wrong(f"{path}.{name}", NOTHING, remedy)
    if promotion.value in UNSAID:
        yield Wrong(f"{path}.value", NOTHING, Message("Say what the text says on this point."))
    elif kind is not None:
        yield from wrong_value(f"{path}.value", promotion.value, kind)
    if promotion.since and promotion.until and promotion.until <= promotion.since:
        days = {"until": promotion.until, "since": promotion.since}
        message = Message("It ends on %(until)s, before it began on %(since)s.", days)
        yield Wrong(f"{path}.until", message, Message("Correct one of them."))


def _wrong(found: Promotions, of: Statute | None) -> Iterator[Wrong]:
    wrong = [*_each_wrong(found, of), *_said_twice(found)]
    yield from wrong
    if of and not wrong:
        yield from _contradictory(found, of)


def _said_twice(found: Promotions) -> Iterator[Wrong]:
    """Yield a cell that one reader read in one text twice for a common day.

    Two readers may read it alike, or in different ways: that stands as a conflict.
    """
    for number, promotion in enumerate(found.promotions):
        for earlier in found.promotions[:number]:
            if _about(promotion) == _about(earlier) and share_a_day(promotion, earlier):
                message = Message(
                    "%(cell)s is promoted from this text by this reader already.",
                    {"cell": shown(promotion.cell)},
                )
                remedy = Message("Take the earlier one back first, or give the days of each.")
                yield Wrong(f"$.promotions[{number}].cell", message, remedy)


def _about(one: Promotion) -> tuple[str, ...]:
    return one.cell, one.part, one.sha256, one.at, one.reader


def _contradictory(found: Promotions, of: Statute) -> Iterator[Wrong]:
    """Yield what cannot be true together of all that was read in the law's own text.

    What others have read does not count: a text may well prove them wrong.
    """
    for wrong in contradictions(promoted(without_readings(of), found)):
        named = {"cell": wrong.path.removeprefix("$."), "said": wrong.message}
        message = Message("What was promoted contradicts itself in %(cell)s: %(said)s", named)
        yield Wrong("$.promotions", message, Message("Take back the one that is wrong."))


def _each_wrong(found: Promotions, of: Statute | None) -> Iterator[Wrong]:
    known = places(of) if of else ()
    if of and found.statute != of.key:
        message = Message("These are promotions of %(statute)s.", {"statute": shown(found.statute)})
        yield Wrong("$.statute", message, Message("Name the file as the statute's key."))
    for number, promotion in enumerate(found.promotions):
        path, about = f"$.promotions[{number}]", meant(promotion, known)
        yield from wrong_promotion(path, promotion, about[0].kind if about else None)
        if of and len(about) != 1:
            yield Wrong(f"{path}.cell", *no_one_cell(promotion.cell, of, about))


def no_one_cell(path: str, statute: Statute, about: Sequence[Place]) -> tuple[Message, Message]:
    """Return that a path leads to no cell of a law, or to several, and the remedy."""
    named = {"law": statute.key, "cell": shown(path)}
    if about:
        remedy = Message("Write what was read into a statute file of your own.")
        return Message("Several parts of %(law)s are called %(cell)s.", named), remedy
    remedy = one_of(path, dict.fromkeys(place.path for place in places(statute)))
    return Message("%(law)s has no cell %(cell)s.", named), remedy


def _entry(promotion: Promotion) -> str:
    """Return one promotion as an entry of the file, without what was not given."""
    given = ((field.name, getattr(promotion, field.name)) for field in fields(promotion))
    lines = [f"{name}: {_plain(value)}\n" for name, value in given if value not in UNSAID]
    return "- " + "  ".join(lines)


def _plain(value: object) -> str:
    """Return a value as JSON, which is YAML but for two line breaks that must be escaped."""
    text = json.dumps(value if not isinstance(value, date) else str(value), ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _free(key: str, sources: Mapping[str, LawSource]) -> str:
    while key in sources:
        key += "_"
    return key


UNSAID: tuple[object, ...] = (None, "")
NOTHING = Message("Nothing stands here.")
REMEDIES = {
    "citation": Message("Name the text that was read."),
    "reader": Message("Say who read it, by office or role."),
    "sha256": Message("Give the digest of the text that was read."),
}
