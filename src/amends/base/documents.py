"""Reading a YAML document that holds fields, and the schema of such a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from amends.base.messages import Message
from amends.base.problems import DocumentError, Problem, Wrong
from amends.base.yaml_document import Document, YamlProblem, read_document

TOO_LONG = Message("This file is longer than %(most)d characters.")


@dataclass(frozen=True)
class Form:
    """What a kind of document must be before its fields are looked at.

    Attributes:
        longest: characters.
        split: the remedy for a document that is longer.
        empty: what is said of a document without fields, and ``begin`` the remedy.
        refusal: the error to raise.
    """

    longest: int
    split: Message
    empty: Message
    begin: Message
    refusal: type[DocumentError]


def fields_of(text: str, form: Form, *, name: str) -> Document:
    """Return a document that holds fields.

    Raises:
        DocumentError: the form's own, with everything that is wrong in how it is written.
    """
    if len(text) > form.longest:
        message = Message(TOO_LONG.sentence, {"most": form.longest})
        raise form.refusal(name, (Problem("$", 1, message, form.split),))
    try:
        document = read_document(text)
    except YamlProblem as refusal:
        faults = refusal.faults
        problems = tuple(Problem(f.path, f.line, f.message, f.remedy) for f in faults)
        raise form.refusal(name, problems) from None
    if not isinstance(document.content, dict):
        raise form.refusal(name, (Problem("$", 1, form.empty, form.begin),))
    return document


def around_another(wrong: Wrong, misshapen: Iterable[Wrong]) -> bool:
    """Say whether something lies at, within or around a value already called wrong."""
    return any(wrong.lies_in(other.path) or other.lies_in(wrong.path) for other in misshapen)


def closed_schema(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a kind of document, in which no other field is allowed."""
    found = msgspec.json.schema(kind)
    for definition in found["$defs"].values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False
    return found
