"""Reading and writing case files: every problem named with its place, line and remedy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import yaml

from amends.base.documents import Form, around_another, closed_schema, fields_of
from amends.base.messages import Message
from amends.base.problems import DocumentError, Wrong, placed
from amends.base.shape import shaped
from amends.base.texts import wrong_texts
from amends.casefile.checks import NO_ACCUSED, NO_PARTY, NO_VICTIM, wrong_in
from amends.casefile.model import CaseFile
from amends.court.events import event_types
from amends.network.roles import roles


class CaseFileError(DocumentError):
    """A case file that cannot be taken, with everything that is wrong in it."""


# A case of a thousand events takes some 300,000 characters.
LONGEST_FILE = 2_000_000
FORM = Form(
    LONGEST_FILE,
    Message("Split the case."),
    Message("This is not a case file: it holds no fields."),
    Message("Begin with key, title, jurisdiction, opened_on, summary and sources."),
    CaseFileError,
)
PARTY_OR_KEY = re.compile(r"\$\.parties(?:\[\d+\](?:\.key)?)?")
DANGLING = {no.sentence for no in (NO_ACCUSED, NO_PARTY, NO_VICTIM)}


def read(text: str, *, name: str = "case file") -> CaseFile:
    """Read a case file.

    Raises:
        CaseFileError: everything that is wrong with it.
    """
    document = fields_of(text, FORM, name=name)
    casefile, misshapen = shaped(document.content, CaseFile)
    found = [*wrong_texts(document.content), *misshapen]
    doubtful = frozenset(_doubtful_keys(document.content, misshapen))
    found += _not_said_twice(wrong_in(casefile, doubtful), misshapen)
    if found:
        raise CaseFileError(name, placed(found, document.lines))
    return casefile


def write(casefile: CaseFile) -> str:
    """Return the YAML text of a case file; ``read`` gives the same case file back."""
    return yaml.safe_dump(
        _plain(casefile), allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the format, with the codes of this version."""
    found = closed_schema(CaseFile)
    definitions = found["$defs"]
    definitions["EventEntry"]["properties"]["code"] = {"enum": list(event_types())}
    definitions["RoleEntry"]["properties"]["role"] = {"enum": list(roles())}
    return found


def _doubtful_keys(content: dict[str, Any], misshapen: list[Wrong]) -> Iterator[str]:
    """Yield the keys of parties that do not fit, so that references to them are let be."""
    parties = content.get("parties")
    for index, party in enumerate(parties if isinstance(parties, list) else ()):
        place = f"$.parties[{index}]"
        if isinstance(party, dict) and any(wrong.lies_in(place) for wrong in misshapen):
            yield str(party.get("key"))


def _not_said_twice(found: list[Wrong], misshapen: list[Wrong]) -> list[Wrong]:
    """Return what does not lie at, within or around a value already called wrong.

    A count that does not fit leaves its number open, and with it what outcomes refer to; a key
    that does not fit leaves open what refers to it.
    """
    counts_fit = not any(wrong.lies_in("$.counts") for wrong in misshapen)
    keys_fit = not any(PARTY_OR_KEY.fullmatch(wrong.path) for wrong in misshapen)
    return [
        wrong
        for wrong in found
        if (keys_fit or wrong.message.sentence not in DANGLING)
        and (counts_fit or not wrong.lies_in("$.outcomes"))
        and not around_another(wrong, misshapen)
    ]


def _plain(value: Any) -> Any:
    """Return a case file as plain data, without what stands at its default."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if not _is_default(f, getattr(value, f.name))
        }
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value


def _is_default(declared: dataclasses.Field[Any], value: Any) -> bool:
    if declared.default_factory is not dataclasses.MISSING:
        return bool(value == declared.default_factory())
    return bool(value == declared.default)
