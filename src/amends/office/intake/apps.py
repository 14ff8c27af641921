"""Registers the application of reports."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The application of reports."""

    name = "amends.office.intake"
    label = "intake"
