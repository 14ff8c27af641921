"""The record of a case as far as it can show that an evidential issue may come up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amends.base.dates import When
from amends.law.facts import ReportedAs
from amends.network.roles import Capacity
from amends.proof.statements import Statement


class RefKind(StrEnum):
    """What sort of record something is."""

    STATEMENT = "statement"
    RECANTATION = "recantation"
    ITEM = "item"
    CONDUCT = "conduct"
    EVENT = "event"
    PARTY = "party"
    ELEMENT = "element"
    ORIGIN = "origin"


@dataclass(frozen=True, order=True)
class Ref:
    """One record of a case, by its sort and its key."""

    kind: RefKind
    key: str


@dataclass(frozen=True)
class Person:
    """A party; ``played`` are the codes of its roles."""

    key: str
    capacity: Capacity
    played: frozenset[str] = frozenset()

    @property
    def is_accused(self) -> bool:
        """Say whether the party is a suspect or a defendant."""
        return self.capacity in {Capacity.SUSPECT, Capacity.DEFENDANT}

    @property
    def is_victim(self) -> bool:
        """Say whether the party is a victim."""
        return self.capacity is Capacity.VICTIM


@dataclass(frozen=True)
class Shown:
    """An item of evidence.

    Attributes:
        victims: those it is about; about every one where none is named.
        speakers: the parties who must testify for it.
        at_hand: it is there and was not excluded, so that it can support something.
        in_doubt: its custody has a gap, or it is challenged or excluded.
        from_abroad: it depends on another State.
    """

    key: str
    kind: str
    goes_to: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    at_hand: bool = True
    in_doubt: bool = False
    from_abroad: bool = False


@dataclass(frozen=True)
class Alleged:
    """Conduct as it is alleged, with the words of the law's vocabulary."""

    key: str
    begun: When | None = None
    victims: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    occurred: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()
    contested: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Happened:
    """An event of the timeline, about some parties or the whole case."""

    key: str
    code: str
    on: When
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Retreat:
    """A recantation or reluctance, with the explanations that are not ruled out."""

    key: str
    person: str
    explanations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Record:
    """What a case holds.

    Attributes:
        goes_to: the element of each proposition, by its key.
    """

    jurisdiction: str = ""
    people: tuple[Person, ...] = ()
    statements: tuple[Statement, ...] = ()
    goes_to: tuple[tuple[str, str], ...] = ()
    retreats: tuple[Retreat, ...] = ()
    items: tuple[Shown, ...] = ()
    conduct: tuple[Alleged, ...] = ()
    events: tuple[Happened, ...] = ()
    reported_as: ReportedAs = ReportedAs.TRAFFICKING
