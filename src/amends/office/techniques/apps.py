"""Registers the application of techniques."""

from django.apps import AppConfig


class TechniquesConfig(AppConfig):
    """The application of techniques."""

    name = "amends.office.techniques"
    label = "techniques"
