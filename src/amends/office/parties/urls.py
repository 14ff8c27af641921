"""Addresses of parties and counts."""

from django.urls import path

from amends.office.parties import count_views, views

CASE = "cases/<slug:reference>/"
PARTY = f"{CASE}parties/<slug:key>/"
COUNT = f"{CASE}counts/<int:number>/"
ROLE = f"{CASE}roles/<int:pk>/"

urlpatterns = [
    path(f"{CASE}parties/", views.parties, name="case-parties"),
    path(f"{CASE}parties/add/", views.add_party, name="party-add"),
    path(PARTY, views.party, name="party"),
    path(f"{PARTY}remove/", views.remove_party, name="party-remove"),
    path(f"{PARTY}restore/", views.remove_party, {"back": True}, name="party-restore"),
    path(f"{ROLE}remove/", views.remove_role, name="role-remove"),
    path(f"{ROLE}restore/", views.remove_role, {"back": True}, name="role-restore"),
    path(f"{CASE}counts/", count_views.counts, name="case-counts"),
    path(f"{CASE}counts/add/", count_views.add_count, name="count-add"),
    path(f"{COUNT}remove/", count_views.remove_count, name="count-remove"),
    path(f"{COUNT}restore/", count_views.remove_count, {"back": True}, name="count-restore"),
    path(f"{COUNT}<slug:key>/", count_views.disposition, name="count-disposition"),
]
