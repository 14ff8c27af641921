"""The operations on the proof of a case."""

from __future__ import annotations

from amends.office.policy import Action, Layer
from tests.api.operation import CASE, Operation, get, post

A, L = Action, Layer
PROOF = f"{CASE}/proof"
TARGET = {"element": "means", "word": "force", "by": "{owner}", "to": "{victim}"}
ON_PROOF: dict[str, Operation] = {
    "read_proof": get(PROOF, L.PROOF),
    "list_drafts": get(f"{PROOF}/drafts", L.PROOF),
    "decide_drafts": post(
        f"{PROOF}/drafts/E1/decide",
        A.ARGUE,
        {"follows": [TARGET], "scheme": "thing_found", "force": 2},
        L.PROOF,
    ),
    "list_arguments": get(f"{PROOF}/arguments", L.PROOF),
    "state_argument": post(
        f"{PROOF}/arguments",
        A.ARGUE,
        {"defeats": "{attack}", "items": ["E1"], "generalisation": "A rope lasts."},
        L.PROOF,
    ),
    "read_argument": get(f"{PROOF}/arguments/{{argument}}", L.PROOF),
    "edit_argument": Operation(
        "PATCH",
        f"{PROOF}/arguments/{{argument}}",
        A.ARGUE,
        L.PROOF,
        {
            "version": 1,
            "force": 2,
            "note": "Seen by two officers.",
            "items": ["E1"],
            "propositions": ["{own}"],
        },
    ),
    "remove_argument": post(f"{PROOF}/arguments/{{argument}}/remove", A.ARGUE, layer=L.PROOF),
    "restore_argument": post(f"{PROOF}/arguments/{{argument}}/restore", A.ARGUE, layer=L.PROOF),
    "list_questions": get(f"{PROOF}/arguments/{{argument}}/questions", L.PROOF),
    "answer_question": Operation(
        "PUT",
        f"{PROOF}/arguments/{{argument}}/questions/custody_whole",
        A.ARGUE,
        L.PROOF,
        {"answer": "good", "reason": "No gap."},
    ),
    "list_own_propositions": get(f"{PROOF}/propositions", L.PROOF),
    "state_own_proposition": post(
        f"{PROOF}/propositions",
        A.ARGUE,
        {"words": "He kept the rope.", "standard": "PE"},
        L.PROOF,
    ),
    "read_own_proposition": get(f"{PROOF}/propositions/{{own}}", L.PROOF),
    "edit_own_proposition": Operation(
        "PATCH",
        f"{PROOF}/propositions/{{own}}",
        A.ARGUE,
        L.PROOF,
        {"version": 1, "words": "He had the rope."},
    ),
    "remove_own_proposition": post(
        f"{PROOF}/propositions/{{untied}}/remove", A.ARGUE, layer=L.PROOF
    ),
    "restore_own_proposition": post(
        f"{PROOF}/propositions/{{untied}}/restore", A.ARGUE, layer=L.PROOF
    ),
    "list_weaknesses": get(f"{PROOF}/weaknesses", L.PROOF),
    "take_up_weakness": post(
        f"{PROOF}/weaknesses/take-up",
        A.ARGUE,
        {"kind": "not_supported", "about": "jurisdiction", "owner": "prosecutor"},
        L.PROOF,
    ),
    "undo_weakness": post(f"{PROOF}/weaknesses/{{taken}}/undo", A.ARGUE, layer=L.PROOF),
    "list_proof_steps": get(f"{PROOF}/steps", L.PROOF),
    "plan_step": Operation(
        "PUT",
        f"{PROOF}/steps/{{wanted}}",
        A.PLAN_PROOF,
        L.PROOF,
        {"version": 1, "days": 4, "tier": 1, "deadline": "2027-01-02"},
    ),
}
