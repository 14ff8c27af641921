"""Registers the charging application."""

from django.apps import AppConfig


class ChargingConfig(AppConfig):
    """The charging application."""

    name = "amends.office.charging"
    label = "charging"
