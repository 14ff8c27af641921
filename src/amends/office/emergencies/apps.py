"""Registers the application of emergency access."""

from django.apps import AppConfig


class EmergenciesConfig(AppConfig):
    """The application of emergency access."""

    name = "amends.office.emergencies"
    label = "emergencies"
