"""The operations on statements, recantations and evidential issues."""

from __future__ import annotations

from amends.office.policy import Action, Layer
from tests.api.operation import CASE, Operation, get, post
from tests.api.scene import SOON

A, L = Action, Layer
DUE, WHY = SOON.isoformat(), {"reason": "Because"}
SAYS = {"proposition": "P1", "stance": "denies", "words": "No.", "pages": "3"}
ON_STATEMENTS: dict[str, Operation] = {
    "list_statements": get(f"{CASE}/statements", L.STATEMENTS),
    "enter_statement": post(
        f"{CASE}/statements",
        A.ENTER_STATEMENT,
        {"person": "{victim}", "control": "shelter", "says": [SAYS]},
        L.STATEMENTS,
    ),
    "read_statement": get(f"{CASE}/statements/S1", L.STATEMENTS),
    "edit_statement": Operation(
        "PATCH",
        f"{CASE}/statements/S1",
        A.ENTER_STATEMENT,
        L.STATEMENTS,
        {"version": 1, "interpreter": "Interpreter B"},
    ),
    "set_positions": Operation(
        "PUT",
        f"{CASE}/statements/S1/says",
        A.ENTER_STATEMENT,
        L.STATEMENTS,
        {"version": 1, "says": [SAYS]},
    ),
    "remove_statement": post(f"{CASE}/statements/S1/remove", A.ENTER_STATEMENT, layer=L.STATEMENTS),
    "restore_statement": post(
        f"{CASE}/statements/S1/restore", A.ENTER_STATEMENT, layer=L.STATEMENTS
    ),
    "compare_statements": get(f"{CASE}/comparison/{{victim}}", L.STATEMENTS),
    "list_propositions": get(f"{CASE}/propositions", L.STATEMENTS),
    "add_proposition": post(
        f"{CASE}/propositions",
        A.ENTER_STATEMENT,
        {"text": "The door was locked.", "element": "means", "word": "restraint"},
        L.STATEMENTS,
    ),
    "edit_proposition": Operation(
        "PATCH",
        f"{CASE}/propositions/P1",
        A.ENTER_STATEMENT,
        L.STATEMENTS,
        {"version": 1, "party": "{owner}", "count": 1},
    ),
    "remove_proposition": post(
        f"{CASE}/propositions/P1/remove", A.ENTER_STATEMENT, layer=L.STATEMENTS
    ),
    "restore_proposition": post(
        f"{CASE}/propositions/P1/restore", A.ENTER_STATEMENT, layer=L.STATEMENTS
    ),
    "list_recantations": get(f"{CASE}/recantations", L.STATEMENTS),
    "record_recantation": post(
        f"{CASE}/recantations",
        A.ENTER_STATEMENT,
        {"person": "{victim}", "kind": "reluctant", "statement": "S1"},
        L.STATEMENTS,
    ),
    "read_recantation": get(f"{CASE}/recantations/{{recantation}}", L.STATEMENTS),
    "edit_recantation": Operation(
        "PATCH",
        f"{CASE}/recantations/{{recantation}}",
        A.ENTER_STATEMENT,
        L.STATEMENTS,
        {"version": 1, "to_whom": "A social worker"},
    ),
    "weigh_explanation": Operation(
        "PUT",
        f"{CASE}/recantations/{{recantation}}/explanations/threat",
        A.ENTER_STATEMENT,
        L.STATEMENTS,
        {"version": 1, "speaks_for": "Calls.", "found": "supported", "item": "E1"},
    ),
    "remove_recantation": post(
        f"{CASE}/recantations/{{recantation}}/remove", A.ENTER_STATEMENT, layer=L.STATEMENTS
    ),
    "restore_recantation": post(
        f"{CASE}/recantations/{{recantation}}/restore", A.ENTER_STATEMENT, layer=L.STATEMENTS
    ),
    "list_issues": get(f"{CASE}/issues", L.STATEMENTS),
    "accept_issue": post(
        f"{CASE}/issues/accept",
        A.DECIDE_ISSUE,
        {"issue": "E04", "owner": "prosecutor", "due": DUE},
        L.STATEMENTS,
    ),
    "set_issue_aside": post(
        f"{CASE}/issues/set-aside",
        A.DECIDE_ISSUE,
        {"issue": "E08", "person": "{victim}", **WHY},
        L.STATEMENTS,
    ),
    "mark_issue": post(
        f"{CASE}/issues/mark", A.DECIDE_ISSUE, {"issue": "E11", **WHY}, L.STATEMENTS
    ),
    "undo_issue": post(f"{CASE}/issues/{{mark}}/undo", A.DECIDE_ISSUE, layer=L.STATEMENTS),
}
