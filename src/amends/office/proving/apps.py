"""Registers the application of proof."""

from django.apps import AppConfig


class ProvingConfig(AppConfig):
    """The application of proof."""

    name = "amends.office.proving"
    label = "proving"
