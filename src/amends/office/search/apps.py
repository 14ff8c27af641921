"""Registers the search application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search application."""

    name = "amends.office.search"
    label = "search"
