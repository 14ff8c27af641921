"""Key files that are made and read at the command line: a key under a passphrase."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pyrage.x25519 import Identity

from amends.integrity.sealed_boxes import SealRefused, locked, unlocked

NEW_KEY = click.Path(dir_okay=False, path_type=Path)
LEAST_PASSPHRASE = 12
F = TypeVar("F", bound=Callable[..., Any])


def passphrase(variable: str, *, new: bool = False) -> Callable[[F], F]:
    """Return the option for the passphrase of a key file, asked for unless it is given."""
    return click.option(
        "--passphrase",
        envvar=variable,
        prompt=True,
        hide_input=True,
        confirmation_prompt=new,
        help="Asked for twice if it is not given." if new else "Asked for if it is not given.",
    )


def write_key(key_file: Path, key: Identity, passphrase: str) -> None:
    """Keep a key in a new file that only its owner reads.

    Raises:
        click.ClickException: the passphrase is short, or the file is there or cannot be written.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise click.BadParameter(f"Take at least {LEAST_PASSPHRASE} characters for the passphrase.")
    try:
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{key_file} is there already. Nothing was changed.") from None
    except OSError as fault:
        raise click.ClickException(f"{key_file} cannot be written: {fault.strerror}.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(locked(key, passphrase))
        file.flush()
        os.fsync(file.fileno())


def read_key(key_file: Path, passphrase: str) -> Identity:
    """Return the key in a file.

    Raises:
        click.ClickException: it is no key file, or the passphrase is another.
    """
    try:
        return unlocked(key_file.read_bytes(), passphrase)
    except SealRefused as fault:
        raise click.ClickException(f"{key_file}: {fault}.") from None
