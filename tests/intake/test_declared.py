"""What is declared about reports is whole: every code has its words, every place its source."""

from __future__ import annotations

import pytest

from amends.base.sources import SourceStatus
from amends.court.events import event_types
from amends.intake.declared import declared
from amends.intake.identification import statuses
from amends.intake.recruiters import Licence
from amends.intake.screening import Group, dimensions, indicators, sorts
from amends.law.terms import Vocabulary, terms


def test_the_eleven_indicators_are_those_of_the_law() -> None:
    ilo = [code for code, one in indicators().items() if one.group is Group.ILO]
    assert ilo == list(terms(Vocabulary.INDICATORS))
    assert len(ilo) == 11


@pytest.mark.parametrize("code", indicators())
def test_an_indicator_names_sorts_and_dimensions_that_are_declared(code: str) -> None:
    indicator = indicators()[code]
    assert set(indicator.sorts) <= set(sorts())
    assert set(indicator.dimensions) <= set(dimensions())
    assert bool(indicator.dimensions) == (indicator.group is Group.ILO)
    assert indicator.source.citation
    assert indicator.source.status is SourceStatus.MEMORY


def test_the_guidance_of_the_ilo_reads_four_sorts() -> None:
    assert [code for code, sort in sorts().items() if sort.ilo] == [
        *("adult_labour", "adult_sexual", "child_labour", "child_sexual")
    ]
    named = {dimension for one in indicators().values() for dimension in one.dimensions}
    assert named == set(dimensions())


def test_every_sender_has_its_word_on_the_timeline() -> None:
    (field,) = event_types()["REPORT"].fields
    assert {one.event or code for code, one in declared().kinds.items()} <= {
        choice.code for choice in field.choices
    }


def test_every_licence_has_a_word() -> None:
    assert set(declared().licences) == set(Licence)


@pytest.mark.parametrize("code", statuses())
def test_a_status_follows_statuses_that_are_declared(code: str) -> None:
    status = statuses()[code]
    assert set(status.follows) <= set(statuses())
    assert status.source
