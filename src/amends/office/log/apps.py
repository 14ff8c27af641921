"""Registers the log application."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """The log application."""

    name = "amends.office.log"
    label = "log"
