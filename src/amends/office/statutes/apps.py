"""Registers the pages of the law."""

from django.apps import AppConfig


class StatutesConfig(AppConfig):
    """The pages of the law."""

    name = "amends.office.statutes"
    label = "statutes"
