"""Facts as a lawyer states them before choosing a charge: who did what to whom, when and where.

The facts are allegations to be charged, not findings. Victims are named by pseudonym.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from amends.base.dates import When
from amends.law.cells import Key, Line, Note
from amends.law.screen import Finding, PersonKind
from amends.law.statute import Country
from amends.law.terms import MensRea, Mode, Vocabulary, covering
from amends.law.thresholds import MAJORITY


class Moved(StrEnum):
    """How far the victim was moved."""

    NOT = "not"
    WITHIN = "within"
    ACROSS_BORDER = "across_border"


class ReportedAs(StrEnum):
    """What the facts were first reported as."""

    TRAFFICKING = "trafficking"
    WAGES = "wages"
    SMUGGLING = "smuggling"
    PROSTITUTION = "prostitution"
    MISSING_PERSON = "missing_person"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class VictimFacts:
    """One victim. Without a date of birth and an age the age is an open question.

    Attributes:
        born: as far as it is known.
        age: in years when the conduct began, where no date of birth is known or it leaves open
            whether this was a child.
    """

    key: Key
    born: Line = ""
    age: int | None = None
    nationality: Line = ""
    resident: Line = ""

    def age_on(self, on: date) -> int | None:
        """Return the age on a day; nothing if it is not known whether this was a child."""
        if not self.born:
            return self.age
        born = When.parse(self.born)
        youngest, oldest = _age(born.last, on), _age(born.first, on)
        return youngest if (youngest < MAJORITY) == (oldest < MAJORITY) else self.age


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, kw_only=True)
class CulpableParty:
    """Somebody who took part, and what decides whether and where they can be charged.

    Attributes:
        screen: what the non-punishment screen found; nothing if nobody has asked yet.
        part: the role in plain words, such as driver or landlord.
        present: the country the person is in.
    """

    key: Key
    part: Line = ""
    kind: PersonKind = PersonKind.NATURAL
    screen: Finding | None = None
    nationality: Line = ""
    resident: Line = ""
    present: Line = ""


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """What one culpable party did to some victims in one period.

    Attributes:
        begun, ended: as far as they are known; the same day if only one is given.
        ends: the exploitation that was meant; ``occurred`` that which took place.
        contested: words among acts, means and ends that the other side disputes.
        mental: the strongest mental element the facts show.
    """

    by: Key
    victims: tuple[Key, ...]
    begun: Line
    ended: Line = ""
    mode: Mode = Mode.PRINCIPAL
    acts: tuple[Key, ...] = ()
    means: tuple[Key, ...] = ()
    ends: tuple[Key, ...] = ()
    occurred: tuple[Key, ...] = ()
    circumstances: tuple[Key, ...] = ()
    contested: tuple[Key, ...] = ()
    places: tuple[Country, ...] = ()
    moved: Moved = Moved.NOT
    mental: MensRea | None = None
    knew_age: bool | None = None

    @cached_property
    def first_day(self) -> date:
        """Return the first day the conduct can have begun."""
        return When.parse(self.begun).first

    @cached_property
    def last_day(self) -> date:
        """Return the last day the conduct can have lasted."""
        return When.parse(self.ended or self.begun).last


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One set of facts.

    Attributes:
        told: the facts in plain words.
        indicators: forced-labour indicators that were seen, in the ILO's list of eleven.
        paid_for_journey: whether the people paid to be brought across a border.
    """

    told: Note
    victims: tuple[VictimFacts, ...]
    culpable_parties: tuple[CulpableParty, ...]
    conduct: tuple[Conduct, ...]
    reported_as: ReportedAs = ReportedAs.TRAFFICKING
    indicators: tuple[Key, ...] = ()
    paid_for_journey: bool = False

    def victim(self, key: str) -> VictimFacts:
        """Return a victim by key.

        Raises:
            KeyError: there is none.
        """
        return next(v for v in self.victims if v.key == key)

    def culpable_party(self, key: str) -> CulpableParty:
        """Return a culpable party by key."""
        return next(p for p in self.culpable_parties if p.key == key)

    def allegations(self) -> Iterator[Allegation]:
        """Yield every conduct once for each of its victims."""
        for conduct in self.conduct:
            for key in conduct.victims:
                yield Allegation(
                    conduct,
                    self.culpable_party(conduct.by),
                    self.victim(key),
                    len(self.victims) > 1,
                )


@dataclass(frozen=True)
class Allegation:
    """What one culpable party did to one victim; ``several`` if the facts name more victims."""

    conduct: Conduct
    by: CulpableParty
    victim: VictimFacts
    several: bool

    @cached_property
    def acts(self) -> frozenset[str]:
        """Return the words under which the acts fall."""
        return frozenset(w for act in self.conduct.acts for w in covering(Vocabulary.ACTS, act))
