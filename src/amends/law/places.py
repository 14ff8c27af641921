"""The cells of a statute by the path under which audits and pages name them, and changing one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from amends.law.asof import named
from amends.law.cells import Cell
from amends.law.kinds import Kind, kinds_of
from amends.law.statute import Statute

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """A cell of a statute, whether it says something or not.

    Attributes:
        path: without the statute's key, such as ``offences.s143.means``.
        part: what the part calls itself where the path only numbers it; else empty. A newer file
            may number its parts in another way.
        steps: the fields and positions that lead to it.
    """

    path: str
    kind: Kind
    cell: Cell
    part: str
    steps: Steps


def places(statute: Statute) -> tuple[Place, ...]:
    """Return every cell of a statute, in order."""
    return tuple(_within(statute, "", "", ()))


def unnumbered(path: str) -> str:
    """Return a path in which the numbers of parts are left open."""
    return ".".join("#" if step.isdigit() else step for step in path.split("."))


def cell_at(part: Any, steps: Steps) -> Cell:
    """Return the cell to which some steps lead."""
    for step in steps:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    found: Cell = part
    return found


def with_cell(part: Any, steps: Steps, cell: Cell) -> Any:
    """Return a part of a statute in which one cell is another."""
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        return (*part[:step], with_cell(part[step], rest, cell), *part[step + 1 :])
    inner = with_cell(getattr(part, str(step)), rest, cell) if rest else cell
    return dataclasses.replace(part, **{step: inner})


def without_readings(part: Any) -> Any:
    """Return a part of a statute, or a whole one, in which every cell is empty."""
    kinds, changes = kinds_of(type(part)), {}
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        if field.name in kinds:
            changes[field.name] = ()
        elif dataclasses.is_dataclass(value):
            changes[field.name] = without_readings(value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(
                without_readings(inner) if dataclasses.is_dataclass(inner) else inner
                for inner in value
            )
    return dataclasses.replace(part, **changes)


def _within(part: Any, at: str, called: str, steps: Steps) -> Iterator[Place]:
    """Yield the cells of a part, then those of the parts within it."""
    kinds = kinds_of(type(part))
    for name, kind in kinds.items():
        yield Place(f"{at}.{name}".strip("."), kind, getattr(part, name), called, (*steps, name))
    for field in dataclasses.fields(part):
        value, place = getattr(part, field.name), f"{at}.{field.name}".strip(".")
        if dataclasses.is_dataclass(value):
            yield from _within(value, place, called, (*steps, field.name))
        elif isinstance(value, tuple) and field.name not in kinds:
            for number, inner in enumerate(value):
                if dataclasses.is_dataclass(inner):
                    name = named(inner, number)
                    title = _title(inner) if name == str(number) else called
                    yield from _within(
                        inner, f"{place}.{name}", title, (*steps, field.name, number)
                    )


def _title(part: Any) -> str:
    """Return what a part without a name says of itself: its citation, its stage, what it covers."""
    own = (getattr(part, name, "") for name in ("stage", "citation"))
    about = (", ".join(getattr(part, name, ())) for name in ("covers", "excludes"))
    return " / ".join(filter(None, (*own, *about)))[:300]
