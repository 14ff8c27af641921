"""``amends proof export`` and ``brief``: the arguments of a case in a file, and a brief on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amends.cli.archives import NEW_FILE, refuse_existing, write_new
from amends.cli.office import acting
from amends.cli.proof_options import AS_DATA, CASES, COUNTRY, content_of, refused, today
from amends.proof.aif import written_as_aif
from amends.proof.briefs import brief
from amends.proof.force_policy import policy_for
from amends.proof.graph_files import read_cases
from amends.proof.graph_writing import written
from amends.proof.proving import Reading

if TYPE_CHECKING:
    from amends.office.accounts.models import User


# How the arguments of a case can be written.
FORMS = {"cases": written, "aif": written_as_aif}


@click.command("export")
@click.argument("case", metavar="CASE")
@click.option("--to", "target", type=NEW_FILE, required=True, help="The file to make.")
@click.option("--every", is_flag=True, help="Also counts that can be charged and are not.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="cases",
    show_default=True,
    help="As worked cases, or in the Argument Interchange Format for other programs.",
)
@acting
def export_proof(case: str, target: Path, every: bool, form: str, actor: User) -> None:
    """Hand out the counts of CASE with their arguments, for the other commands of proof.

    Only its lead and the prosecutors assigned to it may: whoever has the file can work out on whom
    the proof hangs. In the Argument Interchange Format (JSON) it names neither what may be lost nor
    where information comes from. A file that is there already is not replaced.
    """
    from amends.office.cases.selectors import case as case_of
    from amends.office.proving.export_services import export_proof as export

    refuse_existing(target)
    found = case_of(actor=actor, reference=case)
    content = export(actor=actor, case=found, every=every, write=FORMS[form])
    write_new(target, iter([content]), lambda _number: None)
    click.echo(f"{target}: keep it from whoever is not to know on whom the proof hangs.")


@click.command("brief")
@CASES
@click.option(
    "--reading",
    type=click.Choice(list(Reading)),
    default=Reading.PENDING,
    show_default=True,
    help="How far evidence must have come to count.",
)
@COUNTRY
@AS_DATA
def show_brief(file: Path, reading: str, country: str, json_wanted: bool) -> None:
    """Say of each case in CASES what stands, on what, what is missing and what to disclose.

    CASES is a file of worked cases, or one that ``amends proof export`` made. No set of losses and
    no single source is printed. Needs no office.
    """
    with refused(file):
        policy = policy_for(country, today())
        found = [brief(one, policy, Reading(reading)) for one in read_cases(content_of(file))]
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for one in found:
        _print(one)


def _print(found: Mapping[str, Any]) -> None:
    standing = ", ".join(f"{reading}: {stands}" for reading, stands in found["standing"].items())
    click.echo(shown(f"{found['id']} ({standing})"))
    for one in found["elements"]:
        click.echo(shown(f"  {one['standing']}: {one['proposition']} ({_met(one)})"))
        for each in one["for"]:
            click.echo(shown(f"    {_told(each)}"))
        for each in one["against"]:
            click.echo(shown(f"    against it: {_because(each)}"))
    for line in _lines(found):
        click.echo(shown(f"  {line}"))


def shown(text: str) -> str:
    """Return words of a file as a terminal can show them, without what would steer it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _met(one: Mapping[str, Any]) -> str:
    return f"asked for: {one['demanded']}, met: {one['met'] or 'none'}"


def _told(one: Mapping[str, Any]) -> str:
    word = "for it" if one["holds"] else "cannot be used now"
    missing = f"; missing: {', '.join(one['missing'])}" if one["missing"] else ""
    return f"{word}: {_because(one)} [{', '.join(one['rests_on'])}]{missing}"


def _because(one: Mapping[str, Any]) -> str:
    return str(one["because"] or one["argument"])


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for one in found["weaknesses"]:
        detail = f" ({one['detail']})" if one["detail"] else ""
        yield f"{one['kind'].replace('_', ' ')}: {one['about']}{detail}"
    for title, key in (
        ("to disclose", "to_disclose"),
        ("under no argument", "under_no_argument"),
        ("nobody considered what the defence may say of", "defence_not_considered"),
    ):
        if found[key]:
            yield f"{title}: {', '.join(found[key])}"
