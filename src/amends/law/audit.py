"""The audit of a country's law against the treaties: an answer to each rule, and no score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from amends.base.messages import Message
from amends.law.asof import AsOf
from amends.law.audit_law import OF_LAWS
from amends.law.audit_offence import OF_OFFENCES
from amends.law.audit_penalty import OF_CLASSES
from amends.law.audit_rules import AuditRule, Finding, Provisions, Result, audit_rules
from amends.law.cells import Held
from amends.law.library import of_country

CURED = frozenset({Result.PARTIAL, Result.FAIL})
CLEARER = Message("Amend %(provision)s so that it can be read in one way only.")


@dataclass(frozen=True)
class Answer:
    """What a country's law answers to a rule, and what was found in each provision."""

    rule: AuditRule
    result: Result
    findings: tuple[Finding, ...]

    @property
    def cells(self) -> tuple[Held, ...]:
        """Return the cells the answer rests on, each once."""
        found = {cell.path: cell for finding in self.findings for cell in finding.cells}
        return tuple(found.values())

    @property
    def cures(self) -> tuple[Message, ...]:
        """Return what an amendment would have to do to each provision that falls short.

        One can be known to fall short while the answer as a whole is open.
        """
        found = (_cure(self.rule, finding) for finding in self.findings)
        different: list[Message] = []
        different.extend(cure for cure in found if cure and cure not in different)
        return tuple(different)


@dataclass(frozen=True)
class Audit:
    """The audit of a country's law on one day."""

    country: str
    on: date
    laws: tuple[AsOf, ...]
    answers: tuple[Answer, ...]


def audit(country: str, on: date) -> Audit:
    """Audit the laws of a country that can be in force on a day.

    Offences that only supplement the trafficking offence are not audited; each statute file says
    which offences are.
    """
    return audited(country, on, of_country(country, on))


def audited(country: str, on: date, laws: Sequence[AsOf]) -> Audit:
    """Audit given laws as the law of a country."""
    relevant = tuple(law for law in laws if any(True for _ in law.audited()))
    answers = tuple(_answer(rule, relevant) for rule in audit_rules().values())
    return Audit(country, on, relevant, answers)


def _answer(rule: AuditRule, laws: Sequence[AsOf]) -> Answer:
    findings = tuple(finding for law in laws for finding in _findings(rule, law))
    return Answer(rule, every([finding.result for finding in findings]), findings)


def _findings(rule: AuditRule, law: AsOf) -> Iterator[Finding]:
    if rule.provisions is Provisions.LAW:
        yield OF_LAWS[rule.code](law)
    elif rule.provisions is Provisions.CLASSES:
        for offence in law.audited():
            yield from OF_CLASSES[rule.code](law, offence)
    else:
        yield from (OF_OFFENCES[rule.code](law, offence) for offence in law.audited())


def _cure(rule: AuditRule, found: Finding) -> Message | None:
    named = {"provision": found.provision, **found.lacks}
    if found.result is Result.CONFLICT:
        return Message(CLEARER.sentence, named)
    return Message(rule.cure, named) if found.result in CURED else None


def every(results: Sequence[Result]) -> Result:
    """Return the answer where each provision must hold; different answers make a partial one."""
    found = set(results)
    if Result.CONFLICT in found:
        return Result.CONFLICT
    if Result.UNKNOWN in found or not found:
        return Result.UNKNOWN
    return found.pop() if len(found) == 1 else Result.PARTIAL
