"""Addresses of the log."""

from django.urls import path

from amends.office.log import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/checkpoint", views.checkpoint, name="log-checkpoint"),
]
