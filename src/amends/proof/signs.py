"""What in the record of a case makes an evidential issue suggest itself.

Each sign gives its grounds: about whom, and which records. What it looks for is data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from amends.law.facts import ReportedAs
from amends.proof.record import Alleged, Happened, Record, Ref, RefKind, Shown
from amends.proof.statement_words import controls, payers
from amends.proof.statements import Stance, Statement, differ_on, fuller, in_order, pairs


class Sign(msgspec.Struct, frozen=True):
    """What a sign looks for, and the sentence that says why it was found.

    Attributes:
        without: words that must be absent in the same conduct.
        grows: entering more never takes the sign away.
    """

    because: str
    after_days: int = 0
    words: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    explanations: frozenset[str] = frozenset()
    grows: bool = True


@dataclass(frozen=True)
class Ground:
    """Why an issue suggests itself: the sign, the person it is about if one, and the records."""

    sign: str
    person: str
    records: tuple[Ref, ...]


Found = Iterator[Ground]
Finder = Callable[[Record, Sign, str], Found]


def _by_person(code: str, found: Iterable[tuple[str, Iterable[Ref]]]) -> Found:
    """Yield one ground for each person, with all records that speak for it, each once."""
    records: dict[str, dict[Ref, None]] = {}
    for person, refs in found:
        records.setdefault(person, {}).update(dict.fromkeys(refs))
    yield from (Ground(code, person, tuple(refs)) for person, refs in records.items())


def _ref(statement: Statement) -> Ref:
    return Ref(RefKind.STATEMENT, statement.key)


def _two(holds: Callable[[Statement, Statement], object]) -> Finder:
    """Return a sign that looks at every two statements of one person, the earlier first."""

    def find(record: Record, _: Sign, code: str) -> Found:
        found = (
            (one.person, (_ref(one), _ref(other)))
            for one, other in pairs(record.statements)
            if holds(one, other)
        )
        yield from _by_person(code, found)

    return find


def _one(holds: Callable[[Statement], object]) -> Finder:
    """Return a sign that looks at each statement."""

    def find(record: Record, _: Sign, code: str) -> Found:
        found = ((s.person, (_ref(s),)) for s in in_order(record.statements) if holds(s))
        yield from _by_person(code, found)

    return find


def _conduct(holds: Callable[[Alleged, Sign, Record], object]) -> Finder:
    """Return a sign that looks at each conduct."""

    def find(record: Record, sign: Sign, code: str) -> Found:
        refs = [Ref(RefKind.CONDUCT, one.key) for one in record.conduct if holds(one, sign, record)]
        yield from _by_person(code, [("", refs)] if refs else [])

    return find


def _item(holds: Callable[[Shown, Sign], object]) -> Finder:
    """Return a sign that looks at each item of evidence."""

    def find(record: Record, sign: Sign, code: str) -> Found:
        refs = [Ref(RefKind.ITEM, item.key) for item in record.items if holds(item, sign)]
        yield from _by_person(code, [("", refs)] if refs else [])

    return find


def _denied(record: Record, sign: Sign, code: str) -> Found:
    """Yield who denies a proposition that goes to one of the elements looked for."""
    elements = dict(record.goes_to)
    found = (
        (statement.person, (_ref(statement),))
        for statement in in_order(record.statements)
        for key, stance in statement.says.items()
        if stance is Stance.DENIES and elements.get(key) in sign.words
    )
    yield from _by_person(code, found)


def _knowledge_denied(record: Record, sign: Sign, code: str) -> Found:
    accused = {person.key for person in record.people if person.is_accused}
    yield from (g for g in _denied(record, sign, code) if g.person in accused)


def _means_denied(record: Record, sign: Sign, code: str) -> Found:
    accused = {person.key for person in record.people if person.is_accused}
    yield from (g for g in _denied(record, sign, code) if g.person not in accused)


def _role(record: Record, sign: Sign, code: str) -> Found:
    for person in record.people:
        if person.played & sign.roles:
            yield Ground(code, person.key, (Ref(RefKind.PARTY, person.key),))


def _intermediary(record: Record, sign: Sign, code: str) -> Found:
    accused = {person.key for person in record.people if person.is_accused}
    yield from (g for g in _role(record, sign, code) if g.person in accused)


def _no_words(record: Record, sign: Sign, code: str) -> Found:
    heard = {statement.person for statement in record.statements}
    for item in record.items:
        if item.at_hand and item.kind in sign.kinds:
            heard |= item.speakers
    for person in record.people:
        if person.is_victim and person.key not in heard:
            yield Ground(code, person.key, (Ref(RefKind.PARTY, person.key),))


def _one_origin(record: Record, _: Sign, code: str) -> Found:
    """Yield for each victim the elements whose evidence at hand comes from one origin only."""
    for victim in (person.key for person in record.people if person.is_victim):
        about = [i for i in record.items if i.at_hand and (not i.victims or victim in i.victims)]
        refs: list[Ref] = []
        for element in sorted({element for item in about for element in item.goes_to}):
            origins = {o for item in about if element in item.goes_to for o in item.origins}
            if len(origins) == 1:
                refs += [Ref(RefKind.ELEMENT, element), Ref(RefKind.ORIGIN, origins.pop())]
        yield from _by_person(code, [(victim, refs)] if refs else [])


def _recorded(
    record: Record, sign: Sign, *, every_retreat: bool = False
) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    for event in record.events:
        if event.code in sign.events:
            for person in event.people or ("",):
                yield person, (Ref(RefKind.EVENT, event.key),)
    for retreat in record.retreats:
        if every_retreat or retreat.explanations & sign.explanations:
            yield retreat.person, (Ref(RefKind.RECANTATION, retreat.key),)


def _withdrew(record: Record, sign: Sign, code: str) -> Found:
    yield from _by_person(code, _recorded(record, sign, every_retreat=True))


def _noted(record: Record, sign: Sign, code: str) -> Found:
    yield from _by_person(code, _recorded(record, sign))
    yield from _role(record, sign, code)


def _from_abroad(record: Record, sign: Sign, code: str) -> Found:
    items = [
        ("", (Ref(RefKind.ITEM, item.key),))
        for item in record.items
        if item.from_abroad or item.kind in sign.kinds
    ]
    events = [("", refs) for _, refs in _recorded(record, sign)]
    yield from _by_person(code, [*items, *events])


def _late_report(record: Record, sign: Sign, code: str) -> Found:
    reports = sorted(
        (event for event in record.events if event.code in sign.events),
        key=lambda event: event.on.first,
    )
    if reports and _is_late(record, reports[0], sign):
        yield Ground(code, "", (Ref(RefKind.EVENT, reports[0].key),))


def _late_statement(record: Record, sign: Sign, code: str) -> Found:
    victims = {person.key for person in record.people if person.is_victim}
    seen: set[str] = set()
    for statement in in_order(record.statements):
        if statement.person in victims - seen:
            seen.add(statement.person)
            if statement.on and _is_late(record, statement, sign):
                yield Ground(code, statement.person, (_ref(statement),))


def _is_late(record: Record, made: Happened | Statement, sign: Sign) -> bool:
    begun = [one.begun.last for one in record.conduct if one.begun]
    limit = timedelta(days=sign.after_days)
    return bool(begun and made.on and made.on.first - min(begun) > limit)


def _reported_as_wages(record: Record, _: Sign, code: str) -> Found:
    if record.reported_as is ReportedAs.WAGES:
        yield Ground(code, "", ())


def _denies_then_asserts(earlier: Statement, later: Statement) -> bool:
    return any(earlier.stance(key) is Stance.DENIES for key in differ_on(earlier, later))


def _is_under_control(statement: Statement) -> bool:
    control = controls().get(statement.control)
    return control is not None and (control.held or control.by_accused)


def _is_by_accused(statement: Statement) -> bool:
    control = controls().get(statement.control)
    return control is not None and control.by_accused


def _is_back(earlier: Statement, later: Statement) -> bool:
    return bool(earlier.control) and not _is_by_accused(earlier) and _is_by_accused(later)


def _is_paid(statement: Statement) -> bool:
    payer = payers().get(statement.paid_by)
    return payer is not None and payer.by_accused


def _is_unsure_in_words(statement: Statement) -> bool:
    needed = bool(statement.interpreter) or statement.foreign
    return needed and statement.interpreter_certified is not True


def _occurred(one: Alleged, record: Record) -> bool:
    """Say whether any exploitation of the same victims is alleged to have taken place."""
    return any(
        other.occurred and (other is one or other.victims & one.victims) for other in record.conduct
    )


def _words(one: Alleged) -> frozenset[str]:
    return one.means | one.ends | one.occurred | one.circumstances


FOUND_BY: dict[str, Finder] = {
    "changed": _two(differ_on),
    "fuller_later": _two(fuller),
    "denied_first": _two(_denies_then_asserts),
    "spoke_under_control": _one(_is_under_control),
    "held_without_locks": _conduct(lambda one, s, _: one.means and not one.means & s.without),
    "late_report": _late_report,
    "late_statement": _late_statement,
    "back_under_control": _two(_is_back),
    "means_disputed": _conduct(lambda one, _, __: one.contested),
    "paper_of_consent": _item(lambda item, sign: item.kind in sign.kinds),
    "without_means": _conduct(lambda one, _, __: not one.means),
    "means_denied": _means_denied,
    "own_fault": _conduct(lambda one, sign, _: _words(one) & sign.words),
    "made_to_offend": _role,
    "no_words": _no_words,
    "withdrew": _withdrew,
    "one_origin": _one_origin,
    "benefit": _noted,
    "sexual_end": _conduct(lambda one, sign, _: _words(one) & sign.words),
    "subtle_means": _conduct(lambda one, sign, _: one.means & sign.words),
    "intermediary": _intermediary,
    "knowledge_denied": _knowledge_denied,
    "not_yet_exploited": _conduct(lambda one, _, record: one.ends and not _occurred(one, record)),
    "interpreted": _one(_is_unsure_in_words),
    "pressure": _noted,
    "paid_counsel": _one(_is_paid),
    "broken_custody": _item(lambda item, _: item.in_doubt),
    "reported_as_wages": _reported_as_wages,
    "labour_without_force": _conduct(
        lambda one, s, _: _words(one) & s.words and not one.means & s.without
    ),
    "from_abroad": _from_abroad,
    "happened_abroad": _conduct(
        lambda one, _, record: record.jurisdiction and one.places - {record.jurisdiction}
    ),
}
