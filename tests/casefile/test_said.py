"""Statements in a case file: read, written back, checked by place, and opened as a case."""

from __future__ import annotations

import pytest

from amends.casefile import CaseFileError, demo_cases, read, write

HEAD = """
key: harbour
title: Harbour
jurisdiction: PH
opened_on: "2026-01-12"
summary: What happened.
sources: [Report]
parties:
  - {key: V1, capacity: victim, designation: AAA}
evidence:
  - {key: E1, kind: testimony, description: First statement}
"""
SAID = """
propositions:
  - {key: P1, text: The owner kept the passports., element: means, word: documents_held}
statements:
  - key: S1
    person: V1
    on: "2026-01"
    interviewers: [Officer A]
    interpreter: Interpreter A
    interpreter_certified: false
    control: shelter
    paid_by: legal_aid
    recorded: video
    item: E1
    says:
      - {proposition: P1, stance: asserts, words: He has it., pages: "3"}
recantations:
  - person: V1
    kind: taken_back
    on: "2026-02"
    control: employer
    statement: S1
    explanations:
      - {code: threat, speaks_for: Calls., found: supported, item: E1}
"""


def test_what_was_said_is_read_and_written_back() -> None:
    casefile = read(HEAD + SAID)
    assert read(write(casefile)) == casefile
    (statement,) = casefile.statements
    assert (statement.interpreter_certified, statement.sworn) == (False, None)
    assert casefile.recantations[0].explanations[0].found == "supported"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("element: means", "element: guilt", "$.propositions[0].element"),
        ("word: documents_held", "word: guilt", "$.propositions[0].word"),
        ("element: means", "element: means, count: 4", "$.propositions[0].count"),
        ("element: means", "element: means, party: D9", "$.propositions[0].party"),
        ("person: V1\n    on", "person: V9\n    on", "$.statements[0].person"),
        ('on: "2026-01"', "on: soon", "$.statements[0].on"),
        ("control: shelter", "control: moon", "$.statements[0].control"),
        ("paid_by: legal_aid", "paid_by: moon", "$.statements[0].paid_by"),
        ("recorded: video", "recorded: moon", "$.statements[0].recorded"),
        ("item: E1\n", "item: E9\n", "$.statements[0].item"),
        ("proposition: P1", "proposition: P9", "$.statements[0].says[0].proposition"),
        ("stance: asserts", "stance: doubts", "$.statements[0].says[0].stance"),
        ("kind: taken_back", "kind: lied", "$.recantations[0].kind"),
        ("statement: S1", "statement: S9", "$.recantations[0].statement"),
        ("code: threat", "code: greed", "$.recantations[0].explanations[0].code"),
        ("item: E1}", "item: E9}", "$.recantations[0].explanations[0].item"),
        ("found: supported", "found: proved", "$.recantations[0].explanations[0].found"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(right: str, wrong: str, place: str) -> None:
    with pytest.raises(CaseFileError) as refused:
        read(HEAD + SAID.replace(right, wrong, 1))
    assert place in {one.path for one in refused.value.problems}


def test_a_key_stands_once() -> None:
    twice = SAID.replace("statements:", "  - {key: P1, text: Twice., element: act}\nstatements:", 1)
    with pytest.raises(CaseFileError) as refused:
        read(HEAD + twice)
    assert any(one.path == "$.propositions" for one in refused.value.problems)


def test_the_recorded_cases_are_as_before() -> None:
    assert all(read(write(one)) == one for one in demo_cases())
