"""The ``amends`` command and its groups."""

from __future__ import annotations

import click

from amends import __version__
from amends.cli.accounts import account
from amends.cli.backups import backup, restore
from amends.cli.cases import case
from amends.cli.daily import daily
from amends.cli.demo import demo
from amends.cli.doctor import doctor
from amends.cli.evidence import evidence
from amends.cli.files import files
from amends.cli.imports import import_sheets
from amends.cli.intake import intake
from amends.cli.law import law
from amends.cli.log import log
from amends.cli.ombudsman import ombudsman
from amends.cli.proof import proof
from amends.cli.serve import serve
from amends.cli.vault import vault
from amends.cli.witness import witness
from amends.cli.work import search, work


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="amends")
def main() -> None:
    """Work on trafficking cases from first report to last restitution payment.

    Commands that read or write an office act for the account given with --as, with that account's
    permissions, and stand in its log. Commands on case files and on laws need no office.
    """


for command in (
    *(
        demo,
        serve,
        intake,
        case,
        evidence,
        law,
        proof,
        import_sheets,
        account,
        daily,
        work,
        search,
        files,
        log,
        vault,
        ombudsman,
        witness,
        backup,
        restore,
        doctor,
    ),
):
    main.add_command(command)
