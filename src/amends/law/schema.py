"""The published JSON Schema of statute files, with the words of this version."""

from __future__ import annotations

from typing import Any

from amends.base.documents import closed_schema
from amends.law import punishment, statute
from amends.law.kinds import (
    A_SHARE,
    Choice,
    Flag,
    Kind,
    Number,
    Share,
    Words,
    kinds_of,
    known_words,
)
from amends.law.statute import Statute
from amends.law.terms import Vocabulary, terms

NOTHING = {"type": "null"}
# Whatever was read says on which day, or that nobody wrote it down; what is remembered need not.
DAY_READ = {
    "if": {"properties": {"kind": {"not": {"const": "memory"}}}},
    "then": {
        "oneOf": [
            {"required": ["date_read"], "properties": {"date_read": {"type": "string"}}},
            {"required": ["date_unknown"], "properties": {"date_unknown": {"const": True}}},
        ]
    },
}
WORDS = (
    ("Penalty", "when", Vocabulary.CIRCUMSTANCES),
    ("Penalty", "any_of", Vocabulary.CIRCUMSTANCES),
    ("Penalty", "unless", Vocabulary.CIRCUMSTANCES),
    ("Compared", "when", Vocabulary.CIRCUMSTANCES),
    ("Compared", "ends", Vocabulary.ENDS),
    ("CustodyLimit", "when", Vocabulary.CIRCUMSTANCES),
)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a statute file."""
    found = closed_schema(Statute)
    definitions = found["$defs"]
    for name, definition in definitions.items():
        for field, kind in kinds_of(
            getattr(statute, name, getattr(punishment, name, object))
        ).items():
            definition["properties"][field] = _cell(kind)
    for part, field, vocabulary in WORDS:
        words = {"enum": list(terms(vocabulary))}
        definitions[part]["properties"][field]["items"] = words
    definitions["LawSource"] |= DAY_READ
    return found


def _cell(kind: Kind) -> dict[str, Any]:
    """Return the schema of a cell: readings whose value is of the cell's kind, or null."""
    value = {"properties": {"value": {"anyOf": [_value(kind), NOTHING]}}}
    return {"type": "array", "items": {"allOf": [{"$ref": "#/$defs/Reading"}, value]}}


def _value(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Flag):
        return {"type": "boolean"}
    if isinstance(kind, Number):
        return {"type": "integer", "minimum": 0, "maximum": kind.most}
    if isinstance(kind, Share):
        return {"type": "string", "pattern": f"^{A_SHARE}$"}
    if isinstance(kind, Choice | Words):
        words = {"enum": list(known_words(kind))}
        several = isinstance(kind, Words) or kind.several
        return {"type": "array", "items": words, "uniqueItems": True} if several else words
    return {"type": "string", "maxLength": 300}
