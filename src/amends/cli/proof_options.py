"""What the commands on proof share: the files they read, and what is said where one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from amends.base.messages import Refusal
from amends.proof.fault_trees import MOST_BYTES

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
CASES = click.argument("file", type=FILE, metavar="CASES")
COUNTRY = click.option(
    "--country", default="", help="Whose policy on the force of arguments to use."
)
AS_DATA = click.option("--json", "json_wanted", is_flag=True, help="Print plain data.")


@contextmanager
def refused(file: Path) -> Iterator[None]:
    """Say what is wrong with a file."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from None


def content_of(file: Path) -> bytes:
    """Return what a file holds, up to what is read of one."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def today() -> date:
    """Return the day on this machine's calendar."""
    return date.today()  # noqa: DTZ011  # no office says which zone is meant
