"""Libraries of law: those that amends ships, read once, and the one in use.

Reading YAML strictly takes a second for all of them. ``compiled.json`` holds what the files say,
with the digest of each; a file that was changed since is read itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from hashlib import sha256

import msgspec

from amends.base.package_data import names, read_text
from amends.law.asof import AsOf
from amends.law.reading import read
from amends.law.replacing import refuse_wrong_replacements
from amends.law.resolved import Resolved
from amends.law.resolved_law import ResolvedLaw
from amends.law.statute import Statute

FOLDER = "statutes"
COMPILED = "law/compiled.json"


class Compiled(msgspec.Struct, frozen=True):
    """What one statute file says, and the digest of the file it was read from."""

    sha256: str
    statute: Statute


@dataclass(frozen=True, eq=False)
class Library:
    """Some laws by key, in the order of country and key; several libraries can be held at once."""

    laws: Mapping[str, ResolvedLaw]

    @classmethod
    def of(cls, found: Iterable[Statute]) -> Library:
        """Return the library of some statutes."""
        ordered = sorted(found, key=lambda statute: (statute.country, statute.key))
        return cls({statute.key: ResolvedLaw(statute) for statute in ordered})

    @cached_property
    def statutes(self) -> dict[str, Statute]:
        """Return every statute, by key."""
        return {key: law.statute for key, law in self.laws.items()}

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Return the countries of which a law is held."""
        return tuple(dict.fromkeys(statute.country for statute in self.statutes.values()))

    @cached_property
    def digest(self) -> str:
        """Return the digest of everything that these laws say."""
        return sha256(msgspec.json.encode(self.statutes, order="sorted")).hexdigest()

    def versions_of(self, key: str) -> tuple[Resolved, ...]:
        """Return an offence, as ``statute.offence``, in its versions; none if it is not held."""
        statute, _dot, offence = key.partition(".")
        held = self.laws[statute].offences if statute in self.laws else ()
        return next((each for each in held if each[0].offence.key == offence), ())

    def laws_of(self, countries: Iterable[str]) -> Iterator[ResolvedLaw]:
        """Yield the laws of some countries, in the order of the countries."""
        place = {country: number for number, country in enumerate(countries)}
        found = [law for law in self.laws.values() if law.statute.country in place]
        yield from sorted(found, key=lambda law: place[law.statute.country])

    def named(self, name: str) -> tuple[ResolvedLaw, ...]:
        """Return the law with a key, or every law of a country; nothing if neither is held."""
        if name in self.laws:
            return (self.laws[name],)
        return tuple(self.laws_of([name.upper()]))

    def with_statutes(self, added: Iterable[Statute]) -> Library:
        """Return the library with some statutes more, or in place of those with the same key.

        What stays the same is shared, and not resolved again.
        """
        changed = {each.key: each for each in added if each != self.statutes.get(each.key)}
        if not changed:
            return self
        found = Library.of({**self.statutes, **changed}.values())
        kept = {key: law for key, law in self.laws.items() if key not in changed}
        return Library({key: kept.get(key, law) for key, law in found.laws.items()})


class _InUse:
    """The library that everybody reads who is not given another; set when a process starts."""

    library: Library | None = None


def current() -> Library:
    """Return the library in use: the laws that are shipped, unless another was taken."""
    return _InUse.library or shipped()


def use(library: Library) -> None:
    """Let everybody read from a library from now on."""
    _InUse.library = library


@contextmanager
def using(library: Library) -> Iterator[Library]:
    """Let everybody read from a library for a while."""
    before = _InUse.library
    _InUse.library = library
    try:
        yield library
    finally:
        _InUse.library = before


def statutes() -> dict[str, Statute]:
    """Return every statute of the library in use, by key, in the order of country and key."""
    return current().statutes


def countries() -> tuple[str, ...]:
    """Return the countries of which a law is held in the library in use."""
    return current().countries


def of_country(country: str, on: date) -> tuple[AsOf, ...]:
    """Return the statutes of a country that can be in force on a day."""
    found = (AsOf(s, on) for s in statutes().values() if s.country == country)
    return tuple(statute for statute in found if statute.is_in_force)


@cache
def shipped() -> Library:
    """Return the laws that are shipped."""
    compiled = _compiled()
    return Library.of(chosen(name, text, compiled.get(name)) for name, text in sources())


def sources() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every statute file shipped."""
    for name in names(FOLDER):
        if name.endswith(".yaml"):
            yield name, read_text(f"{FOLDER}/{name}")


def compile_statutes() -> bytes:
    """Return the content that ``compiled.json`` must have."""
    texts = dict(sources())
    read_ones = {name: read(text, name=name) for name, text in texts.items()}
    among = {statute.key: statute for statute in read_ones.values()}
    for name, statute in read_ones.items():
        refuse_wrong_replacements(texts[name], statute, among, name=name)
    compiled = {name: Compiled(_digest(texts[name]), read_ones[name]) for name in texts}
    return msgspec.json.encode(compiled, order="sorted")


def chosen(name: str, text: str, compiled: Compiled | None) -> Statute:
    """Return the statute of a file: the checked one if the file is still the same."""
    if compiled and compiled.sha256 == _digest(text):
        return compiled.statute
    return read(text, name=name)


def _compiled() -> dict[str, Compiled]:
    try:
        text = read_text(COMPILED)
    except FileNotFoundError:
        return {}
    return msgspec.json.decode(text, type=dict[str, Compiled])


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
