"""Addresses of desk."""

from django.urls import URLPattern, path

from amends.office.desk import help
from amends.office.desk.front import views

urlpatterns: list[URLPattern] = [
    path("", views.front_page, name="front-page"),
    path("help/", help.index, name="help"),
    path("help/<slug:slug>/", help.topic, name="help-topic"),
]
