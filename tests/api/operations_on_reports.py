"""The operations on reports before there is a case, on recruiters and on identification."""

from __future__ import annotations

from amends.office.policy import Action, Layer
from tests.api.operation import CASE, Operation, get, post
from tests.api.scene import TODAY

REPORT = "/reports/{report}"
WHY = {"reason": "Because"}
A, L = Action, Layer
ON_REPORTS: dict[str, Operation] = {
    "list_reports": get("/reports"),
    "record_report": post(
        "/reports", A.TAKE_REPORT, {"kind": "hotline", "narrative": "A call at night."}, None
    ),
    "read_report": get(REPORT, L.INTAKE),
    "edit_report": Operation(
        "PATCH", REPORT, A.TAKE_REPORT, L.INTAKE, {"version": 1, "country": "TH"}
    ),
    "remove_report": post(f"{REPORT}/remove", A.TAKE_REPORT, layer=L.INTAKE),
    "restore_report": post(f"{REPORT}/restore", A.TAKE_REPORT, layer=L.INTAKE),
    "take_report": Operation(
        "PUT", f"{REPORT}/owner", A.TAKE_REPORT, L.INTAKE, {"owner": "second"}
    ),
    "read_contact": get(f"{REPORT}/contact", L.CONTACT),
    "write_contact": Operation(
        "PUT",
        f"{REPORT}/contact",
        A.TAKE_REPORT,
        L.CONTACT,
        {"version": 1, "name": "A caller", "telephone": "+63 2"},
    ),
    "add_reported_person": post(f"{REPORT}/people", A.TAKE_REPORT, {"age": 16}, L.INTAKE),
    "remove_reported_person": post(
        f"{REPORT}/people/{{person}}/remove", A.TAKE_REPORT, layer=L.INTAKE
    ),
    "restore_reported_person": post(
        f"{REPORT}/people/{{person}}/restore", A.TAKE_REPORT, layer=L.INTAKE
    ),
    "screen_report": post(
        f"{REPORT}/screenings",
        A.SCREEN_REPORT,
        {"sort": "child_sexual", "answers": {"isolation": "yes"}, "notes": {"isolation": "No key"}},
        L.INTAKE,
    ),
    "decide_triage": post(
        f"{REPORT}/triages", A.DECIDE_REPORT, {"form": "trafficking", "reason": "Held"}, L.INTAKE
    ),
    "decide_report": post(
        f"{REPORT}/decisions",
        A.DECIDE_REPORT,
        {"step": "refer", "body": "child_protection", "reason": "A child is among them"},
        L.INTAKE,
    ),
    "answer_referral": Operation(
        "PUT",
        f"{REPORT}/decisions/{{referral}}/answer",
        A.DECIDE_REPORT,
        L.INTAKE,
        {"answer": "Taken in.", "answered_on": TODAY.isoformat()},
    ),
    "undo_in_report": post(
        f"{REPORT}/undo", A.DECIDE_REPORT, {"what": "decision", "id": "{referral}"}, L.INTAKE
    ),
    "list_report_files": get(f"{REPORT}/files", L.INTAKE),
    "attach_report_file": Operation("POST", f"{REPORT}/files", A.TAKE_REPORT, L.INTAKE, file=True),
    "read_report_file": get(f"{REPORT}/files/{{report_file}}", L.INTAKE),
    "download_report_file": get(f"{REPORT}/files/{{report_file}}/content", L.INTAKE),
    "remove_report_file": post(
        f"{REPORT}/files/{{report_file}}/remove", A.TAKE_REPORT, layer=L.INTAKE
    ),
    "restore_report_file": post(
        f"{REPORT}/files/{{report_file}}/restore", A.TAKE_REPORT, layer=L.INTAKE
    ),
    "list_report_history": get(f"{REPORT}/history", L.INTAKE),
    "list_identifications_of_person": get(
        f"{REPORT}/people/{{person}}/identifications", L.IDENTIFICATION
    ),
    "identify_person": post(
        f"{REPORT}/people/{{person}}/identifications",
        A.IDENTIFY,
        {"status": "presumed", "authority": "Board", "on": "2026-01-02"},
        L.IDENTIFICATION,
    ),
    "list_identifications": get(f"{CASE}/parties/{{victim}}/identifications", L.IDENTIFICATION),
    "identify_party": post(
        f"{CASE}/parties/{{victim}}/identifications",
        A.IDENTIFY,
        {"status": "identified", "authority": "Board", "on": "2026-01-02"},
        L.IDENTIFICATION,
    ),
    "strike_identification": post(
        f"{CASE}/identifications/{{identification}}/strike", A.IDENTIFY, WHY, L.IDENTIFICATION
    ),
    "restore_identification": post(
        f"{CASE}/identifications/{{identification}}/restore", A.IDENTIFY, layer=L.IDENTIFICATION
    ),
    "read_report_figures": get("/report-figures", action=A.COUNT_REPORTS),
    "list_recruiters": get("/recruiters"),
    "enter_recruiter": post("/recruiters", A.KEEP_RECRUITERS, {"name": "Blue Sea"}, None),
    "edit_recruiter": Operation(
        "PATCH",
        "/recruiters/{recruiter}",
        A.KEEP_RECRUITERS,
        L.INTAKE,
        {"version": 1, "country": "PH"},
    ),
    "check_licence": post(
        "/recruiters/{recruiter}/checks",
        A.KEEP_RECRUITERS,
        {"found": "expired", "source": "Register of the ministry"},
        L.INTAKE,
    ),
    "record_closure": post(
        "/recruiters/{recruiter}/closures",
        A.KEEP_RECRUITERS,
        {"authority": "Ministry of labour", "reason": "No licence"},
        L.INTAKE,
    ),
    "undo_in_register": post(
        "/recruiters/{recruiter}/undo",
        A.KEEP_RECRUITERS,
        {"what": "check", "id": "{check}"},
        L.INTAKE,
    ),
}
