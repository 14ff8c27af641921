"""Registers the application of statements."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """The application of statements."""

    name = "amends.office.statements"
    label = "statements"
