"""Cases a lawyer could have written for a statute: facts in plain words and the counts expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.base.documents import Form
from amends.base.messages import Message
from amends.base.package_data import names, read_text
from amends.base.problems import Wrong
from amends.law.bars import BarKind
from amends.law.cells import Key, Line
from amends.law.counts import ChargeableCount, CountState
from amends.law.elements import ElementName, ElementState
from amends.law.fact_checks import wrong_facts
from amends.law.facts import Facts
from amends.law.reading import StatuteError, read_as
from amends.law.terms import Comparator

FOLDER = "law/cases"
FACTS = Form(
    200_000,
    Message("Put each set of facts into a file of its own."),
    Message("This holds no facts: it has no fields."),
    Message("Begin with told, victims, culpable_parties and conduct."),
    StatuteError,
)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A count that must be found.

    Attributes:
        present, contested: the elements the facts must show, and those that are disputed; where
            neither is said, any may be.
        missing: the elements that must be the missing ones.
        bar: the bar that must stand in the way, if one must.
        life: whether the penalty must reach life, where it is to be said.
        most: the longest custody in months, where it is to be said.
        longest: the longest custody in months that the share of the mode leaves, likewise.
        against: the grave crimes the penalty must be compared with, likewise.
    """

    offence: Key
    by: Key
    victim: Key
    state: CountState
    present: tuple[ElementName, ...] = ()
    contested: tuple[ElementName, ...] = ()
    missing: tuple[ElementName, ...] = ()
    bar: BarKind | None = None
    life: bool | None = None
    most: int | None = None
    longest: int | None = None
    against: tuple[Comparator, ...] = ()

    def matches(self, count: ChargeableCount) -> bool:
        """Say whether a count is the one expected, in every point that is said of it."""
        penalty = count.penalty
        return (
            (self.offence, self.by, self.victim, self.state)
            == (count.law.offence.key, count.by, count.victim, count.state)
            and set(self.missing) == _elements(count, ElementState.MISSING)
            and self._shows(count)
            and (self.bar is None or self.bar in {bar.kind for bar in count.bars})
            and (self.life is None or (penalty is not None and penalty.life.value is self.life))
            and (self.most is None or (penalty is not None and penalty.maximum.value == self.most))
            and (self.longest is None or self.longest == count.longest)
            and (not self.against or set(self.against) == {c.crime for c in count.comparisons})
        )

    def _shows(self, count: ChargeableCount) -> bool:
        """Say whether the elements shown and disputed are those expected, if any are named."""
        return not (self.present or self.contested) or (
            set(self.present) == _elements(count, ElementState.PRESENT)
            and set(self.contested) == _elements(count, ElementState.CONTESTED)
        )


def _elements(count: ChargeableCount, state: ElementState) -> set[ElementName]:
    return {element.name for element in count.elements if element.state is state}


@dataclass(frozen=True, kw_only=True)
class LawCase:
    """One case: its facts, the day on which it is charged, and every count that is available.

    Counts that are not available are expected only where they are named.
    """

    title: Line
    on: date
    facts: Facts
    expected: tuple[Expected, ...]


@dataclass(frozen=True, kw_only=True)
class LawCases:
    """The cases of one statute."""

    statute: Key
    cases: tuple[LawCase, ...]


def read_cases(content: str, *, name: str = "cases") -> LawCases:
    """Read a file of cases.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(LawCases, content, name=name, checks=_wrong)


def read_facts(content: str, *, name: str = "facts") -> Facts:
    """Read a file with one set of facts.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(Facts, content, name=name, checks=wrong_facts, form=FACTS)


def shipped_cases() -> dict[str, LawCases]:
    """Return the cases shipped with every statute, by its key."""
    found = [read_cases(read_text(f"{FOLDER}/{name}"), name=name) for name in names(FOLDER)]
    return {cases.statute: cases for cases in found}


def _wrong(cases: LawCases) -> list[Wrong]:
    return [
        wrong
        for number, case in enumerate(cases.cases)
        for wrong in wrong_facts(case.facts, f"$.cases[{number}].facts")
    ]
