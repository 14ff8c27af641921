"""Addresses of the case on paper."""

from django.urls import path

from amends.office.printing import entry_proof_views, letter_views, views
from amends.office.printing.composing import Paper
from amends.office.printing.entry_proof_services import ProofForm
from amends.office.printing.services import FileForm

CASE = "cases/<slug:reference>/"
LETTER = f"{CASE}inquiries/<int:number>/letter"
WORDS = {
    Paper.SUMMARY: "print",
    Paper.HAND_OVER: "handover",
    Paper.CHARGE_SHEET: "charge-sheet",
    Paper.CUSTODY: "custody-certificate",
    Paper.PROOF: "state-of-proof",
    Paper.BRIEF: "brief",
}

urlpatterns = [
    path(f"{CASE}{word}/", views.page, {"paper": paper}, name=views.NAMES[paper])
    for paper, word in WORDS.items()
] + [
    path(f"{CASE}{word}.{form}", views.file, {"paper": paper, "form": form}, name=f"{paper}-{form}")
    for paper, word in WORDS.items()
    for form in FileForm
]
urlpatterns += [path(f"{LETTER}/", letter_views.letter_page, name="inquiry-letter")] + [
    path(
        f"{LETTER}.{form}",
        letter_views.letter_file,
        {"form": form},
        name=f"inquiry-letter-{form}",
    )
    for form in FileForm
]
urlpatterns += [
    path(
        f"{CASE}custody/<int:pk>/log.{form}",
        entry_proof_views.entry_proof,
        {"form": form},
        name=f"entry-proof-{form}",
    )
    for form in ProofForm
]
