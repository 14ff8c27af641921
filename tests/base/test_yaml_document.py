"""YAML read strictly."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amends.base.yaml_document import DEEPEST, YamlProblem, load, read_document


def refused(text: str) -> YamlProblem:
    """Return how a document is refused."""
    with pytest.raises(YamlProblem) as refusal:
        load(text)
    return refusal.value


def test_a_key_given_twice_is_refused_with_its_place_and_line() -> None:
    (fault,) = refused("a: 1\nb:\n  c: 2\n  c: 3\n").faults
    assert (fault.path, fault.line) == ("$.b.c", 4)
    assert str(fault.message) == "The key 'c' stands here twice."
    assert str(fault.remedy) == "Keep one of them."


def test_everything_wrong_is_said_at_once_in_the_order_of_its_lines() -> None:
    text = "a: &x 1\na: 2\nb: *x\nc: !!python/name:os.system d\n1: e\n"
    assert [(f.line, str(f.message)) for f in refused(text).faults] == [
        (2, "The key 'a' stands here twice."),
        (3, "An alias stands here (*name)."),
        (4, "A tag stands here (tag:yaml.org,2002:python/name:os.system)."),
        (5, "A key must be plain text."),
    ]


def test_aliases_are_refused_before_they_expand() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    problem = refused(f"l0: &l0 [x]\n{levels}")
    assert problem.line == 2
    assert len(problem.faults) == 39 * 9


def test_plain_words_stay_words() -> None:
    assert load(
        "on: 2008-05-03\nanswer: yes\nstate: NO\nsure: true\nn: 3\nm: -7\nx: 1.50\nnone: ~\n"
    ) == {
        "on": "2008-05-03",
        "answer": "yes",
        "state": "NO",
        "sure": True,
        "n": 3,
        "m": -7,
        "x": 1.5,
        "none": None,
    }


@pytest.mark.parametrize(
    "word", ["0b_", "0x_", "0x1F", "010", "12:30", "1_000", "=", "<<", ".nan", ".inf", "9" * 5_000]
)
def test_what_only_looks_like_a_number_or_a_sign_stays_text(word: str) -> None:
    assert load(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("tag", ["timestamp", "int", "float", "bool", "null", "binary", "set"])
def test_tags_are_refused_whatever_they_stand_before(tag: str) -> None:
    problem = refused(f"a: 1\nb: !!{tag} word\n")
    assert (problem.line, tag in str(problem)) == (2, True)


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: 'x", "\t- x", "!!python/object:os.system {}", "? [a]", "a: 1\n---\nb: 2", "x\0"],
)
def test_broken_or_unsafe_documents_are_refused_with_a_line(text: str) -> None:
    assert refused(text).line >= 1


def test_a_forbidden_character_is_named_with_its_line() -> None:
    assert refused("a: 1\nb: \x01\n").line == 2


def test_nesting_is_taken_up_to_a_limit_and_refused_beyond() -> None:
    assert load("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1))
    for depth in (DEEPEST + 1, 100_000):
        assert "deeply" in str(refused("[" * depth + "]" * depth))


def test_every_place_has_its_line() -> None:
    lines = read_document("a: 1\nb:\n  - c: 2\n  - d: 3\n").lines
    assert (lines["$.a"], lines["$.b[0].c"], lines["$.b[1]"]) == (1, 3, 4)


def test_an_empty_document_holds_nothing() -> None:
    assert load("") is None
    assert load("# only a remark\n") is None


# The other library writes the control character U+0085 so that it does not read it back itself.
SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | SAID,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SAID, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_another_library_writes_is_read_as_it_was(content: object) -> None:
    assert load(yaml.dump(content, Dumper=NoAliases, allow_unicode=True)) == content


class NoAliases(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write an alias."""
        return True


SNIPPETS = st.lists(
    st.sampled_from(
        [
            *"[]{}:,-?&*!|>'\"%@` \n\t#~=",
            "!!int ",
            "&a ",
            "*a",
            "0b_",
            "<<",
            "a: ",
            "- ",
            "\\u",
            "x",
        ]
    ),
    max_size=40,
).map("".join)


@given(SNIPPETS | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlProblem):
        load(text)
