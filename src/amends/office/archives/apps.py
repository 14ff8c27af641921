"""Registers the archives application."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """The archives application."""

    name = "amends.office.archives"
    label = "archives"
