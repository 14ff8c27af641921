"""What each resource answers when all goes well, as a program working a case sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.charging.decision_services import charge_count
from amends.office.charging.selectors import charging_of
from amends.office.evidence import store
from amends.office.parties.models import Party
from tests.api.conftest import CallAs, Caller
from tests.api.operations import OPERATIONS
from tests.api.scene import full_scene, open_case, state_conduct
from tests.office.conftest import Office

TODAY = timezone.localdate()
OUTCOME = {"version": 1, "verdict": "convicted"}
SCREEN = {"screen_finding": "no_sign", "screen_reasons": "Keeps the takings."}


@pytest.fixture
def mine(call_as: CallAs) -> Caller:
    """Return a caller for the prosecutor."""
    return call_as("prosecutor")


@pytest.fixture
def at(case: Case) -> str:
    """Return the address of the case."""
    return f"/cases/{case.reference}"


def add_parties(mine: Caller, at: str) -> None:
    """Add a victim V1 and a screened suspect D1."""
    assert mine.post(f"{at}/parties", capacity="victim").json()["designation"] == "AAA"
    body = {"capacity": "suspect", "designation": "Owner", **SCREEN}
    assert mine.post(f"{at}/parties", **body).json()["key"] == "D1"


def keys(answer: Any) -> list[str]:
    """Return the keys of the parties listed."""
    return [party["key"] for party in answer.json()["items"]]


def test_a_head_assigns_and_takes_off_and_a_lead_hands_over(
    office: Office, call_as: CallAs, at: str
) -> None:
    head, mine = call_as("head"), call_as("prosecutor")
    assert head.get(f"{at}/suggestions").json()["items"][0]["matching"] == ["child"]
    assigned = head.post(f"{at}/people", user="second").json()
    assert head.get(f"{at}/people").json()["count"] == 2
    ended = head.post(f"{at}/people/{assigned['id']}/end", reason="Moved away")
    assert ended.json()["until"] == TODAY.isoformat()
    passed = mine.post(f"{at}/hand-overs", to_user="second", note="Read the lease first.")
    assert (passed.status_code, passed.json()["to_user"]["username"]) == (201, "second")
    assert mine.get(at).status_code == 404
    assert call_as("second_prosecutor").get(f"{at}/hand-overs").json()["count"] == 1


def test_a_withdrawn_note_keeps_its_place_but_not_its_words(mine: Caller, at: str) -> None:
    note = mine.post(f"{at}/notes", text="Called the shelter.").json()
    withdrawn = mine.post(f"{at}/notes/{note['id']}/withdraw").json()
    assert (withdrawn["text"], withdrawn["withdrawn"]) == ("", True)
    assert mine.get(f"{at}/notes").json()["items"][0]["text"] == ""
    assert mine.post(f"{at}/notes/{note['id']}/restore").json()["text"] == "Called the shelter."


def test_links_are_seen_from_both_ends_and_undone(office: Office, mine: Caller, at: str) -> None:
    other = open_case(office, "Other").reference
    link = mine.post(f"{at}/links", other=other, reason="The same driver").json()
    seen = mine.get(f"/cases/{other}/links").json()["items"]
    assert [row["other"] for row in seen] == [at.rpartition("/")[2]]
    assert mine.post(f"{at}/links/{link['id']}/undo").json()["undone"] is True
    assert mine.get(f"{at}/links").json()["count"] == 0
    mine.post(f"{at}/links/{link['id']}/restore")
    assert mine.get(f"{at}/links").json()["count"] == 1


def test_a_merge_and_a_split_are_undone(office: Office, mine: Caller) -> None:
    scene = full_scene(office)
    at, other = f"/cases/{scene.reference}", f"/cases/{scene.other}"
    before = mine.get(f"{at}/contents").json()
    split = mine.post(f"{at}/split", defendants=["D1"], title="Owner", reason="Court order")
    assert split.status_code == 201
    assert keys(mine.get(f"/cases/{split.json()['target']}/parties")) == ["D1", "V1"]
    assert mine.post(f"{at}/moves/{split.json()['id']}/undo").json()["undone"] is True
    assert mine.get(f"{at}/contents").json() == before
    merge = mine.post(f"{at}/merge", target=scene.other, reason="One house").json()
    assert mine.get(at).json()["merged"] is True
    assert mine.get(f"{other}/parties").json()["count"] == before["parties"]
    mine.post(f"{other}/moves/{merge['id']}/undo")
    assert mine.get(f"{at}/contents").json() == before


def test_parties_are_added_corrected_removed_and_screened(mine: Caller, at: str) -> None:
    add_parties(mine, at)
    edited = mine.call("PATCH", f"{at}/parties/D1", body={"born": "~1970", "sex": "male"})
    assert (edited.json()["born"], edited.json()["designation"]) == ("~1970", "Owner")
    named = mine.call("PATCH", f"{at}/parties/V1", body={"designation": "A Name"})
    assert (named.status_code, list(named.json()["error"]["fields"])) == (422, ["designation"])
    screen = mine.post(f"{at}/parties/D1/screens", finding="pursue", reasons="Was recruited.")
    assert screen.status_code == 201
    screens = mine.get(f"{at}/parties/D1").json()["screens"]
    assert [row["finding"] for row in screens] == ["pursue", "no_sign"]
    mine.post(f"{at}/parties/D1/remove")
    assert keys(mine.get(f"{at}/parties")) == ["V1"]
    assert keys(mine.get(f"{at}/parties", removed=True)) == ["V1", "D1"]
    assert mine.post(f"{at}/parties/D1/restore").json()["removed"] is False


def test_a_suspect_without_a_screen_is_refused_whatever_the_way(mine: Caller, at: str) -> None:
    mine.post(f"{at}/parties", capacity="witness", designation="Neighbour")
    change = mine.call("PUT", f"{at}/parties/P1/capacity", body={"capacity": "suspect"})
    assert (change.status_code, list(change.json()["error"]["fields"])) == (
        422,
        ["screen_finding"],
    )
    assert mine.get(f"{at}/parties/P1").json()["capacity"] == "witness"


def test_roles_are_edges_towards_a_victim(mine: Caller, at: str) -> None:
    add_parties(mine, at)
    body = {"role": "RO1", "victim": "V1", "since": "2024-03"}
    edge = mine.post(f"{at}/parties/D1/roles", **body).json()
    assert mine.get(f"{at}/parties/D1").json()["roles"] == [edge]
    assert (edge["victim"], edge["since"]) == ("V1", "2024-03")
    wrong = mine.post(f"{at}/parties/D1/roles", role="RO1", victim="D1")
    assert list(wrong.json()["error"]["fields"]) == ["victim"]
    mine.post(f"{at}/roles/{edge['id']}/remove")
    assert mine.get(f"{at}/parties/D1").json()["roles"] == []
    mine.post(f"{at}/roles/{edge['id']}/restore")
    assert mine.get(f"{at}/parties/D1").json()["roles"] == [edge]


def test_a_count_charges_and_ends_for_each_defendant(mine: Caller, at: str) -> None:
    add_parties(mine, at)
    body = {"citation": "s.4(a)", "offence": "Trafficking", "defendants": ["D1"], "victims": ["V1"]}
    count = mine.post(f"{at}/counts", **body).json()
    assert [(row["key"], row["capacity"]) for row in count["parties"]] == [
        ("D1", "defendant"),
        ("V1", "victim"),
    ]
    second = mine.post(f"{at}/counts", **body, alternative_to=1).json()
    assert (second["number"], second["alternative_to"]) == (2, 1)
    ended = mine.call("PUT", f"{at}/counts/1/dispositions/D1", body=OUTCOME)
    assert ended.json()["verdict"] == "convicted"
    assert mine.get(f"{at}/counts/1").json()["parties"][0]["verdict"] == "convicted"
    mine.post(f"{at}/counts/2/remove")
    assert mine.get(f"{at}/counts").json()["count"] == 1
    assert mine.post(f"{at}/counts/2/restore").json()["removed"] is False
    unknown = mine.post(f"{at}/counts", **body | {"defendants": ["D9"]})
    assert list(unknown.json()["error"]["fields"]) == ["defendants"]


def test_an_event_moves_a_defendant_and_starts_clocks(mine: Caller, at: str) -> None:
    add_parties(mine, at)
    event = mine.post(f"{at}/events", code="CHARGED", on="2026-02-01", parties=["D1"])
    assert (event.status_code, event.json()["parties"]) == (201, ["D1"])
    clock = mine.get(f"{at}/clocks").json()["items"][0]
    assert (clock["started"], clock["source"]["status"]) == ("2026-02-01", "memory")
    assert clock["computed"]
    struck = mine.post(f"{at}/events/{event.json()['id']}/strike", reason="Wrong case").json()
    assert (struck["struck"], struck["struck_reason"]) == (True, "Wrong case")
    assert mine.get(f"{at}/clocks").json()["count"] == 0
    assert mine.get(f"{at}/events", struck=False).json()["count"] == 0
    mine.post(f"{at}/events/{event.json()['id']}/restore")
    assert mine.get(f"{at}/clocks").json()["count"] > 0


def test_what_is_wrong_in_the_details_of_an_event_is_named(mine: Caller, at: str) -> None:
    body = {"code": "HEARING_SET", "on": "2026-02-01", "details": {"colour": "red"}}
    fields = mine.post(f"{at}/events", **body).json()["error"]["fields"]
    assert fields.keys() == {"hearing", "colour"}


def test_a_task_is_set_moved_given_away_finished_and_reopened(
    office: Office, call_as: CallAs
) -> None:
    scene, mine = full_scene(office), call_as("prosecutor")
    due = (TODAY + timedelta(days=9)).isoformat()
    task = mine.post(
        f"/cases/{scene.reference}/tasks", title="Ask the bank", owner="prosecutor", due=due
    ).json()
    later = (TODAY + timedelta(days=12)).isoformat()
    at = f"/tasks/{task['id']}"
    assert mine.post(f"{at}/reschedule", due=later, reason="Bank holiday").json()["due"] == later
    moved = mine.post("/tasks/reassign", tasks=[task["id"]], owner="second")
    assert moved.json() == {"moved": 1}
    second = call_as("second_prosecutor")
    assert task["id"] in [row["id"] for row in second.get("/tasks").json()["items"]]
    assert second.post(f"{at}/finish", outcome="Got it").json()["state"] == "done"
    assert second.post(f"{at}/reopen").json()["state"] == "open"
    assert second.post(f"{at}/cancel", reason="Not needed").json()["state"] == "cancelled"
    direction = call_as("registrar").post(
        f"/cases/{scene.reference}/directions", title="Serve", owner="prosecutor", due=due
    )
    assert (direction.status_code, direction.json()["kind"]) == (201, "direction")


def test_reassigning_is_all_or_nothing_when_one_task_is_not_shown(
    office: Office, call_as: CallAs
) -> None:
    scene, mine = full_scene(office), call_as("prosecutor")
    body = {"tasks": [scene.keys["task"], 10**9], "owner": "second"}
    assert mine.post("/tasks/reassign", **body).status_code == 404
    assert mine.get(f"/tasks/{scene.keys['task']}").json()["owner"]["username"] == "prosecutor"


@pytest.fixture(params=["of a case", "of a report"])
def files(request: pytest.FixtureRequest, mine: Caller, at: str) -> str:
    """Return the address of the files of a case, or of a report."""
    if request.param == "of a case":
        return f"{at}/attachments"
    said = {"kind": "hotline", "narrative": "A call at night."}
    return f"/reports/{mine.post('/reports', **said).json()['reference']}/files"


def test_a_file_comes_back_byte_for_byte_and_only_as_a_download(mine: Caller, files: str) -> None:
    content = b"<script>alert(1)</script>\x00\xff"
    sent = mine.upload(files, SimpleUploadedFile("page.html", content), title="Page")
    assert (sent.status_code, sent.json()["size"]) == (201, len(content))
    address = f"{files}/{sent.json()['id']}"
    got = mine.get(f"{address}/content")
    assert b"".join(got.streaming_content) == content
    assert got["Content-Disposition"] == 'attachment; filename="page.html"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Type"] == "application/octet-stream"
    assert got["Cache-Control"] == "no-store"
    mine.post(f"{address}/remove")
    assert mine.get(files).json()["count"] == 0
    assert mine.get(files, removed=True).json()["count"] == 1
    assert mine.post(f"{address}/restore").json()["removed"] is False


def test_an_empty_file_and_a_missing_one_are_refused(mine: Caller, files: str) -> None:
    empty = mine.upload(files, SimpleUploadedFile("a.txt", b""))
    assert (empty.status_code, list(empty.json()["error"]["fields"])) == (422, ["file"])
    assert mine.post(files).status_code == 422
    assert mine.get(files).json()["count"] == 0


def test_a_damaged_file_is_not_handed_out(mine: Caller, files: str) -> None:
    sent = mine.upload(files, SimpleUploadedFile("a.txt", b"true")).json()
    path = store.path_of(sent["sha256"])
    path.chmod(0o640)
    path.write_bytes(b"false")
    try:
        got = mine.get(f"{files}/{sent['id']}/content")
    finally:
        path.unlink()
    assert (got.status_code, got.json()["error"]["code"]) == (500, "damaged")


def test_catalogues_say_what_may_be_recorded(call_as: CallAs) -> None:
    kinds = call_as("registrar").get("/catalogues/event-types", limit=200).json()["items"]
    by_code = {kind["code"]: kind for kind in kinds}
    assert by_code["HEARING_SET"]["may_record"] is True
    assert by_code["SEARCH"]["may_record"] is False
    assert by_code["HEARING_SET"]["fields"][0]["choices"]
    roles = call_as("registrar").get("/catalogues/roles").json()
    assert (roles["count"], roles["items"][14]["needs_screen"]) == (16, True)


def test_ones_own_account_leave_and_tokens(office: Office, call_as: CallAs) -> None:
    mine, other = call_as("prosecutor"), call_as("second_prosecutor", "read")
    me = mine.call("PATCH", "/me", body={"wants_digest": True}).json()
    assert (me["unit"], me["wants_digest"], me["role"]) == ("CAP", True, "prosecutor")
    days = {"since": TODAY.isoformat(), "until": TODAY.isoformat()}
    leave = mine.post("/leave", cover="second", **days)
    assert leave.status_code == 201
    assert other.get("/leave").json()["count"] == 1
    assert mine.post(f"/leave/{leave.json()['id']}/cancel").status_code == 204
    tokens = mine.get("/me/tokens").json()["items"]
    assert [token["scopes"] for token in tokens] == [["read", "write"]]
    assert mine.secret not in str(tokens)
    assert mine.post(f"/me/tokens/{other.token.pk}/revoke").status_code == 404
    assert other.get("/me").status_code == 200


def test_the_log_is_read_by_head_and_ombudsman_and_its_chain_holds(
    office: Office, call_as: CallAs
) -> None:
    scene = full_scene(office)
    for name in ("head", "ombudsman"):
        caller = call_as(name)
        rows = caller.get("/log", kind="write", reference=scene.reference).json()
        assert rows["count"] > 5
        assert {row["case"] for row in rows["items"]} == {scene.reference}
        verdict = caller.get("/log/verify").json()
        assert (verdict["holds"], verdict["broken_at"]) == (True, None)
    assert call_as("other_head").get("/log", reference=scene.reference).json()["count"] == 0
    history = call_as("ombudsman").get(f"/cases/{scene.reference}/history").json()
    assert history["items"][0]["case"] == scene.reference


def test_a_stale_conduct_is_409_with_what_it_states_now(
    office: Office, mine: Caller, call_as: CallAs
) -> None:
    scene = full_scene(office)
    at = f"/cases/{scene.reference}/conduct/{scene.keys['conduct']}"
    first = call_as("head").call("PATCH", at, body={"version": 1, "means": ["deception"]})
    assert first.json()["version"] == 2
    late = mine.call("PATCH", at, body={"version": 1, "means": ["force"]})
    error = late.json()["error"]
    assert (late.status_code, error["code"]) == (409, "changed_meanwhile")
    assert error["current"]["means"] == ["deception"]
    assert error["current"]["version"] == 2
    again = mine.call("PATCH", at, body={"version": 2, "means": ["force"]})
    assert again.json()["means"] == ["force"]


OF_A_VERSION = [name for name, done in OPERATIONS.items() if done.body and "version" in done.body]


@pytest.mark.parametrize("name", OF_A_VERSION)
def test_a_stale_version_is_409_with_the_record_as_it_stands(
    office: Office, call_as: CallAs, name: str
) -> None:
    scene, done = full_scene(office), OPERATIONS[name]
    body = {**(done.body_in(scene) or {}), "version": 77}
    by = "investigator" if name == "write_contact" else "prosecutor"
    late = call_as(by).call(done.method, done.address(scene), body=body)
    error = late.json()["error"]
    assert (late.status_code, error["code"]) == (409, "changed_meanwhile"), error
    assert error["current"]


def test_facts_of_the_whole_outcomes_and_labels_are_409_when_stale(
    office: Office, mine: Caller
) -> None:
    scene = full_scene(office)
    at, keys = f"/cases/{scene.reference}", scene.keys
    facts = {"reported_as": "wages", "countries": ["PH"]}
    assert mine.call("PUT", f"{at}/facts", body={**facts, "version": 0}).json()["version"] == 1
    late = mine.call("PUT", f"{at}/facts", body={**facts, "version": 0})
    assert (late.status_code, late.json()["error"]["current"]["version"]) == (409, 1)
    outcome = f"{at}/counts/1/dispositions/{keys['owner']}"
    assert mine.call("PUT", outcome, body={"version": 1, "verdict": "convicted"}).status_code == 200
    late = mine.call("PUT", outcome, body={"version": 1, "verdict": "acquitted"})
    assert late.json()["error"]["current"]["verdict"] == "convicted"
    count = {"offence": "ph-ra9208.s4e", "by": keys["owner"], "victim": keys["victim"]}
    body = {**count, "since": "2025-11-01", "label": "not_met", "reason": "He left."}
    late = mine.post(f"{at}/proof-labels", **body, version=0)
    assert late.status_code == 409
    assert late.json()["error"]["current"]["label"] == "met"
    said = mine.post(f"{at}/proof-labels", **body, version=keys["proof_label"])
    assert (said.status_code, said.json()["label"]) == (201, "not_met")
    undone = mine.post(f"{at}/proof-labels/{said.json()['id']}/undo")
    assert undone.json()["undone"] is True
    listed = mine.get(f"{at}/proof-labels").json()["items"]
    assert [row["undone"] for row in listed] == [True, False]


def test_undoing_a_charge_over_the_api_says_who_stands_how(
    office: Office, mine: Caller, at: str, case: Case
) -> None:
    add_parties(mine, at)
    state_conduct(
        office, case, Party._base_manager.get(key="D1"), Party._base_manager.get(key="V1")
    )
    found = charging_of(actor=office.prosecutor, case=case, today=TODAY)
    count = next(c for c in found.undecided if c.key == "ph-ra9208.s4a")
    charge_count(
        actor=office.prosecutor, case=case, counts=[count], citation="s. 4(a)", offence="T"
    )
    (decision,) = mine.get(f"{at}/decisions").json()["items"]
    undone = mine.post(f"{at}/decisions/{decision['id']}/undo").json()
    assert undone["standing"] == ["\u2068Owner\u2069 is a suspect again."]
    assert mine.get(f"{at}/parties/D1").json()["capacity"] == "suspect"
