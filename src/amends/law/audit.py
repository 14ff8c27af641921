"""The audit of a country's law against the treaties: an answer to each rule, and no score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from amends.law.asof import AsOf
from amends.law.audit_law import OF_LAWS
from amends.law.audit_offence import OF_OFFENCES
from amends.law.audit_rules import AuditRule, Finding, Provisions, Result, audit_rules
from amends.law.cells import Held
from amends.law.library import of_country

# From the answer that settles a rule to the one that leaves it open.
BEST_FIRST = (Result.PASS, Result.CONFLICT, Result.UNKNOWN, Result.PARTIAL, Result.FAIL)


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
    def cure(self) -> str:
        """Return what an amendment would have to do; nothing if the law holds or is not read."""
        return "" if self.result in {Result.PASS, Result.UNKNOWN} else self.rule.cure


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
    if rule.provisions is Provisions.LAW:
        findings = tuple(OF_LAWS[rule.code](law) for law in laws)
    else:
        ask = OF_OFFENCES[rule.code]
        findings = tuple(ask(law, offence) for law in laws for offence in law.audited())
    combine = best if rule.provisions is Provisions.BEST else every
    return Answer(rule, combine([finding.result for finding in findings]), findings)


def best(results: Sequence[Result]) -> Result:
    """Return the answer where one good provision is enough."""
    return next((result for result in BEST_FIRST if result in results), Result.UNKNOWN)


def every(results: Sequence[Result]) -> Result:
    """Return the answer where each provision must hold; different answers make a partial one."""
    found = set(results)
    if Result.CONFLICT in found:
        return Result.CONFLICT
    if Result.UNKNOWN in found or not found:
        return Result.UNKNOWN
    return found.pop() if len(found) == 1 else Result.PARTIAL
