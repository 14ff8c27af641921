"""A form that is sent twice writes once, and the second answer repeats the first."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.accounts.models import ApiToken
from amends.office.cases.models import Case, Note
from amends.office.once import new_key
from tests.office.conftest import Office


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def address(case: Case) -> str:
    """Return the address of a case's notes."""
    return reverse("case-notes", args=[case.reference])


def key_on(page: str) -> str:
    """Return the key that a page's form carries."""
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


def test_each_rendering_of_a_form_has_a_key_of_its_own(reader: Client, case: Case) -> None:
    first, second = (reader.get(address(case)).content.decode() for _ in range(2))
    assert key_on(first) != key_on(second)


def test_the_same_form_sent_twice_is_carried_out_once(reader: Client, case: Case) -> None:
    given = {
        "text": "Called the shelter.",
        "once": key_on(reader.get(address(case)).content.decode()),
    }
    first = reader.post(address(case), given)
    second = reader.post(address(case), given)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Note._base_manager.count() == 1


def test_a_refused_form_may_be_sent_again(reader: Client, case: Case) -> None:
    key = new_key()
    assert reader.post(address(case), {"text": "", "once": key}).status_code == 200
    assert reader.post(address(case), {"text": "Now with words.", "once": key}).status_code == 302
    assert Note._base_manager.count() == 1


def test_two_forms_alike_in_words_are_two(reader: Client, case: Case) -> None:
    for _ in range(2):
        reader.post(address(case), {"text": "No answer.", "once": new_key()})
    assert Note._base_manager.count() == 2


def test_keys_belong_to_one_account(client: Client, office: Office, case: Case) -> None:
    key = new_key()
    for user in (office.prosecutor, office.head):
        client.force_login(user)
        client.post(address(case), {"text": "Seen.", "once": key})
    assert Note._base_manager.count() == 2


def test_a_token_is_made_once_and_its_secret_is_not_shown_again(reader: Client) -> None:
    given = {"form": "token", "label": "Calendar", "scopes": ["read"], "once": new_key()}
    assert "amends_" in reader.post(reverse("account"), given).content.decode()
    answer = reader.post(reverse("account"), given, follow=True)
    assert "amends_" not in answer.content.decode()
    assert ApiToken.objects.count() == 1


def test_a_failing_page_leaves_the_key_free(
    reader: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amends.office.cases import services

    def fail(**_given: object) -> None:
        raise OSError("disk full")

    key = new_key()
    with monkeypatch.context() as broken:
        broken.setattr(services, "write_note", fail)
        with pytest.raises(OSError, match="disk full"):
            reader.post(address(case), {"text": "Words.", "once": key})
    assert reader.post(address(case), {"text": "Words.", "once": key}).status_code == 302
    assert Note._base_manager.count() == 1
