"""Addresses of cases."""

from django.urls import path

from amends.office.cases import move_views, people_views, views

CASE = "cases/<slug:reference>/"

urlpatterns = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/new/", views.open_case, name="case-open"),
    path("cases/views/save/", views.save_view, name="view-save"),
    path("cases/views/<int:pk>/delete/", views.delete_view, name="view-delete"),
    path(CASE, views.case, name="case"),
    path(f"{CASE}edit/", views.edit_case, name="case-edit"),
    path(f"{CASE}people/", people_views.people, name="case-people"),
    path(f"{CASE}people/<int:pk>/end/", people_views.end_assignment, name="assignment-end"),
    path(f"{CASE}hand-over/", people_views.hand_over, name="case-hand-over"),
    path(f"{CASE}notes/", people_views.notes, name="case-notes"),
    path(f"{CASE}notes/<int:pk>/withdraw/", people_views.withdraw_note, name="note-withdraw"),
    path(
        f"{CASE}notes/<int:pk>/restore/",
        people_views.withdraw_note,
        {"back": True},
        name="note-restore",
    ),
    path(f"{CASE}links/", people_views.links, name="case-links"),
    path(f"{CASE}links/<int:pk>/undo/", people_views.unlink, name="link-undo"),
    path(
        f"{CASE}links/<int:pk>/restore/", people_views.unlink, {"back": True}, name="link-restore"
    ),
    path(f"{CASE}merge/", move_views.merge, name="case-merge"),
    path(f"{CASE}split/", move_views.split, name="case-split"),
    path(f"{CASE}moves/<int:pk>/undo/", move_views.undo, name="move-undo"),
    path(f"{CASE}history/", move_views.history, name="case-history"),
]
