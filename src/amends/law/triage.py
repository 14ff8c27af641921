"""What facts may be about: trafficking, or something near it, each with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from amends.base.messages import Message
from amends.law.facts import Conduct, Facts, Moved, ReportedAs

SEXUAL = frozenset({"prostitution_of_others", "other_sexual", "pornography", "csam"})
TAKING = frozenset({"abduction_act", "abduction", "confinement"})
CROSSING = frozenset({"facilitating_entry", "facilitating_exit"})


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


def _smuggling(facts: Facts, conduct: Conduct) -> bool:
    towards = _towards(facts, conduct)
    exploited = any(_ends(each) or each.means for each in towards)
    return _crossed(conduct) and not exploited


def _paid_journey(facts: Facts, conduct: Conduct) -> bool:
    towards = _towards(facts, conduct)
    meant, held = any(map(_ends, towards)), any(each.means for each in towards)
    return facts.paid_for_journey and _crossed(conduct) and meant and not held


def _crossed(conduct: Conduct) -> bool:
    return conduct.moved is Moved.ACROSS_BORDER or bool(CROSSING & set(conduct.acts))


def _towards(facts: Facts, conduct: Conduct) -> tuple[Conduct, ...]:
    """Return all that was done to the victims of a conduct: a driver did one part of it."""
    victims = set(conduct.victims)
    return tuple(each for each in facts.conduct if victims.intersection(each.victims))


def _labour_law(facts: Facts, conduct: Conduct) -> bool:
    held = any(each.means for each in _towards(facts, conduct))
    return facts.reported_as is ReportedAs.WAGES and not held


def _prostitution(_: Facts, conduct: Conduct) -> bool:
    return bool(SEXUAL & _ends(conduct)) and not conduct.means


def _kidnapping(_: Facts, conduct: Conduct) -> bool:
    words = {*conduct.acts, *conduct.means}
    taken = bool(TAKING & words) or ("holding" in words and "hostage" in words)
    return taken and not _ends(conduct)


def _organs(_: Facts, conduct: Conduct) -> bool:
    return "organ_removal" in _ends(conduct) or "organ_extraction" in conduct.acts


def _adoption(_: Facts, conduct: Conduct) -> bool:
    return "illegal_adoption" in _ends(conduct) or "adoption_act" in conduct.acts


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
