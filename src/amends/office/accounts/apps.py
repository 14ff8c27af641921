"""Registers the accounts application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts application."""

    name = "amends.office.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let every log-in, however it came about, count as showing who one is."""
        from django.contrib.auth.signals import user_logged_in

        from amends.office.accounts.confirming import confirmed

        user_logged_in.connect(confirmed, dispatch_uid="a log-in confirms")
