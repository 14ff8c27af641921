"""The evidential issues: declared whole, each found by its signs, and monotone as declared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.dates import When
from amends.court.events import event_types
from amends.law.facts import ReportedAs
from amends.law.terms import Vocabulary, terms
from amends.network.roles import Capacity, roles
from amends.proof.issues import declared, issues, suggestions
from amends.proof.kinds import elements, kinds
from amends.proof.record import Alleged, Happened, Person, Record, Ref, RefKind, Retreat, Shown
from amends.proof.signs import FOUND_BY
from amends.proof.statement_words import explanations
from amends.proof.statements import Stance, Statement

DAY = When.parse("2026-03-02")
VICTIM, OTHER = Person("V1", Capacity.VICTIM), Person("V2", Capacity.VICTIM)
DRIVER = Person("D1", Capacity.DEFENDANT, frozenset({"RO2"}))
HEARD = Shown("E1", "testimony", speakers=frozenset({"V1"}))
MEANS, MENTAL = ("P1", "means"), ("P2", "mental")


def said(key: str, person: str = "V1", on: str = "", **more: Any) -> Statement:
    """Return a statement; ``P1`` and the like say its stances."""
    says = {name: more.pop(name) for name in list(more) if name.startswith("P")}
    return Statement(key, person, When.parse(on) if on else None, says, **more)


def alleged(**more: Any) -> Alleged:
    """Return conduct that was alleged to begin on a day."""
    return Alleged("7", DAY, **{name: frozenset(words) for name, words in more.items()})


ASSERTS, DENIES = Stance.ASSERTS, Stance.DENIES
FIRST, SECOND = said("S1", on="2026-03-03", P1=ASSERTS), said("S2", on="2026-03-05", P1=DENIES)
# What a record must hold for each sign to be found; without it the sign is not there.
FOUND: dict[str, Record] = {
    "changed": Record(statements=(FIRST, SECOND)),
    "fuller_later": Record(statements=(said("S1", on="2026-03-03"), SECOND)),
    "denied_first": Record(
        statements=(said("S1", on="2026-03-03", P1=DENIES), said("S2", on="2026-03-05", P1=ASSERTS))
    ),
    "spoke_under_control": Record(statements=(said("S1", control="detained"),)),
    "held_without_locks": Record(conduct=(alleged(means=["documents_held"]),)),
    "late_report": Record(
        conduct=(alleged(means=["force"], occurred=["servitude"]),),
        events=(Happened("1", "REPORT", When.parse("2026-05-01")),),
    ),
    "late_statement": Record(
        people=(VICTIM,), conduct=(alleged(),), statements=(said("S1", on="2026-05-01"),)
    ),
    "back_under_control": Record(
        statements=(
            said("S1", on="2026-03-03", control="shelter"),
            said("S2", on="2026-03-05", control="employer"),
        )
    ),
    "means_disputed": Record(conduct=(alleged(contested=["threat"]),)),
    "paper_of_consent": Record(items=(Shown("E1", "contract"),)),
    "without_means": Record(conduct=(alleged(),)),
    "means_denied": Record(goes_to=(MEANS,), statements=(SECOND,)),
    "own_fault": Record(conduct=(alleged(circumstances=["unlawful_stay"]),)),
    "made_to_offend": Record(people=(replace(VICTIM, played=frozenset({"RO15"})),)),
    "no_words": Record(people=(VICTIM,)),
    "withdrew": Record(retreats=(Retreat("1", "V1"),)),
    "one_origin": Record(
        people=(VICTIM,),
        items=(replace(HEARD, goes_to=frozenset({"act"}), origins=frozenset("A")),),
    ),
    "benefit": Record(events=(Happened("1", "PERMIT_GRANTED", DAY, ("V1",)),)),
    "sexual_end": Record(conduct=(alleged(ends=["other_sexual"]),)),
    "subtle_means": Record(conduct=(alleged(means=["dependence"]),)),
    "intermediary": Record(people=(DRIVER,)),
    "knowledge_denied": Record(
        people=(DRIVER,), goes_to=(MENTAL,), statements=(said("S1", "D1", P2=DENIES),)
    ),
    "not_yet_exploited": Record(conduct=(alleged(ends=["servitude"], victims=["V1"]),)),
    "interpreted": Record(statements=(said("S1", interpreter="Interpreter A"),)),
    "pressure": Record(events=(Happened("1", "INTIMIDATION", DAY),)),
    "paid_counsel": Record(statements=(said("S1", paid_by="accused"),)),
    "broken_custody": Record(items=(replace(HEARD, in_doubt=True),)),
    "reported_as_wages": Record(reported_as=ReportedAs.WAGES),
    "labour_without_force": Record(conduct=(alleged(ends=["forced_labour"]),)),
    "from_abroad": Record(events=(Happened("1", "MLA_SENT", DAY),)),
    "happened_abroad": Record(jurisdiction="PH", conduct=(alleged(places=["PH", "TH"]),)),
}
NOT_FOUND: dict[str, Record] = {
    "not_yet_exploited": Record(
        conduct=(
            alleged(ends=["servitude"], victims=["V1"]),
            alleged(occurred=["servitude"], victims=["V1", "V2"]),
        )
    ),
    "changed": Record(statements=(FIRST, said("S2", on="2026-03-05"))),
    "denied_first": Record(statements=(FIRST, SECOND)),
    "spoke_under_control": Record(statements=(said("S1", control="shelter"),)),
    "held_without_locks": Record(conduct=(alleged(means=["documents_held", "restraint"]),)),
    "late_report": Record(
        conduct=(alleged(),), events=(Happened("1", "REPORT", When.parse("2026-03-20")),)
    ),
    "means_denied": Record(
        people=(DRIVER,), goes_to=(MEANS,), statements=(said("S1", "D1", P1=DENIES),)
    ),
    "no_words": Record(people=(VICTIM,), items=(HEARD,)),
    "one_origin": Record(
        people=(VICTIM,),
        items=tuple(
            replace(HEARD, key=key, goes_to=frozenset({"act"}), origins=frozenset({key}))
            for key in ("E1", "E2")
        ),
    ),
    "interpreted": Record(statements=(said("S1", interpreter="A", interpreter_certified=True),)),
    "intermediary": Record(people=(replace(DRIVER, capacity=Capacity.WITNESS),)),
    "happened_abroad": Record(jurisdiction="PH", conduct=(alleged(places=["PH"]),)),
}


def found_in(record: Record) -> set[str]:
    """Return the signs that a record shows."""
    return {ground.sign for one in suggestions(record) for ground in one.grounds}


def test_every_issue_is_declared_with_what_answers_it() -> None:
    assert list(issues()) == [f"E{number:02}" for number in range(1, 20)]
    assert all(one.seek and one.label and one.signs for one in issues().values())
    used = {sign for one in issues().values() for sign in one.signs}
    assert used == declared().signs.keys() == FOUND_BY.keys() == FOUND.keys()


def test_what_signs_look_for_exists() -> None:
    words = {
        code
        for of in (Vocabulary.MEANS, Vocabulary.ENDS, Vocabulary.CIRCUMSTANCES)
        for code in terms(of)
    }
    for sign in declared().signs.values():
        assert sign.words | sign.without <= words | elements().keys()
        assert sign.events <= event_types().keys()
        assert sign.kinds <= kinds().keys()
        assert sign.roles <= roles().keys()
        assert sign.explanations <= explanations().keys()
        filled = {"person": "AAA", "records": "S1", "days": 30}
        assert sign.because % filled


def test_an_empty_record_suggests_nothing() -> None:
    assert suggestions(Record()) == ()


@pytest.mark.parametrize("sign", list(FOUND))
def test_each_sign_is_found_where_it_should_be(sign: str) -> None:
    assert sign in found_in(FOUND[sign])


@pytest.mark.parametrize("sign", list(NOT_FOUND))
def test_a_sign_is_not_found_where_it_should_not_be(sign: str) -> None:
    assert sign not in found_in(NOT_FOUND[sign])


def test_each_suggestion_names_its_records() -> None:
    (ground,) = next(one for one in suggestions(FOUND["changed"]) if one.issue == "E01").grounds
    assert ground.person == "V1"
    assert ground.records == (Ref(RefKind.STATEMENT, "S1"), Ref(RefKind.STATEMENT, "S2"))


def test_one_origin_is_looked_for_victim_by_victim() -> None:
    """One woman's testimony carries her count, however many other women testify to theirs."""
    items = tuple(
        Shown(
            f"T{key}",
            "testimony",
            goes_to=frozenset({"means"}),
            origins=frozenset({key}),
            victims=frozenset({key}),
            speakers=frozenset({key}),
        )
        for key in ("V1", "V2")
    )
    record = Record(people=(VICTIM, OTHER), items=items)
    assert [s.person for s in suggestions(record) if s.issue == "E09"] == ["V1", "V2"]
    shared = Shown("E1", "debt_ledger", goes_to=frozenset({"means"}), origins=frozenset({"House"}))
    assert "one_origin" not in found_in(replace(record, items=(*items, shared)))
    excluded = replace(shared, at_hand=False)
    assert "one_origin" in found_in(replace(record, items=(*items, excluded)))


@given(st.lists(st.sampled_from(list(FOUND)), max_size=6), st.sampled_from(list(FOUND)))
def test_more_records_take_no_suggestion_away_that_is_declared_to_grow(
    held: list[str], more: str
) -> None:
    before = joined(*(FOUND[name] for name in held))
    after = joined(before, FOUND[more])
    later = {(s.issue, s.person, g.sign): g for s in suggestions(after) for g in s.grounds}
    for one in suggestions(before):
        for ground in one.grounds:
            if declared().signs[ground.sign].grows:
                kept = later[one.issue, one.person, ground.sign]
                assert set(ground.records) <= set(kept.records)


def joined(*records: Record) -> Record:
    """Return one record of several, its statements with keys of their own."""
    statements = [one for record in records for one in record.statements]
    return Record(
        jurisdiction="PH",
        people=tuple(p for record in records for p in record.people),
        statements=tuple(replace(s, key=f"S{n}") for n, s in enumerate(statements)),
        goes_to=tuple(dict.fromkeys(g for record in records for g in record.goes_to)),
        retreats=tuple(r for record in records for r in record.retreats),
        items=tuple(i for record in records for i in record.items),
        conduct=tuple(c for record in records for c in record.conduct),
        events=tuple(e for record in records for e in record.events),
        reported_as=next(
            (r.reported_as for r in records if r.reported_as is not ReportedAs.TRAFFICKING),
            ReportedAs.TRAFFICKING,
        ),
    )
