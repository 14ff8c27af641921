"""What the commands of ``amends law`` share: their options, and the laws they read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
from click.core import ParameterSource
from rich.console import Console

from amends.base.messages import Refusal
from amends.law.dual import Side, side
from amends.law.library import Library, countries, using
from amends.law.own_laws import OwnLawsError
from amends.law.reading import StatuteError
from amends.office.home import laws_folder
from amends.office.statutes.laws_folder import own_library

Part = TypeVar("Part")
Answer = tuple[Any, Callable[[Console], None]]
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


class Day(click.DateTime):
    """A day as an option; what is none is said with how to write one."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the day."""
        try:
            found: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day of the calendar. Write it like 2024-07-01.", param, ctx)
        return found


DAY = Day(["%Y-%m-%d"])
LAWS_HELP = "Folder of the office's own laws; 'laws' in the office's home unless told."


def library_in(folder: Path, *, must_exist: bool = True) -> Library:
    """Return the laws that are shipped with those of a folder over them."""
    try:
        return own_library(folder, must_exist=must_exist)
    except OwnLawsError as refusal:
        raise click.ClickException(not_taken(folder, refusal)) from None


def not_taken(folder: Path, refusal: OwnLawsError) -> str:
    """Return what is wrong in a folder of laws."""
    return f"The laws in {folder} cannot be taken:\n{refusal}"


def named(context: click.Context, option: click.Parameter) -> bool:
    """Say whether an option was given, by hand or in the environment."""
    source = context.get_parameter_source(option.name or "")
    return source in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}


def _read_laws(context: click.Context, option: click.Parameter, folder: Path) -> None:
    if not context.resilient_parsing:
        library = library_in(folder, must_exist=named(context, option))
        context.with_resource(using(library))


def laws_option(**more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--laws``."""
    return click.option(
        "--laws", type=FOLDER, envvar="AMENDS_LAWS", default=laws_folder, help=LAWS_HELP, **more
    )


# Read before the other options: those name countries and laws of this library.
reading_laws = laws_option(is_eager=True, expose_value=False, callback=_read_laws)


def known_country(_: click.Context, __: click.Parameter, code: str) -> str:
    """Return a country of which a law is held; say which there are, if it is another."""
    if code.upper() in countries():
        return code.upper()
    message = f"No law of {code!r} is held. Held are: {', '.join(countries())}."
    raise click.BadParameter(message)


def known_side(_: click.Context, __: click.Parameter, name: str) -> Side:
    """Return the State of a country or of one law; say what comes near, if neither is held."""
    try:
        return side(name)
    except Refusal as refusal:
        raise click.BadParameter(f"{refusal} See: amends law list") from None


def known_countries(
    context: click.Context, option: click.Parameter, codes: tuple[str, ...]
) -> tuple[str, ...]:
    """Return countries of which a law is held."""
    return tuple(known_country(context, option, code) for code in codes)


country_option = click.option(
    "--country", required=True, callback=known_country, help="Two letters, such as IN."
)

json_option = click.option("--json", "json_wanted", is_flag=True, help="Print plain data.")


def answering(command: Callable[..., Answer]) -> Callable[..., None]:
    """Give a command ``--json``: plain data instead of what a person reads."""

    @json_option
    @wraps(command)
    def wrapped(*, json_wanted: bool, **given: Any) -> None:
        tell(command(**given), json_wanted=json_wanted)

    return wrapped


def tell(answer: Answer, *, json_wanted: bool) -> None:
    """Print an answer as plain data, or as a person reads it."""
    plain, shown = answer
    if json_wanted:
        click.echo(msgspec.json.format(msgspec.json.encode(plain), indent=1).decode())
    else:
        shown(Console())


def dated(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--on``, today unless told."""

    @click.option("--on", type=DAY, help="As the law stood on this day; today unless told.")
    @wraps(command)
    def wrapped(*, on: datetime | None, **given: Any) -> None:
        command(on=on.date() if on else today(), **given)

    return wrapped


def today() -> date:
    """Return the day where the reader is."""
    return date.today()  # noqa: DTZ011  # the day where the reader is


def taken(file: Path, reader: Callable[..., Part]) -> Part:
    """Return what a reader of files of law makes of a file."""
    try:
        return reader(file.read_text(encoding="utf-8"), name=file.name)
    except UnicodeDecodeError:
        message = f"{file.name} is not a text file in UTF-8. Save it as UTF-8 and try again."
        raise click.ClickException(message) from None
    except StatuteError as refusal:
        raise click.ClickException(str(refusal)) from None
