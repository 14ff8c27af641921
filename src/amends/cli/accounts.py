"""``amends account``: accounts and units, for the operator of the machine."""

from __future__ import annotations

import click

from amends.cli.office import explained, local_operator, open_office, prepare_database


@click.group()
def account() -> None:
    """Administer accounts and units from the machine the office runs on."""


@account.command("list")
def list_accounts() -> None:
    """List the accounts with role, unit and whether they are active."""
    open_office()
    from amends.office.accounts.selectors import accounts

    for user in accounts(actor=local_operator()):
        unit = user.unit.code if user.unit else "-"
        state = "active" if user.is_active else "closed"
        click.echo(f"{user.username:<20} {user.role:<14} {unit:<12} {state:<7} {user.name}")


@account.command("unit")
@click.argument("code")
@click.argument("name")
@click.option("--jurisdiction", required=True, metavar="CC", help="Two-letter country code.")
def open_unit(code: str, name: str, jurisdiction: str) -> None:
    """Add a unit with a short CODE and a NAME."""
    open_office()
    prepare_database()
    from amends.office.accounts import services

    unit = explained(
        lambda: services.open_unit(
            actor=local_operator(), code=code, name=name, jurisdiction=jurisdiction
        )
    )
    click.echo(f"Unit {unit.code} is open.")


@account.command("create")
@click.argument("username")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--role", required=True, help="prosecutor, investigator, head, registrar, ...")
@click.option("--unit", "unit_code", default="", help="Code of the unit, where the role has one.")
@click.option("--email", default="", help="Where the daily digest goes, if wanted.")
@click.password_option(help="First password; its owner must change it.")
def create(
    *, username: str, name: str, role: str, unit_code: str, email: str, password: str
) -> None:
    """Make an account. The first administrator of a new office is made this way."""
    open_office()
    prepare_database()
    from amends.office.accounts import services
    from amends.office.accounts.models import Unit

    unit = Unit.objects.filter(code=unit_code).first()
    if unit_code and unit is None:
        raise click.UsageError(
            f"There is no unit {unit_code!r}. Add it: amends account unit --help"
        )
    user = explained(
        lambda: services.create_account(
            actor=local_operator(),
            username=username,
            name=name,
            role=role,
            unit=unit,
            email=email,
            password=password,
        )
    )
    click.echo(f"Account {user.username} is open; its owner must change the password at log-in.")
