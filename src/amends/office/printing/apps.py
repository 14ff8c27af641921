"""Registers the printing application."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """The printing application."""

    name = "amends.office.printing"
    label = "printing"
