"""Registers the accounts application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts application."""

    name = "amends.office.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note of every log-in, however it came about, where it began and that it shows who."""
        from django.contrib.auth.signals import user_logged_in

        from amends.office.accounts.confirming import confirmed
        from amends.office.accounts.sessions import began

        user_logged_in.connect(began, dispatch_uid="a log-in began")
        user_logged_in.connect(confirmed, dispatch_uid="a log-in confirms")
