"""Opening the office from the command line: settings, database, and the account that acts."""

from __future__ import annotations

import functools
import getpass
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.policy import SystemActor

R = TypeVar("R")
NOT_WRITTEN = (
    "The database does not answer or cannot be written to (%s). Nothing was changed. Check that "
    "it runs and that its disk has room, then try again."
)
NOT_THERE = "There is nothing of that name that this account may open."


def open_office() -> None:
    """Load the office's settings and models; nothing of Django is imported before this.

    Raises:
        click.ClickException: the office's own laws cannot be taken.
    """
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.office.settings")
        try:
            django.setup()
        except ImproperlyConfigured as refusal:
            raise click.ClickException(f"The office does not start. {refusal}") from None


def prepare_database() -> None:
    """Bring the database to this version, with the cache table it needs."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def local_operator() -> SystemActor:
    """Return the actor for what only the operator of this machine may do."""
    from amends.office.policy import SystemActor

    return SystemActor(f"command line of {getpass.getuser()}")


def account_named(username: str) -> User:
    """Return the active account that acts.

    Raises:
        click.UsageError: there is none of that name.
    """
    from amends.office.accounts.models import User

    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        message = f"There is no active account {username!r}. See: amends account list"
        raise click.UsageError(message)
    return user


def acting(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the option --as and pass it the account as ``actor``; explain refusals."""

    @click.option(
        "--as",
        "username",
        envvar="AMENDS_ACTOR",
        required=True,
        metavar="ACCOUNT",
        help="The account that acts; its permissions hold and the log names it.",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, username: str, **kwargs: Any) -> R:
        open_office()
        return explained(lambda: command(*args, actor=account_named(username), **kwargs))

    return wrapped


def explained(act: Callable[[], R]) -> R:
    """Run an act and turn the office's refusals into one clear message and exit code 1."""
    from django.core.exceptions import ObjectDoesNotExist, ValidationError
    from django.db import OperationalError

    from amends.office.log.services import refuse
    from amends.office.policy import NotPermitted

    try:
        return act()
    except ValidationError as refusal:
        raise click.ClickException(_lines(refusal)) from None
    except NotPermitted as refusal:
        refuse(actor=refusal.actor, action=refusal.action, case=refusal.case)
        if refusal.case is not None:
            raise click.ClickException(NOT_THERE) from None
        message = f"The role of {refusal.actor.label} does not allow {refusal.action}."
        raise click.ClickException(message) from None
    except ObjectDoesNotExist:
        raise click.ClickException(NOT_THERE) from None
    except OperationalError as failure:
        raise click.ClickException(NOT_WRITTEN % failure) from None


def _lines(refusal: Any) -> str:
    if not hasattr(refusal, "message_dict"):
        return "\n".join(refusal.messages)
    return "\n".join(f"{f}: {m}" for f, found in refusal.message_dict.items() for m in found)
