"""The tools of cooperation between two States: which are open, and on what the others hinge.

What nobody can read in two laws, such as who is party to a treaty, is said as a condition to be
checked; it is never assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from amends.base.package_data import read_text
from amends.base.problems import Wrong, named_once, not_among
from amends.base.sources import SourceStatus
from amends.law.cells import Key, LawSource, Line, Note
from amends.law.reading import read_as

FILE = "law/cooperation_tools.yaml"
OF_THE_PROTOCOL = "protocol"


class Need(StrEnum):
    """What the laws of two States must give for a tool."""

    DUAL_CRIMINALITY = "dual_criminality"
    SERIOUS_HERE = "serious_here"
    SERIOUS_THERE = "serious_there"


SERIOUS = frozenset({Need.SERIOUS_HERE, Need.SERIOUS_THERE})


class Standing(StrEnum):
    """Whether a tool is open: now, only if what is not certain is confirmed, or not."""

    OPEN = "open"
    IF_CONFIRMED = "if_confirmed"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What must hold besides, to be checked by whoever asks; ``read_in`` is a key of sources."""

    key: Key
    label: Note
    article: Line
    read_in: Key


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool of cooperation.

    Attributes:
        needs: what the two laws must give.
        conditions: keys of what must hold besides.
        help: what else there is to know of it.
    """

    key: Key
    label: Line
    article: Line
    read_in: Key
    needs: tuple[Need, ...] = ()
    conditions: tuple[Key, ...] = ()
    help: Note = ""


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Every tool in the order in which they are shown, the conditions, and the sources."""

    sources: dict[Key, LawSource]
    conditions: tuple[Condition, ...]
    tools: tuple[Tool, ...]

    def status(self, held: Tool | Condition) -> SourceStatus:
        """Return how far what is held on a tool or a condition may be trusted."""
        return self.sources[held.read_in].kind.status


@dataclass(frozen=True)
class OpenTool:
    """How one tool stands for one count.

    Attributes:
        awaits: the needs that are not certain.
        lacks: the needs that are not met.
        conditions: what must hold besides, to be checked.
    """

    tool: Tool
    standing: Standing
    awaits: tuple[Need, ...]
    lacks: tuple[Need, ...]
    conditions: tuple[Condition, ...]


def open_tools(met: Mapping[Need, bool | None], *, of_the_protocol: bool) -> tuple[OpenTool, ...]:
    """Return how every tool stands.

    It is told which needs are met, nothing being what is not certain, and whether the offence is
    one of the Protocol's: those are offences of the Convention, and need no four years.
    """
    return tuple(
        _opened(tool, met, of_the_protocol=of_the_protocol) for tool in shipped_tools().tools
    )


def read_tools(content: str, *, name: str = "tools") -> Tools:
    """Read a file of tools.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(Tools, content, name=name, checks=_wrong)


@cache
def shipped_tools() -> Tools:
    """Return the tools that are shipped."""
    return read_tools(read_text(FILE), name=FILE)


def _opened(tool: Tool, met: Mapping[Need, bool | None], *, of_the_protocol: bool) -> OpenTool:
    unmet = [need for need in tool.needs if met[need] is not True]
    spared = SERIOUS.intersection(unmet) if of_the_protocol else frozenset()
    left = [need for need in unmet if need not in spared]
    awaits = tuple(need for need in left if met[need] is None)
    lacks = tuple(need for need in left if met[need] is False)
    standing = Standing.IF_CONFIRMED if awaits else Standing.OPEN
    named = {*tool.conditions, OF_THE_PROTOCOL} if spared else set(tool.conditions)
    conditions = tuple(c for c in shipped_tools().conditions if c.key in named)
    return OpenTool(tool, Standing.CLOSED if lacks else standing, awaits, lacks, conditions)


def _wrong(found: Tools) -> list[Wrong]:
    keys = [condition.key for condition in found.conditions]
    return [
        *named_once("$.tools", (tool.key for tool in found.tools)),
        *named_once("$.conditions", keys),
        *not_among("$.conditions", [OF_THE_PROTOCOL], keys),
        *(wrong for n, tool in enumerate(found.tools) for wrong in _tool(n, tool, found, keys)),
        *(
            wrong
            for n, condition in enumerate(found.conditions)
            for wrong in not_among(f"$.conditions[{n}].read_in", [condition.read_in], found.sources)
        ),
    ]


def _tool(number: int, tool: Tool, found: Tools, keys: list[str]) -> Iterator[Wrong]:
    path = f"$.tools[{number}]"
    yield from not_among(f"{path}.read_in", [tool.read_in], found.sources)
    yield from not_among(f"{path}.conditions", tool.conditions, keys)
