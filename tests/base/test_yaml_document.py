"""YAML read strictly."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.yaml_document import YamlProblem, lines_of, load


def test_a_key_given_twice_is_refused_with_its_line() -> None:
    with pytest.raises(YamlProblem, match="twice") as refusal:
        load("a: 1\nb: 2\na: 3\n")
    assert refusal.value.line == 3


def test_aliases_are_refused_before_they_expand() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(YamlProblem, match="Aliases") as refusal:
        load(bomb)
    assert refusal.value.line == 2


def test_plain_words_stay_words() -> None:
    assert load("on: 2008-05-03\nanswer: yes\nstate: NO\nsure: true\nn: 3\n") == {
        "on": "2008-05-03",
        "answer": "yes",
        "state": "NO",
        "sure": True,
        "n": 3,
    }


@pytest.mark.parametrize(
    "text", ["a: [", "a: 'x", "\t- x", "!!python/object:os.system {}", "? [a]"]
)
def test_broken_or_unsafe_documents_are_refused_with_a_line(text: str) -> None:
    with pytest.raises(YamlProblem) as refusal:
        load(text)
    assert refusal.value.line >= 1


def test_every_place_has_its_line() -> None:
    lines = lines_of("a: 1\nb:\n  - c: 2\n  - d: 3\n")
    assert (lines["$.a"], lines["$.b[0].c"], lines["$.b[1]"]) == (1, 3, 4)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlProblem):
        load(text)
