"""Registers the components application."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """The components application."""

    name = "amends.office.components"
    label = "components"
