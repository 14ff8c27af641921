"""Registers the application of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The application of the vault."""

    name = "amends.office.vault"
    label = "vault"
