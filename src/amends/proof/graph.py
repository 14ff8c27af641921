"""The argument graph of a case: what is to be proved, on what, and what is said against it.

Items carry information from an origin and fall with what carries them. Arguments lead from items
and propositions to a proposition, each by a generalisation that is said out loud; an exception
defeats one. What the defence may maintain stands as the contrary of a proposition. Nothing here has
a number for belief: the force of an argument is one of three classes, in order (after Gordon,
Prakken and Walton, The Carneades model of argument and burden of proof, Artificial Intelligence
171, 2007; the classes take the place of its weights).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

from amends.base.messages import Refusal

# The element against which the consent of the victim may be heard.
MEANS = "means"


class Standard(StrEnum):
    """How well a proposition must be proved, the least demanding first."""

    SCINTILLA = "SE"
    PREPONDERANCE = "PE"
    CLEAR_AND_CONVINCING = "CCE"
    BEYOND_REASONABLE_DOUBT = "BRD"


class Force(IntEnum):
    """How strongly an argument speaks for its conclusion, if nothing defeats it."""

    WEAK = 1
    MODERATE = 2
    STRONG = 3


class Admission(StrEnum):
    """Where an item stands on its way into the trial."""

    PROPOSED = "proposed"
    COLLECTED = "collected"
    AUTHENTICATED = "authenticated"
    DISCLOSED = "disclosed"
    CHALLENGED = "challenged"
    ADMITTED = "admitted"
    LIMITED = "limited"
    EXCLUDED = "excluded"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """An item of evidence.

    Attributes:
        needs: what must survive for it to be used: of each set one loss event at least.
        origins: where its information ultimately comes from; it rests on all of them.
        limited_to: the propositions it may be used for, where it was admitted for these alone.
        brought_by: the step that would bring it, where it is not there yet.
    """

    key: str
    needs: tuple[frozenset[str], ...] = ()
    origins: frozenset[str] = frozenset()
    admission: Admission = Admission.ADMITTED
    limited_to: frozenset[str] = frozenset()
    brought_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposition:
    """Something that is to be proved, or that the defence may maintain.

    Attributes:
        element: what it goes to, such as means.
        word: the word of the law it is about, if it is about one.
        defendant, victim: of whom it says so; empty where it is of none or of any.
        contraries: the propositions that the defence may maintain against it.
        not_from: origins that cannot prove it by themselves. Why a witness changed an account has
            to be shown by something else than that witness.
    """

    key: str
    standard: Standard = Standard.BEYOND_REASONABLE_DOUBT
    element: str = ""
    word: str = ""
    defendant: str = ""
    victim: str = ""
    contraries: tuple[str, ...] = ()
    not_from: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One step from premises to a conclusion.

    Attributes:
        premises: items and propositions; all of them are needed.
        exceptions: propositions of which any one, if accepted, defeats it.
        scheme: what kind of argument it is.
        generalisation: the sentence about the world that it rests on.
        consent: whether it says that the victim agreed. That never speaks against a count, and
            against a means only (Palermo Protocol, article 3(b)).
    """

    key: str
    conclusion: str
    premises: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    force: Force = Force.MODERATE
    scheme: str = ""
    generalisation: str = ""
    consent: bool = False


@dataclass(frozen=True)
class AllOf:
    """All of some parts must be proved."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of some parts must be proved.

    Attributes:
        same_alternative: whether those who find the facts must agree on which of them it is.
    """

    parts: tuple[Formula, ...]
    same_alternative: bool = False


# What a count asks for: a proposition by its key, or parts of which all or any must be proved.
Formula = str | AllOf | AnyOf


class Effect(StrEnum):
    """What follows where corroboration is lacking."""

    BAR = "bar"
    CAUTION = "caution"


@dataclass(frozen=True, kw_only=True)
class CorroborationRule:
    """A rule that testimony of some origins must be supported by others.

    Attributes:
        scope: the propositions of which one at least must be supported; all of the count if empty.
        triggered_by: the origins that must be supported, such as the victims.
        number: how many other origins must support it.
    """

    key: str
    triggered_by: frozenset[str]
    scope: frozenset[str] = frozenset()
    number: int = 1
    effect: Effect = Effect.CAUTION


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One count to be proved: an offence, a defendant, a victim and a mode of participation."""

    key: str
    formula: Formula
    defendant: str = ""
    victim: str = ""
    corroboration: tuple[CorroborationRule, ...] = ()

    @cached_property
    def propositions(self) -> tuple[str, ...]:
        """Return every proposition it asks for, each once, in order."""
        return tuple(dict.fromkeys(leaves(self.formula)))


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Everything that is held on the proof of a case."""

    items: Mapping[str, Evidence] = field(default_factory=dict)
    propositions: Mapping[str, Proposition] = field(default_factory=dict)
    arguments: tuple[Argument, ...] = ()
    charges: tuple[Charge, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a graph in which something is named that it does not hold."""
        both = sorted(self.items.keys() & self.propositions.keys())
        if both:
            raise Refusal("%(key)s is both an item and a proposition. Rename one.", key=both[0])
        twice = [key for key, n in Counter(each.key for each in self.arguments).items() if n > 1]
        if twice:
            raise Refusal("Two arguments have the key %(key)s. Rename one.", key=twice[0])
        for place, key in self._named():
            if key not in self.propositions and key not in self.items:
                raise _not_held(place, key)
        for place, key in self._named_propositions():
            if key not in self.propositions:
                raise _not_held(place, key)

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield everything that stands in a place where an item or a proposition may stand."""
        yield from ((each.key, key) for each in self.arguments for key in each.premises)

    def _named_propositions(self) -> Iterator[tuple[str, str]]:
        """Yield everything that stands in a place where only a proposition may stand."""
        for each in self.arguments:
            yield from ((each.key, key) for key in (each.conclusion, *each.exceptions))
        for claimed in self.propositions.values():
            yield from ((claimed.key, key) for key in claimed.contraries)
        for charge in self.charges:
            yield from ((charge.key, key) for key in charge.propositions)

    def charge(self, key: str) -> Charge:
        """Return a count by its key.

        Raises:
            KeyError: there is none.
        """
        return self._charges[key]

    @cached_property
    def _charges(self) -> Mapping[str, Charge]:
        return {charge.key: charge for charge in self.charges}

    @cached_property
    def arguments_for(self) -> Mapping[str, tuple[Argument, ...]]:
        """Return the arguments for each proposition that has any."""
        found: dict[str, list[Argument]] = {}
        for argument in self.arguments:
            found.setdefault(argument.conclusion, []).append(argument)
        return {key: tuple(arguments) for key, arguments in found.items()}


def leaves(formula: Formula) -> Iterator[str]:
    """Yield every proposition of a formula, as often as it stands there."""
    if isinstance(formula, str):
        yield formula
        return
    for part in formula.parts:
        yield from leaves(part)


def _not_held(place: str, key: str) -> Refusal:
    return Refusal(
        "%(place)s names %(key)s, and no such thing is held. Add it, or mend the key.",
        place=place,
        key=key,
    )
