"""From what a report states to the directions in which it points; a named person then decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from amends.base.messages import Message
from amends.law.facts import Conduct, CulpableParty, Facts, Moved, ReportedAs
from amends.law.terms import Vocabulary, terms
from amends.law.triage import Triage, triage
from amends.law.victims import VictimFacts

OTHER = "other"
FORMS = (*Triage, OTHER)


@dataclass(frozen=True)
class Stated:
    """What a report states, in the words of the law; allegations, not findings.

    Attributes:
        ends: the exploitation that was meant; ``occurred`` that which took place.
        indicators: those of the last screening that are present.
    """

    received: date
    acts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    occurred: tuple[str, ...] = ()
    moved: Moved = Moved.NOT
    reported_as: ReportedAs = ReportedAs.OTHER
    paid_for_journey: bool = False
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Direction:
    """A direction in which a report points, with the reason."""

    form: Triage
    said: Message


def directions(stated: Stated) -> tuple[Direction, ...]:
    """Return every direction in which a report points; several can be right at once."""
    found = (Direction(lead.form, lead.said) for lead in triage(_facts(stated)))
    return (*found, *_more_than_wages(stated))


def _more_than_wages(stated: Stated) -> Iterator[Direction]:
    """Yield trafficking where wages were reported and an indicator says that there may be more."""
    if stated.reported_as is ReportedAs.WAGES and stated.indicators:
        known = terms(Vocabulary.INDICATORS)
        shown = tuple(Message(known[code].label) for code in stated.indicators if code in known)
        if shown:
            said = Message(
                "Reported as unpaid wages, and yet present: %(shown)s.", {"shown": shown}
            )
            yield Direction(Triage.TRAFFICKING, said)


def _facts(stated: Stated) -> Facts:
    conduct = Conduct(
        by="D1",
        victims=("V1",),
        begun=stated.received.isoformat(),
        acts=stated.acts,
        means=stated.means,
        ends=stated.ends,
        occurred=stated.occurred,
        moved=stated.moved,
    )
    return Facts(
        told="",
        victims=(VictimFacts(key="V1"),),
        culpable_parties=(CulpableParty(key="D1"),),
        conduct=(conduct,),
        reported_as=stated.reported_as,
        paid_for_journey=stated.paid_for_journey,
    )
