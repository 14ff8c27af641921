"""Addresses of attachments."""

from django.urls import path

from amends.office.evidence import delivery_views, file_views, views

LIST = "cases/<slug:reference>/attachments/"
ONE = f"{LIST}<int:pk>/"

DELIVERY = "deliveries/<slug:token>/"

urlpatterns = [
    path("files/", file_views.stored_files, name="stored-files"),
    path("cases/<slug:reference>/deliveries/", delivery_views.begin, name="delivery-begin"),
    path(DELIVERY, delivery_views.delivery, name="delivery"),
    path(f"{DELIVERY}finish/", delivery_views.finish, name="delivery-finish"),
    path(LIST, views.attachments, name="case-attachments"),
    path(ONE, views.download, name="attachment"),
    path(f"{ONE}read/", views.read_attachment, name="attachment-read"),
    path(f"{ONE}remove/", views.remove_attachment, name="attachment-remove"),
    path(f"{ONE}restore/", views.remove_attachment, {"back": True}, name="attachment-restore"),
]
