"""What a count under a statute asks to be proved: its elements as a formula over propositions.

Identity and jurisdiction; one of the acts; one of the means, unless the victim is a child whom the
law protects without any; one of the purposes; the mental element. Whoever helps, organises or
agrees has a contribution and knowledge of their own to be proved, beside what the principals did
(Palermo Protocol, articles 3 and 5). The same fact about the same people is one proposition,
whatever the counts that ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from amends.law.counts import ChargeableCount
from amends.law.elements import UNABLE_TO_PROTECT, Element, ElementName, ElementState
from amends.law.facts import DERIVED
from amends.law.terms import MeansRule, Mode, VictimClass, Vocabulary, covering
from amends.proof.graph import AllOf, AnyOf, Charge, Formula, Proposition

# Modes in which the act is another's, and an own contribution takes its place.
CONTRIBUTING = DERIVED | {Mode.ACCESSORY, Mode.PURCHASER, Mode.BENEFIT}


class Matter(StrEnum):
    """What a proposition is about; the codes of evidence/kinds.yaml that items go to."""

    IDENTITY = "identity"
    JURISDICTION = "jurisdiction"
    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"
    RESULT = "result"
    MOVEMENT = "movement"
    MENTAL = "mental"
    AGE = "age"
    CIRCUMSTANCE = "circumstance"


CHILD, ADULT, KNEW_AGE = "child", "adult", "knew_age"


@dataclass(frozen=True)
class Asked:
    """What a count asks to be proved.

    Attributes:
        propositions: each with what the defence may maintain against it.
    """

    charge: Charge
    propositions: tuple[Proposition, ...]


def asked(count: ChargeableCount, key: str, *, means: Iterable[str] = ()) -> Asked:
    """Return what a count asks to be proved, under a key of its own.

    The means are those that are alleged: of a child they may stand beside the age, for the case
    that the age is not proved.
    """
    building = _Building(count, tuple(means))
    formula = building.whole()
    charge = Charge(key=key, formula=formula, defendant=count.by, victim=count.victim)
    ours = tuple(building.named.values())
    return Asked(charge, (*ours, *map(_denied, ours)))


def denial(key: str) -> str:
    """Return the key of what the defence maintains where it denies a proposition."""
    return f"not {key}"


def _denied(held: Proposition) -> Proposition:
    return Proposition(key=denial(held.key), element=held.element)


@dataclass
class _Building:
    """The formula of one count as it is built, with the propositions that stand in it."""

    count: ChargeableCount
    alleged_means: tuple[str, ...]
    named: dict[str, Proposition] = field(default_factory=dict)

    def whole(self) -> AllOf:
        """Return the whole formula; what the law does not ask for has no part in it."""
        parts = (
            self.proved(Matter.IDENTITY, by=self.count.by),
            self.proved(Matter.JURISDICTION),
            *self.contribution(),
            *self.alternatives(ElementName.ACT, Matter.ACT),
            *self.means(),
            *self.alternatives(ElementName.PURPOSE, Matter.PURPOSE),
            *self.alternatives(ElementName.RESULT, Matter.RESULT),
            *self.alternatives(ElementName.MOVEMENT, Matter.MOVEMENT),
            *self.victim(),
            *self.mental(),
        )
        return AllOf(tuple(dict.fromkeys(parts)))

    def proved(self, matter: Matter, word: str = "", *, by: str = "", of: str = "") -> str:
        """Return the key of a proposition, and take it in."""
        people = (f"by {by}" if by else "", f"of {of}" if of else "")
        key = " ".join(filter(None, (matter, word, *people)))
        self.named[key] = Proposition(
            key=key,
            element=matter,
            word=word,
            defendant=by,
            victim=of,
            contraries=(denial(key),),
        )
        return key

    @property
    def is_contribution(self) -> bool:
        """Say whether the act is another's, and the defendant contributed to it."""
        return self.count.mode in CONTRIBUTING

    def contribution(self) -> Iterator[Formula]:
        """Yield what a party who is no principal has to have done."""
        if self.is_contribution:
            yield self.proved(Matter.ACT, self.count.mode, by=self.count.by, of=self.count.victim)

    def alternatives(self, name: ElementName, matter: Matter) -> Iterator[Formula]:
        """Yield that one of the alternatives alleged is proved, if the law asks for one."""
        for element in self.asked_for(name):
            yield self.one_of(matter, element.facts)

    def asked_for(self, name: ElementName) -> Iterator[Element]:
        """Yield the element of a name, if the law asks for it or was not read on it."""
        for element in self.count.elements:
            if element.name is name and element.state is not ElementState.NOT_NEEDED:
                yield element

    def one_of(self, matter: Matter, words: Iterable[str]) -> Formula:
        """Return that one of some words is proved; without any, that some such thing is.

        What another did is proved whoever of the principals it was.
        """
        by = "" if self.is_contribution else self.count.by
        found = [self.proved(matter, word, by=by, of=self.count.victim) for word in words]
        return _one_of(found or [self.proved(matter, by=by, of=self.count.victim)])

    def means(self) -> Iterator[Formula]:
        """Yield the means; where the law protects a child without any, its age stands beside."""
        law = self.count.law
        if law.means_rule.value != MeansRule.ADULTS_ONLY or self.count.child is False:
            yield from self.alternatives(ElementName.MEANS, Matter.MEANS)
            return
        named = law.means.words
        alleged = [
            word
            for word in self.alleged_means
            if not named.isdisjoint(covering(Vocabulary.MEANS, word))
        ]
        needed = [self.one_of(Matter.MEANS, alleged)] if alleged or not self.count.child else []
        yield _one_of([self.child(), *needed])

    def child(self) -> str:
        """Return that the law sees a child in the victim."""
        word = UNABLE_TO_PROTECT if self.count.is_treated_as_child else CHILD
        return self.proved(Matter.AGE, word, of=self.count.victim)

    def victim(self) -> Iterator[Formula]:
        """Yield the age, where the offence is one against children or against adults alone.

        Where it was not read against whom it is, something of the age may be asked: not what.
        """
        for _ in self.asked_for(ElementName.VICTIM):
            match self.count.law.victim.value:
                case VictimClass.CHILD:
                    yield self.child()
                case VictimClass.ADULT:
                    yield self.proved(Matter.AGE, ADULT, of=self.count.victim)
                case _:
                    yield self.proved(Matter.AGE, of=self.count.victim)

    def mental(self) -> Iterator[Formula]:
        """Yield what the defendant has to have known or meant, of the age too where it must be."""
        who = {"by": self.count.by, "of": self.count.victim}
        for _ in self.asked_for(ElementName.MENTAL):
            yield self.proved(Matter.MENTAL, str(self.count.law.mens_rea.value or ""), **who)
        for _ in self.asked_for(ElementName.AGE_KNOWLEDGE):
            yield self.proved(Matter.MENTAL, KNEW_AGE, **who)
        for element in self.asked_for(ElementName.CIRCUMSTANCE):
            required = sorted({word for cell in element.cells for word in cell.words})
            yield from (self.proved(Matter.CIRCUMSTANCE, word, **who) for word in required)


def _one_of(parts: Sequence[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
