"""How the API says no: tokens, scopes, one shape, and nothing told of what is not shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.accounts import services as accounts
from amends.office.cases.models import Case
from amends.office.log.models import Kind, LogEntry
from amends.office.policy import Action
from tests.api.conftest import ROOT, CallAs, Caller
from tests.office.conftest import OPERATOR, Office

MISSING = "CAP-2026-9999"
LARGEST = 2**63


def error(answer: Any) -> dict[str, Any]:
    """Return what a refusal says, after checking its shape."""
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert body.keys() == {"error"}
    assert body["error"].keys() == {"code", "message", "fields"}
    assert body["error"]["message"]
    return body["error"]  # type: ignore[no-any-return]  # JSON


def with_header(value: str) -> Any:
    """Read one's account with this header."""
    return Client().get(f"{ROOT}/me", headers={"Authorization": value})


def test_without_a_token_the_answer_is_401_and_no_log_in_page(db: None) -> None:
    answer = Client().get(f"{ROOT}/cases")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Cache-Control"] == "no-store"
    assert error(answer)["code"] == "not_authenticated"


def test_a_log_in_session_is_not_a_token(office: Office) -> None:
    client = Client()
    client.force_login(office.prosecutor)
    assert client.get(f"{ROOT}/cases").status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer nonsense", "Basic cDpw", "Bearer \x00", ""])
def test_what_is_not_a_valid_token_is_401(db: None, header: str) -> None:
    assert with_header(header).status_code == 401


def test_a_revoked_token_and_a_closed_account_are_401_at_once(office: Office) -> None:
    caller, other = Caller(office.prosecutor), Caller(office.investigator)
    assert caller.get("/me").status_code == 200
    assert caller.post(f"/me/tokens/{caller.token.pk}/revoke").status_code == 200
    assert caller.get("/me").status_code == 401
    accounts.set_active(actor=OPERATOR, user=office.investigator, active=False)
    assert other.get("/me").status_code == 401


def test_a_token_that_reads_does_not_write_and_one_that_writes_does_not_read(
    call_as: CallAs, case: Case
) -> None:
    address = f"/cases/{case.reference}/notes"
    reader, writer = call_as("prosecutor", "read"), call_as("prosecutor", "write")
    refused = reader.post(address, text="Called.")
    assert (refused.status_code, error(refused)["code"]) == (403, "scope_missing")
    assert reader.get(address).json()["count"] == 0
    assert writer.get(address).status_code == 403
    assert writer.post(address, text="Called.").status_code == 201


def test_an_invisible_case_and_a_missing_one_answer_with_the_same_bytes(
    call_as: CallAs, case: Case
) -> None:
    stranger = call_as("stranger")
    for method, path, body in [
        ("GET", "", None),
        ("GET", "/parties", None),
        ("PATCH", "", {"version": 1, "title": "Mine"}),
        ("POST", "/notes", {"text": "Called."}),
        ("POST", "/merge", {"target": MISSING, "reason": "Because"}),
        ("POST", "/tasks", {"title": "Ask", "owner": "nobody", "due": "2026-12-01"}),
    ]:
        there = stranger.call(method, f"/cases/{case.reference}{path}", body=body)
        missing = stranger.call(method, f"/cases/{MISSING}{path}", body=body)
        assert (there.status_code, there.content) == (404, missing.content)
        assert _headers(there) == _headers(missing)


def _headers(answer: Any) -> dict[str, str]:
    return dict(answer.headers)


def test_a_case_named_in_a_body_is_not_given_away_either(call_as: CallAs, case: Case) -> None:
    stranger = call_as("stranger")
    own = stranger.post("/cases", title="Another").json()["reference"]
    bodies = [{"other": reference, "reason": "Why"} for reference in (case.reference, MISSING)]
    answers = [stranger.post(f"/cases/{own}/links", **body) for body in bodies]
    assert answers[0].status_code == 422
    assert answers[0].content == answers[1].content


def test_an_act_outside_any_case_that_is_not_granted_is_403_and_logged(call_as: CallAs) -> None:
    answer = call_as("liaison").post("/cases", title="A case")
    assert (answer.status_code, error(answer)["code"]) == (403, "not_permitted")
    assert "Prosecutor" in error(answer)["message"]
    entry = LogEntry.objects.filter(kind=Kind.REFUSED).get()
    assert (entry.action, entry.case_id) == (Action.OPEN_CASE, None)


def test_an_act_in_a_case_that_is_not_granted_is_404_and_logged(
    office: Office, call_as: CallAs, case: Case
) -> None:
    ombudsman = call_as("ombudsman")
    assert ombudsman.get(f"/cases/{case.reference}").status_code == 200
    answer = ombudsman.call(
        "PATCH", f"/cases/{case.reference}", body={"version": 1, "title": "Mine"}
    )
    assert (answer.status_code, error(answer)["code"]) == (404, "not_found")
    entry = LogEntry.objects.filter(kind=Kind.REFUSED).get()
    assert (entry.action, entry.case_id) == (Action.EDIT_CASE, case.pk)


def test_reads_stand_in_the_log_with_their_reader(
    office: Office, call_as: CallAs, case: Case
) -> None:
    call_as("prosecutor").get(f"/cases/{case.reference}/parties")
    entry = LogEntry.objects.filter(kind=Kind.READ, case_id=case.pk).get()
    assert entry.actor_id == office.prosecutor.pk
    assert json.loads(entry.data)["what"] == ["case", "parties"]


def test_a_rule_of_the_office_is_explained_beside_its_field(call_as: CallAs, case: Case) -> None:
    answer = call_as("prosecutor").post(
        f"/cases/{case.reference}/parties", capacity="suspect", designation="Owner"
    )
    assert (answer.status_code, error(answer)["code"]) == (422, "invalid")
    assert "non-punishment" in error(answer)["fields"]["screen_finding"][0]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": "A", "colour": "red"}, "colour"),
        ({"title": "A", "opened_on": "yesterday"}, "opened_on"),
        ({"title": "x" * 301}, "title"),
        ({"title": "A", "specialisms": ["astrology"]}, "specialisms.0"),
        ({"title": "A\x00"}, "title"),
        ({"title": 5}, "title"),
        ({"title": "A", "lead": "nobody"}, "lead"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    call_as: CallAs, body: dict[str, Any], field: str
) -> None:
    answer = call_as("prosecutor").post("/cases", **body)
    assert answer.status_code == 422
    assert error(answer)["fields"].keys() == {field}
    assert not Case._base_manager.exists()


def test_a_misspelt_filter_is_refused_rather_than_ignored(call_as: CallAs) -> None:
    answer = call_as("head").get("/cases?opened_form=2026-01-01&version=1")
    assert answer.status_code == 422
    assert error(answer)["fields"].keys() == {"opened_form", "version"}


def test_what_was_sent_is_never_repeated(call_as: CallAs) -> None:
    answer = call_as("prosecutor").post("/cases", title="A", specialisms=["canary-word"])
    assert b"canary-word" not in answer.content


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 200_000, b'{"title": 1' + b"0" * 5_000]
)
def test_a_body_that_cannot_be_read_is_4xx(call_as: CallAs, body: bytes) -> None:
    caller = call_as("prosecutor")
    answer: Any = caller.client.generic(
        "POST",
        f"{ROOT}/cases",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.secret}"},
    )
    assert answer.status_code in {400, 422}
    error(answer)


def test_a_half_of_a_surrogate_pair_is_refused(call_as: CallAs) -> None:
    answer = call_as("prosecutor").post("/cases", title="half \ud800")
    assert (answer.status_code, list(error(answer)["fields"])) == (422, ["title"])


@pytest.mark.parametrize(
    "path",
    [
        "/cases?text=%00",
        "/cases?lead=%00&stage=",
        f"/cases?offset={LARGEST}",
        f"/cases?limit={10**400}",
        f"/cases?due_within={LARGEST}",
        "/cases/%00",
        "/cases/%00/parties",
        f"/tasks/{LARGEST}",
        f"/tasks/{LARGEST - 1}",
        "/tasks/-1",
        "/log?account=%00",
        f"/cases/{'x' * 500}",
        "/cases?opened_from=10000-01-01",
        "/cases?opened_from=0001-01-01&opened_to=9999-12-31",
        "/log?since=0001-01-01&until=9999-12-31",
        "/clocks?until=9999-12-31",
    ],
)
def test_what_no_database_can_hold_is_a_clean_answer(call_as: CallAs, path: str) -> None:
    answer = call_as("head").get(path)
    assert answer.status_code in {200, 404, 422}
    if answer.status_code != 200:
        error(answer)


def test_keys_beyond_the_database_inside_a_case_are_clean_answers(
    call_as: CallAs, case: Case
) -> None:
    caller = call_as("prosecutor")
    for tail in ("events", "attachments", "counts"):
        for key in (LARGEST, LARGEST - 1, 2**31, 0):
            answer = caller.get(f"/cases/{case.reference}/{tail}/{key}")
            assert answer.status_code in {404, 422}
    for field, value in [("number", 2**31), ("number", 10**30), ("alternative_to", LARGEST)]:
        body = {"citation": "s.4", "offence": "o", "defendants": ["D1"], field: value}
        assert caller.post(f"/cases/{case.reference}/counts", **body).status_code == 422
    assert caller.get(f"/cases/{case.reference}/parties/%00").status_code == 422


def test_an_unknown_address_and_a_wrong_method_answer_in_the_same_shape(
    call_as: CallAs,
) -> None:
    caller = call_as("prosecutor")
    assert error(caller.get("/nowhere"))["code"] == "not_found"
    for address in ("/api", "/api/", "/api/v2/cases", "/api/v1/", "/api/v1/cases/"):
        assert Client().get(address).status_code in {401, 404}
    refused = caller.call("DELETE", "/cases")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, POST")
    assert error(refused)["code"] == "method_not_allowed"


def test_the_pages_are_still_there_and_still_ask_for_a_log_in(db: None) -> None:
    assert Client().get(reverse("case-list")).status_code == 302
    assert Client().get("/apiary").status_code in {302, 404}


def test_refusals_speak_the_language_of_the_account(office: Office) -> None:
    accounts.set_preferences(actor=office.prosecutor, language="ar")
    answer = Caller(office.prosecutor).get(f"/cases/{MISSING}")
    assert answer["Content-Language"] == "ar"


@pytest.mark.parametrize("given", ["0", "1700000000", "-2.5e-95"])
def test_a_number_is_no_day(office: Office, case: Case, given: str) -> None:
    caller = Caller(office.prosecutor)
    answer = caller.get(f"/cases?opened_from={given}")
    assert answer.status_code == 422
    assert "opened_from" in error(answer)["fields"]
    body = {"code": "REPORT", "details": {}, "on": 0}
    assert caller.post(f"/cases/{case.reference}/events", **body).status_code == 422
