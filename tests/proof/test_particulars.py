"""What is declared of items, steps and objections."""

from __future__ import annotations

from collections import Counter

import pytest

from amends.base.fields import FieldKind, check_fields
from amends.proof.custody import StepKind
from amends.proof.kinds import Form
from amends.proof.objections import Fate, grounds
from amends.proof.particulars import declared, fields_of_item, fields_of_step


def test_words_have_nothing_that_is_kept() -> None:
    assert fields_of_item(Form.WORDS) == ()


@pytest.mark.parametrize("form", [Form.THING, Form.DATA, Form.DOCUMENT])
def test_every_form_that_is_kept_states_how_it_is_kept(form: Form) -> None:
    names = [field.name for field in fields_of_item(form)]
    assert "storage.condition" in names
    assert max(Counter(names).values()) == 1


def test_a_thing_has_no_address_online() -> None:
    stated = {"online.address": "https://example.org"}
    assert set(check_fields(fields_of_item(Form.THING), stated)) == {"online.address"}
    assert check_fields(fields_of_item(Form.DATA), stated) == {}


def test_choices_are_offered_where_one_is_to_be_chosen() -> None:
    every = [f for subject in declared().subjects for f in subject.fields]
    every += [f for kind in StepKind for f in fields_of_step(kind)]
    for field in every:
        assert bool(field.choices) == (field.kind is FieldKind.CHOICE), field.name


def test_data_is_acquired_with_a_tool_and_a_method() -> None:
    names = {field.name for field in fields_of_step(StepKind.ACQUIRED)}
    assert {"tool", "method", "write_block", "source_digest", "verified"} <= names


def test_every_ground_says_what_answers_it() -> None:
    assert {"relevance", "authenticity", "hearsay", "best_evidence", "voluntariness"} <= set(
        grounds()
    )
    assert all(ground.help for ground in grounds().values())


def test_only_a_court_rules() -> None:
    assert [fate for fate in Fate if not fate.is_ruled] == [Fate.OPEN, Fate.WITHDRAWN]
