"""Registers the application of bars."""

from django.apps import AppConfig


class BarsConfig(AppConfig):
    """The application of bars."""

    name = "amends.office.bars"
    label = "bars"
