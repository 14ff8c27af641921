"""Propositions of our own on the way to what is to be proved: stated, argued, shown, taken out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.proving import own_proposition_services, question_services, services
from amends.office.proving.models import Argument, CaseProposition
from amends.office.proving.services import Target
from amends.proof.matrix import Place
from amends.proof.proving import Reading
from amends.proof.status import Status
from amends.proof.weaknesses import unmodelled
from tests.office.conftest import Office
from tests.office.proving.conftest import Enters, Proves

WORDS = "The driver used the telephone."
Argues = Callable[..., Argument]


@pytest.fixture
def own(office: Office, charged: Case) -> CaseProposition:
    """Return a proposition of our own."""
    return own_proposition_services.state_proposition(
        actor=office.prosecutor, case=charged, words=f" {WORDS} "
    )


@pytest.fixture
def argues(office: Office, charged: Case) -> Argues:
    """Return what states a strong argument."""

    def argue(*items: Item, **more: object) -> Argument:
        return services.state_argument(
            actor=office.prosecutor,
            case=charged,
            items=items,
            **{"generalisation": "So it is.", "force": 3, **more},  # type: ignore[arg-type]
        )

    return argue


@pytest.fixture
def means(suspect: Party, victim: Party) -> Target:
    """Return what the arguments of these tests lead to in the end."""
    return Target("means", "threat", suspect, victim)


def stands(proves: Proves, means: Target) -> Status:
    """Return how the means stand on all evidence."""
    assert means.by is not None
    assert means.to is not None
    place = Place("means", means.by.key, means.to.key)
    return proves().matrix.cells[place].stands[Reading.PENDING]


def test_what_follows_from_it_counts_once_something_leads_to_it(
    own: CaseProposition, argues: Argues, enters: Enters, proves: Proves, means: Target
) -> None:
    item = enters(goes_to=[])
    argues(target=means, propositions=[own])
    assert stands(proves, means) is Status.OPEN
    argues(item, target=Target("", proposition=own))
    assert stands(proves, means) is Status.PROVEN


def test_what_the_defence_says_against_it_is_heard_and_can_be_answered(
    own: CaseProposition, argues: Argues, enters: Enters, proves: Proves, means: Target
) -> None:
    item = enters(goes_to=[])
    argues(target=means, propositions=[own])
    argues(item, target=Target("", proposition=own))
    attack = argues(target=Target("", proposition=own), against=True)
    assert services.is_of_defence(attack)
    assert stands(proves, means) is not Status.PROVEN
    argues(item, defeats=attack)
    assert stands(proves, means) is Status.PROVEN


def test_in_a_circle_nothing_proves_itself(
    office: Office, charged: Case, own: CaseProposition, argues: Argues, enters: Enters,
    proves: Proves, means: Target,
) -> None:  # fmt: skip
    other = own_proposition_services.state_proposition(
        actor=office.prosecutor, case=charged, words="It was his."
    )
    argues(target=Target("", proposition=own), propositions=[other])
    argues(target=Target("", proposition=other), propositions=[own])
    argues(target=means, propositions=[own])
    assert stands(proves, means) is Status.OPEN
    argues(enters(goes_to=[]), target=Target("", proposition=other))
    assert stands(proves, means) is Status.PROVEN


def test_what_is_not_tied_in_is_said(
    own: CaseProposition, argues: Argues, enters: Enters, proves: Proves, means: Target
) -> None:
    def untied() -> tuple[str, ...]:
        return unmodelled(proves().made_of.graph).untied

    assert untied() == ("proposition Q1",)
    argues(target=means, propositions=[own])
    assert untied() == ("proposition Q1",)
    argues(enters(goes_to=[]), target=Target("", proposition=own))
    assert untied() == ()


def test_it_stays_as_long_as_something_rests_on_it(
    office: Office, own: CaseProposition, argues: Argues, means: Target
) -> None:
    actor = office.prosecutor
    ours = argues(target=means, propositions=[own])
    with pytest.raises(ValidationError, match=ours.key):
        own_proposition_services.remove_proposition(actor=actor, proposition=own)
    services.remove_argument(actor=actor, argument=ours)
    own_proposition_services.remove_proposition(actor=actor, proposition=own)
    with pytest.raises(ValidationError, match=own.key):
        services.remove_argument(actor=actor, argument=ours, removed=False)
    own_proposition_services.remove_proposition(actor=actor, proposition=own, removed=False)
    services.remove_argument(actor=actor, argument=ours, removed=False)


def test_what_the_defence_rests_on_is_not_taken_from_under_it(
    office: Office, charged: Case, own: CaseProposition, argues: Argues, enters: Enters,
    means: Target,
) -> None:  # fmt: skip
    actor, item = office.prosecutor, enters(goes_to=[])
    other = own_proposition_services.state_proposition(actor=actor, case=charged, words="A boat.")
    first = argues(item, target=Target("", proposition=own))
    argues(item, target=Target("", proposition=other), propositions=[own])
    apart = argues(item, target=means)
    argues(target=means, propositions=[other], against=True)
    with pytest.raises(ValidationError, match="stays"):
        services.remove_argument(actor=actor, argument=first)
    services.remove_argument(actor=actor, argument=apart)


def test_an_argument_is_for_an_element_or_a_proposition_of_the_case_in_view(
    office: Office, own: CaseProposition, argues: Argues, enters: Enters, means: Target
) -> None:
    item = enters(goes_to=[])
    with pytest.raises(ValidationError) as refused:
        argues(item, target=means._replace(proposition=own))
    assert "proposition" in refused.value.message_dict
    own_proposition_services.remove_proposition(actor=office.prosecutor, proposition=own)
    with pytest.raises(ValidationError) as refused:
        argues(item, target=Target("", proposition=own))
    assert "proposition" in refused.value.message_dict


def test_arguments_on_two_propositions_are_not_alike(
    office: Office, charged: Case, own: CaseProposition, argues: Argues, means: Target
) -> None:
    other = own_proposition_services.state_proposition(
        actor=office.prosecutor, case=charged, words="It was his."
    )
    rows = [argues(target=means, propositions=[one], scheme="chat") for one in (own, own, other)]
    assert question_services.arguments_like(rows[0]) == [rows[1]]


def test_only_who_argues_states_one(office: Office, charged: Case, own: CaseProposition) -> None:
    assert (own.key, own.words, own.standard) == ("Q1", WORDS, "BRD")
    with pytest.raises(NotPermitted):
        own_proposition_services.state_proposition(
            actor=office.liaison, case=charged, words="Something"
        )
    with pytest.raises(ValidationError) as refused:
        own_proposition_services.state_proposition(
            actor=office.prosecutor, case=charged, words=" ", standard="certain"
        )
    assert {"words", "standard"} <= refused.value.message_dict.keys()


def test_it_is_stated_argued_and_shown_on_pages(
    office: Office, charged: Case, client: Client, enters: Enters, means: Target
) -> None:
    client.force_login(office.prosecutor)
    item = enters(goes_to=[])

    def at(name: str, *more: str, query: str = "") -> str:
        return reverse(name, args=[charged.reference, *more]) + query

    def shown(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200
        return str(answer.content.decode())

    client.post(at("own-proposition-add"), {"words": WORDS, "standard": "PE"})
    row = CaseProposition._base_manager.get(case=charged)
    assert WORDS in shown(at("case-arguments"))
    stated = {"generalisation": "Who holds it uses it.", "force": "3", "scheme": ""}
    client.post(at("argument-add", query="?for=proposition%20Q1"), stated | {"items": [item.pk]})
    form = shown(at("argument-add", query="?own=Q1"))
    assert re.search(rf'name="propositions"\s+value="{row.pk}"[^>]*checked', form)
    assert means.by is not None
    assert means.to is not None
    claim = f"means threat by {means.by.key} of {means.to.key}"
    client.post(at("argument-add"), stated | {"claim": claim, "propositions": [row.pk]})
    assert Argument._base_manager.filter(premises__proposition=row).count() == 1
    page = shown(at("own-proposition", row.key))
    assert "Who holds it uses it." in page
    assert "Take it out" not in page
    cell = f"?element=means&by={means.by.key}&to={means.to.key}"
    for name in ("proof-cell", "proof-chart"):
        assert WORDS in shown(at(name, query=cell))
    assert "no argument leads" not in shown(at("case-proof"))
    answer = client.post(at("own-proposition-remove", row.key), follow=True)
    assert "rests on it" in answer.content.decode()
