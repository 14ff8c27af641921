"""Registers the reading application."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """The reading application."""

    name = "amends.office.reading"
    label = "reading"
