"""Registers the desk application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk application."""

    name = "amends.office.desk"
    label = "desk"
