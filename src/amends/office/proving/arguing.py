"""The arguments of a case that a lawyer confirmed, as the graph takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from amends.office.proving.models import Answered, Argument, CaseProposition, Premise
from amends.proof.drafting import Answered as WithAnswers
from amends.proof.drafting import answered
from amends.proof.graph import Argument as Step
from amends.proof.graph import Force, Proposition, Standard
from amends.proof.schemes import Answer, schemes
from amends.proof.to_prove import denial


@dataclass(frozen=True)
class Argued:
    """What the arguments of a case bring into its graph.

    Attributes:
        rows: the argument that each step was made of.
        open_questions: of each step, what nobody answered.
        unasked: arguments for something that no count asks for now.
    """

    propositions: tuple[Proposition, ...]
    arguments: tuple[Step, ...]
    rows: Mapping[str, Argument]
    open_questions: Mapping[str, tuple[str, ...]]
    unasked: tuple[Argument, ...]


def ground(argument: str) -> str:
    """Return what is maintained by whoever takes the ground from under an argument."""
    return f"against {argument}"


def rebuttal(argument: str, question: str) -> str:
    """Return what answers a question on an argument that was answered badly."""
    return f"answer on {question} of {argument}"


# What a proposition of our own goes to in the graph, in the place of an element.
OWN = "own"


def own_key(proposition: CaseProposition) -> str:
    """Return what a proposition of our own is called in the graph."""
    return f"proposition {proposition.key}"


@dataclass(frozen=True, eq=False)
class Arguing:
    """The arguments of a case beside what its counts ask for."""

    arguments: tuple[Argument, ...]
    answers: Iterable[Answered]
    held: Mapping[str, Proposition]
    items: frozenset[str]
    own: Mapping[str, CaseProposition]

    def result(self) -> Argued:
        """Return them as steps of the graph, each with what is said against it."""
        made = [(row, step) for row in self._usable for step in self._steps(row)]
        whole = [(row, self._answered(row, step)) for row, step in made]
        said = [pair for _row, one in whole for pair in one.attacks]
        used = {row.pk for row, _step in made}
        return Argued(
            (*self._stated(), *self._grounds(), *(claim for claim, _word in said)),
            (*(one.argument for _row, one in whole), *(word for _claim, word in said)),
            {one.argument.key: row for row, one in whole}
            | {word.key: row for row, one in whole for _claim, word in one.attacks},
            {one.argument.key: one.open for _row, one in whole},
            tuple(row for row in self._usable if row.pk not in used),
        )

    @cached_property
    def _usable(self) -> list[Argument]:
        """Return those that were confirmed and whose premises are all there."""
        there = self.items | self.own.keys()
        return [
            row
            for row in self.arguments
            if row.state == Argument.State.CONFIRMED and there.issuperset(premises_of(row))
        ]

    @cached_property
    def _defeating(self) -> Mapping[int, list[Argument]]:
        found: dict[int, list[Argument]] = {}
        for row in self._usable:
            if row.defeats_id is not None:
                found.setdefault(row.defeats_id, []).append(row)
        return found

    @cached_property
    def _answers(self) -> Mapping[int, dict[str, Answer]]:
        found: dict[int, dict[str, Answer]] = {}
        for row in self.answers:
            found.setdefault(row.argument_id, {})[row.question] = Answer(row.answer)
        return found

    def _steps(self, row: Argument) -> Iterator[Step]:
        against = self._defeating.get(row.pk, [])
        exceptions = (ground(row.key),) if any(not one.question for one in against) else ()
        for conclusion in self._conclusions(row):
            yield Step(
                key=f"{row.key} for {conclusion}",
                conclusion=conclusion,
                premises=tuple(premises_of(row)),
                exceptions=exceptions,
                force=Force(row.force),
                scheme=row.scheme,
                generalisation=row.generalisation,
                consent=row.consent,
            )

    def _conclusions(self, row: Argument) -> list[str]:
        if row.defeats is not None:
            about = row.defeats.key
            return [rebuttal(about, row.question) if row.question else ground(about)]
        if row.proposition is not None:
            found = [key for key in (own_key(row.proposition),) if key in self.own]
        else:
            found = [claim.key for claim in self._near(row) if is_for(row, claim)]
        return [denial(key) for key in found] if row.against else found

    def _near(self, row: Argument) -> Iterator[Proposition]:
        """Yield what the counts ask for of the element and the people of an argument."""
        by, to = _people(row)
        for people in product(dict.fromkeys((by, "")), dict.fromkeys((to, ""))):
            yield from self._asked.get((row.element, *people), ())

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str, str], list[Proposition]]:
        """Return what the counts ask for by element and people: many arguments look for theirs."""
        found: dict[tuple[str, str, str], list[Proposition]] = {}
        for claim in self.held.values():
            about = claim.element, claim.defendant, claim.victim
            found.setdefault(about, []).append(claim)
        return found

    def _stated(self) -> Iterator[Proposition]:
        """Yield the propositions of our own, each with what the defence may maintain against it."""
        for key, row in self.own.items():
            yield Proposition(
                key=key,
                standard=Standard(row.standard),
                element=OWN,
                word=row.words,
                contraries=(denial(key),),
            )
            yield Proposition(key=denial(key), element=OWN)

    def _grounds(self) -> Iterator[Proposition]:
        """Yield what is maintained against arguments, and what answers questions on them.

        What is more likely than not is enough for an answer of ours to defeat an attack.
        """
        keys = {key for row in self._usable if row.defeats for key in self._conclusions(row)}
        for key in sorted(keys):
            yield Proposition(key=key, standard=Standard.PREPONDERANCE)

    def _answered(self, row: Argument, step: Step) -> WithAnswers:
        if row.scheme not in schemes():
            return WithAnswers(step, (), ())
        against = self._defeating.get(row.pk, [])
        rebutting = {one.question: (rebuttal(row.key, one.question),) for one in against}
        return answered(step, self._answers.get(row.pk, {}), rebutting)


def premises_of(row: Argument) -> list[str]:
    """Return what an argument rests on, as the selector brought it and the graph calls it."""
    return [_premise_key(one) for one in row.resting_on]  # type: ignore[attr-defined]  # prefetched


def _premise_key(premise: Premise) -> str:
    if premise.proposition is not None:
        return own_key(premise.proposition)
    return premise.item.key if premise.item is not None else ""


def is_for(row: Argument, claim: Proposition) -> bool:
    """Say whether an argument is about something that is to be proved.

    Where a count asks for some means, whichever it is, an argument for any of them is.
    """
    if not claim.contraries or row.element != claim.element:
        return False
    by, to = _people(row)
    return claim.word in {"", row.word} and claim.defendant in {"", by} and claim.victim in {"", to}


def _people(row: Argument) -> tuple[str, str]:
    """Return who did it and to whom, by the keys of the parties; nothing for nobody."""
    return row.by.key if row.by else "", row.to.key if row.to else ""
