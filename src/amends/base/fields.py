"""Declared fields: what a kind of event, exhibit or step states, as data and not as code.

A data file declares them by name, with a label, a kind and, for choices, the name of a list that
stands once in the same file. Whoever fills them in gives texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.moments import Moment
from amends.base.points import Point

LONGEST = 2_000  # characters
Lists = Mapping[str, "tuple[Choice, ...]"]


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"
    NUMBER = "number"
    MOMENT = "moment"
    POINT = "point"


# What reads a kind of field, and refuses what it cannot be.
PARSED: Mapping[FieldKind, Callable[[str], object]] = {
    FieldKind.DATE: When.parse,
    FieldKind.MONEY: Amount.parse,
    FieldKind.MOMENT: Moment.parse,
    FieldKind.POINT: Point.parse,
}


@dataclass(frozen=True)
class Choice:
    """One answer a field offers."""

    code: str
    label: str


@dataclass(frozen=True)
class Field:
    """Something that can be stated; its label and help are message ids."""

    name: str
    label: str
    kind: FieldKind
    required: bool = False
    choices: tuple[Choice, ...] = ()
    help: str = ""


def lists_of(document: Mapping[str, Mapping[str, str]]) -> Lists:
    """Return the lists of choices that a data file declares, by name."""
    return {
        name: tuple(Choice(code, label) for code, label in entries.items())
        for name, entries in document.items()
    }


def fields_of(document: Mapping[str, Mapping[str, Any]], lists: Lists) -> tuple[Field, ...]:
    """Return the fields that a data file declares, in its order."""
    return tuple(
        Field(
            name=name,
            label=entry["label"],
            kind=FieldKind(entry.get("kind", "text")),
            required=entry.get("required", False),
            choices=lists[entry["choices"]] if "choices" in entry else (),
            help=entry.get("help", ""),
        )
        for name, entry in document.items()
    )


def check_fields(declared: Iterable[Field], given: Mapping[str, str]) -> dict[str, Message]:
    """Return what is wrong with what was stated, by field; nothing if it is in order."""
    known = {field.name: field for field in declared}
    problems = {
        name: Message("There is no such field here. Leave it out.")
        for name in given
        if name not in known
    }
    for name, field in known.items():
        said = given.get(name, "")
        message = _check(field, said) if said else _check_missing(field)
        if message is not None:
            problems[name] = message
    return problems


def _check_missing(field: Field) -> Message | None:
    return Message("This is needed. Fill it in.") if field.required else None


def _check(field: Field, said: str) -> Message | None:
    if len(said) > LONGEST:
        return Message("This is too long. Shorten it to 2,000 characters.")
    if field.kind is FieldKind.CHOICE and said not in {choice.code for choice in field.choices}:
        return Message("This is not one of the choices. Choose from the list.")
    if field.kind is FieldKind.NUMBER and not (said.isascii() and said.isdigit()):
        return Message("This is not a whole number. Write digits only.")
    parse = PARSED.get(field.kind)
    return _refusal(parse, said) if parse is not None else None


def _refusal(parse: Callable[[str], object], said: str) -> Message | None:
    try:
        parse(said)
    except Refusal as refusal:
        return refusal.message
    return None
