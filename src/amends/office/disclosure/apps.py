"""Registers the application of disclosure."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The application of disclosure."""

    name = "amends.office.disclosure"
    label = "disclosure"
