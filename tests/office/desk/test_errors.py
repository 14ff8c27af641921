"""Pages shown when something was refused or failed: what happened, and what to do."""

from __future__ import annotations

import logging
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

from amends.office.accounts.models import User
from amends.office.desk import errors
from amends.office.policy import Action, NotPermitted, Role, SystemActor
from amends.office.settings import ROOT_URLCONF
from tests.architecture.test_pages import inline_faults
from tests.office.conftest import Office


def fail(request: HttpRequest) -> HttpResponse:
    """Fail as a faulty program does."""
    message = "secret of the program"
    raise RuntimeError(message)


def fill_the_disk(request: HttpRequest) -> HttpResponse:
    """Fail as a database does on a full disk."""
    message = "database or disk is full"
    raise OperationalError(message)


def refuse(request: HttpRequest) -> HttpResponse:
    """Refuse as a service does."""
    raise NotPermitted(SystemActor("tests"), Action.ASSIGN)


def break_a_rule(request: HttpRequest) -> HttpResponse:
    """Run into a rule as a plain button does."""
    raise ValidationError({"lead": ["<b>Assign a lead</b> first."], "due": ["Give a date."]})


def miss(request: HttpRequest) -> HttpResponse:
    """Find nothing."""
    raise Http404("CAP-2026-0001 is not yours")


class Failing:
    """The office's addresses and a few that go wrong."""

    urlpatterns = [
        path("fail/", fail),
        path("full/", fill_the_disk),
        path("refuse/", refuse),
        path("rule/", break_a_rule),
        path("miss/", miss),
        path("", include(ROOT_URLCONF)),
    ]
    handler500 = "amends.office.desk.errors.server_error"


@pytest.fixture
def reader(office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in, and that shows failures."""
    client = Client(raise_request_exception=False)
    client.force_login(office.prosecutor)
    return client


def get(client: Client, address: str, status: int) -> str:
    """Ask for an address that goes wrong and return the page."""
    with override_settings(ROOT_URLCONF=Failing):
        answer = client.get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert list(inline_faults(page)) == []
    assert page.count("<h1") == 1
    return page


def test_refusal_names_who_can(reader: Client) -> None:
    page = get(reader, "/refuse/", 403)
    assert "<li>Head of unit</li>" in page
    assert "<li>Prosecutor</li>" not in page
    assert "You are logged in as: Prosecutor." in page


# What only the system does, at night, beside the site or at the command line.
OF_THE_SYSTEM = {
    Action.ESCALATE_TASK,
    Action.READ_FILE,
    Action.SIGN_LOG,
    Action.BACK_UP,
    Action.KEEP_VAULT_KEY,
}


@pytest.mark.parametrize("action", [action for action in Action if action not in OF_THE_SYSTEM])
def test_somebody_can_do_everything(action: Action) -> None:
    assert errors.who_may(action)


def test_rule_is_explained_and_escaped(reader: Client) -> None:
    page = get(reader, "/rule/", 422)
    assert "<li>&lt;b&gt;Assign a lead&lt;/b&gt; first.</li>" in page
    assert "<li>Give a date.</li>" in page


def test_not_there_and_not_yours_look_the_same(reader: Client) -> None:
    not_yours = get(reader, "/miss/", 404)
    not_there = get(reader, "/nowhere/", 404)
    assert without_next(not_yours) == without_next(not_there)
    assert "CAP-2026-0001" not in not_yours


def without_next(page: str) -> str:
    """Return a page without what differs at each answer: the address to return to, the token."""
    return re.sub(r'value="[^"]*"', "", page)


def test_failure_gives_a_reference_that_stands_in_the_log(
    reader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = get(reader, "/fail/", 500)
    reference = re.search(r"<bdi dir=\"ltr\">([0-9A-F]{8})</bdi>", page)
    assert reference
    assert any(reference[1] in record.getMessage() for record in caplog.records)
    assert "secret of the program" not in page


def test_a_database_that_cannot_be_written_is_named_as_the_cause(reader: Client) -> None:
    said = "whether its disk is full"
    assert said in get(reader, "/full/", 500)
    assert said not in get(reader, "/fail/", 500)


def test_failure_page_needs_no_database_no_user_and_no_session() -> None:
    request = RequestFactory().get("/fail/")
    with connection.execute_wrapper(refuse_query):
        answer = errors.server_error(request)
    assert answer.status_code == 500
    assert b"amends/page.css" in answer.content


def refuse_query(*args: object) -> None:
    """Stand for a database that is down."""
    message = "the page asked the database"
    raise AssertionError(message)


def test_failure_page_does_without_style_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr(staticfiles_storage, "url", missing)
    answer = errors.server_error(RequestFactory().get("/fail/"))
    assert b"stylesheet" not in answer.content
    assert b"<h1>" in answer.content


def test_forged_form_is_refused_with_what_to_do(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.prosecutor)
    answer = client.post("/logout/")
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()


def test_refusal_speaks_to_nobody_too() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request._messages = NoMessages(request)  # type: ignore[attr-defined]
    with translation.override("en"):
        answer = errors.refused(request, Action.KEEP_ACCOUNTS)
    assert "Administrator" in answer.content.decode()
    assert "You are logged in as" not in answer.content.decode()


class NoMessages(BaseStorage):
    """A store of messages that holds none."""

    def _get(self, *args: object, **kwargs: object) -> tuple[list[object], bool]:
        return [], True

    def _store(self, *args: object, **kwargs: object) -> list[object]:
        return []


def test_too_many_attempts_say_how_long_to_wait(client: Client, office: Office) -> None:
    for _ in range(6):
        answer = client.post("/login/", {"login": "prosecutor", "password": "wrong"})
    assert "Too many" in answer.content.decode()


def test_a_refused_log_in_speaks_of_logging_in(office: Office) -> None:
    said = Client().post("/login/", {"login": "x", "password": "y"}).content.decode()
    assert "You are not logged in. Please mend:" in said
    assert "not saved" not in said


def test_every_answer_runs_in_the_readers_language(office: Office) -> None:
    User.objects.filter(pk=office.prosecutor.pk).update(language="ar", role=Role.PROSECUTOR)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=office.prosecutor.pk))
    for address, status in (("/refuse/", 403), ("/miss/", 404), ("/rule/", 422), ("/fail/", 500)):
        assert 'dir="rtl"' in get(client, address, status)
