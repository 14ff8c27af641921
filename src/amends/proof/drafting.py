"""Drafts the graph of a case from its counts and its items, for a lawyer to confirm.

Each item is held against what it goes to and whom it is about, and an argument is drafted by the
usual scheme for its kind. A draft asserts nothing: whoever confirms it sets its force, answers the
questions of its scheme and takes out what does not follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from amends.proof.graph import Argument, Evidence, Force, Proposition
from amends.proof.schemes import Answer, questions, schemes, schemes_for


class Cast(NamedTuple):
    """Everybody of whom something is to be proved."""

    defendants: frozenset[str]
    victims: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """An item as a draft sees it.

    Attributes:
        kind: a code of evidence/kinds.yaml.
        goes_to: the elements it goes to.
        about: the parties it is about; nobody in particular if empty.
    """

    evidence: Evidence
    kind: str
    goes_to: frozenset[str]
    about: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Return the key of the item."""
        return self.evidence.key

    def speaks_of(self, proposition: Proposition, cast: Cast) -> bool:
        """Say whether it goes to the element of a proposition and is about its people.

        One that is about nobody may speak of anybody. One that names a defendant and no victim may
        speak of what was done to any, and the other way round; of no other than it names. Nobody is
        identified, and nobody's age is shown, by what does not name them.
        """
        if proposition.element not in self.goes_to:
            return False
        people = {proposition.defendant, proposition.victim} - {""}
        if proposition.element in NAMING:
            return people <= self.about
        if self.about and people and people.isdisjoint(self.about):
            return False
        return all(
            not who or who in self.about or self.about.isdisjoint(everybody)
            for who, everybody in (
                (proposition.defendant, cast.defendants),
                (proposition.victim, cast.victims),
            )
        )


NAMING = frozenset({"identity", "age"})


def draft(exhibits: Iterable[Exhibit], propositions: Iterable[Proposition]) -> Iterator[Argument]:
    """Yield an argument for everything that an item may speak of, each once."""
    ours = [held for held in propositions if held.contraries]
    cast = Cast(
        frozenset(held.defendant for held in ours if held.defendant),
        frozenset(held.victim for held in ours if held.victim),
    )
    asked: dict[str, ByPeople] = {}
    for held in ours:
        of_people = asked.setdefault(held.element, {})
        of_people.setdefault((held.defendant, held.victim), []).append(held)
    place = {held.key: number for number, held in enumerate(ours)}
    for exhibit in exhibits:
        for element, by_people in asked.items():
            if element in exhibit.goes_to:
                spoken = _spoken_of(exhibit, by_people, cast)
                yield from (
                    drafted(exhibit, one) for one in sorted(spoken, key=lambda one: place[one.key])
                )


# What is to be proved of one element, by the defendant and the victim it is about.
ByPeople = dict[tuple[str, str], list[Proposition]]


def _spoken_of(exhibit: Exhibit, asked: ByPeople, cast: Cast) -> Iterator[Proposition]:
    """Yield what an item speaks of; of many people, those alone are looked at whom it may be about.

    Whoever names a defendant speaks of no other, and whoever names none may speak of any.
    """
    defendants = {"", *(exhibit.about & cast.defendants or cast.defendants)}
    victims = {"", *(exhibit.about & cast.victims or cast.victims)}
    for people in product(defendants, victims):
        claims = asked.get(people)
        if claims and exhibit.speaks_of(claims[0], cast):
            yield from claims


def drafted(exhibit: Exhibit, proposition: Proposition, scheme: str = "") -> Argument:
    """Return the argument from an item to a proposition, by a scheme or the usual one."""
    code = scheme or schemes_for(exhibit.kind)[0]
    used = schemes()[code]
    return Argument(
        key=f"{exhibit.key} for {proposition.key}",
        conclusion=proposition.key,
        premises=(exhibit.key,),
        force=used.starts_at,
        scheme=code,
        generalisation=used.generalisation,
    )


@dataclass(frozen=True)
class Answered:
    """An argument once its questions are answered.

    Attributes:
        argument: with an exception for each question that was answered badly.
        attacks: what the defence can say of each, and the bare word that makes it heard.
        open: codes of the questions that nobody has answered: each is a weakness that is listed.
    """

    argument: Argument
    attacks: tuple[tuple[Proposition, Argument], ...]
    open: tuple[str, ...]


def answered(
    argument: Argument,
    answers: Mapping[str, Answer],
    rebuttals: Mapping[str, tuple[str, ...]] | None = None,
) -> Answered:
    """Return an argument with its questions answered; one answered badly becomes an exception.

    What rebuts a bad answer are propositions by the code of the question; once one of them is
    proved, the exception no longer counts.
    """
    asked = schemes()[argument.scheme].questions
    adverse = [code for code in asked if answers.get(code) is Answer.ADVERSE]
    attacks = [_attack(argument, code, (rebuttals or {}).get(code, ())) for code in adverse]
    exceptions = (*argument.exceptions, *(attack.key for attack, _ in attacks))
    left = tuple(code for code in asked if answers.get(code, Answer.OPEN) is Answer.OPEN)
    return Answered(replace(argument, exceptions=exceptions), tuple(attacks), left)


def _attack(
    argument: Argument, question: str, rebuttals: tuple[str, ...]
) -> tuple[Proposition, Argument]:
    key = f"{question} of {argument.key}"
    word = Argument(
        key=f"answer to {key}",
        conclusion=key,
        premises=(),
        exceptions=rebuttals,
        force=Force.WEAK,
        generalisation=questions()[question].adverse,
    )
    return Proposition(key=key), word
