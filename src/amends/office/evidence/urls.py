"""Addresses of attachments."""

from django.urls import path

from amends.office.evidence import views

LIST = "cases/<slug:reference>/attachments/"
ONE = f"{LIST}<int:pk>/"

urlpatterns = [
    path(LIST, views.attachments, name="case-attachments"),
    path(ONE, views.download, name="attachment"),
    path(f"{ONE}remove/", views.remove_attachment, name="attachment-remove"),
    path(f"{ONE}restore/", views.remove_attachment, {"back": True}, name="attachment-restore"),
]
