"""The pages of accounts: an administrator's, everybody's own, leave, language, first passwords."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services
from amends.office.accounts.models import ApiToken, Leave, Unit, User
from amends.office.accounts.selectors import token_of
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from tests.office.conftest import OPERATOR, PASSWORD, Office

TODAY = timezone.localdate()
FIRST = "three words of nonsense"
OWN = "quite another set of words"


@pytest.fixture
def admin(client: Client, office: Office) -> Client:
    """Return a browser in which the administrator is logged in."""
    client.force_login(office.administrator)
    return client


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def text(answer: object) -> str:
    """Return the page of an answer."""
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]  # a response


def an_account(office: Office, **more: object) -> dict[str, object]:
    """Return what an administrator types to make an account."""
    return {
        "username": "a.reyes",
        "name": "A. Reyes",
        "role": "prosecutor",
        "unit": office.unit.pk,
        "password": FIRST,
    } | more


def test_an_account_is_made_and_its_owner_chooses_a_password_before_anything_else(
    admin: Client, office: Office
) -> None:
    page = text(admin.post(reverse("account-create"), an_account(office), follow=True))
    assert "The account a.reyes is open." in page
    newcomer = Client()
    newcomer.post(reverse("account_login"), {"login": "a.reyes", "password": FIRST})
    for name in ("front-page", "case-list", "account", "own-tasks"):
        answer = newcomer.get(reverse(name))
        assert answer.headers["Location"] == reverse("account_change_password")
    page = text(newcomer.get(reverse("account_change_password")))
    assert "Your password was given to you by an administrator." in page
    assert newcomer.get(reverse("help")).status_code in {200, 302}
    answer = newcomer.post(
        reverse("account_change_password"),
        {"oldpassword": FIRST, "password1": OWN, "password2": OWN},
    )
    assert answer.headers["Location"] == reverse("front-page")
    assert newcomer.get(reverse("front-page")).status_code == 200
    user = User.objects.get(username="a.reyes")
    assert check_password(OWN, user.password)
    assert not user.must_change_password
    assert LogEntry.objects.filter(action="account.own", actor_id=user.pk).exists()


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"username": "a reyes"}, "username", "without spaces"),
        ({"username": "a/reyes"}, "username", "without spaces"),
        ({"username": "new"}, "username", "without spaces"),
        ({"username": "Prosecutor"}, "username", "This user name is taken."),
        ({"password": "short"}, "password", "at least 12 characters"),
        ({"password": "password1234"}, "password", "too common"),
        ({"unit": ""}, "unit", "Choose the unit"),
        ({"role": "god"}, "role", "Select a valid choice"),
        ({"email": "nobody"}, "email", "valid email"),
    ],
)
def test_what_is_wrong_with_an_account_stands_beside_its_field_and_above(
    admin: Client, office: Office, given: dict[str, object], field: str, said: str
) -> None:
    page = text(admin.post(reverse("account-create"), an_account(office, **given)))
    assert f'href="#id_{field}"' in page
    assert page.count(said) >= 2
    assert User.objects.count() == len(office.everybody())


def test_a_refused_password_is_not_sent_back(admin: Client, office: Office) -> None:
    page = text(admin.post(reverse("account-create"), an_account(office, password="short")))
    assert 'value="short"' not in page


def test_an_account_is_changed_closed_and_opened_again(admin: Client, office: Office) -> None:
    address = reverse("account-change", args=["liaison"])
    given = {
        "form": "account",
        "name": "New Name",
        "role": "liaison",
        "unit": office.unit.pk,
        "specialisms": ["child"],
    }
    assert admin.post(address, given).status_code == 302
    liaison = User.objects.get(username="liaison")
    assert (liaison.name, liaison.specialisms) == ("New Name", ["child"])
    close = reverse("account-close", args=["liaison"])
    page = text(admin.post(close, follow=True))
    reopen = reverse("account-reopen", args=["liaison"])
    assert f'action="{reopen}"' in page
    assert not User.objects.get(username="liaison").is_active
    admin.post(reopen)
    assert User.objects.get(username="liaison").is_active


def test_closing_an_account_ends_its_visit_at_once(admin: Client, office: Office) -> None:
    visitor = Client()
    visitor.force_login(office.liaison)
    assert visitor.get(reverse("front-page")).status_code == 200
    admin.post(reverse("account-close", args=["liaison"]))
    assert visitor.get(reverse("front-page")).status_code != 200


def test_nobody_closes_their_own_account(admin: Client, office: Office) -> None:
    answer = admin.post(reverse("account-close", args=["administrator"]))
    assert answer.status_code == 422
    assert User.objects.get(username="administrator").is_active


def test_a_new_first_password_ends_the_old_one(admin: Client, office: Office) -> None:
    address = reverse("account-change", args=["liaison"])
    admin.post(address, {"form": "password", "password": FIRST})
    liaison = User.objects.get(username="liaison")
    assert liaison.must_change_password
    assert check_password(FIRST, liaison.password)
    assert not check_password(PASSWORD, liaison.password)


def test_a_unit_is_added_once(admin: Client, office: Office) -> None:
    given = {"code": "NEW", "name": "New unit", "jurisdiction": "ph"}
    admin.post(reverse("account-list"), given)
    assert Unit.objects.get(code="NEW").jurisdiction == "PH"
    page = text(admin.post(reverse("account-list"), given))
    assert page.count("There is already a unit with this code.") == 2


def test_the_list_of_accounts_is_paged_and_searched(admin: Client, office: Office) -> None:
    for number in range(60):
        services.create_account(
            actor=OPERATOR,
            username=f"person{number:02}",
            name=f"Person {number:02}",
            role="prosecutor",
            unit=office.unit,
            password=PASSWORD,
        )
    answer = admin.get(reverse("account-list"))
    assert len(answer.content) < 100_000
    assert "1 to 50 of" in text(answer)
    found = text(admin.get(reverse("account-list"), {"words": "person07"}))
    assert re.findall(r">(person\d\d)<", found) == ["person07"]


@pytest.mark.parametrize(
    "who", ["prosecutor", "head", "registrar", "ombudsman", "rapporteur", "liaison"]
)
def test_only_an_administrator_keeps_accounts(client: Client, office: Office, who: str) -> None:
    client.force_login(getattr(office, who))
    assert client.get(reverse("account-list")).status_code == 403
    assert client.get(reverse("account-create")).status_code == 403
    assert client.get(reverse("account-change", args=["liaison"])).status_code == 403
    client.post(reverse("account-close", args=["liaison"]))
    assert User.objects.get(username="liaison").is_active
    given = {"code": "X", "name": "X", "jurisdiction": "PH"}
    client.post(reverse("account-list"), given)
    assert not Unit.objects.filter(code="X").exists()


def test_a_token_works_from_its_page_until_it_is_revoked(reader: Client, office: Office) -> None:
    given = {"form": "token", "label": "Calendar", "scopes": ["read"]}
    page = text(reader.post(reverse("account"), given))
    found = re.search(r"amends_[\w-]+", page)
    assert found
    token = token_of(found[0])
    assert token is not None
    assert token.user == office.prosecutor
    assert found[0] not in text(reader.get(reverse("account")))
    reader.post(reverse("token-revoke", args=[token.pk]))
    assert token_of(found[0]) is None
    assert "Revoked" in text(reader.get(reverse("account")))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"label": ""}, "label"),
        ({"scopes": []}, "scopes_0"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "soon"}, "expires_on"),
    ],
)
def test_what_is_wrong_with_a_token_stands_beside_its_field(
    reader: Client, given: dict[str, object], field: str
) -> None:
    right = {"form": "token", "label": "Calendar", "scopes": ["read"]}
    page = text(reader.post(reverse("account"), right | given))
    assert f'href="#id_{field}"' in page
    assert not ApiToken.objects.exists()


def test_nobody_revokes_another_ones_token(reader: Client, office: Office) -> None:
    token, secret = services.make_token(actor=office.head, label="x", scopes=["read"])
    assert reader.post(reverse("token-revoke", args=[token.pk])).status_code == 404
    assert token_of(secret) is not None


def test_digest_needs_an_address(client: Client, office: Office) -> None:
    client.force_login(office.liaison)
    given = {"form": "preferences", "wants_digest": "on"}
    page = text(client.post(reverse("account"), given))
    assert page.count("Your account has no e-mail address.") == 2
    client.force_login(office.prosecutor)
    client.post(reverse("account"), given)
    assert User.objects.get(pk=office.prosecutor.pk).wants_digest


def leave_of(office: Office, **more: object) -> dict[str, object]:
    """Return what the prosecutor types to record leave."""
    return {
        "user": office.prosecutor.pk,
        "cover": office.second_prosecutor.pk,
        "since": TODAY.isoformat(),
        "until": (TODAY + timedelta(days=3)).isoformat(),
    } | more


def test_leave_opens_the_cases_to_the_cover_and_cancelling_closes_them(
    reader: Client, office: Office, case: Case
) -> None:
    cover = Client()
    cover.force_login(office.second_prosecutor)
    address = reverse("case", args=[case.reference])
    assert cover.get(address).status_code == 404
    assert reader.post(reverse("leave"), leave_of(office)).status_code == 302
    assert cover.get(address).status_code == 200
    reader.post(reverse("leave-cancel", args=[Leave.objects.get().pk]))
    assert cover.get(address).status_code == 404


def test_what_is_wrong_with_leave_stands_beside_its_field(reader: Client, office: Office) -> None:
    page = text(
        reader.post(
            reverse("leave"),
            leave_of(office, until=(TODAY - timedelta(days=1)).isoformat()),
        )
    )
    assert page.count("The last day is before the first.") == 2
    page = text(reader.post(reverse("leave"), leave_of(office, cover=office.liaison.pk)))
    assert page.count("The cover must work in the same unit and role.") == 2
    assert not Leave.objects.exists()


def test_a_head_records_leave_for_the_unit_and_others_for_themselves_only(
    client: Client, office: Office
) -> None:
    client.force_login(office.second_prosecutor)
    client.post(reverse("leave"), leave_of(office))
    assert not Leave.objects.exists()
    client.force_login(office.head)
    client.post(reverse("leave"), leave_of(office))
    leave = Leave.objects.get()
    client.force_login(office.other_head)
    assert client.post(reverse("leave-cancel", args=[leave.pk])).status_code == 404
    client.force_login(office.liaison)
    client.post(reverse("leave-cancel", args=[leave.pk]))
    assert Leave.objects.filter(pk=leave.pk).exists()


def test_language_is_kept_with_the_account_and_in_the_browser(
    client: Client, office: Office
) -> None:
    given = {"language": "ar", "next": reverse("help")}
    answer = client.post(reverse("set-language"), given)
    assert answer.headers["Location"] == reverse("help")
    assert 'dir="rtl"' in text(client.get(reverse("account_login")))
    client.force_login(office.prosecutor)
    client.post(reverse("set-language"), given)
    assert User.objects.get(pk=office.prosecutor.pk).language == "ar"
    elsewhere = Client()
    elsewhere.force_login(office.prosecutor)
    assert 'dir="rtl"' in text(elsewhere.get(reverse("front-page")))


@pytest.mark.parametrize("leads", ["https://example.org/", "//example.org", "javascript:x"])
def test_changing_the_language_leads_nowhere_else(client: Client, db: None, leads: str) -> None:
    answer = client.post(reverse("set-language"), {"language": "ar", "next": leads})
    assert "example.org" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_unknown_language_changes_nothing(reader: Client, office: Office) -> None:
    reader.post(reverse("set-language"), {"language": "xx", "next": "/"})
    assert User.objects.get(pk=office.prosecutor.pk).language == ""


def test_wrong_passwords_slow_a_guesser_down(client: Client, office: Office) -> None:
    given = {"login": "prosecutor", "password": "wrong"}
    for _ in range(5):
        assert client.post(reverse("account_login"), given).status_code == 200
    client.post(reverse("account_login"), {"login": "prosecutor", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
