"""Registers the accounts application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts application."""

    name = "amends.office.accounts"
    label = "accounts"
