"""Addresses of imports."""

from django.urls import path

from amends.office.exchange import exhibit_views, handout_views, views

HOME = "cases/<slug:reference>/import/"

urlpatterns = [
    path(HOME, views.choose, name="case-import"),
    path(f"{HOME}check", views.check, name="import-check"),
    path(f"{HOME}check/refused", handout_views.refused_in_trial, name="import-check-refused"),
    path(f"{HOME}template/<str:kind>.<str:ending>", handout_views.template, name="import-template"),
    path(f"{HOME}exhibits", exhibit_views.choose, name="import-exhibits"),
    path(f"{HOME}exhibits/<int:pk>", exhibit_views.check, name="import-exhibits-check"),
    path(f"{HOME}<int:pk>/refused", handout_views.refused, name="import-refused"),
    path(f"{HOME}<int:pk>/undo", views.undo, name="import-undo"),
]
