"""Case files are read whole or refused with everything that is wrong, each with its place."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amends.base.package_data import names, read_text
from amends.casefile import CaseFileError, demo_cases, read, schema, write
from amends.casefile.model import CaseFile, PartyEntry
from amends.network.roles import Capacity

SMALL = """\
key: small
title: A small case
jurisdiction: PH
opened_on: "2024-01-05"
summary: Something happened.
sources: [The file]
parties:
  - {key: V1, capacity: victim, designation: AAA, born: "2010"}
  - key: D1
    capacity: defendant
    designation: Owner of the bar
    screen: {finding: no_sign, reasons: Keeps the takings.}
counts:
  - {number: 1, citation: s.4, offence: Trafficking, defendants: [D1], victims: [V1],
     conduct_from: "2023-05"}
events:
  - {code: REPORT, on: "2024-01-04", details: {reported_by: police}}
  - {code: INDICTED, on: "2024-03-01", parties: [D1]}
"""


def problems(text: str) -> dict[str, str]:
    """Return what is wrong with a case file, by place."""
    with pytest.raises(CaseFileError) as refusal:
        read(text)
    return {problem.path: problem.message for problem in refusal.value.problems}


def test_a_case_file_is_read_and_written_without_loss() -> None:
    casefile = read(SMALL)
    assert read(write(casefile)) == casefile
    assert casefile.party("D1") is not None
    assert [p.key for p in casefile.of_capacity(Capacity.VICTIM)] == ["V1"]


@pytest.mark.parametrize("casefile", demo_cases(), ids=lambda c: c.key)
def test_the_shipped_cases_survive_writing_and_reading(casefile: CaseFile) -> None:
    assert read(write(casefile)) == casefile


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ('"2024-01-04"', '"2024-02-30"', "$.events[0].on", "calendar"),
        ("code: REPORT", "code: REPORTT", "$.events[0].code", "Did you mean 'REPORT'"),
        ("parties: [D1]", "parties: [D7]", "$.events[1].parties", "no party 'D7'"),
        ("defendants: [D1]", "defendants: [V1]", "$.counts[0].defendants", "suspect or defendant"),
        ("defendants: [D1]", "defendants: []", "$.counts[0].defendants", "at least one"),
        ("number: 1", "number: one", "$.counts[0].number", "Expected `int`"),
        ("capacity: victim", "capacity: bystander", "$.parties[0].capacity", "bystander"),
        ("designation: AAA", "designation: Maria", "$.parties[0].designation", "pseudonym"),
        ("key: D1", "key: V1", "$.parties", "stands here 2 times"),
        ("title: A", "titel: A", "$.titel", "Did you mean 'title'"),
        ("reasons:", "reason:", "$.parties[1].screen", "reasons"),
        ("jurisdiction: PH", "jurisdiction: PHL", "$.jurisdiction", "two letters"),
        ("sources: [The file]", "sources: []", "$.sources", "come from"),
        ("reported_by: police", "reported_by: aunt", "$.events[0].details.reported_by", "choices"),
        ("Owner of the bar", "Оwner of the bar", "$.parties[1].designation", "CYRILLIC"),
        ('"2023-05"', '"2023-05", conduct_to: "2023-04"', "$.counts[0].conduct_to", "before"),
    ],
)
def test_each_mistake_is_named_with_its_place(old: str, new: str, path: str, says: str) -> None:
    assert old in SMALL
    found = problems(SMALL.replace(old, new, 1))
    assert path in found
    assert says in found[path]


def test_all_mistakes_are_named_at_once_with_their_lines() -> None:
    text = SMALL.replace("jurisdiction: PH", "jurisdiction: X").replace('"2024-01-04"', '"99"')
    with pytest.raises(CaseFileError) as refusal:
        read(text, name="mine.yaml")
    assert [(p.path, p.line) for p in refusal.value.problems] == [
        ("$.jurisdiction", 3),
        ("$.events[0].on", 17),
    ]
    assert str(refusal.value).startswith("mine.yaml: not taken\nline 3: ")


def test_a_defendant_without_a_screen_is_refused() -> None:
    text = SMALL.replace("    screen: {finding: no_sign, reasons: Keeps the takings.}\n", "")
    assert "screen" in problems(text)["$.parties[1]"]


def test_a_screen_that_found_a_victim_bars_a_defendant() -> None:
    assert "victim" in problems(SMALL.replace("no_sign", "victim"))["$.parties[1]"]


def test_overlong_texts_and_control_characters_are_refused() -> None:
    assert "10,000" in problems(SMALL.replace("A small case", "x" * 10_000))["$.title"]
    assert "control" in problems(SMALL.replace("A small case", '"a\\u0000b"'))["$.title"]


@pytest.mark.parametrize(
    "text", ["", "[]", "- a", "just words", "3", "a: &a [1]\nb: *a", "a: [" * 9]
)
def test_what_is_no_case_file_is_refused(text: str) -> None:
    with pytest.raises(CaseFileError):
        read(text)


def test_deep_nesting_is_refused_not_crashed_on() -> None:
    with pytest.raises(CaseFileError):
        read("[" * 5_000 + "]" * 5_000)


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


FIELDS = sorted(schema()["$defs"]["CaseFile"]["properties"])


@given(st.dictionaries(st.sampled_from(FIELDS), JSONISH))
def test_any_document_is_read_or_refused(document: dict[str, object]) -> None:
    given = yaml.safe_load(SMALL.replace(" on:", " 'on':")) | document
    with suppress(CaseFileError):
        assert read(yaml.safe_dump(given, allow_unicode=True)).jurisdiction


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CaseFileError):
        read(text)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)


@given(
    title=WORDS,
    facts=WORDS,
    born=st.sampled_from(["", "1990", "~1990", "1990-02", "1990-02-03"]),
)
def test_what_is_written_is_what_is_read(title: str, facts: str, born: str) -> None:
    casefile = CaseFile(
        key="k",
        title=title,
        jurisdiction="PH",
        opened_on="2024",
        summary=facts,
        sources=(facts,),
        parties=(
            PartyEntry(
                key="V1", capacity=Capacity.VICTIM, designation="AAA", facts=facts, born=born
            ),
        ),
    )
    assert read(write(casefile)) == casefile


def test_the_schema_describes_every_field_of_the_format() -> None:
    described = schema()["$defs"]["CaseFile"]
    assert set(described["required"]) == {
        "key",
        "title",
        "jurisdiction",
        "opened_on",
        "summary",
        "sources",
    }
    assert {"parties", "roles", "counts", "events", "outcomes"} <= set(described["properties"])


def test_shipped_files_hold_no_name_in_a_victims_place() -> None:
    for name in names("demo/cases"):
        casefile = read(read_text(f"demo/cases/{name}"), name=name)
        assert casefile.of_capacity(Capacity.VICTIM)
