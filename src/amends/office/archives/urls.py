"""Addresses of case archives."""

from django.urls import path

from amends.office.archives import views

CASE = "cases/<slug:reference>/archive"

urlpatterns = [
    path("archives/", views.take_in, name="archive-take-in"),
    path("archives/check/", views.check, name="archive-check"),
    path(f"{CASE}/", views.archive, name="case-archive"),
    path(f"{CASE}.zip", views.download, name="archive-download"),
    path(f"{CASE}/undo/", views.undo, name="archive-undo"),
]
