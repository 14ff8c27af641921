"""What a lawyer must not overlook: whom to ask first, and what a choice of counts leaves out.

Each line gives its reason. None of them decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from amends.base.messages import Message
from amends.law.counts import ChargeableCount, Charging
from amends.law.facts import Facts, ReportedAs
from amends.law.resolved import Resolved
from amends.law.screen import Finding, PersonKind
from amends.law.severity import Order, Severity
from amends.law.terms import Form, Vocabulary, telling_indicators, terms
from amends.law.thresholds import MAJORITY
from amends.law.triage import Triage, triage


class AlertKind(StrEnum):
    """What an alert is about."""

    SCREEN_FIRST = "screen_first"
    VICTIM_NOT_SUSPECT = "victim_not_suspect"
    CHILD_UNDERCHARGED = "child_undercharged"
    MAY_COUNT_AS_CHILD = "may_count_as_child"
    LABOUR_CASE_SHOWS_TRAFFICKING = "labour_case_shows_trafficking"
    LOOKS_LIKE_SMUGGLING = "looks_like_smuggling"
    NOBODY_CHARGED_FOR = "nobody_charged_for"


@dataclass(frozen=True)
class Alert:
    """One alert, whom it is about, and why it is raised."""

    kind: AlertKind
    about: str
    said: Message


@dataclass(frozen=True)
class Charged:
    """What somebody is charged with on account of one victim, whether or not the facts support it.

    Attributes:
        penalty: nothing if it is not held.
    """

    by: str
    victim: str
    citation: str
    penalty: Severity | None
    form: Form

    @classmethod
    def under(cls, law: Resolved, *, by: str, victim: str, citation: str) -> Charged:
        """Return a charge under an offence, with what it carries if the victim is a child."""
        case = law.case_for(CHILD)
        penalty = case.severity if case else None
        return cls(by, victim, citation, penalty, law.offence.form)


def alerts(
    facts: Facts,
    charging: Charging,
    chosen: Iterable[ChargeableCount],
    unsupported: Iterable[Charged] = (),
) -> list[Alert]:
    """Return what a choice of counts leaves out, the screen before everything else.

    A charge that nothing stated supports is a choice, too.
    """
    counts = tuple(chosen)
    return [
        *_screens(facts),
        *_children(charging, counts, unsupported),
        *_may_count_as_child(facts, charging),
        *_labour(facts),
        *_smuggling(facts),
        *_left_out(facts, counts),
    ]


def _screens(facts: Facts) -> Iterator[Alert]:
    for person in facts.culpable_parties:
        if person.kind is not PersonKind.NATURAL:
            continue
        if person.screen is None:
            yield Alert(AlertKind.SCREEN_FIRST, person.key, SCREEN_FIRST)
        elif person.screen is Finding.PURSUE:
            yield Alert(AlertKind.SCREEN_FIRST, person.key, PURSUE)
        elif person.screen is Finding.VICTIM:
            yield Alert(AlertKind.VICTIM_NOT_SUSPECT, person.key, VICTIM_NOT_SUSPECT)


def _charged(count: ChargeableCount) -> Charged:
    form = count.law.offence.form
    return Charged(count.by, count.victim, count.citation, count.penalty, form)


def _children(
    charging: Charging, chosen: tuple[ChargeableCount, ...], unsupported: Iterable[Charged]
) -> Iterator[Alert]:
    """Yield a child for whom a more severe count is available than any that was chosen."""
    by_people: dict[tuple[str, str], list[Charged]] = {}
    for one in (*map(_charged, chosen), *unsupported):
        by_people.setdefault((one.by, one.victim), []).append(one)
    for count in charging.available():
        same = by_people.get((count.by, count.victim), [])
        if not same or not _is_childs(count) or count in chosen:
            continue
        named: dict[str, object] = {
            "offence": count.citation,
            "victim": count.victim,
            "by": count.by,
        }
        if all(_is_lower(other, count) for other in same):
            said = Message((AS_CHILD if count.is_treated_as_child else IS_CHILD).sentence, named)
            yield Alert(AlertKind.CHILD_UNDERCHARGED, count.by, said)
        elif all(_may_be_lower(other, count) for other in same):
            named["charged"] = tuple(dict.fromkeys(other.citation for other in same))
            said = Message(NOT_READ_FOR_CHILD.sentence, named)
            yield Alert(AlertKind.CHILD_UNDERCHARGED, count.by, said)


def _is_childs(count: ChargeableCount) -> bool:
    return count.child is True or (count.age is not None and count.age < MAJORITY)


def _may_count_as_child(facts: Facts, charging: Charging) -> Iterator[Alert]:
    """Yield whoever is said to be disabled or vulnerable, where a law may then see a child."""
    told = {
        key
        for conduct in facts.conduct
        if WEAK.intersection(conduct.circumstances)
        for key in conduct.victims
    }
    asked = (
        (count.victim, count.law.law.statute.short)
        for count in charging.counts
        if count.victim in told and count.law.sees_the_unprotected and not _is_childs(count)
    )
    for victim, law in dict(asked).items():
        said = Message(MAY_BE_CHILD.sentence, {"victim": victim, "law": law})
        yield Alert(AlertKind.MAY_COUNT_AS_CHILD, victim, said)


def _is_lower(one: Charged, other: ChargeableCount) -> bool:
    if one.penalty is None or other.penalty is None:
        return False
    return one.penalty.against(other.penalty) is Order.LOWER


def _may_be_lower(one: Charged, other: ChargeableCount) -> bool:
    """Say whether an offence is lower than trafficking, or can be, as its penalty is not read."""
    if _is_lower(one, other):
        return True
    unread = one.penalty is None or not one.penalty.is_known
    return unread and one.form is not other.law.offence.form is Form.TRAFFICKING


def _labour(facts: Facts) -> Iterator[Alert]:
    if facts.reported_as is not ReportedAs.WAGES:
        return
    means = {word for conduct in facts.conduct for word in conduct.means}
    forced = any(FORCED in conduct.occurred for conduct in facts.conduct)
    if means or forced or telling_indicators().intersection(facts.indicators):
        shown = (
            *((Message(terms(Vocabulary.ENDS)[FORCED].label),) if forced else ()),
            *(Message(terms(Vocabulary.MEANS)[word].label) for word in sorted(means)),
            *(Message(terms(Vocabulary.INDICATORS)[word].label) for word in facts.indicators),
        )
        said = Message(
            "Reported as unpaid wages, but the facts show: %(shown)s. Ask the questions of a "
            "trafficking case before it goes to the labour court.",
            {"shown": shown},
        )
        yield Alert(AlertKind.LABOUR_CASE_SHOWS_TRAFFICKING, "", said)


def _smuggling(facts: Facts) -> Iterator[Alert]:
    for lead in triage(facts):
        if lead.form is Triage.SMUGGLING:
            yield Alert(AlertKind.LOOKS_LIKE_SMUGGLING, "", lead.said)
            return


def _left_out(facts: Facts, chosen: tuple[ChargeableCount, ...]) -> Iterator[Alert]:
    """Yield everybody in the facts, screened and no victim, against whom no count was chosen."""
    charged = {count.by for count in chosen}
    for person in facts.culpable_parties:
        screened = person.kind is PersonKind.LEGAL or person.screen is Finding.NO_SIGN
        if screened and person.key not in charged:
            named = {"who": person.part or person.key}
            said = Message(
                "No count is chosen against the %(who)s. Charge, or record why not.", named
            )
            yield Alert(AlertKind.NOBODY_CHARGED_FOR, person.key, said)


FORCED, CHILD = "forced_labour", frozenset({"child"})
WEAK = frozenset({"disability", "vulnerable"})
IS_CHILD = Message(
    "%(victim)s is a child, and %(by)s is charged under a lesser article than %(offence)s."
)
AS_CHILD = Message(
    "%(victim)s counts as a child under this law, and %(by)s is charged under a lesser article "
    "than %(offence)s."
)
NOT_READ_FOR_CHILD = Message(
    "%(victim)s is a child, and %(by)s is charged under %(charged)s, not under %(offence)s. Not "
    "every penalty of what is charged has been read. Read them: they may be lower."
)
MAY_BE_CHILD = Message(
    "Ask whether %(victim)s can fully protect themself: if not, the law sees a child "
    "(%(law)s), and no means has to be proved."
)
SCREEN_FIRST = Message("Nobody has asked yet whether this person was made to offend. Ask first.")
PURSUE = Message("The screen found a sign that this person was trafficked. Pursue it first.")
VICTIM_NOT_SUSPECT = Message("The screen found a victim. A victim is not listed as chargeable.")
