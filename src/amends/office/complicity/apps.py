"""Registers the application of the complicity channel."""

from django.apps import AppConfig


class ComplicityConfig(AppConfig):
    """The application of the complicity channel."""

    name = "amends.office.complicity"
    label = "complicity"
