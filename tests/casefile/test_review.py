"""What a review finds: where each defendant stands, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from amends.base.amounts import Amount
from amends.casefile import CaseFile, Review, demo_cases, review
from amends.casefile.model import CountEntry, EventEntry, EvidenceEntry, PartyEntry, Verdict
from amends.casefile.people_gaps import is_child_in
from amends.casefile.values import FactStatus
from amends.network.roles import Capacity

TODAY = date(2026, 11, 24)
CASES = {casefile.key: casefile for casefile in demo_cases()}


def worked(key: str) -> Review:
    """Return the review of a shipped case."""
    return review(CASES[key], today=TODAY)


def missing(casefile: CaseFile) -> str:
    """Return everything missing in a case, as one text."""
    return "\n".join(str(gap.what) for gap in review(casefile, today=TODAY).missing)


def test_three_cases_are_shipped() -> None:
    assert set(CASES) == {"minor-entrapment-ph", "debt-contract-au", "domestic-servitude-us"}


@pytest.mark.parametrize("key", CASES)
def test_every_gap_says_why_what_next_and_who(key: str) -> None:
    for gap in worked(key).missing:
        assert str(gap.what)
        assert str(gap.why)
        assert str(gap.next_step)
        assert gap.who


def test_the_entrapment_case_ends_as_recorded() -> None:
    casefile = CASES["minor-entrapment-ph"]
    (outcome,) = casefile.outcomes
    assert outcome.verdict is Verdict.CONVICTED
    assert outcome.disposition == "Life imprisonment and a fine."
    assert worked("minor-entrapment-ph").progress["D1"].standing == "convicted"
    damages = [Amount.parse(a.amount).minor for a in casefile.awards if a.victim]
    assert sorted(damages) == [10_000_000, 10_000_000, 50_000_000, 50_000_000]


def test_the_entrapment_case_lacks_a_confirmed_document_of_age() -> None:
    assert "age of AAA" in missing(CASES["minor-entrapment-ph"])
    casefile = CASES["minor-entrapment-ph"]
    proved = EvidenceEntry(
        key="E99",
        kind="birth_record",
        description="Birth record",
        goes_to=("age",),
        victims=("V1",),
    )
    assert "age of AAA" not in missing(replace(casefile, evidence=(*casefile.evidence, proved)))


def test_the_guideline_of_2017_does_not_run_in_the_case_of_2008() -> None:
    found = worked("minor-entrapment-ph")
    assert not [c for c in found.clocks if c.rule.code.startswith("ph_")]
    assert {(o.rule.code, str(o.event.on)) for o in found.out_of_force} == {
        ("ph_arraignment_detained", "2008-05-05"),
        ("ph_arraignment", "2008-05-05"),
    }


def test_the_entrapment_case_holds_what_its_sources_say() -> None:
    casefile = CASES["minor-entrapment-ph"]
    assert [(e.code, e.on) for e in casefile.events][:4] == [
        ("REPORT", "2008-05-02"),
        ("OPERATION", "2008-05-02"),
        ("CONDUCT", "2008-05-03"),
        ("ENTRAPMENT", "2008-05-03"),
    ]
    proposed = {i.key for i in casefile.evidence if i.status is FactStatus.PROPOSED}
    assert proposed == {"E4", "E6", "E8", "E9"}
    assert {a.status for a in casefile.awards} == {FactStatus.PROPOSED}
    assert "no verdict on Street procurer" in missing(casefile)
    idle = {row.rule.code: str(row.because) for row in worked("minor-entrapment-ph").out_of_force}
    assert idle["ph_arraignment"] == "In force only from 2017-09-01"


def test_the_debt_case_has_ten_proposed_counts_and_six_people_nobody_asked() -> None:
    casefile = CASES["debt-contract-au"]
    assert len(casefile.counts) == 10
    assert {count.status for count in casefile.counts} == {FactStatus.PROPOSED}
    assert missing(casefile).count("neither charged nor recorded as questioned") == 6
    assert "restitution" in missing(casefile)
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10" in missing(casefile)


def test_the_debt_case_charges_possession_and_use_of_each_of_five_women() -> None:
    casefile = CASES["debt-contract-au"]
    charged = Counter((count.offence.split()[0], count.victims) for count in casefile.counts)
    assert charged == {
        (word, (f"V{n}",)): 1 for word in ("Possessing", "Exercising") for n in range(1, 6)
    }
    codes = [event.code for event in casefile.events]
    ways = ["VERDICT_CONVICTED", "CONVICTION_QUASHED", "CONVICTION_RESTORED", "REMITTED"]
    assert [code for code in codes if code in ways] == ways
    bought = [e for e in casefile.roles if (e.party, e.role) == ("P1", "RO7")]
    assert [edge.victim for edge in bought] == ["V1", "V2", "V3", "V4"]


def test_the_servitude_case_charges_forced_labour_from_the_statutes_first_day_only() -> None:
    casefile = CASES["domestic-servitude-us"]
    assert casefile.counts[0].conduct_from == "2000-10-28"
    assert casefile.awards[0].amount == "USD 916635.16"
    assert casefile.awards[0].status is FactStatus.PROPOSED
    now = worked("domestic-servitude-us").progress
    assert {key: str(p.standing) for key, p in now.items()} == {
        "D1": "convicted",
        "D2": "convicted",
        "D3": "acquitted",
    }


def test_the_servitude_case_knows_both_sentences_and_says_which_is_from_memory() -> None:
    casefile = CASES["domestic-servitude-us"]
    sentences = [e for e in casefile.events if e.code == "SENTENCED"]
    assert [e.details["sentence"] for e in sentences] == ["48 months each", "72 months each"]
    convicted = {(o.count, o.defendant) for o in casefile.outcomes if o.verdict == "convicted"}
    assert convicted == {(n, d) for n in (1, 2, 3) for d in ("D1", "D2")}
    son = casefile.party("D3")
    assert son is not None
    assert son.status is FactStatus.PROPOSED


@pytest.mark.parametrize("key", CASES)
def test_a_standing_that_rests_on_memory_says_so(key: str) -> None:
    assert all(now.proposed for now in worked(key).progress.values())


def test_a_participant_is_asked_first_and_a_decision_not_to_charge_is_an_answer() -> None:
    casefile = CASES["debt-contract-au"]
    decided = EventEntry(code="NOT_CHARGED", on="2004", parties=("P3",), details={"reasons": "x"})
    screened = EventEntry(code="SCREENED", on="2004", parties=("P3",))
    after = replace(casefile, events=(*casefile.events, decided, screened))
    assert "Recruiter in Thailand" in missing(casefile)
    assert "Recruiter in Thailand" not in missing(after)


def test_restitution_is_asked_for_each_victim() -> None:
    casefile = CASES["debt-contract-au"]
    asked = EventEntry(code="RESTITUTION_REQUESTED", on="2006", parties=("V1", "V2"))
    after = missing(replace(casefile, events=(*casefile.events, asked)))
    assert "as asked for: Victim C, Victim D, Victim E" in after
    nobody_charged = replace(casefile, counts=(), outcomes=())
    assert "as asked for" not in missing(nobody_charged)


def test_an_active_case_needs_a_date_ahead() -> None:
    casefile = CASES["minor-entrapment-ph"]
    charged = [event for event in casefile.events if event.on < "2008-06"]
    active = replace(casefile, events=tuple(charged), outcomes=(), awards=())
    assert "No date lies ahead for Street procurer" in missing(active)
    hearing = EventEntry(code="HEARING_SET", on="2026-12-01", details={"hearing": "trial"})
    listed = replace(active, events=(*charged, hearing))
    assert "No date lies ahead" not in missing(listed)
    assert "no verdict" not in missing(listed)


def test_a_clock_that_was_missed_is_a_gap_of_whoever_it_binds() -> None:
    late = [g for g in worked("minor-entrapment-ph").missing if "was due on" in str(g.what)]
    assert {(str(g.what), g.who) for g in late} == {
        ("Tell the victims of the charge (V1) was due on 2008-05-19", "liaison"),
        ("Tell the victims of the charge (V2) was due on 2008-05-19", "liaison"),
    }


def test_no_gap_counts_or_rates_a_person() -> None:
    for key in CASES:
        said = " ".join(f"{g.what} {g.why} {g.next_step}" for g in worked(key).missing)
        assert not re.search(r"%|score|probab|likel|risk level", said)


def test_shipped_cases_call_no_party_by_a_name() -> None:
    # A designation starts with a capital; any other capital is a pseudonym or a country.
    for casefile in CASES.values():
        for party in casefile.parties:
            capitals = re.findall(r"(?<=.)\b[A-Z]\w*", party.designation)
            assert set(capitals) <= {"A", "AAA", "B", "BBB", "C", "D", "E", "Thailand"}


@pytest.mark.parametrize("key", CASES)
def test_what_is_from_memory_is_counted_and_named(key: str) -> None:
    found = worked(key)
    assert found.proposed > 0
    assert any(str(gap.what).endswith(f"not confirmed: {found.proposed}") for gap in found.missing)


@pytest.mark.parametrize(
    ("born", "conduct", "child"),
    [
        ("2005-05-04", "2023-05-03", True),
        ("2005-05-03", "2023-05-03", False),
        ("2005", "2023-05-03", True),
        ("2004", "2023-05-03", False),
        ("", "2023-05-03", False),
        ("2010", "", False),
    ],
)
def test_a_child_is_under_eighteen_on_the_first_day_of_the_conduct(
    born: str, conduct: str, child: bool
) -> None:
    victim = PartyEntry(key="V1", capacity=Capacity.VICTIM, designation="AAA", born=born)
    count = CountEntry(
        number=1, citation="x", offence="y", defendants=("D1",), conduct_from=conduct
    )
    assert is_child_in(victim, count) is child


def test_the_timeline_is_in_order() -> None:
    for key in CASES:
        days = [event.on.lstrip("~") for event in worked(key).timeline]
        assert [d[:4] for d in days] == sorted(d[:4] for d in days)
