"""What has to be shown at each stage: words with their source, never a number."""

from __future__ import annotations

import pytest

from amends.base.sources import SourceStatus
from amends.law.library import countries
from amends.law.reading import StatuteError
from amends.law.standards import (
    Stage,
    read_standards,
    shipped_standards,
    standard_of_proof,
    standards_of_proof,
)
from amends.law.terms import Family

GOOD = """\
sources:
  text: {citation: The code, kind: statute_text, reader: a reader, date_unknown: true}
families:
  common:
    standards:
      charge: {label: Prima facie case, read_in: text}
countries: {}
"""


def test_a_country_has_words_of_its_own_before_those_of_its_family() -> None:
    assert str(standard_of_proof("US", Stage.ARREST_SEARCH).label) == "Probable cause"
    assert str(standard_of_proof("IN", Stage.ARREST_SEARCH).label) == "Reasonable grounds"
    assert standard_of_proof("US-NY", Stage.CHARGE) == standard_of_proof("US", Stage.CHARGE)


def test_the_family_is_that_of_the_procedure_where_the_law_is_mixed() -> None:
    assert str(standard_of_proof("ZA", Stage.CONVICTION).label) == "Beyond reasonable doubt"
    assert str(standard_of_proof("BH", Stage.CHARGE).label) == "Sufficient suspicion"


def test_only_what_was_read_is_verified() -> None:
    restitution = standard_of_proof("US", Stage.RESTITUTION)
    assert (restitution.source, restitution.status) == ("18 USC 3664(e)", SourceStatus.VERIFIED)
    found = [s for country in countries() for s in standards_of_proof(country)]
    assert [s for s in found if s.status.is_verified] == [restitution]


@pytest.mark.parametrize(("country", "stage"), [("FR", Stage.CHARGE), ("LA", Stage.VICTIM_STATUS)])
def test_what_was_not_read_is_unknown(country: str, stage: Stage) -> None:
    found = standard_of_proof(country, stage)
    assert (found.is_known, found.status, found.source) == (False, SourceStatus.UNKNOWN, "")
    assert "not been read" in str(found.label)


def test_every_law_names_what_a_charge_and_a_conviction_need() -> None:
    for country in countries():
        assert standard_of_proof(country, Stage.CHARGE).is_known, country
        assert standard_of_proof(country, Stage.CONVICTION).is_known, country


def test_no_standard_is_a_number() -> None:
    held = shipped_standards()
    rows = [
        row
        for group in (held.families, held.countries)
        for standards in group.values()
        for row in standards.standards.values()
    ]
    assert rows
    assert not [row for row in rows if any(sign in row.label for sign in "0123456789%")]


@pytest.mark.parametrize(
    ("good", "bad", "at"),
    [
        ("read_in: text", "read_in: elsewhere", "line 6: $.families.common.standards.charge"),
        ("Prima facie case", "'51%'", "line 6: $.families.common.standards.charge.label"),
        ("charge:", "charging:", "line 6: $.families.common.standards.charging"),
        ("common:", "custom:", "line 4: $.families.custom"),
        ("countries: {}", "countries: {XX: {}}", "line 7: $.countries.XX"),
        ("countries: {}", "countries: {US: {procedure: odd}}", "line 7: $.countries.US.procedure"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(good: str, bad: str, at: str) -> None:
    assert list(read_standards(GOOD).families) == [Family.COMMON]
    with pytest.raises(StatuteError, match="not taken") as refused:
        read_standards(GOOD.replace(good, bad))
    assert at in str(refused.value)
