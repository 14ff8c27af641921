"""What was found of one thing that an office rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How something stands."""

    WELL = "well"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: what it is.
        health: how it stands.
        said: what was found, in a sentence.
        remedy: what to do, where something is to be done.
    """

    about: str
    health: Health
    said: str
    remedy: str = ""


Check = Callable[[], Iterable[Finding]]


def well(about: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(about, Health.WELL, said)


def look(about: str, said: str, remedy: str) -> Finding:
    """Return that somebody should look at something."""
    return Finding(about, Health.LOOK, said, remedy)


def bad(about: str, said: str, remedy: str) -> Finding:
    """Return that something must be mended."""
    return Finding(about, Health.BAD, said, remedy)


def gathered(checks: Iterable[tuple[str, Check]]) -> list[Finding]:
    """Return what every check finds; one that fails says so, and the others go on."""
    found: list[Finding] = []
    for about, check in checks:
        try:
            found += check()
        except Exception as fault:  # noqa: BLE001  # whatever is wrong is what is looked for
            said = f"It could not be looked at: {fault.__class__.__name__}: {fault}"
            found.append(bad(about, said, "Mend that first, then ask again."))
    return found
