"""Addresses of attachments."""

from django.urls import path

from amends.office.evidence import views

CASE = "cases/<slug:reference>/attachments/"

urlpatterns = [
    path(CASE, views.attachments, name="case-attachments"),
    path(f"{CASE}<int:pk>/", views.download, name="attachment"),
    path(f"{CASE}<int:pk>/remove/", views.remove, name="attachment-remove"),
    path(f"{CASE}<int:pk>/restore/", views.remove, {"back": True}, name="attachment-restore"),
]
