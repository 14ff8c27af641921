"""The page of the vault: what it shows and to whom, and the one answer that shows a value."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.vault.models import VaultEntry, VaultTouch
from tests.office.conftest import Office
from tests.office.vault.conftest import ADDRESS

SHOWN = "Quillfeather Lane 4711<br>Port Zyzzyva"


def page(name: str, party: Party, *more: str) -> str:
    return reverse(name, args=[party.case.reference, party.key, *more])


def test_a_value_stands_in_the_answer_that_reveals_it_and_in_no_other(
    office: Office, held: Party, client: Client
) -> None:
    client.force_login(office.liaison)
    before = client.get(page("party-vault", held)).content.decode()
    assert "Address where they live" in before
    assert "Quillfeather" not in before
    answer = client.post(page("vault-reveal", held, "address"), {"reason": "To bring a summons"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert SHOWN in answer.content.decode()
    after = client.get(page("party-vault", held)).content.decode()
    assert "To bring a summons" in after
    assert "Quillfeather" not in after
    assert page("party-vault", held) in client.get(page("party", held)).content.decode()


def test_without_a_reason_nothing_is_shown(office: Office, held: Party, client: Client) -> None:
    client.force_login(office.liaison)
    answer = client.post(page("vault-reveal", held, "address"), follow=True)
    assert "Say why, in a sentence." in answer.content.decode()
    assert "Quillfeather" not in answer.content.decode()
    assert client.get(page("vault-reveal", held, "address")).status_code == 405


def test_a_field_is_sealed_and_erased_by_form(office: Office, held: Party, client: Client) -> None:
    client.force_login(office.prosecutor)
    given = {"field": "telephone", "value": "0900 1234", "reason": ""}
    answer = client.post(page("party-vault", held), given, follow=True)
    assert "Sealed in the vault." in answer.content.decode()
    assert "0900 1234" not in answer.content.decode()
    assert b"0900" not in bytes(VaultEntry._base_manager.get(field="telephone").sealed)
    again = client.post(page("party-vault", held), given)
    assert "Say why, in a sentence." in again.content.decode()
    client.post(page("vault-erase", held, "telephone"), {"reason": "Wrong number"})
    assert not VaultEntry._base_manager.filter(field="telephone").exists()
    answer = client.post(page("vault-erase", held, "telephone"), {"reason": "Again"}, follow=True)
    assert "The vault does not hold this of them." in answer.content.decode()


def test_a_lost_key_is_explained_on_the_page(
    office: Office, held: Party, client: Client, vault_key: object
) -> None:
    assert hasattr(vault_key, "unlink")
    vault_key.unlink()
    client.force_login(office.liaison)
    answer = client.post(page("vault-reveal", held, "address"), {"reason": "To call"}, follow=True)
    assert "The key of the vault is not in its place" in answer.content.decode()
    given = {"field": "name", "value": "Anna Ng"}
    answer = client.post(page("party-vault", held), given)
    assert "The key of the vault is not in its place" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    ["investigator", "head", "registrar", "ombudsman", "rapporteur", "administrator", "stranger"],
)
def test_for_everybody_else_there_is_no_such_page(
    office: Office, held: Party, client: Client, name: str
) -> None:
    Case._base_manager.filter(pk=held.case_id).update(before_court=True)
    if name == "investigator":
        cases.assign(actor=office.head, case=held.case, user=office.investigator)
    client.force_login(getattr(office, name))
    assert client.get(page("party-vault", held)).status_code == 404
    for word in ("reveal", "erase"):
        answer = client.post(page(f"vault-{word}", held, "address"), {"reason": "Curious"})
        assert answer.status_code == 404
    assert (VaultTouch._base_manager.count(), VaultEntry._base_manager.count()) == (1, 1)
    assert "/vault/" not in client.get(page("party", held)).content.decode()


def test_a_suspect_has_no_form_to_be_sealed(
    office: Office, held: Party, suspect: Party, client: Client
) -> None:
    client.force_login(office.prosecutor)
    assert 'name="value"' in client.get(page("party-vault", held)).content.decode()
    assert 'name="value"' not in client.get(page("party-vault", suspect)).content.decode()
    assert ADDRESS not in client.get(page("party-vault", suspect)).content.decode()
