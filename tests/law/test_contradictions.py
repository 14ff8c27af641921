"""A statute file that contradicts itself is refused; sources may differ."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.law.cells import Reading
from amends.law.contradictions import clashes
from amends.law.reading import StatuteError, read
from tests.law.test_reading import FINE, SMALL, told

LAW = "short: Law"
RANGE = "minimum: [{value: 12, source: text}]"


def sets(part: str, cell: str) -> str:
    """Return a line that sets a cell by the text."""
    return f"{part}: [{{value: {cell}, source: text}}]"


YEAR_2000, UP_TO_36, AT_MOST_36 = "'2000'", sets("up_to", "36"), sets("maximum", "36")
BEGUN = f"{LAW}\n{sets('commencement', '2001-05-01')}"
ENDED = f"{LAW}\n{sets('repeal', '1999-05-01')}"
CONTRADICTIONS = [
    # the head of the file
    ("country: PH", "country: ZZ", "$.country: 'ZZ' is not a country's code."),
    ("2026-05-03", "1999-05-03", "Nobody can have read it for amends on that day."),
    # custody and fines, across sources
    ("12, source: text", "72, source: digest", "maximum[0].value: At least 72 months, at most 60."),
    (
        FINE,
        f"{FINE}\n    {sets('fine_least', 'PHP 500')}\n    {sets('fine_most', 'PHP 400')}",
        "fine_most[0].value: The least fine is above the highest",
    ),
    (
        FINE,
        f"{FINE}\n    {sets('fine_least', 'PHP 500')}\n    {sets('fine_most', 'USD 900')}",
        "or in another currency",
    ),
    # cases that could never be
    ("  - minimum", "  - when: [child]\n    unless: [child]\n    minimum", "present and absent"),
    ("  - minimum", "  - when: [child, child]\n    minimum", "'child' stands here twice."),
    (
        "  - minimum",
        "  - any_of: [child, police]\n    unless: [child, police]\n    minimum",
        "One of these must be present, and all must be absent.",
    ),
    # days
    (
        LAW,
        f"{LAW}\ncommencement: [{{value: '2001', source: digest}}]\n{sets('repeal', '2000-05-01')}",
        "$.repeal[0].value: It ended on 2000-05-01, before it began.",
    ),
    (
        LAW,
        f"{BEGUN}\nversions: [{{name: Act 2, {sets('commencement', YEAR_2000)}}}]",
        "$.versions[0].commencement[0].value: It began on 2000, before the law that it amended.",
    ),
    (
        LAW,
        f"{ENDED}\nversions: [{{name: Act 2, {sets('commencement', YEAR_2000)}}}]",
        "when the law that it amended had ended",
    ),
    (LAW, f"{LAW}\nversions: [{{name: A}}, {{name: A}}]", "$.versions: 'A' stands here twice."),
    ("form: trafficking", "form: trafficking\n  lesser: [s1]", "'s1' would be included in itself."),
    ("form: trafficking", f"form: trafficking\n  {sets('child_age', '3')}", "Nobody comes of age"),
    # rules around the offences
    (
        "offences:",
        "jurisdiction: [{covers: [s1], excludes: [s1]}]\noffences:",
        "$.jurisdiction[0].excludes: It covers and excludes 's1'.",
    ),
    (
        "offences:",
        f"limitation: [{{{sets('years', '0')}}}]\noffences:",
        "$.limitation[0].years[0].value: A limit of no years would bar every case.",
    ),
    (
        "offences:",
        f"limitation: [{{{sets('years', '9')}, {sets('unlimited', 'true')}}}]\noffences:",
        "It gives years and says there is no limit.",
    ),
    (
        "offences:",
        f"limitation: [{{{sets('years', '9')}, {sets('longest_years', '8')}}}]\noffences:",
        "The longest time is shorter than the limit.",
    ),
    (
        "offences:",
        f"grading: [{{name: a, {sets('up_to', '60')}}}, {{name: b, {UP_TO_36}}}]\noffences:",
        "$.grading[1].up_to[0].value: This class reaches no further than the one before it.",
    ),
    (
        "offences:",
        f"comparators: [{{crime: rape, {sets('minimum', '60')}, {AT_MOST_36}}}]\noffences:",
        "$.comparators[0].maximum[0].value: At least 60 months, at most 36.",
    ),
]


@pytest.mark.parametrize(("good", "bad", "said"), CONTRADICTIONS)
def test_a_file_that_contradicts_itself_is_refused(good: str, bad: str, said: str) -> None:
    assert good in SMALL
    refusal = told(SMALL.replace(good, bad, 1))
    assert said in refusal
    assert "line " in refusal


def test_an_offence_belongs_into_the_days_of_its_law() -> None:
    own = sets("commencement", "'2000'")
    early = SMALL.replace(LAW, BEGUN)
    early = early.replace("form: trafficking", f"form: trafficking\n  {own}")
    assert "It began on 2000, before the law it stands in." in told(early)
    late = SMALL.replace(LAW, ENDED)
    late = late.replace("form: trafficking", f"form: trafficking\n  {own}")
    assert "when the law it stands in had ended" in told(late)


def test_offences_are_not_included_in_each_other() -> None:
    other = "- key: s2\n  citation: s. 2\n  label: Less\n  form: trafficking\n  lesser: [s1]\n"
    both = SMALL.replace("form: trafficking", "form: trafficking\n  lesser: [s2]") + other
    assert told(both).count("would be included in itself") == 2
    assert read(SMALL + other).offences[1].lesser == ("s1",)


def test_sources_may_differ_as_long_as_one_pair_goes_together() -> None:
    wide = SMALL.replace("{value: 12, source: text}", "{value: 72, source: digest}")
    wide = wide.replace(
        "{value: 60, source: text}", "{value: 60, source: text}, {value: 120, source: digest}"
    )
    (penalty,) = read(wide).offences[0].penalties
    assert [reading.value for reading in penalty.maximum] == [60, 120]


def test_dated_readings_that_never_meet_do_not_contradict() -> None:
    dated = SMALL.replace(RANGE, "minimum: [{value: 72, source: text, since: 2020-01-01}]")
    dated = dated.replace(FINE, "maximum: [{value: 60, source: text, until: 2020-01-01}]")
    assert read(dated).key == "xx-law"


@pytest.mark.parametrize("given", ["'1x0'", "[60]", "'60'", "six"])
def test_what_is_no_number_is_refused_where_it_stands_and_contradicts_nothing(given: str) -> None:
    refusal = told(SMALL.replace(FINE, sets("maximum", given)))
    assert "$.offences[0].penalties[0].maximum[0].value" in refusal
    assert "at most" not in refusal


def test_a_day_to_come_is_refused_where_a_file_is_written_and_not_where_it_is_loaded() -> None:
    ahead = SMALL.replace("2026-05-03", "2190-01-01")
    assert read(ahead).key == "xx-law"
    with pytest.raises(StatuteError, match="date_read: This day has not come yet"):
        read(ahead, today=date(2026, 11, 27))


DAYS = st.dates(date(2000, 1, 1), date(2003, 1, 1))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Return a reading of some months, for all days or for some of them."""
    since = draw(st.none() | DAYS)
    until = draw(st.none() | DAYS)
    if since and until and until <= since:
        until = since + timedelta(days=1)
    source = draw(st.sampled_from(["text", "digest", "press"]))
    return Reading(
        value=draw(st.none() | st.integers(0, 5)), source=source, since=since, until=until
    )


@given(st.lists(readings(), max_size=4).map(tuple), st.lists(readings(), max_size=4).map(tuple))
def test_a_pair_clashes_only_on_a_common_day_and_within_a_source_or_everywhere(
    low: tuple[Reading, ...], high: tuple[Reading, ...]
) -> None:
    """Held against every day by itself: whatever clashes holds together on one of them."""

    def agree(a: Reading, b: Reading) -> bool:
        return int(str(a.value)) <= int(str(b.value))

    every = [date(1999, 12, 31) + timedelta(days=number) for number in range(1_100)]
    pairs = [
        (a, b)
        for a in low
        for b in high
        if a.value is not None
        and b.value is not None
        and any(a.covers(day) and b.covers(day) for day in every)
    ]
    found = [(a, b) for a, _index, b in clashes(low, high, agree)]
    assert all(pair in pairs and not agree(*pair) for pair in found)
    within_one = [(a, b) for a, b in pairs if a.source == b.source and not agree(a, b)]
    everywhere = bool(pairs) and not any(agree(a, b) for a, b in pairs)
    assert bool(found) == bool(within_one or everywhere)
