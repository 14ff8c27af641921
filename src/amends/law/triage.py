"""What facts may be about: trafficking, or something near it, each with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from amends.base.messages import Message
from amends.law.facts import Conduct, Facts, Moved, ReportedAs

SEXUAL = frozenset({"prostitution_of_others", "other_sexual", "pornography", "csam"})
TAKING = frozenset({"abduction_act", "confinement"})


class Triage(StrEnum):
    """What facts may be about."""

    TRAFFICKING = "trafficking"
    FORCED_LABOUR = "forced_labour"
    SMUGGLING = "smuggling"
    LABOUR_LAW = "labour_law"
    PROSTITUTION = "prostitution"
    KIDNAPPING = "kidnapping"
    ORGAN_TRADE = "organ_trade"
    ILLEGAL_ADOPTION = "illegal_adoption"


@dataclass(frozen=True)
class Lead:
    """One direction the facts of a conduct point in, and what would tell it apart."""

    form: Triage
    by: str
    said: Message


def triage(facts: Facts) -> tuple[Lead, ...]:
    """Return every direction the facts point in; several can be right at once."""
    return tuple(
        Lead(form, conduct.by, said)
        for conduct in facts.conduct
        for form, points, said in DIRECTIONS
        if points(facts, conduct)
    )


def _ends(conduct: Conduct) -> frozenset[str]:
    return frozenset((*conduct.ends, *conduct.occurred))


def _trafficking(_: Facts, conduct: Conduct) -> bool:
    return bool(conduct.acts and _ends(conduct))


def _forced_labour(_: Facts, conduct: Conduct) -> bool:
    return "forced_labour" in conduct.occurred


def _smuggling(_: Facts, conduct: Conduct) -> bool:
    return conduct.moved is Moved.ACROSS_BORDER and not _ends(conduct)


def _paid_journey(facts: Facts, conduct: Conduct) -> bool:
    crossed = facts.paid_for_journey and conduct.moved is Moved.ACROSS_BORDER
    return crossed and bool(_ends(conduct)) and not conduct.means


def _labour_law(facts: Facts, conduct: Conduct) -> bool:
    return facts.reported_as is ReportedAs.WAGES and not conduct.means


def _prostitution(_: Facts, conduct: Conduct) -> bool:
    return bool(SEXUAL & _ends(conduct)) and not conduct.means


def _kidnapping(_: Facts, conduct: Conduct) -> bool:
    return bool(TAKING & set(conduct.acts)) and not _ends(conduct)


def _organs(_: Facts, conduct: Conduct) -> bool:
    return "organ_removal" in _ends(conduct)


def _adoption(_: Facts, conduct: Conduct) -> bool:
    return "illegal_adoption" in _ends(conduct)


DIRECTIONS: tuple[tuple[Triage, Callable[[Facts, Conduct], bool], Message], ...] = (
    (
        Triage.TRAFFICKING,
        _trafficking,
        Message("An act and an exploitation that was meant or took place."),
    ),
    (
        Triage.FORCED_LABOUR,
        _forced_labour,
        Message("Labour took place; what made the victims work decides."),
    ),
    (
        Triage.SMUGGLING,
        _smuggling,
        Message(
            "A border was crossed and no exploitation is alleged: this looks like smuggling. Ask "
            "what was to happen after the arrival, what is owed, and who holds the papers."
        ),
    ),
    (
        Triage.SMUGGLING,
        _paid_journey,
        Message(
            "The people paid to be brought across a border and no means is alleged: smuggling, "
            "unless what they owed, or what awaited them, held them."
        ),
    ),
    (
        Triage.LABOUR_LAW,
        _labour_law,
        Message("Unpaid wages and no means: labour law, unless somebody was made to stay."),
    ),
    (
        Triage.PROSTITUTION,
        _prostitution,
        Message(
            "Sexual exploitation and no means: for an adult perhaps an offence of prostitution "
            "only; for a child the means do not matter where the law says so."
        ),
    ),
    (
        Triage.KIDNAPPING,
        _kidnapping,
        Message("Somebody was taken or held and no exploitation is alleged: kidnapping."),
    ),
    (
        Triage.ORGAN_TRADE,
        _organs,
        Message("An organ: trafficking if a person was moved or held for it, organ trade if not."),
    ),
    (
        Triage.ILLEGAL_ADOPTION,
        _adoption,
        Message("An adoption: trafficking only if the child was to be exploited."),
    ),
)
