"""The conduct that recorded cases state gives the counts that were really charged."""

from __future__ import annotations

from datetime import date

import pytest

from amends.base.dates import When
from amends.casefile import CaseFile, demo_cases, facts_of, read, write
from amends.casefile.model import CountEntry
from amends.law.charging import charge
from amends.law.counts import ChargeableCount
from amends.law.terms import Vocabulary, terms
from amends.network.roles import roles

CHARGED_ON = {
    "minor-entrapment-ph": date(2008, 5, 5),
    "debt-contract-au": date(2003, 12, 31),
    "domestic-servitude-us": date(2004, 12, 31),
}


def counts_of(casefile: CaseFile) -> tuple[ChargeableCount, ...]:
    """Return what can be considered on the facts of a case, on the day it was charged."""
    found = charge(facts_of(casefile), [casefile.jurisdiction], CHARGED_ON[casefile.key])
    return found.available()


def supports(lies: ChargeableCount, charged: CountEntry) -> bool:
    """Say whether a count that lies is the one that was charged."""
    return (
        (lies.key, lies.mode) == (charged.law, charged.mode)
        and lies.by in charged.defendants
        and lies.victim in charged.victims
    )


@pytest.mark.parametrize("casefile", demo_cases(), ids=lambda case: case.key)
def test_every_count_charged_is_among_those_that_can_be_considered(casefile: CaseFile) -> None:
    found = counts_of(casefile)
    for charged in casefile.counts:
        for key in charged.defendants:
            assert any(lies.by == key and supports(lies, charged) for lies in found), (
                f"count {charged.number} against {key}"
            )


def test_forced_labour_is_kept_out_of_the_time_before_the_law() -> None:
    casefile = next(case for case in demo_cases() if case.jurisdiction == "US")
    assert When.parse(casefile.conduct[0].begun).first.year == 1985
    begun = {lies.since for lies in counts_of(casefile) if lies.key == "us-18usc77.s1589a"}
    assert begun == {date(2000, 10, 28)}


def test_the_child_needs_no_means_and_the_adult_does() -> None:
    casefile = next(case for case in demo_cases() if case.jurisdiction == "PH")
    found = charge(facts_of(casefile), ["PH"], CHARGED_ON[casefile.key]).counts
    missing = {c.victim: [e.name for e in c.missing] for c in found if c.key == "ph-ra9208.s4a"}
    assert missing == {"V1": [], "V2": ["means"]}


@pytest.mark.parametrize("casefile", demo_cases(), ids=lambda case: case.key)
def test_conduct_is_written_as_it_was_read(casefile: CaseFile) -> None:
    assert read(write(casefile)) == casefile


GOOD = """
key: x
title: A house
jurisdiction: PH
opened_on: "2026-01-12"
summary: What happened.
sources: [A report]
parties:
  - {key: V1, capacity: victim, designation: AAA, age: 16}
  - {key: D1, capacity: other, designation: A driver}
conduct:
  - {by: D1, victims: [V1], begun: "2026-01-02", acts: [transportation], means: [threat]}
"""


def test_a_case_with_conduct_is_read() -> None:
    facts = facts_of(read(GOOD))
    assert facts.victims[0].age_on(date(2026, 1, 2)) == 16
    assert [party.key for party in facts.culpable_parties] == ["D1"]


@pytest.mark.parametrize(
    ("good", "bad", "path"),
    [
        ("acts: [transportation]", "acts: [transport]", "$.conduct[0].acts"),
        ("by: D1", "by: D7", "$.conduct[0].by"),
        ("victims: [V1]", "victims: [D1]", "$.conduct[0].victims"),
        ('begun: "2026-01-02"', 'begun: "2026-13-02"', "$.conduct[0].begun"),
        ("means: [threat]", "contested: [threat]", "$.conduct[0].contested"),
        ("age: 16", "age: 160", "$.parties[0].age"),
        ("sources: [A report]", "sources: [A report]\nindicators: [hunger]", "$.indicators"),
    ],
)
def test_what_is_wrong_in_conduct_is_named(good: str, bad: str, path: str) -> None:
    from amends.casefile import CaseFileError

    assert good in GOOD
    with pytest.raises(CaseFileError) as refused:
        read(GOOD.replace(good, bad))
    assert any(problem.path.startswith(path) for problem in refused.value.problems)


@pytest.mark.parametrize("code", roles())
def test_what_a_role_suggests_is_in_the_law_s_words(code: str) -> None:
    role = roles()[code]
    assert set(role.acts) <= set(terms(Vocabulary.ACTS))
    assert set(role.circumstances) <= set(terms(Vocabulary.CIRCUMSTANCES))
