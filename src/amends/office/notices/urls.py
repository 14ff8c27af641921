"""Addresses of the calendar feed."""

from django.urls import path

from amends.office.notices import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/make/", views.make, name="calendar-make"),
    path("calendar/<int:pk>/revoke/", views.revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", views.feed, name="calendar-feed"),
]
