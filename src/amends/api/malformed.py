"""What is wrong with a request that does not have the shape the API asks for, by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

WRAPPERS = {"body", "query", "path", "form", "file", "header", "cookie", "given", "window"}


def by_field(errors: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Return what to mend, by the name of the field; what was sent is never repeated."""
    fields: dict[str, list[str]] = {}
    for error in errors:
        fields.setdefault(_name(error["loc"]), []).append(_sentence(error))
    return fields


def _name(location: Sequence[str | int]) -> str:
    """Return the field's name as the caller wrote it, with a dot before what lies inside it."""
    parts = [str(part) for part in location]
    while len(parts) > 1 and parts[0] in WRAPPERS:
        parts.pop(0)
    return ".".join(parts)


def _sentence(error: dict[str, Any]) -> str:
    kind, context = str(error["type"]), error.get("ctx", {})
    sentences: dict[str, str] = {
        "missing": _("This is needed. Fill it in."),
        "extra_forbidden": _("There is no such field. Leave it out."),
        "enum": _("This is not one of the choices: %s.") % context.get("expected", ""),
        "literal_error": _("This is not one of the choices: %s.") % context.get("expected", ""),
        "string_too_long": _("This is too long. Shorten it to %s characters.")
        % context.get("max_length", ""),
    }
    if kind in sentences:
        return sentences[kind]
    if kind.startswith("date"):
        return _("This is not a date. Write it like 2026-05-31.")
    if kind.startswith(("int", "greater", "less")):
        return _("This is not a whole number within the range taken here.")
    return _("This does not have the form asked for: %s") % str(error["msg"])
