"""Addresses of charging within a case."""

from django.urls import path

from amends.office.charging import conduct_views, count_views, dual_views, proof_views, views

CASE = "cases/<slug:reference>/"
CHARGING = f"{CASE}charging/"
CONDUCT = f"{CHARGING}conduct/<int:pk>/"

urlpatterns = [
    path(CHARGING, views.charging, name="case-charging"),
    path(f"{CHARGING}seen/", views.note_seen, name="charging-seen"),
    path("charging/changed/", views.recharged, name="recharged"),
    path(f"{CHARGING}dual/", dual_views.dual, name="case-dual"),
    path(f"{CHARGING}facts/", views.at_large, name="facts-at-large"),
    path(f"{CHARGING}conduct/add/", conduct_views.add_conduct, name="conduct-add"),
    path(f"{CHARGING}conduct/draft/", conduct_views.draft_conduct, name="conduct-draft"),
    path(CONDUCT, conduct_views.edit_conduct, name="conduct-edit"),
    path(f"{CONDUCT}remove/", conduct_views.remove_conduct, name="conduct-remove"),
    path(
        f"{CONDUCT}restore/", conduct_views.remove_conduct, {"back": True}, name="conduct-restore"
    ),
    path(f"{CHARGING}count/<str:name>/", count_views.count, name="charging-count"),
    path(f"{CHARGING}decisions/<int:pk>/undo/", count_views.undo_decision, name="decision-undo"),
    path(f"{CHARGING}proof/<int:pk>/undo/", proof_views.undo_label, name="proof-undo"),
    path(f"{CASE}counts/<int:number>/law/", count_views.tie_count, name="count-tie"),
]
