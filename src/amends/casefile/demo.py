"""The three recorded cases that amends ships."""

from __future__ import annotations

from functools import cache

from amends.base.package_data import names, read_text
from amends.casefile.model import CaseFile
from amends.casefile.reading import read

FOLDER = "demo/cases"


@cache
def demo_cases() -> tuple[CaseFile, ...]:
    """Return the shipped cases, each worked from first report to its recorded outcome."""
    return tuple(read(read_text(f"{FOLDER}/{name}"), name=name) for name in names(FOLDER))
