"""Registers the stamps application."""

from django.apps import AppConfig


class StampsConfig(AppConfig):
    """The stamps application."""

    name = "amends.office.stamps"
    label = "stamps"
