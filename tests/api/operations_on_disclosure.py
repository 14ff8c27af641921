"""The operations on the schedule of material, redactions, disclosure sets and services."""

from __future__ import annotations

from amends.office.policy import Action, Layer
from tests.api.operation import CASE, Operation, get, post
from tests.api.scene import TODAY

A, L = Action, Layer
WHY = {"reason": "Because"}
ON_DISCLOSURE: dict[str, Operation] = {
    "list_material": get(f"{CASE}/material", L.DISCLOSURE),
    "tally_material": get(f"{CASE}/material-tally", L.DISCLOSURE),
    "read_material": get(f"{CASE}/material/item-E1", L.DISCLOSURE),
    "decide_material": Operation(
        "PATCH",
        f"{CASE}/material/item-E1",
        A.LIST_MATERIAL,
        L.DISCLOSURE,
        {"version": 0, "use": "used", **WHY},
    ),
    "list_material_changes": get(f"{CASE}/material/item-E1/changes", L.DISCLOSURE),
    "list_marks": get(f"{CASE}/attachments/{{file}}/marks", L.DISCLOSURE),
    "add_mark": post(
        f"{CASE}/attachments/{{file}}/marks", A.REDACT, {"words": "came", **WHY}, L.DISCLOSURE
    ),
    "remove_mark": post(f"{CASE}/marks/{{redaction_mark}}/remove", A.REDACT, layer=L.DISCLOSURE),
    "restore_mark": post(f"{CASE}/marks/{{redaction_mark}}/restore", A.REDACT, layer=L.DISCLOSURE),
    "make_redacted_copy": post(f"{CASE}/attachments/{{file}}/redact", A.REDACT, layer=L.DISCLOSURE),
    "list_redactions": get(f"{CASE}/redactions", L.DISCLOSURE),
    "set_redaction_aside": post(
        f"{CASE}/redactions/{{redaction}}/set-aside", A.REDACT, WHY, L.DISCLOSURE
    ),
    "restore_redaction": post(
        f"{CASE}/redactions/{{redaction}}/restore", A.REDACT, layer=L.DISCLOSURE
    ),
    "list_services": get(f"{CASE}/services", L.SERVED),
    "strike_service": post(f"{CASE}/services/{{service}}/strike", A.DISCLOSE, WHY, L.SERVED),
    "restore_service": post(f"{CASE}/services/{{service}}/restore", A.DISCLOSE, layer=L.SERVED),
    "read_position": get(f"{CASE}/defence/{{owner}}/{TODAY.isoformat()}", L.SERVED),
    "list_sets": get(f"{CASE}/sets", L.SERVED),
    "open_set": post(
        f"{CASE}/sets", A.DISCLOSE, {"title": "Fourth", "material": ["item-E1"]}, L.DISCLOSURE
    ),
    "read_set": get(f"{CASE}/sets/D1", L.SERVED),
    "edit_set": Operation(
        "PUT",
        f"{CASE}/sets/D3",
        A.DISCLOSE,
        L.DISCLOSURE,
        {"version": "{open_version}", "title": "Other", "material": ["item-E1"]},
    ),
    "bind_set": post(
        f"{CASE}/sets/D3/bind", A.DISCLOSE, {"version": "{open_version}"}, L.DISCLOSURE
    ),
    "remove_set": post(f"{CASE}/sets/D3/remove", A.DISCLOSE, layer=L.DISCLOSURE),
    "restore_set": post(f"{CASE}/sets/D3/restore", A.DISCLOSE, layer=L.DISCLOSURE),
    "record_service": post(
        f"{CASE}/sets/D2/services",
        A.DISCLOSE,
        {
            "version": "{bound_version}",
            "defendant": "{owner}",
            "on": TODAY.isoformat(),
            "way": "counsel",
            "received_by": "Counsel",
            "proof": "{file}",
        },
        L.DISCLOSURE,
    ),
    "read_numbering": get(f"{CASE}/numbering", L.DISCLOSURE),
    "set_numbering": Operation(
        "PUT",
        f"{CASE}/numbering",
        A.DISCLOSE,
        L.DISCLOSURE,
        {"version": 0, "prefix": "AB-", "digits": 6, "start": 1},
    ),
}
