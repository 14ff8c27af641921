"""Whether the standard of proof is met: a lawyer's word with reason, day, history and undo."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.charging import proof_services
from amends.office.charging.models import ProofLabel
from amends.office.charging.selectors import labels_on
from amends.office.policy import NotPermitted
from amends.office.validation import ChangedMeanwhile
from tests.office.charging.conftest import Finds, States
from tests.office.charging.test_deciding import trafficking
from tests.office.conftest import Office


@pytest.fixture
def address(case: Case, states: States, finds: Finds) -> str:
    """Return the page of the count of trafficking."""
    states()
    found = finds()
    name = next(n for n, c in found.named.items() if c is trafficking(found)[0])
    return reverse("charging-count", args=[case.reference, name])


@pytest.fixture
def page(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def say(office: Office, case: Case, finds: Finds, label: str, version: int = 0) -> ProofLabel:
    """Say whether the standard is met on the count of trafficking."""
    return proof_services.label_proof(
        actor=office.prosecutor,
        case=case,
        count=trafficking(finds())[0],
        version=version,
        label=label,
        reason="Two witnesses and the ledger.",
    )


def standing(office: Office, case: Case, finds: Finds) -> str:
    """Return the label that stands on the count of trafficking, if any."""
    rows = labels_on(actor=office.prosecutor, case=case, count=trafficking(finds())[0])
    row = rows.filter(undone_at=None).first()
    return row.label if row else ""


def test_the_count_says_what_has_to_be_shown_and_takes_a_lawyers_word(
    page: Client, address: str, office: Office, case: Case, finds: Finds
) -> None:
    words = page.get(address).content.decode()
    assert "Prima facie evidence with reasonable certainty of conviction" in words
    assert "Nobody has said yet" in words
    given = {"form": "proof", "label": "not_met", "reason": "One witness left.", "version": 0}
    words = page.post(address, given, follow=True).content.decode()
    assert "One witness left." in words
    assert standing(office, case, finds) == "not_met"


def test_what_was_said_before_stays_and_stands_again_when_undone(
    page: Client, address: str, office: Office, case: Case, finds: Finds
) -> None:
    first = say(office, case, finds, "contested")
    second = say(office, case, finds, "met", first.pk)
    assert standing(office, case, finds) == "met"
    with pytest.raises(ValidationError, match="since"):
        proof_services.undo_label(actor=office.prosecutor, row=first)
    words = page.post(
        reverse("proof-undo", args=[case.reference, second.pk]), follow=True
    ).content.decode()
    assert "stands again" in words
    assert "What was said before" in words
    assert standing(office, case, finds) == "contested"
    with pytest.raises(ValidationError, match="already"):
        proof_services.undo_label(actor=office.prosecutor, row=second)


def test_whoever_comes_second_sees_what_was_said(
    page: Client, address: str, office: Office, case: Case, finds: Finds
) -> None:
    say(office, case, finds, "met")
    with pytest.raises(ChangedMeanwhile):
        say(office, case, finds, "not_met")
    given = {"form": "proof", "label": "not_met", "reason": "Mine.", "version": 0}
    answer = page.post(address, given)
    assert "A colleague changed this" in answer.content.decode()
    assert standing(office, case, finds) == "met"


@pytest.mark.parametrize("given", [{}, {"label": "met"}, {"label": "80", "reason": "x"}])
def test_it_is_a_word_with_a_reason_and_never_a_number(
    page: Client, address: str, given: dict[str, str]
) -> None:
    assert page.post(address, {"form": "proof", "version": 0, **given}).status_code == 200
    assert not ProofLabel._base_manager.exists()


def test_only_who_decides_on_counts_says_it(
    office: Office, case: Case, address: str, finds: Finds
) -> None:
    for actor in (office.investigator, office.liaison, office.stranger):
        with pytest.raises(NotPermitted):
            proof_services.label_proof(
                actor=actor,
                case=case,
                count=trafficking(finds())[0],
                version=0,
                label="met",
                reason="x",
            )


def test_a_label_of_another_case_is_not_there(
    page: Client, address: str, office: Office, case: Case, finds: Finds
) -> None:
    row = say(office, case, finds, "met")
    page.force_login(office.stranger)
    assert page.post(reverse("proof-undo", args=[case.reference, row.pk])).status_code == 404
    assert standing(office, case, finds) == "met"
