"""Rules of the audit that are asked of each trafficking offence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from amends.base.messages import Message
from amends.law.asof import AsOf
from amends.law.audit_penalty import no_fine_alone, serious_crime
from amends.law.audit_rules import Finding, Result, judged, unread
from amends.law.cells import Held
from amends.law.statute import Offence
from amends.law.terms import (
    ConsentRule,
    MeansRule,
    Movement,
    VictimClass,
    Vocabulary,
    covering,
    terms,
)
from amends.law.thresholds import MAJORITY

ALL_NAMED = Message("Everything the Protocol names is covered.")
NO_MEANS = Message("No means has to be proved.")
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


def acts(law: AsOf) -> Finding:
    """Ask whether the offences cover every act of the Protocol together (L01)."""
    return _together(law, "acts", Vocabulary.ACTS)


def ends(law: AsOf) -> Finding:
    """Ask whether exploitation, in the offences together, covers the Protocol's minimum (L02)."""
    return _together(law, "ends", Vocabulary.ENDS)


def _together(law: AsOf, name: str, vocabulary: Vocabulary) -> Finding:
    offences = list(law.trafficking())
    listed = [law.of(offence, name) for offence in offences]
    closed = [law.of(offence, f"{name}_closed") for offence in offences]
    return _complete(law.statute.short, vocabulary, listed, closed)


def no_border_no_group(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the offence needs neither a border nor a group (L03)."""
    border, group = law.of(offence, "transnational_required"), law.of(offence, "group_required")
    if border.value or group.value:
        said = Message("A border or a group is required.")
        return judged(offence.citation, Result.FAIL, said, *(c for c in (border, group) if c.value))
    said = Message("Neither a border nor a group is required.")
    return judged(offence.citation, Result.PASS, said, border, group)


def child(law: AsOf, offence: Offence) -> Finding:
    """Ask whether act and purpose suffice for anybody under 18 (L04).

    Where children have an offence of their own, that is the one that answers for them.
    """
    asked = next((o for o in law.audited() if _is_of_children(law, o)), offence)
    rule = law.of(asked, "means_rule")
    if not rule.is_known:
        return unread(asked.citation, rule)
    if rule.value == MeansRule.ADULTS_ONLY:
        return _child_age(law, asked)
    result, said = FOR_A_CHILD[MeansRule(str(rule.value))]
    return judged(asked.citation, result, said, rule)


def _is_of_children(law: AsOf, offence: Offence) -> bool:
    return law.of(offence, "victim").value == VictimClass.CHILD


def _child_age(law: AsOf, offence: Offence) -> Finding:
    rule, age = law.of(offence, "means_rule"), law.of(offence, "child_age")
    said = Message("No means has to be proved for a victim under %(age)s.", {"age": age.value})
    result = Result.PASS if age.value == MAJORITY else Result.PARTIAL
    return judged(offence.citation, result, said, rule, age)


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
    listed, closed = law.of(offence, "means"), law.of(offence, "means_closed")
    return _complete(offence.citation, Vocabulary.MEANS, [listed], [closed])


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


def _complete(
    provision: str, vocabulary: Vocabulary, listed: Sequence[Held], closed: Sequence[Held]
) -> Finding:
    """Return whether lists hold together all that the Protocol names.

    An open list may hold the rest unsaid, and so may another word of the law: whoever obtains a
    person receives one.
    """
    read = [cell for cell in listed if cell.is_known and cell.may_be_relied_on]
    if not _missing(vocabulary, read):
        return judged(provision, Result.PASS, ALL_NAMED, *read)
    missing = _missing(vocabulary, listed)
    if not missing:
        return judged(provision, Result.PASS, ALL_NAMED, *listed)
    words = _words(listed)
    within = [code for code in missing if words & covering(vocabulary, code)]
    said = _not_named(vocabulary, [code for code in missing if code not in within], within)
    lacks = {"missing": _labels(vocabulary, missing)}
    left_open = [cell for cell in closed if cell.value is False]
    if left_open or within == missing:
        return judged(provision, Result.PARTIAL, said, *listed, *left_open, lacks=lacks)
    return judged(provision, Result.FAIL, said, *listed, *closed, lacks=lacks)


def _missing(vocabulary: Vocabulary, listed: Iterable[Held]) -> list[str]:
    words = _words(listed)
    named = terms(vocabulary).items()
    return [code for code, term in named if term.palermo and code not in words]


def _words(listed: Iterable[Held]) -> frozenset[str]:
    return frozenset(word for cell in listed for word in cell.words)


def _not_named(vocabulary: Vocabulary, missing: list[str], within: list[str]) -> Message:
    named = {"missing": _labels(vocabulary, missing), "within": _labels(vocabulary, within)}
    if not within:
        return Message("Not named: %(missing)s.", named)
    if not missing:
        return Message("Named only within another word of the law: %(within)s.", named)
    return Message(
        "Not named: %(missing)s. Named only within another word of the law: %(within)s.", named
    )


def _labels(vocabulary: Vocabulary, codes: list[str]) -> tuple[Message, ...]:
    return tuple(Message(terms(vocabulary)[code].label) for code in codes)


OF_OFFENCES: dict[str, Callable[[AsOf, Offence], Finding]] = {
    "L03": no_border_no_group,
    "L04": child,
    "L05": serious_crime,
    "L07": no_fine_alone,
    "L08": consent,
    "L09": means,
    "L17": no_movement,
    "L18": distinct,
}
