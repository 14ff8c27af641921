"""What a review finds: where each defendant stands, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.base.amounts import Amount
from amends.casefile import CaseFile, Review, demo_cases, review
from amends.casefile.gaps import is_child_in
from amends.casefile.model import (
    CountEntry,
    EvidenceEntry,
    FactStatus,
    PartyEntry,
    Verdict,
)
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
        key="E99", kind="document", description="Birth record", goes_to=("age",), victims=("V1",)
    )
    assert "age of AAA" not in missing(replace(casefile, evidence=(*casefile.evidence, proved)))


def test_the_guideline_of_2017_does_not_run_in_the_case_of_2008() -> None:
    running = {clock.rule.code for clock in worked("minor-entrapment-ph").clocks}
    assert not {code for code in running if code.startswith("ph_arraignment")}
    idle = {row.rule.code: str(row.because) for row in worked("minor-entrapment-ph").out_of_force}
    assert idle["ph_arraignment"] == "In force only from 2017-09-01"


def test_the_debt_case_has_ten_proposed_counts_and_six_people_nobody_asked() -> None:
    casefile = CASES["debt-contract-au"]
    assert len(casefile.counts) == 10
    assert {count.status for count in casefile.counts} == {FactStatus.PROPOSED}
    assert missing(casefile).count("neither charged nor recorded as questioned") == 6
    assert "restitution" in missing(casefile)


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
