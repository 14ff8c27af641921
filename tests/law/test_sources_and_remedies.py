"""What the format asks of sources, and what it holds on remedies, life and limits of time."""

from __future__ import annotations

from datetime import date

import jsonschema_rs
import pytest

from amends.base.yaml_document import load
from amends.law.asof import AsOf
from amends.law.cases import read_facts
from amends.law.charging import charge
from amends.law.library import Library
from amends.law.reading import StatuteError, read
from amends.law.schema import schema
from amends.law.severity import of_comparators
from amends.law.terms import Comparator

LAW = """\
key: xx-law
country: PH
title: A law
short: Law
family: civil
sources:
  text: {citation: The law itself, kind: statute_text, reader: a reader, date_read: 2026-05-03}
  memory: {citation: From memory, kind: memory, reader: a reader}
commencement: [{value: '2000-01-01', source: text}]
offences:
- key: s1
  citation: s. 1
  label: Trafficking
  form: trafficking
  acts: [{value: [recruitment], source: text}]
  means_rule: [{value: none, source: text}]
  purpose_required: [{value: false, source: text}]
  victim: [{value: any, source: text}]
  movement: [{value: none, source: text}]
  penalties:
  - life: [{value: true, source: text}]
    natural_life: [{value: true, source: text}]
    alternatives: [{value: [arrest], source: text}]
    fine: [{value: or, source: text}]
limitation:
- years: [{value: 5, source: text}]
forfeiture:
- covers: [s1]
  forfeited: [{value: mandatory, source: text}]
  goes_to: [{value: [restitution], source: text}]
  restitution_first: [{value: true, source: text}]
civil_remedies:
- can_sue: [{value: true, source: text}]
  stayed: [{value: true, source: text}]
restitution:
- rule: [{value: mandatory, source: text}]
  least_share_of_fine: [{value: 1/2, source: text}]
enforcement:
- period: '2020'
  convicted: [{value: 231, source: text}]
comparators:
- crime: rape
  citation: s. 8
  life: [{value: true, source: text}]
- crime: rape
  limb: by threats
  citation: s. 9
  maximum: [{value: 240, source: text}]
"""
FACTS = """\
told: A girl was recruited.
victims: [{key: V1, born: '2004-03-01', nationality: PH}]
culpable_parties: [{key: D1, part: recruiter, screen: no_sign, nationality: PH}]
conduct:
- {by: D1, victims: [V1], begun: '2010-05-01', acts: [recruitment], ends: [begging], places: [PH],
   mental: purpose}
"""
DAY = ", date_read: 2026-05-03"
YEARS = "- years: [{value: 5, source: text}]"
NO_DAY = "It is not said on which day this source was read."


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("", NO_DAY),
        (", date_unknown: false", NO_DAY),
        (f"{DAY}, date_unknown: true", "is given and called unknown"),
        (DAY, ""),
        (", date_unknown: true", ""),
    ],
)
def test_a_source_says_when_it_was_read_or_that_nobody_knows(days: str, said: str) -> None:
    """The published schema refuses what the reader refuses."""
    text = LAW.replace(DAY, days)
    checker = jsonschema_rs.validator_for(schema())
    assert checker.is_valid(load(text)) is not bool(said)
    if not said:
        assert read(text).sources["text"].date_unknown is ("unknown" in days)
        return
    with pytest.raises(StatuteError) as caught:
        read(text)
    assert said in str(caught.value)


def test_remedies_and_figures_are_cells_with_a_place_and_a_source() -> None:
    """Each is among the cells that pages, audits and promotions name by their path."""
    held = {cell.path: cell for cell in AsOf(read(LAW), date(2020, 1, 1)).cells()}
    wanted = {
        "xx-law.offences.s1.penalties.base.natural_life": True,
        "xx-law.offences.s1.penalties.base.alternatives": ("arrest",),
        "xx-law.forfeiture.0.forfeited": "mandatory",
        "xx-law.forfeiture.0.restitution_first": True,
        "xx-law.civil_remedies.0.stayed": True,
        "xx-law.restitution.0.least_share_of_fine": "1/2",
        "xx-law.enforcement.2020.convicted": 231,
    }
    assert {path: held[path].value for path in wanted} == wanted
    assert all(held[path].status.is_verified for path in wanted)


@pytest.mark.parametrize("part", ["forfeiture", "civil_remedies"])
def test_what_a_remedy_covers_must_be_held(part: str) -> None:
    """A remedy for an offence that the file does not hold would apply to nothing."""
    with pytest.raises(StatuteError, match="There is no offence 's7'"):
        read(LAW.replace(f"{part}:\n- ", f"{part}:\n- note: Some.\n  covers: [s7]\n- "))


def test_two_provisions_on_one_grave_crime_stand_beside_each_other() -> None:
    """The first is compared; without a limb the second could not be told from it."""
    law = AsOf(read(LAW), date(2020, 1, 1))
    crimes = frozenset({Comparator.RAPE})
    (crime,) = of_comparators(law, crimes, frozenset())
    assert crime.citation == "s. 8"
    assert {c.case for c in law.statute.comparators} == {"rape", "rape+by threats"}
    with pytest.raises(StatuteError, match="comparators"):
        read(LAW.replace("  limb: by threats\n", ""))


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        (YEARS, date(2015, 5, 1)),
        (f"{YEARS}\n  not_before_age: [{{value: 25, source: text}}]", date(2029, 3, 1)),
        (f"{YEARS}\n  not_before_age: [{{value: 10, source: text}}]", date(2015, 5, 1)),
        (f"{YEARS}\n  for_life_of_victim: [{{value: true, source: text}}]", None),
    ],
)
def test_time_for_a_child_runs_until_an_age_or_a_life(rule: str, last: date | None) -> None:
    """An age that the child reaches sooner adds nothing; a life has no last day to name."""
    facts = read_facts(FACTS)
    library = Library.of([read(LAW.replace(YEARS, rule))])
    (count,) = charge(facts, ["PH"], on=date(2012, 1, 1), library=library).counts
    assert (count.limit.last_day, count.limit.unlimited) == (last, False)


def test_an_age_to_reach_adds_nothing_for_somebody_of_age() -> None:
    """The rule is about victims who were children at the time."""
    facts = read_facts(FACTS.replace("2004-03-01", "1980-03-01"))
    rule = f"{YEARS}\n  not_before_age: [{{value: 60, source: text}}]"
    library = Library.of([read(LAW.replace(YEARS, rule))])
    (count,) = charge(facts, ["PH"], on=date(2012, 1, 1), library=library).counts
    assert count.limit.last_day == date(2015, 5, 1)
