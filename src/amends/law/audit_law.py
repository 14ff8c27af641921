"""Rules of the audit that are asked once of each law of a country."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from amends.base.messages import Message
from amends.law.asof import AsOf
from amends.law.audit_offence import acts, ends
from amends.law.audit_rules import Finding, Result, judged, unread
from amends.law.labels import word_label
from amends.law.procedure import covers
from amends.law.remedy_terms import Restitution
from amends.law.terms import (
    Head,
    Leniency,
    Mode,
    NonPunishment,
    PenaltyRelation,
    Technique,
)

ABROAD = (Head.ACTIVE_NATIONAL, Head.PASSIVE, Head.PRESENCE, Head.NOT_EXTRADITED)
BEYOND = {Head.PASSIVE, Head.PASSIVE_RESIDENT, Head.PRESENCE, Head.NOT_EXTRADITED}
PUNISHED = Message("It is punished.")
NOT_PUNISHED = Message("It is not punished.")
RELATIONS = {
    PenaltyRelation.SAME: Message("It is punished as the completed offence."),
    PenaltyRelation.FRACTION: Message("It is punished with a share of the penalty."),
    PenaltyRelation.OWN_RANGE: Message("It is punished with a range of its own."),
    PenaltyRelation.DISCRETIONARY: Message("The court may punish it less."),
}


NO_TECHNIQUE = Message("None may be used.")
POSSIBLE = Message("It is possible, and nothing obliges the court.")
RESTITUTION: dict[str, tuple[Result, Message]] = {
    Restitution.MANDATORY: (Result.PASS, Message("The court must order it.")),
    Restitution.NONE: (Result.FAIL, Message("The court cannot order it.")),
}
CLAUSES = {
    NonPunishment.FULL: (
        Result.PASS,
        Message("Victims are not punished for what follows from being trafficked."),
    ),
    NonPunishment.PARTIAL: (
        Result.PARTIAL,
        Message("Victims are kept from punishment for some offences only."),
    ),
    NonPunishment.NONE: (Result.FAIL, Message("Nothing keeps victims from being punished.")),
}


def mode(which: Mode) -> Callable[[AsOf], Finding]:
    """Return the question whether a mode of participation is punished (L10 to L13)."""

    def asked(law: AsOf) -> Finding:
        part = next(law.modes(which), None)
        if part is None:
            return unread(law.statute.short)
        place = f"participation.{part.case}"
        liable, relation = (law.held(place, part, name) for name in ("liable", "relation"))
        if liable.value is False:
            return judged(law.statute.short, Result.FAIL, NOT_PUNISHED, liable)
        if not (relation.is_known and relation.may_be_relied_on):
            return judged(law.statute.short, Result.PASS, PUNISHED, liable)
        said = RELATIONS[PenaltyRelation(str(relation.value))]
        return judged(law.statute.short, Result.PASS, said, liable, relation)

    return asked


def abroad(law: AsOf) -> Finding:
    """Ask under which heads courts can try conduct abroad (L14)."""
    cells = [
        law.held(f"jurisdiction.{number}", rule, "heads")
        for number, rule in enumerate(law.statute.jurisdiction)
        if any(covers(rule, offence.key) for offence in law.audited())
    ]
    if not cells:
        return unread(law.statute.short)
    heads = {Head(head) for cell in cells for head in cell.texts()}
    said = Message("Heads of jurisdiction: %(heads)s.", {"heads": _labels("heads", sorted(heads))})
    lacks = {"heads": _labels("heads", [head for head in ABROAD if head not in heads])}
    if Head.UNIVERSAL in heads or (Head.ACTIVE_NATIONAL in heads and heads & BEYOND):
        return judged(law.statute.short, Result.PASS, said, *cells)
    if heads - {Head.TERRITORIAL, Head.FLAG}:
        return judged(law.statute.short, Result.PARTIAL, said, *cells, lacks=lacks)
    return judged(law.statute.short, Result.FAIL, said, *cells, lacks=lacks)


def restitution(law: AsOf) -> Finding:
    """Ask whether the court can, or must, order restitution (L15)."""
    if not law.statute.restitution:
        return unread(law.statute.short)
    rule = law.held("restitution.0", law.statute.restitution[0], "rule")
    result, said = RESTITUTION.get(str(rule.value), (Result.PARTIAL, POSSIBLE))
    return judged(law.statute.short, result, said, rule)


def non_punishment(law: AsOf) -> Finding:
    """Ask whether victims are kept from punishment, under the same law first of all (L16)."""
    rules = law.statute.victims
    punished = law.held("victims", rules, "punished_under_the_act")
    clause = law.held("victims", rules, "non_punishment")
    if punished.value is True:
        said = Message("The same law punishes those who are exploited.")
        return judged(law.statute.short, Result.FAIL, said, punished)
    if not clause.is_known:
        return unread(law.statute.short, clause)
    result, said = CLAUSES[NonPunishment(str(clause.value))]
    return judged(law.statute.short, result, said, clause, punished)


def users(law: AsOf) -> Finding:
    """Ask whether users of a victim's services are liable (L19)."""
    return _yes(law, "user_liable")


def officials(law: AsOf) -> Finding:
    """Ask whether public officials answer for their part (L20)."""
    return _yes(law, "official_aggravation")


def mandate(law: AsOf) -> Finding:
    """Ask whether a coordinating body and roles are fixed in law (L22)."""
    return _yes(law, "mandate")


def leniency(law: AsOf) -> Finding:
    """Ask which ways around custody are open (L21)."""
    cell = law.held("practice", law.statute.practice, "leniency")
    if Leniency.CONCILIATION in cell.texts():
        said = Message("Conciliation can end the case.")
        return judged(law.statute.short, Result.FAIL, said, cell)
    if cell.texts():
        said = Message("Open: %(ways)s.", {"ways": _labels("leniency", cell.texts())})
        return judged(law.statute.short, Result.PARTIAL, said, cell)
    return judged(law.statute.short, Result.PASS, Message("None is open."), cell)


def techniques(law: AsOf) -> Finding:
    """Ask which special techniques may be used (L23)."""
    cell = law.held("practice", law.statute.practice, "techniques")
    missing = [technique for technique in Technique if technique not in cell.words]
    lacks = {"missing": _labels("techniques", missing)}
    if not cell.words:
        return judged(law.statute.short, Result.FAIL, NO_TECHNIQUE, cell, lacks=lacks)
    said = Message("Allowed: %(techniques)s.", {"techniques": _labels("techniques", cell.texts())})
    result = Result.PARTIAL if missing else Result.PASS
    return judged(law.statute.short, result, said, cell, lacks=lacks)


def _labels(field: str, codes: Iterable[str]) -> tuple[Message, ...]:
    return tuple(word_label(field, code) for code in codes)


def _yes(law: AsOf, name: str) -> Finding:
    cell = law.held("practice", law.statute.practice, name)
    said = Message("The law says so.") if cell.value else Message("The law says no.")
    return judged(law.statute.short, Result.PASS if cell.value else Result.FAIL, said, cell)


OF_LAWS: dict[str, Callable[[AsOf], Finding]] = {
    "L01": acts,
    "L02": ends,
    "L10": mode(Mode.ATTEMPT),
    "L11": mode(Mode.ACCOMPLICE),
    "L12": mode(Mode.ORGANISER),
    "L13": mode(Mode.LEGAL_PERSON),
    "L14": abroad,
    "L15": restitution,
    "L16": non_punishment,
    "L19": users,
    "L20": officials,
    "L21": leniency,
    "L22": mandate,
    "L23": techniques,
}
