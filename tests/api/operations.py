"""Every operation of the API: a call that does it, and what the policy asks of who calls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from amends.api.version_one import api
from amends.office.policy import Action, Layer
from amends.proof.techniques import alternatives
from tests.api.operation import CASE, Operation, get, post
from tests.api.operations_on_disclosure import ON_DISCLOSURE
from tests.api.operations_on_proof import ON_PROOF
from tests.api.operations_on_reports import ON_REPORTS
from tests.api.operations_on_statements import ON_STATEMENTS
from tests.api.scene import SOON, TODAY

A, L = Action, Layer
DUE, NOW, WHY = SOON.isoformat(), TODAY.isoformat(), {"reason": "Because"}
ALTERNATIVES = {code: {"taken": False, "reason": "Done"} for code in alternatives()}
OPERATIONS: dict[str, Operation] = {
    "list_cases": get("/cases"),
    "open_case": post("/cases", A.OPEN_CASE, {"title": "New", "lead": "prosecutor"}, None),
    "read_case": get(CASE, L.CASE),
    "edit_case": Operation(
        "PATCH", CASE, A.EDIT_CASE, L.CASE, {"version": "{version}", "court": "Regional"}
    ),
    "list_people": get(f"{CASE}/people", L.PEOPLE),
    "assign": post(f"{CASE}/people", A.ASSIGN, {"user": "head"}),
    "end_assignment": post(f"{CASE}/people/{{assignment}}/end", A.ASSIGN, WHY, L.PEOPLE),
    "list_hand_overs": get(f"{CASE}/hand-overs", L.PEOPLE),
    "hand_over": post(
        f"{CASE}/hand-overs", A.HAND_OVER, {"to_user": "second", "note": "Read the lease."}
    ),
    "list_suggestions": get(f"{CASE}/suggestions", L.PEOPLE, A.ASSIGN),
    "list_notes": get(f"{CASE}/notes", L.NOTES),
    "write_note": post(f"{CASE}/notes", A.WRITE_NOTE, {"text": "Called."}),
    "withdraw_note": post(f"{CASE}/notes/{{note}}/withdraw", A.WRITE_NOTE, layer=L.NOTES),
    "restore_note": post(f"{CASE}/notes/{{note}}/restore", A.WRITE_NOTE, layer=L.NOTES),
    "list_links": get(f"{CASE}/links", L.CASE),
    "link_cases": post(f"{CASE}/links", A.LINK, {"other": "{other}", **WHY}),
    "undo_link": post(f"{CASE}/links/{{link}}/undo", A.LINK),
    "restore_link": post(f"{CASE}/links/{{link}}/restore", A.LINK),
    "read_contents": get(f"{CASE}/contents", L.NOTES),
    "list_moves": get(f"{CASE}/moves", L.HISTORY),
    "merge_case": post(f"{CASE}/merge", A.MERGE, {"target": "{other}", **WHY}),
    "split_case": post(
        f"{CASE}/split", A.SPLIT, {"defendants": ["{owner}"], "title": "Owner", **WHY}
    ),
    "undo_move": post(f"{CASE}/moves/{{move}}/undo", A.MERGE, layer=L.HISTORY),
    "list_parties": get(f"{CASE}/parties", L.PARTIES),
    "add_party": post(f"{CASE}/parties", A.ADD_PARTY, {"capacity": "victim"}),
    "read_party": get(f"{CASE}/parties/{{victim}}", L.PARTIES),
    "edit_party": Operation(
        "PATCH", f"{CASE}/parties/{{victim}}", A.EDIT_PARTY, L.PARTIES, {"language": "tl"}
    ),
    "change_capacity": Operation(
        "PUT",
        f"{CASE}/parties/{{witness}}/capacity",
        A.EDIT_PARTY,
        L.PARTIES,
        {"capacity": "expert"},
    ),
    "remove_party": post(f"{CASE}/parties/{{witness}}/remove", A.EDIT_PARTY, layer=L.PARTIES),
    "restore_party": post(f"{CASE}/parties/{{witness}}/restore", A.EDIT_PARTY, layer=L.PARTIES),
    "screen_party": post(
        f"{CASE}/parties/{{witness}}/screens",
        A.SCREEN_PARTY,
        {"finding": "no_sign", "reasons": "Lives next door."},
        L.PARTIES,
    ),
    "add_role": post(
        f"{CASE}/parties/{{owner}}/roles",
        A.EDIT_PARTY,
        {"role": "RO6", "victim": "{victim}"},
        L.PARTIES,
    ),
    "remove_role": post(f"{CASE}/roles/{{role}}/remove", A.EDIT_PARTY, layer=L.PARTIES),
    "restore_role": post(f"{CASE}/roles/{{role}}/restore", A.EDIT_PARTY, layer=L.PARTIES),
    "list_counts": get(f"{CASE}/counts", L.PARTIES),
    "add_count": post(
        f"{CASE}/counts",
        A.ADD_COUNT,
        {"citation": "s.6", "offence": "Forced labour", "defendants": ["{owner}"]},
    ),
    "read_count": get(f"{CASE}/counts/1", L.PARTIES),
    "remove_count": post(f"{CASE}/counts/1/remove", A.ADD_COUNT, layer=L.PARTIES),
    "restore_count": post(f"{CASE}/counts/1/restore", A.ADD_COUNT, layer=L.PARTIES),
    "record_disposition": Operation(
        "PUT",
        f"{CASE}/counts/1/dispositions/{{owner}}",
        A.ADD_COUNT,
        L.PARTIES,
        {"version": 1, "verdict": "convicted"},
    ),
    "list_inquiries": get("/inquiries"),
    "list_bodies": get("/inquiries/bodies"),
    "list_case_inquiries": get(f"{CASE}/inquiries", L.INQUIRIES),
    "make_inquiry": post(
        f"{CASE}/inquiries",
        A.INQUIRE,
        {"body": "Police", "asks": "Find it", "why": "Needed", "due": DUE, "proposition": "Rent"},
        L.INQUIRIES,
    ),
    "read_inquiry": get(f"{CASE}/inquiries/1", L.INQUIRIES),
    "edit_inquiry": Operation(
        "PATCH", f"{CASE}/inquiries/1", A.INQUIRE, L.INQUIRIES, {"version": 2, "person": "Reyes"}
    ),
    "send_inquiry": post(f"{CASE}/inquiries/2/send", A.INQUIRE, {"on": NOW}, L.INQUIRIES),
    "recall_inquiry": post(f"{CASE}/inquiries/1/recall", A.INQUIRE, layer=L.INQUIRIES),
    "remind": post(
        f"{CASE}/inquiries/1/reminders", A.INQUIRE, {"on": NOW, "due": DUE}, L.INQUIRIES
    ),
    "record_reply": post(
        f"{CASE}/inquiries/1/replies",
        A.INQUIRE,
        {"on": NOW, "kind": "complete", "content": "Yes", "item": "E1"},
        L.INQUIRIES,
    ),
    "strike_reply": post(f"{CASE}/replies/{{reply}}/strike", A.INQUIRE, WHY, L.INQUIRIES),
    "close_inquiry": post(f"{CASE}/inquiries/1/close", A.INQUIRE, WHY, L.INQUIRIES),
    "reopen_inquiry": post(f"{CASE}/inquiries/4/reopen", A.INQUIRE, layer=L.INQUIRIES),
    "remove_inquiry": post(f"{CASE}/inquiries/2/remove", A.INQUIRE, layer=L.INQUIRIES),
    "restore_inquiry": post(f"{CASE}/inquiries/2/restore", A.INQUIRE, layer=L.INQUIRIES),
    "list_lines": get(f"{CASE}/lines", L.INQUIRIES),
    "close_line": post(
        f"{CASE}/lines",
        A.CLOSE_LINE,
        {
            "what": "Who pays",
            "techniques": ["interception"],
            "why": "No law",
            "alternatives": ALTERNATIVES,
        },
        L.INQUIRIES,
    ),
    "undo_line": post(f"{CASE}/lines/{{line}}/undo", A.CLOSE_LINE, layer=L.INQUIRIES),
    "list_queue": get("/techniques"),
    "list_authorisations": get(f"{CASE}/techniques", L.TECHNIQUES),
    "ask_technique": post(
        f"{CASE}/techniques",
        A.ASK_TECHNIQUE,
        {
            "technique": "search",
            "on_what": "The house",
            "grounds": "The ledger is there",
            "decider": "court",
            "standard": "reasonable_grounds",
            "asked_on": NOW,
        },
        L.TECHNIQUES,
    ),
    "read_authorisation": get(f"{CASE}/techniques/1", L.TECHNIQUES),
    "edit_authorisation": Operation(
        "PATCH",
        f"{CASE}/techniques/2",
        A.ASK_TECHNIQUE,
        L.TECHNIQUES,
        {"version": 1, "authority": "Regional court"},
    ),
    "decide_technique": post(
        f"{CASE}/techniques/2/decide",
        A.DECIDE_TECHNIQUE,
        {"granted": True, "on": NOW, "since": NOW, "until": DUE},
        L.TECHNIQUES,
    ),
    "undecide_technique": post(
        f"{CASE}/techniques/3/undecide", A.DECIDE_TECHNIQUE, layer=L.TECHNIQUES
    ),
    "withdraw_technique": post(f"{CASE}/techniques/2/withdraw", A.ASK_TECHNIQUE, WHY, L.TECHNIQUES),
    "use_technique": post(f"{CASE}/techniques/1/use", A.ASK_TECHNIQUE, {"on": NOW}, L.TECHNIQUES),
    "end_technique": post(f"{CASE}/techniques/1/end", A.ASK_TECHNIQUE, {"on": NOW}, L.TECHNIQUES),
    "extend_technique": post(
        f"{CASE}/techniques/1/extensions",
        A.DECIDE_TECHNIQUE,
        {"on": NOW, "since": NOW, "until": DUE},
        L.TECHNIQUES,
    ),
    "add_product": post(
        f"{CASE}/techniques/3/products",
        A.ASK_TECHNIQUE,
        {"item": "E1", "since": NOW},
        L.TECHNIQUES,
    ),
    "remove_product": post(
        f"{CASE}/products/{{product}}/remove", A.ASK_TECHNIQUE, layer=L.TECHNIQUES
    ),
    "list_conduct": get(f"{CASE}/conduct", L.CHARGING),
    "state_conduct": post(
        f"{CASE}/conduct",
        A.STATE_CONDUCT,
        {"by": "{owner}", "victims": ["{victim}"], "acts": ["harbouring"], "begun": "2026-01-02"},
        L.CHARGING,
    ),
    "edit_conduct": Operation(
        "PATCH",
        f"{CASE}/conduct/{{conduct}}",
        A.STATE_CONDUCT,
        L.CHARGING,
        {"version": 1, "means": ["threat"], "victims": ["{victim}"]},
    ),
    "remove_conduct": post(f"{CASE}/conduct/{{conduct}}/remove", A.STATE_CONDUCT, layer=L.CHARGING),
    "restore_conduct": post(
        f"{CASE}/conduct/{{conduct}}/restore", A.STATE_CONDUCT, layer=L.CHARGING
    ),
    "read_facts_at_large": get(f"{CASE}/facts", L.CHARGING),
    "state_facts_at_large": Operation(
        "PUT",
        f"{CASE}/facts",
        A.STATE_CONDUCT,
        L.CHARGING,
        {"version": 0, "reported_as": "wages", "countries": ["PH"]},
    ),
    "read_charging": get(f"{CASE}/charging", L.CHARGING),
    "read_dual_criminality": get(
        f"{CASE}/dual-criminality?requesting=PH&requested=th-atpa-2008", L.CHARGING
    ),
    "list_decisions": get(f"{CASE}/decisions", L.CHARGING),
    "leave_count": post(
        f"{CASE}/decisions",
        A.ADD_COUNT,
        {
            "offence": "ph-ra9208.s4e",
            "by": "{owner}",
            "victim": "{victim}",
            "since": "2025-11-01",
            "reasons": "The same conduct is charged already.",
        },
        L.CHARGING,
    ),
    "undo_decision": post(f"{CASE}/decisions/{{decision}}/undo", A.ADD_COUNT, layer=L.CHARGING),
    "list_proof_labels": get(f"{CASE}/proof-labels", L.CHARGING),
    "label_proof": post(
        f"{CASE}/proof-labels",
        A.ADD_COUNT,
        {
            "offence": "ph-ra9208.s4e",
            "by": "{owner}",
            "victim": "{victim}",
            "since": "2025-11-01",
            "version": "{proof_label}",
            "label": "contested",
            "reason": "One witness, who has left.",
        },
        L.CHARGING,
    ),
    "undo_proof_label": post(
        f"{CASE}/proof-labels/{{proof_label}}/undo", A.ADD_COUNT, layer=L.CHARGING
    ),
    "list_evidence": get(f"{CASE}/evidence", L.EVIDENCE),
    "enter_item": post(
        f"{CASE}/evidence",
        A.ENTER_EVIDENCE,
        {"kind": "weapon", "description": "A belt", "parties": ["{victim}"]},
        L.EVIDENCE,
    ),
    "read_item": get(f"{CASE}/evidence/E1", L.EVIDENCE),
    "edit_item": Operation(
        "PATCH",
        f"{CASE}/evidence/E1",
        A.ENTER_EVIDENCE,
        L.EVIDENCE,
        {"version": "{item_version}", "serial": "17"},
    ),
    "remove_item": post(f"{CASE}/evidence/E1/remove", A.ENTER_EVIDENCE, layer=L.EVIDENCE),
    "restore_item": post(f"{CASE}/evidence/E1/restore", A.ENTER_EVIDENCE, layer=L.EVIDENCE),
    "record_step": post(
        f"{CASE}/evidence/E1/steps",
        A.RECORD_CUSTODY,
        {"kind": "stored", "at": "2026-02-03T10:00:00Z", "by": "Store", "place": "Shelf"},
        L.EVIDENCE,
    ),
    "strike_step": post(f"{CASE}/custody/{{step}}/strike", A.RECORD_CUSTODY, WHY, L.EVIDENCE),
    "restore_step": post(f"{CASE}/custody/{{step}}/restore", A.RECORD_CUSTODY, layer=L.EVIDENCE),
    "add_carrier": post(
        f"{CASE}/evidence/E1/carriers",
        A.ENTER_EVIDENCE,
        {"kind": "testifies", "party": "{victim}"},
        L.EVIDENCE,
    ),
    "remove_carrier": post(
        f"{CASE}/carriers/{{carrier}}/remove", A.ENTER_EVIDENCE, layer=L.EVIDENCE
    ),
    "state_particulars": Operation(
        "PUT",
        f"{CASE}/evidence/E1/particulars",
        A.ENTER_EVIDENCE,
        L.EVIDENCE,
        {"version": "{item_version}", "particulars": {"device.marks": "A red knot"}},
    ),
    "record_objection": post(
        f"{CASE}/evidence/E1/objections",
        A.ENTER_EVIDENCE,
        {"ground": "legality", "raised_on": "2026-02-03", "argument": "The warrant had lapsed."},
        L.EVIDENCE,
    ),
    "settle_objection": post(
        f"{CASE}/objections/{{objection}}/settle",
        A.ENTER_EVIDENCE,
        {
            "version": 1,
            "fate": "overruled",
            "ruled_on": "2026-03-01",
            "ruling": "It was valid that day.",
        },
        L.EVIDENCE,
    ),
    "remove_objection": post(
        f"{CASE}/objections/{{objection}}/remove", A.ENTER_EVIDENCE, layer=L.EVIDENCE
    ),
    "restore_objection": post(
        f"{CASE}/objections/{{objection}}/restore", A.ENTER_EVIDENCE, layer=L.EVIDENCE
    ),
    "read_text": get(f"{CASE}/attachments/{{attachment}}/text", L.ATTACHMENTS),
    "list_passages": get(f"{CASE}/passages", L.EVIDENCE),
    "tie_passage": post(
        f"{CASE}/attachments/{{attachment}}/passages",
        A.TIE_PASSAGE,
        {"quote": "a lease", "element": "act", "party": "{owner}"},
        L.EVIDENCE,
    ),
    "read_passage": get(f"{CASE}/passages/{{passage}}", L.EVIDENCE),
    "edit_passage": Operation(
        "PATCH",
        f"{CASE}/passages/{{passage}}",
        A.TIE_PASSAGE,
        L.EVIDENCE,
        {"version": 1, "element": "purpose", "note": "Read again"},
    ),
    "remove_passage": post(f"{CASE}/passages/{{passage}}/remove", A.TIE_PASSAGE, layer=L.EVIDENCE),
    "restore_passage": post(
        f"{CASE}/passages/{{passage}}/restore", A.TIE_PASSAGE, layer=L.EVIDENCE
    ),
    **ON_DISCLOSURE,
    **ON_REPORTS,
    **ON_STATEMENTS,
    **ON_PROOF,
    "list_events": get(f"{CASE}/events", L.TIMELINE),
    "record_event": post(
        f"{CASE}/events", A.RECORD_EVENT, {"code": "SCREENED", "on": TODAY.isoformat()}
    ),
    "read_event": get(f"{CASE}/events/{{event}}", L.TIMELINE),
    "strike_event": post(f"{CASE}/events/{{event}}/strike", A.RECORD_EVENT, WHY, L.TIMELINE),
    "restore_event": post(f"{CASE}/events/{{event}}/restore", A.RECORD_EVENT, layer=L.TIMELINE),
    "list_clocks": get(f"{CASE}/clocks", L.TIMELINE),
    "list_open_clocks": get("/clocks"),
    "list_tasks": get("/tasks"),
    "reassign_tasks": post(
        "/tasks/reassign", A.SET_TASK, {"tasks": ["{task}"], "owner": "second"}, L.TASKS
    ),
    "read_task": get("/tasks/{task}", L.TASKS),
    "finish_task": post("/tasks/{task}/finish", A.FINISH_TASK, {"outcome": "Done"}, L.TASKS),
    "reopen_task": post("/tasks/{task}/reopen", A.FINISH_TASK, layer=L.TASKS),
    "cancel_task": post("/tasks/{task}/cancel", A.FINISH_TASK, WHY, L.TASKS),
    "reschedule_task": post("/tasks/{task}/reschedule", A.SET_TASK, {"due": DUE, **WHY}, L.TASKS),
    "list_tasks_of_case": get(f"{CASE}/tasks", L.TASKS),
    "set_task": post(
        f"{CASE}/tasks", A.SET_TASK, {"title": "Ask", "owner": "prosecutor", "due": DUE}, L.TASKS
    ),
    "set_direction": post(
        f"{CASE}/directions",
        A.SET_DIRECTION,
        {"title": "Serve", "owner": "prosecutor", "due": DUE},
        L.TASKS,
    ),
    "download_archive": get(f"{CASE}/archive", L.EVIDENCE, A.EXPORT),
    "try_exhibits": post(f"{CASE}/attachments/{{graph}}/exhibits/try", A.IMPORT, layer=L.EVIDENCE),
    "take_exhibits": post(f"{CASE}/attachments/{{graph}}/exhibits", A.IMPORT, layer=L.EVIDENCE),
    "list_imports": get(f"{CASE}/imports", L.EVIDENCE, A.IMPORT),
    "undo_import": post(f"{CASE}/imports/{{imported}}/undo", A.IMPORT, layer=L.EVIDENCE),
    "list_attachments": get(f"{CASE}/attachments", L.ATTACHMENTS),
    "attach_file": Operation("POST", f"{CASE}/attachments", A.ATTACH, L.CASE, file=True),
    "read_attachment": get(f"{CASE}/attachments/{{attachment}}", L.ATTACHMENTS),
    "download_attachment": get(f"{CASE}/attachments/{{attachment}}/content", L.ATTACHMENTS),
    "remove_attachment": post(
        f"{CASE}/attachments/{{attachment}}/remove", A.ATTACH, layer=L.ATTACHMENTS
    ),
    "restore_attachment": post(
        f"{CASE}/attachments/{{attachment}}/restore", A.ATTACH, layer=L.ATTACHMENTS
    ),
    "begin_delivery": post(f"{CASE}/deliveries", A.ATTACH, {"filename": "a.mp4", "size": 3}),
    "read_delivery": get("/deliveries/{delivery}", L.CASE, A.ATTACH),
    "send_part": Operation("PATCH", "/deliveries/{delivery}", A.ATTACH, L.CASE, part=b"mp4"),
    "finish_delivery": post("/deliveries/{delivery}/finish", A.ATTACH),
    "cancel_delivery": post("/deliveries/{delivery}/cancel", A.ATTACH),
    "list_history": get(f"{CASE}/history", L.HISTORY),
    "list_event_types": get("/catalogues/event-types"),
    "list_roles": get("/catalogues/roles"),
    "list_entries": get("/log", action=A.READ_LOG),
    "verify_log": get("/log/verify", action=A.READ_LOG),
    "search": get("/search?q=harbour"),
    "read_me": get("/me"),
    "set_preferences": Operation("PATCH", "/me", A.KEEP_OWN_ACCOUNT, body={"language": "en"}),
    "list_colleagues": get("/colleagues"),
    "list_leave": get("/leave"),
    "record_leave": post(
        "/leave",
        A.KEEP_LEAVE,
        {
            "cover": "second",
            "since": (SOON + timedelta(days=30)).isoformat(),
            "until": (SOON + timedelta(days=31)).isoformat(),
        },
        None,
    ),
    "cancel_leave": post("/leave/{leave}/cancel", A.KEEP_LEAVE, layer=None),
    "list_tokens": get("/me/tokens"),
    "revoke_token": post("/me/tokens/{token}/revoke", A.KEEP_OWN_ACCOUNT, layer=None),
}


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document, as a program reads it."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.loads(json.dumps(schema, default=str))  # type: ignore[no-any-return]  # a document


def declared() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the method, the address and the description of every declared operation."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation
