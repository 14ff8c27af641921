"""Addresses of the timeline."""

from django.urls import path

from amends.office.timeline import over_views, views

CASE = "cases/<slug:reference>/timeline/"

urlpatterns = [
    path("clocks/", over_views.clock_list, name="clock-list"),
    path("dates/", over_views.date_list, name="date-list"),
    path(CASE, views.timeline, name="case-timeline"),
    path(f"{CASE}record/", views.record, name="event-record"),
    path(f"{CASE}<int:pk>/strike/", views.strike, name="event-strike"),
    path(f"{CASE}<int:pk>/undo/", views.undo, name="event-undo"),
    path(f"{CASE}<int:pk>/restore/", views.restore, name="event-restore"),
]
