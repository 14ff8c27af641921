"""One value of a row as a cell of text, and back: nothing is lost on the way."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import (
    BinaryField,
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    IntegerField,
    JSONField,
)

from amends.base.messages import Refusal
from amends.office.archives.shapes import value_in
from amends.office.exchange.rows import FORMULA_SIGNS

SHOWN = 40
WORDS = {"true": True, "false": False}


def cell_of(column: Field[Any, Any], value: Any) -> str:
    """Return a value as it stands in a cell; the empty cell stands for no value."""
    if value is None:
        return ""
    for kind, write in WRITERS:
        if isinstance(column, kind):
            return write(value)
    return guarded(str(value))


def value_of(column: Field[Any, Any], cell: str) -> Any:
    """Return the value of a cell.

    Raises:
        Refusal: it is none that this column takes.
    """
    if cell == "" and column.null:
        return None
    if isinstance(column, JSONField):
        return _parsed(column, cell)
    for kind, read in READERS:
        if isinstance(column, kind):
            return read(cell)
    return unguarded(cell)


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet runs it as a formula; ``unguarded`` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_SIGNS) else text


def unguarded(cell: str) -> str:
    """Return the text that was guarded."""
    bare = cell[1:]
    return bare if cell[:1] == "'" and bare.lstrip("'").startswith(FORMULA_SIGNS) else cell


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _truth_word(value: bool) -> str:
    return "true" if value else "false"


def _base64(value: Any) -> str:
    return b64encode(bytes(value)).decode("ascii")


def _parsed(column: JSONField[Any, Any], cell: str) -> Any:
    try:
        value = value_in(column, cell)
    except ValueError:
        raise Refusal("%(cell)s is not JSON.", cell=_shown(cell)) from None
    if value is None:
        raise Refusal("%(cell)s is of another shape than this column holds.", cell=_shown(cell))
    return value


def _bytes(cell: str) -> bytes:
    try:
        return b64decode(cell.encode("ascii"), validate=True)
    except ValueError:
        raise Refusal("%(cell)s is no Base64.", cell=_shown(cell)) from None


def _moment(cell: str) -> datetime:
    try:
        found = datetime.fromisoformat(cell)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Refusal(
        "%(cell)s is no moment with its zone, such as 2008-05-03T10:00:00+00:00.", cell=_shown(cell)
    )


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Refusal("%(cell)s is no day, such as 2008-05-03.", cell=_shown(cell)) from None


def _truth(cell: str) -> bool:
    if cell not in WORDS:
        raise Refusal("%(cell)s is neither true nor false.", cell=_shown(cell))
    return WORDS[cell]


def _number(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= 18):
        raise Refusal("%(cell)s is no number.", cell=_shown(cell))
    return int(cell)


WRITERS: tuple[tuple[type[Field[Any, Any]], Callable[[Any], str]], ...] = (
    (BinaryField, _base64),
    (JSONField, _json),
    (DateTimeField, _utc),
    (DateField, date.isoformat),
    (BooleanField, _truth_word),
)
READERS: tuple[tuple[type[Field[Any, Any]], Callable[[str], Any]], ...] = (
    (BinaryField, _bytes),
    (DateTimeField, _moment),
    (DateField, _day),
    (BooleanField, _truth),
    (IntegerField, _number),
)


def _shown(cell: str) -> str:
    return repr(cell[:SHOWN])
