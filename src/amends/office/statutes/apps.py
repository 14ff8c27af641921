"""Registers the pages of the law, and takes the office's own laws when the office starts."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from amends.law.own_laws import OwnLawsError
from amends.office.statutes.laws_folder import take_own_laws


class StatutesConfig(AppConfig):
    """The pages of the law."""

    name = "amends.office.statutes"
    label = "statutes"

    def ready(self) -> None:
        """Take the office's own laws; without them the office would show what it knows is wrong.

        Raises:
            ImproperlyConfigured: they cannot be taken; the office does not start.
        """
        chosen = settings.LAWS != settings.HOME / "laws"
        try:
            take_own_laws(settings.LAWS, must_exist=chosen)
        except OwnLawsError as refusal:
            message = f"The laws in {settings.LAWS} (AMENDS_LAWS) cannot be taken:\n{refusal}"
            raise ImproperlyConfigured(message) from None
