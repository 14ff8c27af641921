"""Statements in the graph: what a person asserts, and what became of it when the account changed.

Each version that asserts speaks for the proposition and each that denies it for its denial. Two
versions of one person have one origin, so that saying it twice adds nothing. A denial is answered
only by something of another origin that shows why it was made: threats, an escort, a ledger,
injuries. Even then it stays an attack that is disclosed, and a denial alone proves nothing against
anybody (UNODC, Evidential Issues in Trafficking in Persons Cases, 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from amends.proof.graph import Argument, Force, Proposition, Standard
from amends.proof.schemes import schemes
from amends.proof.statements import Stance, Statement
from amends.proof.to_prove import denial

TESTIMONY = "testimony"


@dataclass(frozen=True)
class Explanation:
    """Why a version may have been what it was, and what shows it.

    Attributes:
        items: items that show it; those that come from the person alone do not count.
        control: the propositions about a means that it bears on, where it says that somebody had
            the person under control.
    """

    statement: str
    items: tuple[str, ...]
    control: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accounts:
    """What statements bring into a graph."""

    propositions: tuple[Proposition, ...]
    arguments: tuple[Argument, ...]


def accounts(
    statements: Iterable[Statement],
    items: Mapping[str, str],
    origins: Mapping[str, str],
    explanations: Iterable[Explanation] = (),
) -> Accounts:
    """Return what statements assert and deny, and what explains the denials.

    ``items`` are those that carry each statement, by its key; ``origins`` the origin of each
    person's information, by the person's key. A statement that no item carries brings nothing.
    """
    carried = [each for each in statements if each.key in items]
    said = [argument for each in carried for argument in _said(each, items[each.key])]
    people = {each.key: origins.get(each.person, each.person) for each in carried}
    explained = [each for each in explanations if each.statement in people]
    return Accounts(
        tuple(_reason(key, people[key]) for key in people),
        (*said, *(a for each in explained for a in _shown(each, items[each.statement]))),
    )


def reason(statement: str) -> str:
    """Return the key of the proposition that something explains a statement."""
    return f"reason for {statement}"


def _reason(statement: str, origin: str) -> Proposition:
    return Proposition(
        key=reason(statement), standard=Standard.SCINTILLA, not_from=frozenset({origin})
    )


def _said(statement: Statement, item: str) -> Iterator[Argument]:
    for proposition, stance in statement.says.items():
        if stance is Stance.ASSERTS:
            yield _argument(f"{statement.key} for {proposition}", proposition, item)
        elif stance is Stance.DENIES:
            against = denial(proposition)
            key = f"{statement.key} against {proposition}"
            yield _argument(key, against, item, answers=(reason(statement.key),))


def _argument(key: str, conclusion: str, item: str, answers: tuple[str, ...] = ()) -> Argument:
    return Argument(
        key=key,
        conclusion=conclusion,
        premises=(item,),
        exceptions=answers,
        force=schemes()[TESTIMONY].starts_at,
        scheme=TESTIMONY,
        generalisation=schemes()[TESTIMONY].generalisation,
    )


def _shown(explanation: Explanation, item: str) -> Iterator[Argument]:
    """Yield what shows an explanation, and the weak force it gives to a means with the denial."""
    why = reason(explanation.statement)
    for shows in explanation.items:
        yield Argument(key=f"{shows} for {why}", conclusion=why, premises=(shows,))
    for means in explanation.control:
        yield Argument(
            key=f"{explanation.statement} and {why} for {means}",
            conclusion=means,
            premises=(item, why),
            force=Force.WEAK,
        )
