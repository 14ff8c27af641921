"""Entering statements: what is taken, what is refused, and what falls with whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item, ItemCarrier
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.statements import proposition_services, recantation_services, selectors, services
from amends.office.statements.models import (
    Explanation,
    Position,
    Proposition,
    Recantation,
    Statement,
)
from amends.proof.items import CommonCause
from tests.office.conftest import Office
from tests.office.statements.conftest import Enters

HIDDEN = "\u202e"


def again(office: Office, case: Case, key: str = "S1") -> Statement:
    """Return a statement as a page reads it."""
    return selectors.statement(actor=office.prosecutor, case=case, key=key)


def test_statements_get_the_next_key_and_stand_in_the_order_of_their_days(
    office: Office, case: Case, enters: Enters
) -> None:
    enters(on="2026-02-01")
    enters()
    enters(on="2026-01")
    rows = selectors.statements(actor=office.prosecutor, case=case)
    assert [row.key for row in rows] == ["S3", "S1", "S2"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": "soon"}, "on"),
        ({"on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "on"),
        ({"control": "moon"}, "control"),
        ({"paid_by": "moon"}, "paid_by"),
        ({"recorded": "moon"}, "recorded"),
        ({"key": "S 1"}, "key"),
        ({"status": "sure"}, "status"),
        ({"stance": "doubts"}, "says"),
        ({"words": HIDDEN, "stance": "asserts"}, "words"),
        ({"interviewers": [f"Officer{HIDDEN}"]}, "interviewers"),
        ({"place": "x" * 201}, "place"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    enters: Enters, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        enters(**changed)
    assert field in refused.value.message_dict
    assert not Statement._base_manager.exists()


def test_a_statement_names_people_items_and_propositions_of_its_own_case(
    office: Office, enters: Enters, victim: Party
) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Other",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    theirs = parties.add_party(actor=office.prosecutor, case=other, capacity="victim")
    item = evidence.enter_item(
        actor=office.prosecutor, case=other, kind="testimony", description="Theirs"
    )
    said = proposition_services.add_proposition(
        actor=office.prosecutor, case=other, text="A lie.", element="act"
    )
    for changed, field in (
        ({"person": theirs}, "person"),
        ({"control_of": theirs}, "control_of"),
        ({"item": item}, "item"),
        ({"says": [services.Said(said, "asserts")]}, "says"),
    ):
        with pytest.raises(ValidationError) as refused:
            enters(**changed)
        assert field in refused.value.message_dict


def test_an_organisation_says_nothing_itself(office: Office, case: Case, enters: Enters) -> None:
    firm = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="organisation",
        kind="legal",
        designation="Agency",
    )
    with pytest.raises(ValidationError):
        enters(person=firm)


def test_a_key_names_one_statement(enters: Enters) -> None:
    enters(key="S1")
    with pytest.raises(ValidationError) as refused:
        enters(key="S1")
    assert "key" in refused.value.message_dict


def test_who_may_not_enter_statements_leaves_no_trace(
    office: Office, case: Case, victim: Party
) -> None:
    for name in ("liaison", "registrar", "stranger", "ombudsman"):
        with pytest.raises(NotPermitted):
            services.enter_statement(actor=getattr(office, name), case=case, person=victim)
    assert not Statement._base_manager.exists()


def test_the_second_of_two_writers_overwrites_nothing(
    office: Office, case: Case, enters: Enters, proposition: Proposition
) -> None:
    shown = enters("asserts")
    services.edit_statement(
        actor=office.head, statement=again(office, case), version=1, place="Shelter"
    )
    with pytest.raises(ValidationError) as refused:
        services.edit_statement(
            actor=office.prosecutor, statement=shown, version=1, place="Station"
        )
    assert "version" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        services.set_positions(
            actor=office.prosecutor,
            statement=shown,
            version=1,
            says=[services.Said(proposition, "denies")],
        )
    assert "version" in refused.value.message_dict
    row = again(office, case)
    assert (row.place, row.version) == ("Shelter", 2)
    assert Position._base_manager.get().stance == "asserts"


def test_silence_without_a_word_to_show_for_it_is_not_kept(
    office: Office, case: Case, enters: Enters, proposition: Proposition
) -> None:
    row = enters("denies", "No.")
    for version, said in enumerate(
        (
            services.Said(proposition, "silent", "Looked away."),
            services.Said(proposition, "silent"),
        ),
        start=1,
    ):
        services.set_positions(actor=office.prosecutor, statement=row, version=version, says=[said])
        assert Position._base_manager.filter(stance="silent").count() == 2 - version
    assert again(office, case).says == []  # type: ignore[attr-defined]  # prefetched


def test_an_item_falls_with_the_witness_whose_statement_lies_in_it(
    office: Office, case: Case, enters: Enters, victim: Party
) -> None:
    item = evidence.enter_item(
        actor=office.prosecutor, case=case, kind="other", description="A recording"
    )
    enters(item=item)
    services.edit_statement(
        actor=office.prosecutor, statement=again(office, case), version=1, item=item
    )
    rows = ItemCarrier._base_manager.filter(item=item)
    assert [(row.kind, row.party) for row in rows] == [("testifies", victim)]


def test_a_statement_can_be_entered_as_an_item_at_once(
    office: Office, enters: Enters, victim: Party
) -> None:
    row = enters(as_item=True, interpreter="Interpreter A")
    item = Item._base_manager.get()
    assert (row.item, item.kind, item.origins) == (item, "testimony", [victim.designation])
    carriers = ItemCarrier._base_manager.values_list("kind", "about", "party__key")
    assert set(carriers) == {
        ("testifies", "", victim.key),
        ("interpreter_certified", "Interpreter A", None),
    }


def test_what_is_stored_in_arabic_holds_no_character_that_cannot_be_seen(enters: Enters) -> None:
    with override("ar"):
        enters(as_item=True)
    assert Item._base_manager.get().description.startswith("الإفادة S1")


def test_what_falls_with_one_interviewer_or_interpreter_appears_by_itself(
    office: Office, case: Case, enters: Enters
) -> None:
    witness = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Neighbour"
    )
    taken = {"interviewers": ["Officer A"], "interpreter": "Interpreter A", "as_item": True}
    enters(**taken)
    enters(**taken, person=witness)
    removed = enters(**taken | {"interviewers": ["Officer B"]})
    found = exhibits.causes(actor=office.prosecutor, case=case)
    assert CommonCause("interviewer", "Officer A", ("E1", "E2")) in found
    assert CommonCause("interpreter_certified", "Interpreter A", ("E1", "E2", "E3")) in found
    services.remove_statement(actor=office.prosecutor, statement=removed)
    taken_out = exhibits.causes(actor=office.prosecutor, case=case)
    assert not any(cause.about == "Officer B" for cause in taken_out)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"element": "guilt"}, "element"),
        ({"word": "guilt"}, "word"),
        ({"word": "child"}, "word"),
    ],
)
def test_a_proposition_that_cannot_be_right_is_refused(
    office: Office, proposition: Proposition, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        proposition_services.edit_proposition(
            actor=office.prosecutor, proposition=proposition, version=1, **changed
        )
    assert field in refused.value.message_dict
    with pytest.raises(ValidationError) as late:
        proposition_services.edit_proposition(
            actor=office.prosecutor, proposition=proposition, version=7, text="Other."
        )
    assert "version" in late.value.message_dict


def test_what_statements_say_on_a_removed_proposition_comes_back_with_it(
    office: Office, case: Case, enters: Enters, proposition: Proposition
) -> None:
    enters("asserts")
    for removed, number in ((True, 0), (False, 1)):
        proposition_services.remove_proposition(
            actor=office.prosecutor, proposition=proposition, removed=removed
        )
        assert len(again(office, case).says) == number  # type: ignore[attr-defined]  # prefetched


def retreat(office: Office, case: Case, victim: Party, **more: Any) -> Recantation:
    """Record that the victim does not want to go on."""
    return recantation_services.record_recantation(
        actor=office.prosecutor, case=case, person=victim, **{"kind": "reluctant", **more}
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"kind": "lied"}, "kind"), ({"on": "x"}, "on"), ({"control": "moon"}, "control")],
)
def test_a_recantation_that_cannot_be_right_is_refused(
    office: Office, case: Case, victim: Party, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        retreat(office, case, victim, **changed)
    assert field in refused.value.message_dict
    assert not Recantation._base_manager.exists()


def test_an_explanation_is_weighed_once_with_what_it_rests_on(
    office: Office, case: Case, victim: Party
) -> None:
    row = retreat(office, case, victim)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"code": "greed"}, "code"),
        ({"code": "threat", "found": "supported"}, "speaks_for"),
        ({"code": "threat", "found": "ruled_out"}, "speaks_against"),
        ({"code": "threat", "found": "proved"}, "found"),
        ({"code": "threat", "version": 9}, "version"),
    ]
    for given, field in refused:
        with pytest.raises(ValidationError) as said:
            recantation_services.weigh_explanation(
                actor=office.prosecutor, recantation=row, **{"version": 1, **given}
            )
        assert field in said.value.message_dict
    for version in (1, 2):
        recantation_services.weigh_explanation(
            actor=office.prosecutor,
            recantation=row,
            version=version,
            code="threat",
            speaks_for=f"Calls, {version}",
            found="supported",
        )
    weighed = Explanation._base_manager.get()
    assert (weighed.speaks_for, weighed.found) == ("Calls, 2", "supported")
