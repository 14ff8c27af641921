"""Registers the application of passages."""

from django.apps import AppConfig


class PassagesConfig(AppConfig):
    """The application of passages."""

    name = "amends.office.passages"
    label = "passages"
