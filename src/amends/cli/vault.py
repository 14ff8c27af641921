"""``amends vault``: looking after the master key of the vault; nothing here reads what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import click

from amends.cli.office import local_operator, open_office
from amends.integrity.shares import NEEDED, SharesRefused, joined
from amends.integrity.vault import VaultRefused

HOLDERS = ("the head of the unit", "the court registrar", "the ombudsman")


@click.group()
def vault() -> None:
    """Look after the key of the vault. What the vault holds is read on the pages alone."""


@vault.command()
def rotate() -> None:
    """Put a new master key in the place of the present one. It may be stopped and run again.

    The keys of the cases are wrapped anew; what they seal stays as it is. Afterwards keep a copy
    of the key file, print new shares, and with backups made until now keep a copy as it was.
    """
    open_office()
    from amends.office.vault.key_services import rotate_master_key

    with _explained():
        wrapped = rotate_master_key(actor=local_operator())
    click.echo(f"Under the new master key: {wrapped} case keys. Keep a copy of the key file now,")
    click.echo("and print new shares: amends vault escrow")


@vault.command()
def escrow() -> None:
    """Print the master key in three shares, of which any two restore it and one tells nothing.

    Print them on paper, hand each to its holder in a sealed envelope, and keep no file of them.
    Each call makes new shares; those of two calls do not fit each other.
    """
    open_office()
    from amends.office.vault.key_services import share_master_key

    with _explained():
        shares = share_master_key(actor=local_operator())
        if len({joined(two) for two in combinations(shares, NEEDED)}) != 1:
            message = "the shares do not give one key back; nothing was printed, run it again"
            raise SharesRefused(message)
    for holder, share in zip(HOLDERS, shares, strict=True):
        click.echo(f"For {holder}:\n\n{share}\n")
    click.echo("Any two of them restore the key: amends vault restore", err=True)


@vault.command()
def restore() -> None:
    """Make a lost key file again from two shares, which are asked for and not shown."""
    open_office()
    from amends.office.vault.key_services import restore_master_key

    first = click.prompt("All words of one share", hide_input=True)
    second = click.prompt("All words of another", hide_input=True)
    with _explained():
        path = restore_master_key(actor=local_operator(), shares=(first, second))
    click.echo(f"Restored: {path}. Keep a copy of it apart from the database.")


@contextmanager
def _explained() -> Iterator[None]:
    """Say what stands in the way, and that nothing was lost by it."""
    from amends.office.evidence.faults import KeyMissing

    try:
        yield
    except KeyMissing as fault:
        raise click.ClickException(f"The vault has no key to go on with: {fault}.") from None
    except SharesRefused as fault:
        raise click.ClickException(f"Nothing was restored: {fault}.") from None
    except VaultRefused:
        message = "The key of a case was changed in the database. The older master key is kept."
        raise click.ClickException(message) from None
    except OSError as fault:
        message = f"{fault.filename or 'The key file'}: {fault.strerror}. Mend that, run it again."
        raise click.ClickException(message) from None
