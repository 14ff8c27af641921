"""Rules of the audit that are asked of each trafficking offence."""

from __future__ import annotations

from collections.abc import Callable

from amends.base.messages import Message
from amends.base.spans import Span
from amends.law.asof import AsOf
from amends.law.audit_rules import Finding, Result, judged, unread
from amends.law.cells import Held
from amends.law.grave_crimes import crimes_for
from amends.law.severity import Order, of_comparators, of_penalty
from amends.law.statute import Offence
from amends.law.terms import (
    Comparator,
    ConsentRule,
    FineMode,
    MeansRule,
    Movement,
    Vocabulary,
    terms,
)
from amends.law.thresholds import MAJORITY, SERIOUS_CRIME

CHILD, ANYBODY = frozenset({"child"}), frozenset[str]()
NOT_NAMED = Message("Not named: %(missing)s.")
ALL_NAMED = Message("Everything the Protocol names is covered.")
UNREAD, LIFE = Message("not read"), Message("life")
NO_MEANS = Message("No means has to be proved.")
STANDS = {
    (Order.LOWER, Comparator.RAPE): Message("lower than for rape"),
    (Order.EQUAL, Comparator.RAPE): Message("equal to that for rape"),
    (Order.HIGHER, Comparator.RAPE): Message("higher than for rape"),
    (Order.LOWER, Comparator.KIDNAPPING): Message("lower than for kidnapping"),
    (Order.EQUAL, Comparator.KIDNAPPING): Message("equal to that for kidnapping"),
    (Order.HIGHER, Comparator.KIDNAPPING): Message("higher than for kidnapping"),
}
FOR_A_CHILD = {
    MeansRule.NONE: (Result.PASS, NO_MEANS),
    MeansRule.AGGRAVATING: (Result.PASS, NO_MEANS),
    MeansRule.ALL_AGES: (Result.FAIL, Message("A means has to be proved for a child, too.")),
    MeansRule.SPLIT_OFFENCE: (
        Result.PARTIAL,
        Message("A means has to be proved in one limb of the offence."),
    ),
    MeansRule.DISPUTED: (Result.CONFLICT, Message("Courts or authorities differ on it.")),
}


def acts(law: AsOf, offence: Offence) -> Finding:
    """Ask whether every act of the Protocol is covered (L01)."""
    return _complete(law, offence, "acts", Vocabulary.ACTS, closed="acts_closed")


def ends(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the exploitation covers the minimum of the Protocol (L02)."""
    return _complete(law, offence, "ends", Vocabulary.ENDS, closed="ends_closed")


def no_border_no_group(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the offence needs neither a border nor a group (L03)."""
    border, group = law.of(offence, "transnational_required"), law.of(offence, "group_required")
    if border.value or group.value:
        said = Message("A border or a group is required.")
        return judged(offence.citation, Result.FAIL, said, *(c for c in (border, group) if c.value))
    said = Message("Neither a border nor a group is required.")
    return judged(offence.citation, Result.PASS, said, border, group)


def child(law: AsOf, offence: Offence) -> Finding:
    """Ask whether act and purpose suffice for anybody under 18 (L04)."""
    rule = law.of(offence, "means_rule")
    if not rule.is_known:
        return unread(offence.citation, rule)
    if rule.value == MeansRule.ADULTS_ONLY:
        return _child_age(law, offence)
    result, said = FOR_A_CHILD[MeansRule(str(rule.value))]
    return judged(offence.citation, result, said, rule)


def _child_age(law: AsOf, offence: Offence) -> Finding:
    rule, age = law.of(offence, "means_rule"), law.of(offence, "child_age")
    said = Message("No means has to be proved for a victim under %(age)s.", {"age": age.value})
    result = Result.PASS if age.value == MAJORITY else Result.PARTIAL
    return judged(offence.citation, result, said, rule, age)


def serious_crime(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the base case is a serious crime, and report its least custody (L05)."""
    base = law.base_penalty(offence)
    if base is None:
        return unread(offence.citation)
    low, high, life = (law.punished(offence, base, name) for name in ("minimum", "maximum", "life"))
    named = {"least": _span(low, UNREAD), "most": _span(high, LIFE)}
    said = Message("Custody in the base case: %(least)s to %(most)s.", named)
    if life.value is True:
        return judged(offence.citation, Result.PASS, said, life)
    serious = isinstance(high.value, int) and high.value >= SERIOUS_CRIME
    return judged(offence.citation, Result.PASS if serious else Result.FAIL, said, high)


def _span(cell: Held, otherwise: Message) -> Span | Message:
    return Span(cell.value) if isinstance(cell.value, int) else otherwise


def no_fine_alone(law: AsOf, offence: Offence) -> Finding:
    """Ask whether a court can give a fine and no custody (L07)."""
    fines = [law.punished(offence, penalty, "fine") for penalty in offence.penalties]
    alone = [fine for fine in fines if fine.value and FineMode(str(fine.value)).allows_fine_alone]
    if certain := [fine for fine in alone if fine.may_be_relied_on]:
        said = Message("The court can give a fine and no custody.")
        return judged(offence.citation, Result.FAIL, said, *certain)
    said = Message("A fine never takes the place of custody.")
    result = Result.FAIL if alone else Result.PASS
    return judged(offence.citation, result, said, *fines) if fines else unread(offence.citation)


def consent(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the law makes consent irrelevant (L08)."""
    rule = law.of(offence, "consent")
    if rule.value == ConsentRule.SILENT:
        said = Message("The law does not say that consent is irrelevant.")
        return judged(offence.citation, Result.FAIL, said, rule)
    return judged(offence.citation, Result.PASS, Message("Consent is irrelevant."), rule)


def means(law: AsOf, offence: Offence) -> Finding:
    """Ask whether every means of the Protocol is named, where any has to be proved (L09)."""
    rule = law.of(offence, "means_rule")
    if rule.value in {MeansRule.NONE, MeansRule.AGGRAVATING}:
        return judged(offence.citation, Result.PASS, NO_MEANS, rule)
    return _complete(law, offence, "means", Vocabulary.MEANS)


def no_movement(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the offence is made out without any movement (L17)."""
    movement = law.of(offence, "movement")
    if movement.value == Movement.NONE:
        return judged(offence.citation, Result.PASS, Message("No movement is required."), movement)
    said = Message("Movement is part of the offence.")
    return judged(offence.citation, Result.FAIL, said, movement)


def distinct(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the offence reaches beyond trafficking (L18)."""
    cell = law.of(offence, "distinct_from_other_crimes")
    if cell.value is False:
        said = Message("It also covers conduct that is no trafficking.")
        return judged(offence.citation, Result.FAIL, said, cell)
    said = Message("It covers trafficking only.")
    return judged(offence.citation, Result.PASS, said, cell)


def commensurate(law: AsOf, offence: Offence) -> Finding:
    """Ask how the base penalty stands to those of the grave crimes it is compared with (L06)."""
    base = law.base_penalty(offence)
    circumstances = CHILD if law.of(offence, "victim").value == "child" else ANYBODY
    ends = law.of(offence, "ends").words
    grave = of_comparators(law, crimes_for(ends), circumstances, ends)
    held = [crime.severity for crime in grave if crime.severity]
    if base is None or len(held) < len(grave):
        return unread(offence.citation)
    own = of_penalty(law, offence, base)
    orders = [own.against(crime) for crime in held]
    cells = (*own.cells, *(cell for crime in held for cell in crime.cells))
    known = [order for order in orders if order]
    if len(known) < len(orders):
        return unread(offence.citation, *(cell for cell in cells if not cell.is_known))
    told = tuple(
        STANDS[order, Comparator(crime.crime)] for crime, order in zip(grave, known, strict=True)
    )
    said = Message("Custody is %(compared)s.", {"compared": told})
    lower = known.count(Order.LOWER)
    result = Result.PASS if not lower else Result.PARTIAL
    return judged(offence.citation, Result.FAIL if lower == len(grave) else result, said, *cells)


def _complete(
    law: AsOf, offence: Offence, name: str, vocabulary: Vocabulary, *, closed: str = ""
) -> Finding:
    """Return whether a list holds all that the Protocol names; an open list may hold it unsaid."""
    listed = law.of(offence, name)
    minimum = {code for code, term in terms(vocabulary).items() if term.palermo}
    missing = sorted(minimum - set(listed.texts()))
    if not missing:
        return judged(offence.citation, Result.PASS, ALL_NAMED, listed)
    labels = tuple(Message(terms(vocabulary)[code].label) for code in missing)
    said = Message(NOT_NAMED.sentence, {"missing": labels})
    if not closed:
        return judged(offence.citation, Result.FAIL, said, listed)
    end = law.of(offence, closed)
    result = Result.FAIL if end.value is True else Result.PARTIAL
    return judged(offence.citation, result, said, listed, end)


OF_OFFENCES: dict[str, Callable[[AsOf, Offence], Finding]] = {
    "L01": acts,
    "L02": ends,
    "L03": no_border_no_group,
    "L04": child,
    "L05": serious_crime,
    "L06": commensurate,
    "L07": no_fine_alone,
    "L08": consent,
    "L09": means,
    "L17": no_movement,
    "L18": distinct,
}
