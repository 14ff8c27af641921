"""The only reader of the data files that amends ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_text(name: str) -> str:
    """Return a shipped data file, named by its path under ``amends/data``.

    Raises:
        FileNotFoundError: no such file is shipped.
    """
    return files("amends").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the files shipped in a folder of ``amends/data``, in order."""
    where = files("amends").joinpath("data", *folder.split("/"))
    if not where.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in where.iterdir() if entry.is_file()))
