"""Bringing a document into its declared shape, value by value, noting each that does not fit.

A value that does not fit is replaced by a filler, so that the rest can be checked as well; what is
then found at its place is not said twice.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
import types
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from amends.base.messages import Message
from amends.base.problems import Wrong, one_of, shown

Shape = TypeVar("Shape")
TEXTS = tuple[Annotated[str, msgspec.Meta(max_length=300)], ...]
KINDS = {
    bool: Message("true or false"),
    int: Message("a number"),
    float: Message("a number with a point"),
    dict: Message("a group of fields"),
    list: Message("a list"),
    str: Message("text"),
    type(None): Message("nothing"),
}
EXPECTED_TEXT = Message("Text is expected here, not %(kind)s.")
EXPECTED_YES_OR_NO = Message("Yes or no is expected here, not %(kind)s.")
EXPECTED_NUMBER = Message("A whole number is expected here, not %(kind)s.")
EXPECTED_LIST = Message("A list is expected here, not %(kind)s.")
EXPECTED_VALUE = Message("A value is expected here, not %(kind)s.")
EXPECTED_FIELDS = Message("A group of fields is expected here, not %(kind)s.")


def shaped(document: dict[str, Any], kind: type[Shape]) -> tuple[Shape, list[Wrong]]:
    """Return a document as one of a kind, with fillers where it does not fit, and what is wrong."""
    wrong: list[Wrong] = []
    return _fields("$", document, kind, wrong), wrong


def _take(path: str, value: Any, kind: Any, wrong: list[Wrong]) -> Any:
    """Return a value as one of a kind, or a filler of it."""
    optional, inner = _optional(kind)
    if optional and value is None:
        return None
    if dataclasses.is_dataclass(inner) and isinstance(inner, type):
        return _group(path, value, inner, wrong)
    if (several := SEVERAL.get(get_origin(_base(inner)))) is not None:
        return several(path, value, _base(inner), wrong)
    try:
        return msgspec.convert(value, inner)
    except msgspec.ValidationError:
        wrong.append(Wrong(path, *_why(value, inner)))
        return None if optional else _filler(inner)


def _group(path: str, value: Any, kind: type[Shape], wrong: list[Wrong]) -> Shape:
    if not isinstance(value, dict):
        wrong.append(_unexpected(path, EXPECTED_FIELDS, value, Message("Write field: value.")))
        return _fields(path, {}, kind, [])
    return _fields(path, value, kind, wrong)


def _fields(path: str, value: dict[str, Any], kind: type[Shape], wrong: list[Wrong]) -> Shape:
    kinds = _kinds(kind)  # type: ignore[arg-type]  # a class can be hashed
    wrong += [_unknown(path, key, kinds) for key in value if key not in kinds]
    taken: dict[str, Any] = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]  # a dataclass
        if field.name in value:
            place = f"{path}.{field.name}"
            taken[field.name] = _take(place, value[field.name], kinds[field.name], wrong)
        elif field.default is field.default_factory:  # both missing
            wrong.append(_missing(path, field.name))
            taken[field.name] = _filler(kinds[field.name])
    return kind(**taken)


def _list(path: str, value: Any, kind: Any, wrong: list[Wrong]) -> tuple[Any, ...]:
    """Return a list, each of its values of the kind the list is declared to hold."""
    one = get_args(kind)[0]
    if not isinstance(value, list):
        remedy = Message("Put what stands here in brackets: [ ].")
        wrong.append(_unexpected(path, EXPECTED_LIST, value, remedy))
        return ()
    return tuple(_take(f"{path}[{n}]", inner, one, wrong) for n, inner in enumerate(value))


def _details(path: str, value: Any, kind: Any, wrong: list[Wrong]) -> dict[str, Any]:
    if not isinstance(value, dict):
        wrong.append(_unexpected(path, EXPECTED_FIELDS, value, Message("Write field: value.")))
        return {}
    one = get_args(kind)[1]
    return {key: _take(f"{path}.{key}", inner, one, wrong) for key, inner in value.items()}


def _one_or_several(path: str, value: Any, _: Any, wrong: list[Wrong]) -> Any:
    """Return a single value or a list of texts; which of them fits is checked where it is known."""
    if isinstance(value, list):
        return _list(path, value, TEXTS, wrong)
    if isinstance(value, bool | int | str):
        return value
    wrong.append(_unexpected(path, EXPECTED_VALUE, value, Message("Write one value or a list.")))
    return None


SEVERAL = {tuple: _list, dict: _details, types.UnionType: _one_or_several}


def _missing(path: str, field: str) -> Wrong:
    message = Message("The field %(field)s is missing.", {"field": repr(field)})
    return Wrong(f"{path}.{field}", message, Message("Add it."))


def _unknown(path: str, key: str, known: dict[str, Any]) -> Wrong:
    message = Message("There is no field %(field)s here.", {"field": shown(key)})
    return Wrong(f"{path}.{key}", message, one_of(key, known))


def _unexpected(path: str, expected: Message, value: Any, remedy: Message) -> Wrong:
    return Wrong(path, Message(expected.sentence, {"kind": KINDS[type(value)]}), remedy)


def _why(value: Any, kind: Any) -> tuple[Message, Message]:
    """Return why a single value is not one of a kind, and what to do."""
    base = _base(kind)
    if base is date:
        message = Message("%(given)s is not a date.", {"given": shown(value)})
        return message, Message("Write year, month and day, such as 2026-05-03.")
    if issubclass(base, StrEnum):
        choices = [str(choice) for choice in base]
        message = Message("%(given)s is not one of the choices.", {"given": shown(value)})
        return message, one_of(str(value), choices)
    if base is bool:
        message = Message(EXPECTED_YES_OR_NO.sentence, {"kind": KINDS[type(value)]})
        return message, Message("Write true or false, without quotation marks.")
    return (_why_no_number if base is int else _why_no_text)(value, kind)


def _why_no_number(value: Any, kind: Any) -> tuple[Message, Message]:
    if isinstance(value, int) and not isinstance(value, bool):
        limits = {"least": 1, "most": get_args(kind)[1].le}
        return (
            Message("%(given)s is out of range.", {"given": shown(value)}),
            Message("Give a number from %(least)d to %(most)d.", limits),
        )
    message = Message(EXPECTED_NUMBER.sentence, {"kind": KINDS[type(value)]})
    return message, Message("Write digits only, without quotation marks.")


def _why_no_text(value: Any, kind: Any) -> tuple[Message, Message]:
    if not isinstance(value, str):
        message = Message(EXPECTED_TEXT.sentence, {"kind": KINDS[type(value)]})
        if value is None or isinstance(value, dict | list):
            return message, Message("Write one text, or leave the field out.")
        quoted = {"given": f'"{value}"'.lower() if isinstance(value, bool) else f'"{value}"'}
        return message, Message("Put it in quotation marks: %(given)s.", quoted)
    described = get_args(kind)[1]
    if described.pattern and "ISO 3166" in (described.description or ""):
        message = Message("%(given)s is not a country's code.", {"given": shown(value)})
        return message, Message("Give two letters, such as PH.")
    limit = described.max_length
    if len(value) > limit:
        sizes = {"length": f"{len(value):,}", "limit": f"{limit:,}"}
        message = Message("This text has %(length)s characters; %(limit)s fit.", sizes)
        return message, Message("Shorten it.")
    return (
        Message("%(given)s cannot be a key or code.", {"given": shown(value)}),
        Message("Use Latin letters, digits, hyphens and underscores only."),
    )


def _filler(kind: Any) -> Any:
    """Return something of a kind that stands for what is missing; of choices the last."""
    optional, inner = _optional(kind)
    if optional:
        return None
    if get_origin(inner) is tuple:
        return ()
    if get_origin(inner) is dict:
        return {}
    if dataclasses.is_dataclass(inner) and isinstance(inner, type):
        return _fields("", {}, inner, [])
    base = _base(inner)
    if base is date:
        return date.min
    return list(base)[-1] if issubclass(base, StrEnum) else base()


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _optional(kind: Any) -> tuple[bool, Any]:
    """Return whether a kind may also be nothing, and the kind without that."""
    if get_origin(kind) not in {Union, types.UnionType}:
        return False, kind
    inner = [inner for inner in get_args(kind) if inner is not type(None)]
    return len(inner) < len(get_args(kind)), functools.reduce(operator.or_, inner)


def _base(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind
