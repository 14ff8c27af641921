"""Addresses of disclosure."""

from django.urls import path

from amends.office.disclosure import defence_views, redaction_views, set_views, views

CASE = "cases/<slug:reference>/"
HERE = f"{CASE}disclosure/"
FILE = f"{HERE}redact/<int:pk>/"
SET = f"{HERE}sets/<slug:key>/"

urlpatterns = [
    path(HERE, views.schedule, name="case-disclosure"),
    path(f"{HERE}schedule.csv", views.as_csv, {"table": "schedule"}, name="schedule-csv"),
    path(f"{HERE}sensitive.csv", views.as_csv, {"table": "sensitive"}, name="sensitive-csv"),
    path(f"{HERE}exhibits.csv", views.as_csv, {"table": "exhibits"}, name="exhibits-csv"),
    path(f"{HERE}exhibits/", views.exhibit_list, name="exhibit-list"),
    path(f"{HERE}material/<slug:key>/", views.material, name="material"),
    path(FILE, redaction_views.redact, name="redact"),
    path(f"{FILE}page.png", redaction_views.picture, name="redact-picture"),
    path(f"{FILE}copy/", redaction_views.make_copy, name="redact-copy"),
    path(f"{HERE}marks/<int:pk>/remove/", redaction_views.remove_mark, name="mark-remove"),
    path(
        f"{HERE}marks/<int:pk>/restore/",
        redaction_views.remove_mark,
        {"back": True},
        name="mark-restore",
    ),
    path(
        f"{HERE}copies/<int:pk>/set-aside/", redaction_views.set_aside, name="redaction-set-aside"
    ),
    path(
        f"{HERE}copies/<int:pk>/restore/",
        redaction_views.set_aside,
        {"back": True},
        name="redaction-restore",
    ),
    path(f"{HERE}sets/", set_views.sets, name="disclosure-sets"),
    path(f"{HERE}sets-add/", set_views.edit_set, name="set-add"),
    path(SET, set_views.one_set, name="disclosure-set"),
    path(f"{SET}edit/", set_views.edit_set, name="set-edit"),
    path(f"{SET}bind/", set_views.bind, name="set-bind"),
    path(f"{SET}remove/", set_views.remove_set, name="set-remove"),
    path(f"{SET}restore/", set_views.remove_set, {"back": True}, name="set-restore"),
    path(f"{HERE}services/<int:pk>/strike/", set_views.strike_service, name="service-strike"),
    path(
        f"{HERE}services/<int:pk>/restore/",
        set_views.strike_service,
        {"back": True},
        name="service-restore",
    ),
    path(f"{CASE}served/", defence_views.defence, name="case-served"),
]
