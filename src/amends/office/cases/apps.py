"""Registers the cases application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The cases application."""

    name = "amends.office.cases"
    label = "cases"
