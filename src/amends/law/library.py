"""The laws that amends ships, read once; as data that was checked before, or from their files.

Reading YAML strictly takes a second for all of them. ``compiled.json`` holds what the files say,
with the digest of each; a file that was changed since is read itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256

import msgspec

from amends.base.package_data import names, read_text
from amends.law.asof import AsOf
from amends.law.reading import read
from amends.law.statute import Statute

FOLDER = "statutes"
COMPILED = "law/compiled.json"


class Compiled(msgspec.Struct, frozen=True):
    """What one statute file says, and the digest of the file it was read from."""

    sha256: str
    statute: Statute


def sources() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every statute file shipped."""
    for name in names(FOLDER):
        if name.endswith(".yaml"):
            yield name, read_text(f"{FOLDER}/{name}")


@cache
def statutes() -> dict[str, Statute]:
    """Return every statute shipped, by key, in the order of country and key."""
    compiled = _compiled()
    found = [chosen(name, text, compiled.get(name)) for name, text in sources()]
    return {s.key: s for s in sorted(found, key=lambda s: (s.country, s.key))}


def compile_statutes() -> bytes:
    """Return the content that ``compiled.json`` must have."""
    read_ones = {name: Compiled(_digest(text), read(text, name=name)) for name, text in sources()}
    return msgspec.json.encode(read_ones, order="sorted")


def countries() -> tuple[str, ...]:
    """Return the countries of which a law is shipped."""
    return tuple(dict.fromkeys(statute.country for statute in statutes().values()))


def of_country(country: str, on: date) -> tuple[AsOf, ...]:
    """Return the statutes of a country that can be in force on a day."""
    found = (AsOf(s, on) for s in statutes().values() if s.country == country)
    return tuple(statute for statute in found if statute.is_in_force)


def _compiled() -> dict[str, Compiled]:
    try:
        text = read_text(COMPILED)
    except FileNotFoundError:
        return {}
    return msgspec.json.decode(text, type=dict[str, Compiled])


def chosen(name: str, text: str, compiled: Compiled | None) -> Statute:
    """Return the statute of a file: the checked one if the file is still the same."""
    if compiled and compiled.sha256 == _digest(text):
        return compiled.statute
    return read(text, name=name)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
