"""Registers the notices application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices application."""

    name = "amends.office.notices"
    label = "notices"
