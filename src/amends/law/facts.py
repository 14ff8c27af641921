"""Facts as a lawyer states them before choosing a charge: who did what to whom, when and where.

The facts are allegations to be charged, not findings. Victims are named by pseudonym.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from amends.base.dates import When
from amends.law.cells import Key, Line, Note
from amends.law.screen import Finding, PersonKind
from amends.law.statute import Country
from amends.law.terms import MensRea, Mode, Vocabulary, covering, durations
from amends.law.victims import VictimFacts, VictimsTogether, VictimThen


class Moved(StrEnum):
    """How far the victim was moved."""

    NOT = "not"
    WITHIN = "within"
    ACROSS_BORDER = "across_border"


# Modes in which somebody answers for an offence that others commit, and what is shared with these.
DERIVED = frozenset({Mode.ACCOMPLICE, Mode.ORGANISER, Mode.CONSPIRACY})
JOINED = ("acts", "means", "ends", "occurred", "contested", "places")


class ReportedAs(StrEnum):
    """What the facts were first reported as."""

    TRAFFICKING = "trafficking"
    WAGES = "wages"
    SMUGGLING = "smuggling"
    PROSTITUTION = "prostitution"
    MISSING_PERSON = "missing_person"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class CulpableParty:
    """Somebody who took part, and what decides whether and where they can be charged.

    Attributes:
        screen: what the non-punishment screen found; nothing if nobody has asked yet.
        part: the role in plain words, such as driver or landlord.
        present: the country the person is in.
        held_since: the first day of custody, if the person is held.
    """

    key: Key
    part: Line = ""
    kind: PersonKind = PersonKind.NATURAL
    screen: Finding | None = None
    nationality: Line = ""
    resident: Line = ""
    present: Line = ""
    held_since: Line = ""


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """What one culpable party did to some victims in one period.

    Attributes:
        begun, ended: as far as they are known; the same day if only one is given.
        mode: of an attempt or a preparation, the words say what was attempted or prepared.
        ends: the exploitation that was meant; ``occurred`` that which took place.
        contested: words among acts, means and ends that the other side disputes.
        places: the countries where it happened; a ship or aircraft is a place of its flag's.
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

    def surely_lies_in(self, since: date, until: date) -> bool:
        """Say whether some of it lies within a stretch of time, however the dates fall out."""
        if since <= self.first_day and self.last_day < until:
            return True
        begun, ended = self.surely
        return begun <= ended and begun < until and since <= ended

    @cached_property
    def surely(self) -> tuple[date, date]:
        """Return the days from which and until which it surely lasted, if they are in order."""
        return When.parse(self.begun).last, When.parse(self.ended or self.begun).first

    @property
    def is_derived(self) -> bool:
        """Say whether such a party answers for what others commit."""
        return self.mode in DERIVED

    def overlaps(self, other: Conduct) -> bool:
        """Say whether two conducts can have lasted on one day."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def joined_with(self, others: Iterable[Conduct]) -> Conduct:
        """Return this conduct with the words that others state, each once."""
        every = (self, *others)
        joined: dict[str, Any] = {
            name: tuple(dict.fromkeys(word for each in every for word in getattr(each, name)))
            for name in JOINED
        }
        moved = max((each.moved for each in every), key=list(Moved).index)
        return replace(self, **joined, moved=moved)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Return the circumstances that are stated, and those that follow from what is."""
        return frozenset({*self.circumstances, *_implied(self)})


def _implied(conduct: Conduct) -> Iterator[str]:
    """Yield the circumstances that nobody need state, since the other facts hold them."""
    yield from FOLLOWS_FROM_MOVING[conduct.moved]
    if "police" in conduct.circumstances:
        yield "public_official"
    if "organ_removal" in conduct.occurred:
        yield "organs_taken"
    if conduct.moved is not Moved.NOT:
        meant = {*conduct.ends, *conduct.occurred}
        if meant & FOR_SALE:
            yield "transport_for_sale"
        if meant - FOR_SALE:
            yield "transport_for_exploitation"
    begun, ended = conduct.surely
    lasted = (ended - begun).days + 1
    yield from (code for code, days in durations().items() if lasted >= days)


FOLLOWS_FROM_MOVING = {
    Moved.NOT: (),
    Moved.WITHIN: ("within_country",),
    Moved.ACROSS_BORDER: ("cross_border", "abroad"),
}
FOR_SALE = frozenset({"sale", "prostitution_of_others"})


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
        return self._victims[key]

    def culpable_party(self, key: str) -> CulpableParty:
        """Return a culpable party by key.

        Raises:
            KeyError: there is none.
        """
        return self._culpable_parties[key]

    @cached_property
    def _victims(self) -> dict[str, VictimFacts]:
        return {victim.key: victim for victim in self.victims}

    @cached_property
    def _culpable_parties(self) -> dict[str, CulpableParty]:
        return {party.key: party for party in self.culpable_parties}

    def allegations(self) -> Iterator[Allegation]:
        """Yield every conduct once for each of its victims.

        Whoever helps, organises or agrees answers for the offence of those who commit it: what
        these did to the victim in the same time is alleged of them, too.
        """
        for conduct in self.conduct:
            for key in dict.fromkeys(conduct.victims):
                alleged = self._with_principals(conduct, key) if conduct.is_derived else conduct
                yield Allegation(
                    alleged, self.culpable_party(conduct.by), self.victim(key), self.of(conduct.by)
                )

    def _with_principals(self, conduct: Conduct, victim: Key) -> Conduct:
        """Return the conduct of a secondary party with what the principals did to a victim."""
        principals = [
            each
            for each in self.conduct
            if not each.is_derived and victim in each.victims and each.overlaps(conduct)
        ]
        return conduct.joined_with(principals)

    def of(self, party: str) -> VictimsTogether:
        """Return the victims of one culpable party, each once."""
        return self._of.get(party) or VictimsTogether(())

    @cached_property
    def _of(self) -> dict[str, VictimsTogether]:
        found: dict[str, dict[str, None]] = {}
        for conduct in self.conduct:
            found.setdefault(conduct.by, {}).update(dict.fromkeys(conduct.victims))
        return {by: VictimsTogether(tuple(map(self.victim, keys))) for by, keys in found.items()}


@dataclass(frozen=True)
class Allegation:
    """What one culpable party did to one victim; ``victims`` are all of that party's."""

    conduct: Conduct
    by: CulpableParty
    victim: VictimFacts
    victims: VictimsTogether

    def age_on(self, on: date) -> int | None:
        """Return the victim's age on a day of the conduct, if it is known."""
        return self.victim.age_on(on, self.conduct.first_day)

    def then(self, on: date) -> VictimThen:
        """Return the victim as of a day of the conduct."""
        return VictimThen(self.age_on(on), self.victim.unable_to_protect)

    def children_on(self, on: date, *, with_unprotected: bool) -> int:
        """Return how many of the party's victims are children on a day of the conduct."""
        return self.victims.children(on, self.conduct.first_day, with_unprotected=with_unprotected)

    @cached_property
    def acts(self) -> frozenset[str]:
        """Return the words under which the acts fall."""
        return frozenset(w for act in self.conduct.acts for w in covering(Vocabulary.ACTS, act))
