"""Addresses of the case on paper."""

from django.urls import path

from amends.office.printing import views
from amends.office.printing.composing import Paper
from amends.office.printing.services import FileForm

CASE = "cases/<slug:reference>/"
PAGES = {Paper.SUMMARY: ("print", "case-print"), Paper.HAND_OVER: ("handover", "case-handover")}

urlpatterns = [
    path(f"{CASE}{word}/", views.page, {"paper": paper}, name=name)
    for paper, (word, name) in PAGES.items()
] + [
    path(f"{CASE}{word}.{form}", views.file, {"paper": paper, "form": form}, name=f"{paper}-{form}")
    for paper, (word, _name) in PAGES.items()
    for form in FileForm
]
