"""Addresses of components."""

from django.urls import URLPattern, path

from amends.office.components import views

urlpatterns: list[URLPattern] = [
    path("", views.catalogue, name="component-catalogue"),
    path("<slug:slug>/", views.group, name="component-group"),
]
