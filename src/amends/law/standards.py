"""What has to be shown at each stage of a case, by country: words of the law, never numbers.

Whether a standard is met is for a named lawyer to say. The decision on the status of a victim is
independent of a conviction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.problems import Wrong, not_among, one_of, shown
from amends.base.sources import SourceStatus
from amends.law.cells import Key, LawSource, Line
from amends.law.library import current
from amends.law.reading import read_as
from amends.law.statute import Country
from amends.law.terms import Family

FILE = "law/standards.yaml"


class Stage(StrEnum):
    """A point in a case at which something has to be shown."""

    OPEN_INQUIRY = "open_inquiry"
    VICTIM_STATUS = "victim_status"
    ARREST_SEARCH = "arrest_search"
    CHARGE = "charge"
    CASE_TO_ANSWER = "case_to_answer"
    CONVICTION = "conviction"
    CONFISCATION = "confiscation"
    RESTITUTION = "restitution"
    EXTRADITION = "extradition"
    DISCIPLINE = "discipline"


STAGES = {
    Stage.OPEN_INQUIRY: Message("Opening an inquiry"),
    Stage.VICTIM_STATUS: Message("Status of a victim"),
    Stage.ARREST_SEARCH: Message("Arrest and search"),
    Stage.CHARGE: Message("Charge"),
    Stage.CASE_TO_ANSWER: Message("Case to answer"),
    Stage.CONVICTION: Message("Conviction"),
    Stage.CONFISCATION: Message("Confiscation"),
    Stage.RESTITUTION: Message("Restitution"),
    Stage.EXTRADITION: Message("Extradition"),
    Stage.DISCIPLINE: Message("Discipline and vetting"),
}
NOT_READ = Message("What the law asks for at this stage has not been read.")


@dataclass(frozen=True)
class Standard:
    """What has to be shown at one stage.

    Attributes:
        label: the standard in words; that it was not read, if it is not known.
        source: where it was read; empty if it is not known.
        status: how far the source may be trusted.
        note: what else there is to know of it.
    """

    stage: Stage
    label: Message
    source: str
    status: SourceStatus
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether any standard is held."""
        return self.status is not SourceStatus.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Row:
    """One standard in the file; ``read_in`` is a key of its sources."""

    label: Line
    read_in: Key
    note: Line = ""


@dataclass(frozen=True, kw_only=True)
class Standards:
    """The standards of a family or of a country, and the family its procedure belongs to."""

    procedure: Family | None = None
    standards: dict[Stage, Row] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StandardsFile:
    """Every standard that is held, and the sources they were read in."""

    sources: dict[Key, LawSource]
    families: dict[Family, Standards]
    countries: dict[Country, Standards]


def standard_of_proof(country: str, stage: Stage) -> Standard:
    """Return what has to be shown in a country at a stage.

    Its own standard comes first, then that of the family of its procedure or of its law.
    """
    for held in _of(country[:2]):
        if row := held.standards.get(stage):
            source = shipped_standards().sources[row.read_in]
            return Standard(
                stage, Message(row.label), source.citation, source.kind.status, row.note
            )
    return Standard(stage, NOT_READ, "", SourceStatus.UNKNOWN)


def standards_of_proof(country: str) -> tuple[Standard, ...]:
    """Return what has to be shown in a country at every stage, in the order of a case."""
    return tuple(standard_of_proof(country, stage) for stage in Stage)


def read_standards(content: str, *, name: str = "standards") -> StandardsFile:
    """Read a file of standards.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(StandardsFile, content, name=name, checks=_wrong)


@cache
def shipped_standards() -> StandardsFile:
    """Return the standards that are shipped."""
    return read_standards(read_text(FILE), name=FILE)


def _of(country: str) -> Iterator[Standards]:
    """Yield the standards of a country, and then those of the family that it follows."""
    held = shipped_standards()
    own = held.countries.get(country, Standards())
    yield own
    family = own.procedure or _family(country)
    if family in held.families:
        yield held.families[family]


def _family(country: str) -> Family | None:
    laws = current().statutes.values()
    return next((law.family for law in laws if law.country[:2] == country), None)


def _wrong(found: StandardsFile) -> list[Wrong]:
    return [
        *_keys("$.families", found.families, list(Family)),
        *_keys("$.countries", found.countries, current().countries),
        *_held("$.families", found.families, found.sources),
        *_held("$.countries", found.countries, found.sources),
    ]


def _held(
    path: str,
    groups: Mapping[Family, Standards] | Mapping[str, Standards],
    sources: Collection[str],
) -> Iterator[Wrong]:
    for key, held in groups.items():
        place = f"{path}.{key}.standards"
        yield from _keys(place, held.standards, list(Stage))
        for stage, row in held.standards.items():
            yield from _row(f"{place}.{stage}", row, sources)


def _keys(path: str, given: Iterable[str], known: Collection[str]) -> Iterator[Wrong]:
    return (wrong for key in given for wrong in not_among(f"{path}.{key}", [key], known))


def _row(path: str, row: Row, sources: Collection[str]) -> Iterator[Wrong]:
    if row.read_in not in sources:
        message = Message("There is no source %(given)s.", {"given": shown(row.read_in)})
        yield Wrong(f"{path}.read_in", message, one_of(row.read_in, sources))
    if any(sign in row.label for sign in "0123456789%"):
        message = Message("A standard of proof is no number.")
        yield Wrong(f"{path}.label", message, Message("Say it in the words of the law."))
