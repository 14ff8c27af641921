"""Registers the exchange application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange application."""

    name = "amends.office.exchange"
    label = "exchange"
