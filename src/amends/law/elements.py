"""What must be proved of an offence, held against the facts of one conduct towards one victim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from amends.base.sources import SourceStatus
from amends.law.cells import Held
from amends.law.facts import Conduct, Moved
from amends.law.resolved import Resolved
from amends.law.terms import (
    AgeKnowledge,
    MeansRule,
    MensRea,
    Movement,
    TreatedAsChild,
    VictimClass,
    Vocabulary,
    covering,
)
from amends.law.victims import VictimThen

STRENGTH = {
    None: 0,
    MensRea.OUGHT_TO_KNOW: 1,
    MensRea.RECKLESS: 2,
    MensRea.KNOWLEDGE: 3,
    MensRea.PURPOSE: 4,
}
ANY_END = "any_exploitation"
UNABLE_TO_PROTECT = TreatedAsChild.UNABLE_TO_PROTECT


class ElementName(StrEnum):
    """What an element is about."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"
    RESULT = "result"
    MOVEMENT = "movement"
    VICTIM = "victim"
    MENTAL = "mental"
    AGE_KNOWLEDGE = "age_knowledge"
    CIRCUMSTANCE = "circumstance"


class ElementState(StrEnum):
    """How an element stands on the facts."""

    PRESENT = "present"
    CONTESTED = "contested"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    UNREAD = "unread"


@dataclass(frozen=True)
class Element:
    """One element: how it stands, the facts it rests on and the cells that ask for it."""

    name: ElementName
    state: ElementState
    facts: tuple[str, ...]
    cells: tuple[Held, ...]

    @property
    def is_unverified(self) -> bool:
        """Say whether the law on it was not read in its own text."""
        return any(cell.status is not SourceStatus.VERIFIED for cell in self.cells)


@dataclass(frozen=True, eq=False)
class Subsumption:
    """A conduct held against an offence: what is the same for every victim is found out once.

    Attributes:
        means: the element as it stands where it does not fall away for the victim.
        shows_means: whether the facts show one of the means the offence names.
    """

    law: Resolved
    conduct: Conduct
    act: Element
    means: Element
    shows_means: bool
    purpose: Element
    movement: Element
    mental: Element
    circumstance: Element

    def elements(self, victim: VictimThen) -> tuple[Element, ...]:
        """Return every element of the offence, held against the conduct towards a victim then."""
        return (
            self.act,
            _means_towards(self.law, self.means, victim),
            self.purpose,
            self.movement,
            _victim(self.law, victim),
            self.mental,
            _age_knowledge(self, victim),
            self.circumstance,
        )

    @cached_property
    def exploitation(self) -> frozenset[str]:
        """Return the exploitation it is about: of what is stated, that which answers the law.

        Where nothing answers, or the law names none, it is everything that is stated.
        """
        stated = frozenset((*self.conduct.ends, *self.conduct.occurred))
        return frozenset(_named(self.law.ends, Vocabulary.ENDS, stated)) or stated


def subsume(law: Resolved, conduct: Conduct) -> Subsumption:
    """Hold a conduct against an offence."""
    return Subsumption(
        law,
        conduct,
        act=_listed(ElementName.ACT, law.acts, Vocabulary.ACTS, conduct.acts, conduct),
        means=_means(law, conduct),
        shows_means=bool(_named(law.means, Vocabulary.MEANS, conduct.means)),
        purpose=_purpose(law, conduct),
        movement=_movement(law, conduct),
        mental=_mental(law, conduct),
        circumstance=_circumstance(law, conduct),
    )


def _means(law: Resolved, conduct: Conduct) -> Element:
    """Return the element of means as it stands where it does not fall away for the victim."""
    rule = law.means_rule
    if not rule.is_known:
        state = ElementState.CONTESTED if rule.is_conflict else ElementState.UNREAD
        return Element(ElementName.MEANS, state, conduct.means, (rule,))
    if rule.value in {MeansRule.NONE, MeansRule.AGGRAVATING}:
        return Element(ElementName.MEANS, ElementState.NOT_NEEDED, (), (rule,))
    needed = _listed(ElementName.MEANS, law.means, Vocabulary.MEANS, conduct.means, conduct)
    needed = _unless_open(needed, conduct.means, law.means_closed)
    return _with(needed, needed.state, rule)


def _means_towards(law: Resolved, needed: Element, victim: VictimThen) -> Element:
    """Return the element of means; it may fall away for a child, and is open for an open age."""
    if law.means_rule.value != MeansRule.ADULTS_ONLY:
        return needed
    child = law.sees_child(victim)
    if child:
        why = law.treated_as_child if _is_unprotected(law, victim) else law.child_age
        return Element(ElementName.MEANS, ElementState.NOT_NEEDED, (), (law.means_rule, why))
    open_age = child is None and needed.state is ElementState.MISSING
    return _with(needed, ElementState.CONTESTED) if open_age else needed


def _purpose(law: Resolved, conduct: Conduct) -> Element:
    needed = law.purpose_required
    if needed.value is False:
        return Element(ElementName.PURPOSE, ElementState.NOT_NEEDED, (), (needed,))
    if law.end_must_occur.value is True:
        return _end(ElementName.RESULT, law, conduct.occurred, conduct)
    meant = tuple(dict.fromkeys((*conduct.ends, *conduct.occurred)))
    return _end(ElementName.PURPOSE, law, meant, conduct)


def _end(name: ElementName, law: Resolved, stated: tuple[str, ...], conduct: Conduct) -> Element:
    if ANY_END in law.ends.words and stated:
        state = _contested(stated, conduct)
        return Element(name, state, stated, (law.ends,))
    found = _listed(name, law.ends, Vocabulary.ENDS, stated, conduct)
    return _unless_open(found, stated, law.ends_closed)


def _unless_open(found: Element, stated: tuple[str, ...], closed: Held) -> Element:
    """Return what the law does not name as contested, where its list leaves room for more."""
    if found.state is ElementState.MISSING and stated and closed.value is False:
        return _with(found, ElementState.CONTESTED, closed)
    return found


def _movement(law: Resolved, conduct: Conduct) -> Element:
    rule = law.movement
    if not rule.is_known:
        return Element(ElementName.MOVEMENT, ElementState.UNREAD, (), (rule,))
    if rule.value == Movement.NONE:
        return Element(ElementName.MOVEMENT, ElementState.NOT_NEEDED, (), (rule,))
    enough = {Moved.ACROSS_BORDER}
    if rule.value != Movement.BORDER:
        enough.add(Moved.WITHIN)
    state = ElementState.PRESENT if conduct.moved in enough else ElementState.MISSING
    return Element(ElementName.MOVEMENT, state, (conduct.moved,), (rule,))


def _victim(law: Resolved, victim: VictimThen) -> Element:
    wanted = law.victim
    if not wanted.is_known:
        return Element(ElementName.VICTIM, ElementState.UNREAD, (), (wanted,))
    if wanted.value == VictimClass.ANY:
        return Element(ElementName.VICTIM, ElementState.NOT_NEEDED, (), (wanted,))
    child = law.sees_child(victim)
    if child is None:
        return Element(ElementName.VICTIM, ElementState.CONTESTED, (), (wanted,))
    fits = child == (wanted.value == VictimClass.CHILD)
    state = ElementState.PRESENT if fits else ElementState.MISSING
    if _is_unprotected(law, victim):
        cells = (wanted, law.treated_as_child)
        return Element(ElementName.VICTIM, state, (UNABLE_TO_PROTECT,), cells)
    return Element(ElementName.VICTIM, state, (str(victim.age),), (wanted,))


def _is_unprotected(law: Resolved, victim: VictimThen) -> bool:
    """Say whether the offence sees a child in somebody who is, or may be, of age."""
    of_age = victim.age is None or victim.age >= law.majority
    return of_age and law.sees_child(victim) is True


def _mental(law: Resolved, conduct: Conduct) -> Element:
    wanted = law.mens_rea
    if not wanted.is_known:
        return Element(ElementName.MENTAL, ElementState.UNREAD, (), (wanted,))
    reached = STRENGTH[conduct.mental] >= STRENGTH[MensRea(str(wanted.value))]
    shown = (str(conduct.mental),) if conduct.mental else ()
    state = ElementState.PRESENT if reached else ElementState.MISSING
    return Element(ElementName.MENTAL, state, shown, (wanted,))


def _age_knowledge(held: Subsumption, victim: VictimThen) -> Element:
    """Return whether the age must have been known: only where it stands in place of a means."""
    law, conduct, rule = held.law, held.conduct, held.law.knowledge_of_age
    is_child = victim.age is not None and victim.age < law.majority
    rests_on_age = is_child and not held.shows_means
    if not rests_on_age or rule.value != AgeKnowledge.REQUIRED:
        matters = rests_on_age and conduct.knew_age is not True
        cells = (rule,) if matters else ()
        return Element(ElementName.AGE_KNOWLEDGE, ElementState.NOT_NEEDED, (), cells)
    known = {True: ElementState.PRESENT, False: ElementState.MISSING, None: ElementState.CONTESTED}
    return Element(ElementName.AGE_KNOWLEDGE, known[conduct.knew_age], (), (rule,))


def _circumstance(law: Resolved, conduct: Conduct) -> Element:
    wanted = law.requires
    if not wanted.words:
        return Element(ElementName.CIRCUMSTANCE, ElementState.NOT_NEEDED, (), ())
    met = wanted.words <= conduct.shown
    state = ElementState.PRESENT if met else ElementState.MISSING
    return Element(ElementName.CIRCUMSTANCE, state, tuple(sorted(conduct.shown)), (wanted,))


def _listed(
    name: ElementName, cell: Held, vocabulary: Vocabulary, stated: Iterable[str], conduct: Conduct
) -> Element:
    """Return whether one of the stated words is among those a cell names, or counts as one."""
    if not cell.is_known:
        return Element(name, ElementState.UNREAD, (), (cell,))
    found = _named(cell, vocabulary, stated)
    state = _contested(found, conduct) if found else ElementState.MISSING
    return Element(name, state, found, (cell,))


def _named(cell: Held, vocabulary: Vocabulary, stated: Iterable[str]) -> tuple[str, ...]:
    """Return the stated words that are among those a cell names, or count as one of them."""
    named = cell.words
    return tuple([word for word in stated if not named.isdisjoint(covering(vocabulary, word))])


def _contested(found: tuple[str, ...], conduct: Conduct) -> ElementState:
    undisputed = set(found) - set(conduct.contested)
    return ElementState.PRESENT if undisputed else ElementState.CONTESTED


def _with(element: Element, state: ElementState, *cells: Held) -> Element:
    return Element(element.name, state, element.facts, (*element.cells, *cells))
