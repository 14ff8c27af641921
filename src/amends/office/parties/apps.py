"""Registers the parties application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The parties application."""

    name = "amends.office.parties"
    label = "parties"
