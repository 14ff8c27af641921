"""Addresses of passages, and of the text they stand in."""

from django.urls import path

from amends.office.passages import text_views, views

CASE = "cases/<slug:reference>/"
ONE = f"{CASE}passages/<int:pk>/"

urlpatterns = [
    path(f"{CASE}attachments/<int:pk>/text/", text_views.text, name="attachment-text"),
    path(f"{CASE}passages/", views.passages, name="case-passages"),
    path(f"{ONE}edit/", views.edit_passage, name="passage-edit"),
    path(f"{ONE}remove/", views.remove_passage, name="passage-remove"),
    path(f"{ONE}restore/", views.remove_passage, {"back": True}, name="passage-restore"),
]
