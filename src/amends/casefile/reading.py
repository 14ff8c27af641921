"""Reading and writing case files: every problem named with its place, line and remedy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

import msgspec
import yaml

from amends.base.yaml_document import YamlProblem, read_document
from amends.casefile.checks import nearest, problems_in
from amends.casefile.model import CaseFile

LONGEST_FILE = 5_000_000
LONGEST_TEXT = 5_000
NO_LINE = 1
NOT_A_CASE_FILE = "This is not a case file: it holds no fields."


@dataclass(frozen=True)
class Problem:
    """What is wrong, where (``$.parties[0].born``), in which line, and what to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return the problem in one line."""
        return f"line {self.line}: {self.path}: {self.message}"


class CaseFileError(ValueError):
    """A case file that cannot be taken, with everything that is wrong in it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        """Name the file and keep its problems."""
        self.name, self.problems = name, problems
        super().__init__("\n".join([f"{name}: not taken", *map(str, problems)]))


def read(text: str, *, name: str = "case file") -> CaseFile:
    """Read a case file.

    Raises:
        CaseFileError: everything that is wrong with it.
    """
    document, lines = _document(text, name)
    found: list[tuple[str, str]] = []
    _check_texts(document, "$", found)
    casefile = _convert(document, found)
    if casefile is not None:
        found += problems_in(casefile)
    if found or casefile is None:
        raise CaseFileError(name, _placed(found, lines))
    return casefile


def write(casefile: CaseFile) -> str:
    """Return the YAML text of a case file; ``read`` gives the same case file back."""
    return yaml.safe_dump(
        _plain(casefile), allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the format."""
    return msgspec.json.schema(CaseFile)


def _document(text: str, name: str) -> tuple[dict[str, Any], Mapping[str, int]]:
    if len(text) > LONGEST_FILE:
        problem = Problem("$", NO_LINE, "This file is longer than 5 MB. Split it.")
        raise CaseFileError(name, (problem,))
    try:
        whole = read_document(text)
        document, lines = whole.content, whole.lines
    except YamlProblem as refusal:
        problems = tuple(Problem(f.path, f.line, f"{f.message} {f.remedy}") for f in refusal.faults)
        raise CaseFileError(name, problems) from None
    except RecursionError:
        problem = Problem("$", NO_LINE, "This file is nested too deeply.")
        raise CaseFileError(name, (problem,)) from None
    if not isinstance(document, dict):
        raise CaseFileError(name, (Problem("$", NO_LINE, NOT_A_CASE_FILE),))
    return document, lines


def _check_texts(value: Any, path: str, found: list[tuple[str, str]]) -> None:
    """Note texts that are too long or hold control characters."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_texts(inner, f"{path}.{key}", found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check_texts(inner, f"{path}[{index}]", found)
    elif isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            found.append((path, f"This text has {len(value):,} characters; {LONGEST_TEXT:,} fit."))
        if any(ord(c) < 32 and c not in "\n\t" for c in value):
            found.append((path, "This text holds control characters. Take them out."))


def _convert(document: dict[str, Any], found: list[tuple[str, str]]) -> CaseFile | None:
    """Convert entry by entry, so that each wrong entry is named and not only the first."""
    hints = get_type_hints(CaseFile)
    unknown = sorted(set(document) - set(hints))
    found += [(f"$.{key}", _unknown_field(key, hints)) for key in unknown]
    given = {key: value for key, value in document.items() if key in hints}
    before = len(found)
    for key, value in list(given.items()):
        given[key] = _convert_field(f"$.{key}", value, hints[key], found)
    if len(found) > before or unknown:
        return None
    try:
        return msgspec.convert(given, CaseFile)
    except msgspec.ValidationError as refusal:
        found.append(_split(str(refusal), "$"))
        return None


def _convert_field(path: str, value: Any, kind: Any, found: list[tuple[str, str]]) -> Any:
    entry_type = get_args(kind)[0] if get_args(kind) else None
    if not (isinstance(value, list) and dataclasses.is_dataclass(entry_type)):
        return _converted(path, value, kind, found)
    return tuple(
        _converted(f"{path}[{index}]", entry, entry_type, found)
        for index, entry in enumerate(value)
    )


def _converted(path: str, value: Any, kind: Any, found: list[tuple[str, str]]) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        fields = {f.name for f in dataclasses.fields(kind)}
        for key in sorted(set(value) - fields):
            found.append((f"{path}.{key}", _unknown_field(key, fields)))
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as refusal:
        found.append(_split(str(refusal), path))
        return None


def _unknown_field(key: str, known: Any) -> str:
    return f"There is no field {key!r} here.{nearest(key, known)}"


def _split(message: str, path: str) -> tuple[str, str]:
    """Split msgspec's message into what it says and where."""
    match = re.fullmatch(r"(.*?)(?: - at `(?:key in )?\$(.*)`)?", message, re.DOTALL)
    said, inner = match.groups() if match else (message, "")
    return f"{path}{inner or ''}", f"{said}."


def _placed(found: list[tuple[str, str]], lines: Mapping[str, int]) -> tuple[Problem, ...]:
    return tuple(Problem(path, _line(path, lines), message) for path, message in found)


def _line(path: str, lines: Mapping[str, int]) -> int:
    """Return the line of a path, or of the nearest place above it that the file has."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["))] if len(path) > 1 else ""
    return lines.get(path, NO_LINE)


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
