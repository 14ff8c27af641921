"""Registers the application of exhibits."""

from django.apps import AppConfig


class ExhibitsConfig(AppConfig):
    """The application of exhibits."""

    name = "amends.office.exhibits"
    label = "exhibits"
