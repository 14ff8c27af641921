"""Addresses of desk."""

from django.urls import URLPattern, path

from amends.office.desk import help

urlpatterns: list[URLPattern] = [
    path("help/", help.index, name="help"),
    path("help/<slug:slug>/", help.topic, name="help-topic"),
]
