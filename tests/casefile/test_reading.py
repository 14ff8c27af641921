"""Case files are read whole or refused with everything that is wrong, each with its place."""

from __future__ import annotations

from contextlib import suppress

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amends.base.package_data import names, read_text
from amends.casefile import CaseFileError, demo_cases, read, schema, write
from amends.casefile.model import (
    CaseFile,
    CountEntry,
    EventEntry,
    PartyEntry,
    RoleEntry,
    ScreenEntry,
)
from amends.casefile.values import FactStatus
from amends.law.screen import Finding
from amends.network.roles import Capacity, roles

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
    return {p.path: f"{p.message} {p.remedy or ''}" for p in refusal.value.problems}


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
        ("parties: [D1]", "parties: [D7]", "$.events[1].parties[0]", "no party 'D7'"),
        (
            "defendants: [D1]",
            "defendants: [V1]",
            "$.counts[0].defendants[0]",
            "suspect or defendant",
        ),
        ("defendants: [D1]", "defendants: []", "$.counts[0].defendants", "at least one"),
        ("number: 1", "number: one", "$.counts[0].number", "whole number"),
        ("capacity: victim", "capacity: bystander", "$.parties[0].capacity", "bystander"),
        ("designation: AAA", "designation: Maria", "$.parties[0].designation", "pseudonym"),
        ("key: D1", "key: V1", "$.parties", "stands here 2 times"),
        ("title: A", "titel: A", "$.titel", "Did you mean 'title'"),
        ("reasons:", "reason:", "$.parties[1].screen.reasons", "missing"),
        ("jurisdiction: PH", "jurisdiction: PHL", "$.jurisdiction", "two letters"),
        ("sources: [The file]", "sources: []", "$.sources", "come from"),
        ("reported_by: police", "reported_by: aunt", "$.events[0].details.reported_by", "choices"),
        ("Owner of the bar", "Оwner of the bar", "$.parties[1].designation", "CYRILLIC"),
        ('"2023-05"', '"2023-05", conduct_to: "2023-04"', "$.counts[0].conduct_to", "before"),
        ('born: "2010"', "born: 2010", "$.parties[0].born", 'quotation marks: "2010"'),
        ('born: "2010"', 'born: "2024"', "$.counts[0].victims", "was born"),
        ('born: "2010"', "nationality: Nepali", "$.parties[0].nationality", "two letters"),
        ("key: D1", "key: D/1", "$.parties[1].key", "Latin letters"),
        ("number: 1", "number: 0", "$.counts[0].number", "from 1 to"),
        ("victims: [V1]", "victims: [V1, V1]", "$.counts[0].victims", "2 times"),
        ("victims: [V1]", "victims: V1", "$.counts[0].victims", "brackets"),
        (
            "victims: [V1]",
            "victims: [V1], alternative_to: 1",
            "$.counts[0].alternative_to",
            "other",
        ),
        ("parties: [D1]", "parties: [null]", "$.events[1].parties[0]", "not nothing"),
        ("{reported_by: police}", "{by: police}", "$.events[0].details.reported_by", "needed"),
        ("{reported_by: police}", "police", "$.events[0].details", "group of fields"),
        ("code: INDICTED", "code: [INDICTED]", "$.events[1].code", "not a list"),
        ("Owner of the bar", '"Ｏwner"', "$.parties[1].designation", "look alike"),
        ("Owner of the bar", '"rab eht \\u202e"', "$.parties[1].designation", "U+202E"),
        ("Owner of the bar", '"\\ud800"', "$.parties[1].designation", "U+D800"),
    ],
)
def test_each_mistake_is_named_with_its_place(old: str, new: str, path: str, says: str) -> None:
    assert old in SMALL
    found = problems(SMALL.replace(old, new, 1))
    assert path in found
    assert says in found[path]


EVERYTHING = """\
key: many mistakes
title: 7
jurisdiction: Philippines
opened_on: "2024-13"
sources: []
colour: red
parties:
  - {key: V1, capacity: victm, designation: Maria}
  - {key: D1, capacity: defendant, designation: Owner}
roles:
  - {party: D2, role: RO99, victim: V1}
counts:
  - {number: one, citation: s.4, offence: Trafficking, defendants: [D1], victims: [V1]}
  - {number: 2, citation: s.4, offence: Trafficking, defendants: [D9]}
events:
  - {code: REPORTED, on: "2024-02-30"}
outcomes:
  - {count: 1, defendant: D1, verdict: convicted}
awards:
  - {what: Damages, defendants: [D1], victim: V1, amount: 500}
"""


def test_all_mistakes_of_every_kind_are_named_at_once_with_their_lines() -> None:
    with pytest.raises(CaseFileError) as refusal:
        read(EVERYTHING, name="mine.yaml")
    assert [(p.path, p.line) for p in refusal.value.problems] == [
        ("$.key", 1),
        ("$.summary", 1),
        ("$.title", 2),
        ("$.jurisdiction", 3),
        ("$.opened_on", 4),
        ("$.sources", 5),
        ("$.colour", 6),
        ("$.parties[0].capacity", 8),
        ("$.parties[1]", 9),
        ("$.roles[0].party", 11),
        ("$.roles[0].role", 11),
        ("$.counts[0].number", 13),
        ("$.counts[1].defendants[0]", 14),
        ("$.events[0].on", 16),
        ("$.events[0].code", 16),
        ("$.awards[0].amount", 20),
    ]
    assert str(refusal.value).startswith("mine.yaml: not taken\nline 1: $.key: 'many mistakes'")


def test_what_follows_from_a_mistake_is_not_called_another() -> None:
    assert set(problems(SMALL.replace("key: V1", "key: 5", 1))) == {"$.parties[0].key"}
    assert set(problems(SMALL.replace("capacity: victim", "capacity: x"))) == {
        "$.parties[0].capacity"
    }
    assert set(problems(SMALL.replace("number: 1", "number: x"))) == {"$.counts[0].number"}


@pytest.mark.parametrize("line", EVERYTHING.splitlines())
def test_every_problem_says_what_to_do(line: str) -> None:
    with pytest.raises(CaseFileError) as refusal:
        read(EVERYTHING.replace(line, ""))
    for problem in refusal.value.problems:
        assert str(problem.remedy or problem.message).endswith((".", "?"))


def test_nobody_is_made_to_offend_without_a_screen() -> None:
    witness = "  - {key: P1, capacity: witness, designation: Guard of the door}\n"
    text = SMALL.replace("counts:\n", f"{witness}roles: [{{party: P1, role: RO15}}]\ncounts:\n")
    assert "non-punishment screen" in problems(text)["$.roles[0]"]
    screened = text.replace(
        "Guard of the door}", "Guard, screen: {finding: victim, reasons: Was forced.}}"
    )
    assert read(screened).roles[0].role == "RO15"


def test_an_outcome_stands_once_for_each_count_and_defendant() -> None:
    outcome = "  - {count: 1, defendant: D1, verdict: convicted}\n"
    assert read(f"{SMALL}outcomes:\n{outcome}").outcomes
    assert "two outcomes" in problems(f"{SMALL}outcomes:\n{outcome * 2}")["$.outcomes[1]"]
    stranger = outcome.replace("D1", "V1")
    assert "does not stand" in problems(f"{SMALL}outcomes:\n{stranger}")["$.outcomes[0]"]


def test_a_defendant_without_a_screen_is_refused() -> None:
    text = SMALL.replace("    screen: {finding: no_sign, reasons: Keeps the takings.}\n", "")
    assert "screen" in problems(text)["$.parties[1]"]


def test_a_screen_that_found_a_victim_bars_a_defendant() -> None:
    assert "victim" in problems(SMALL.replace("no_sign", "victim"))["$.parties[1]"]


@pytest.mark.parametrize(("size", "fits"), [(200, True), (201, False), (10_000, False)])
def test_a_name_has_a_stated_limit(size: int, fits: bool) -> None:
    text = SMALL.replace("A small case", "x" * size)
    if fits:
        assert len(read(text).title) == size
    else:
        assert (
            problems(text)["$.title"] == f"This text has {size:,} characters; 200 fit. Shorten it."
        )


def test_a_file_has_a_stated_limit() -> None:
    assert "2000000 characters" in problems(SMALL + "#" * 2_000_000)["$"]


def test_characters_that_cannot_be_seen_are_refused_in_keys_too() -> None:
    assert "U+0000" in problems(SMALL.replace("A small case", '"a\\u0000b"'))["$.title"]
    with pytest.raises(CaseFileError, match=r"U\+200B"):
        read(SMALL + '"ke\\u200by": 1\n')


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


@pytest.mark.parametrize(("given", "said"), [("no", "text"), ("''", "text"), ("3", "a number")])
def test_what_is_neither_true_nor_false_is_named(given: str, said: str) -> None:
    with pytest.raises(CaseFileError) as refused:
        read(f"{SMALL}\npaid_for_journey: {given}\n")
    fault = str(refused.value)
    assert f"paid_for_journey: Yes or no is expected here, not {said}." in fault


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CaseFileError):
        read(text)


PIECES = st.sampled_from(
    [
        *("!!int x", "&a [1]", "*a", "0b_", "9" * 5_000, "~", "[]", "{}", "{a: 1, a: 2}", "-"),
        *(": :", "'", "\ud7ff", "2024-02-30", "- - -", "<<: {}", "!!timestamp x", "true", "|"),
    ]
)


@given(st.integers(0, len(SMALL)), st.integers(0, 30), PIECES | st.text(max_size=10))
def test_a_case_file_damaged_anywhere_is_read_or_refused(at: int, cut: int, piece: str) -> None:
    with suppress(CaseFileError):
        read(SMALL[:at] + piece + SMALL[at + cut :])


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
DATED = st.sampled_from(["", "1990", "~1990", "1990-02", "1990-02-03", "~2003-12"])
STATUS = st.sampled_from(FactStatus)


@st.composite
def casefiles(draw: st.DrawFn) -> CaseFile:
    """Draw case files that are in order."""
    screen = ScreenEntry(finding=Finding.NO_SIGN, reasons=draw(WORDS))
    people = (
        PartyEntry(key="V1", capacity=Capacity.VICTIM, designation="AAA", born=draw(DATED)),
        PartyEntry(
            key="D1",
            capacity=Capacity.DEFENDANT,
            designation="Owner",
            facts=draw(WORDS),
            screen=screen,
        ),
    )
    edge = RoleEntry(party="D1", role=draw(st.sampled_from(list(roles()))), victim="V1")
    count = CountEntry(
        number=draw(st.integers(1, 9_999)),
        citation=draw(WORDS),
        offence=draw(WORDS),
        defendants=("D1",),
        victims=draw(st.sampled_from([(), ("V1",)])),
        status=draw(STATUS),
    )
    event = EventEntry(
        code="SENTENCED", on="2024-06", parties=("D1",), details={"sentence": draw(WORDS)}
    )
    return CaseFile(
        key="k",
        title=draw(WORDS),
        jurisdiction="PH",
        opened_on="2024",
        summary=draw(WORDS),
        sources=(draw(WORDS),),
        parties=people,
        roles=(edge,),
        counts=(count,),
        events=(event,),
        contest=tuple(draw(st.lists(WORDS, max_size=2))),
    )


@given(casefiles())
def test_what_is_written_is_what_is_read(casefile: CaseFile) -> None:
    assert read(write(casefile)) == casefile


@pytest.mark.parametrize("casefile", demo_cases(), ids=lambda c: c.key)
def test_another_library_finds_the_shipped_cases_valid_by_the_schema(casefile: CaseFile) -> None:
    validator = jsonschema_rs.validator_for(schema())
    document = yaml.safe_load(write(casefile))
    assert [str(error) for error in validator.iter_errors(document)] == []
    assert not validator.is_valid(document | {"colour": "red"})
    assert not validator.is_valid(document | {"title": "x" * 201})
    assert not validator.is_valid(document | {"events": [{"code": "REPORTED", "on": "2024"}]})


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
