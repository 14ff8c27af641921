"""Statute files: what is shipped reads whole, and what is wrong is named by line and remedy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.base.package_data import names, read_text
from amends.base.problems import Problem
from amends.base.yaml_document import load
from amends.law.asof import AsOf
from amends.law.cases import read_facts
from amends.law.charging import charge
from amends.law.library import Compiled, chosen, compile_statutes, sources, statutes
from amends.law.reading import StatuteError, read
from amends.law.schema import schema
from tests import statutes as made

SEVENTEEN = {
    *("AU", "BH", "BW", "CH", "GB", "GY", "IN", "KH", "KZ"),
    *("LA", "LT", "NP", "PH", "TH", "UA", "US", "ZA"),
}
SMALL = """\
key: xx-law
country: PH
title: A law
short: Law
family: civil
sources:
  text: {citation: The law itself, kind: statute_text, reader: a reader, date_read: 2026-05-03}
  digest: {citation: A digest, kind: tip_narrative, reader: a reader, date_unknown: true}
offences:
- key: s1
  citation: s. 1
  label: Trafficking
  form: trafficking
  acts:
  - {value: [recruitment], source: text}
  means_rule:
  - {value: none, source: text}
  penalties:
  - minimum: [{value: 12, source: text}]
    maximum: [{value: 60, source: text}]
"""
RULE = "- {value: none, source: text}"
OTHER = "- {value: all_ages, source: text}"
FINE = "maximum: [{value: 60, source: text}]"
ENDS_FIRST = (
    "commencement: [{value: '2001', source: text}]\nrepeal: [{value: '2000', source: text}]"
)
TWICE = "participation: [{mode: attempt}, {mode: attempt}, {mode: attempt, limb: of s1}]\n"
ENDED = "- {value: none, source: text, since: 2020-01-01, until: 2019-01-01}"
DATED = """\
- {value: none, source: text, until: 2020-01-01}
  - {value: all_ages, source: text, since: 2020-01-01}
  - {value: none, source: digest}
"""


def told(text: str) -> str:
    """Return what is said of a file that cannot be taken."""
    with pytest.raises(StatuteError) as refusal:
        read(text, name="law.yaml")
    return str(refusal.value)


def test_seventeen_countries_are_held() -> None:
    assert {statute.country for statute in statutes().values()} >= SEVENTEEN


@pytest.mark.parametrize(("name", "text"), list(sources()), ids=lambda value: value[:24])
def test_a_shipped_statute_is_read_and_called_valid_by_another_library(
    name: str, text: str
) -> None:
    statute = read(text, name=name)
    assert name == f"{statute.key}.yaml"
    jsonschema_rs.validator_for(schema()).validate(load(text))


def test_what_is_made_from_the_statutes_is_up_to_date() -> None:
    stale = [path.name for path, held in made.made().items() if path.read_bytes() != held]
    assert stale == [], "run: python -m tests.statutes"


def test_compiled_statutes_are_the_ones_in_the_files() -> None:
    assert statutes() == {s.key: s for name, text in sources() for s in [read(text, name=name)]}


def test_a_file_that_was_changed_since_is_read_itself() -> None:
    name, text = next(sources())
    compiled = msgspec.json.decode(compile_statutes(), type=dict[str, Compiled])[name]
    changed = text.replace(f"title: {compiled.statute.title[:8]}", "title: Another", 1)
    assert changed != text
    assert chosen(name, text, compiled) is compiled.statute
    assert chosen(name, changed, compiled).title.startswith("Another")


def test_every_reading_names_a_source_with_a_reader() -> None:
    for statute in statutes().values():
        assert all(source.reader and source.citation for source in statute.sources.values())


def test_a_small_law_is_read() -> None:
    statute = read(SMALL)
    assert statute.offences[0].acts[0].value == ("recruitment",)
    assert statute.sources["text"].date_read is not None


WRONG = [
    ("[recruitment]", "[recruitmen]", "line 15: $.offences[0].acts[0].value: 'recruitmen'"),
    ("[recruitment]", "[recruitmen]", "Did you mean 'recruitment'?"),
    ("[recruitment]", "recruitment", "Write a list of words."),
    ("[recruitment]", "[recruitment, recruitment]", "stands here twice"),
    ("value: none", "value: never", "line 17: $.offences[0].means_rule[0].value"),
    ("value: none", "value: [none]", "Write one word."),
    ("value: 60", "value: 6", "line 20: $.offences[0].penalties[0].maximum[0].value:"),
    ("value: 60", "value: 6", "At least 12 months, at most 6. Correct one of them."),
    ("value: 60", "value: 60000", "Give a number from 0 to 1200."),
    ("value: 60", "value: true", "Write a whole number."),
    ("value: 60", "value: {}", "A value is expected here, not a group of fields."),
    ("value: 60, source: text", "value: 60, source: txt", "There is no source 'txt'. Did you"),
    ("2026-05-03", "2026-02-30", "line 7: $.sources.text.date_read: '2026-02-30' is not a date."),
    ("kind: statute_text, ", "", "$.sources.text.kind: The field 'kind' is missing."),
    ("reader: a reader, date", "reader: ' ', date", "Nobody is named as the reader."),
    ("country: PH", "country: Philippines", "line 2: $.country: 'Philippines' is not"),
    ("form: trafficking", "form: trafficing", "Did you mean 'trafficking'?"),
    ("key: s1", "key: s1\n  lesser: [s2]", "There is no offence 's2'."),
    ("  - minimum", "  - when: [childish]\n    minimum", "'childish' is not one of the choices."),
    (RULE, f"{RULE}\n  {OTHER}", "line 18: $.offences[0].means_rule[1]: 'text' is read in two"),
    (RULE, ENDED, "It ends on 2019-01-01, before it began on 2020-01-01."),
    ("short: Law", "short: Law\ncommencement: [{value: 2020-13, source: text}]", "Check day"),
    (
        FINE,
        f"{FINE}\n    fine_most: [{{value: plenty, source: text}}]",
        "'plenty' is not an amount.",
    ),
    ("short: Law", f"short: Law\n{ENDS_FIRST}", "$.repeal[0].value: It ended on 2000, before it"),
    ("offences:", f"{TWICE}offences:", "$.participation: 'attempt' stands here twice."),
    ("short: Law", "short: Law\npenalty: 3", "There is no field 'penalty' here."),
]


@pytest.mark.parametrize(("good", "bad", "said"), WRONG)
def test_what_is_wrong_is_named_with_its_line_and_a_remedy(good: str, bad: str, said: str) -> None:
    assert good in SMALL
    assert said in told(SMALL.replace(good, bad, 1))


def test_all_that_is_wrong_is_said_at_once() -> None:
    broken = SMALL.replace("[recruitment]", "[x]").replace("value: 60", "value: 6")
    assert told(broken).count("line ") == 2


def test_differing_sources_and_dated_readings_of_one_source_stand_beside_each_other() -> None:
    statute = read(SMALL.replace(RULE, DATED.strip()))
    assert len(statute.offences[0].means_rule) == 3


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "x" * 600_000, "key: !!python/object x"])
def test_what_is_no_statute_is_refused(text: str) -> None:
    assert "law.yaml: not taken" in told(text)


GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "the-law.md"


def examples() -> list[str]:
    """Return the examples of the guide: a statute file, and facts."""
    return re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def test_the_statute_of_the_guide_is_in_order_and_holds_a_conflict() -> None:
    statute = read(examples()[0], name="guide")
    law = AsOf(statute, date(2026, 1, 1))
    assert law.of(statute.offences[0], "movement").is_conflict
    assert law.of(statute.offences[0], "means_rule").value == "adults_only"


def test_the_facts_of_the_guide_are_charged_after_the_screen() -> None:
    found = charge(read_facts(examples()[1], name="guide"), ["PH"], date(2019, 1, 1))
    assert {count.by for count in found.available()} == {"D1"}
    assert found.not_screened == ("D2",)


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    """Lines are dropped, doubled, swapped or filled with odd text."""
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        odd = data.draw(st.text(max_size=20) | st.sampled_from(["- []", "? x", "a: {}", "&a *a"]))
        damage = {"drop": [], "double": [lines[at]] * 2, "odd": [odd], "tail": [lines[at] + odd]}
        lines[at : at + 1] = damage[data.draw(st.sampled_from(sorted(damage)))]
        lines = lines or [""]
    read_or_refused("\n".join(lines))


ODD = [
    "1x0",
    "''",
    "~",
    "[]",
    "{}",
    "-1",
    "9" * 30,
    "true",
    "2008-05-03",
    "[a, b]",
    "{a: 1}",
    "any",
]
SHIPPED = {name: read_text(f"statutes/{name}") for name in names("statutes")}
GIVEN = re.compile(r"(?<=value: )(\[[^\]]*\]|[^,}\n]+)|(?<=: )[^\s{\[,}]+")


@settings(max_examples=60)
@given(st.data())
def test_a_shipped_file_with_odd_values_is_read_or_refused(data: st.DataObject) -> None:
    """Any values of real laws, two at once, become something that may not stand there."""
    text = SHIPPED[data.draw(st.sampled_from(sorted(SHIPPED)))]
    for _ in range(2):
        place = data.draw(st.sampled_from([found.span() for found in GIVEN.finditer(text)]))
        odd = data.draw(st.sampled_from(ODD) | st.text(max_size=12))
        text = text[: place[0]] + odd + text[place[1] :]
    read_or_refused(text)


def read_or_refused(text: str) -> None:
    """Read a file of law; what is wrong stands in a line of it and at a place."""
    problems: tuple[Problem, ...] = ()
    try:
        read(text, name="law.yaml")
    except StatuteError as refusal:
        problems = refusal.problems
    for problem in problems:
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert problem.path.startswith("$")
