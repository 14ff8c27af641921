"""Addresses of bars."""

from django.urls import path

from amends.office.bars import views

BARS = "cases/<slug:reference>/bars/"

urlpatterns = [
    path(BARS, views.bars, name="case-bars"),
    path(f"{BARS}<int:pk>/ask/", views.ask, name="bar-ask"),
    path(f"{BARS}<int:pk>/lift/", views.decide, {"granted": True}, name="bar-lift"),
    path(f"{BARS}<int:pk>/keep/", views.decide, {"granted": False}, name="bar-keep"),
    path("interests/", views.declare, name="declare-interest"),
]
