"""``amends law``: the laws that are held, audited, compared and checked. Needs no office."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from amends.base.problems import one_of
from amends.cli import charge_tables, dual_tables
from amends.cli import law_tables as tables
from amends.cli.diff_tables import print_diffs
from amends.cli.law_options import (
    DAY,
    FILE,
    Answer,
    answering,
    country_option,
    dated,
    known_countries,
    known_side,
    laws_option,
    library_in,
    reading_laws,
    taken,
    today,
)
from amends.cli.law_promote import promote
from amends.cli.law_recharge import recharge
from amends.law import report
from amends.law.amendments import amendments
from amends.law.audit import audit as audit_country
from amends.law.cases import read_facts
from amends.law.charge_report import charging_out
from amends.law.charging import charge as charge_facts
from amends.law.compare import compare as compare_countries
from amends.law.diff import diff as diff_country
from amends.law.diff_report import DiffOut, amended_out, diff_out
from amends.law.dual import Side, dual_criminality
from amends.law.dual_report import dual_out
from amends.law.fact_checks import still_ahead
from amends.law.facts import Facts
from amends.law.library import Library, countries, of_country, shipped, statutes
from amends.law.replacing import read_beside
from amends.law.schema import schema as statute_schema
from amends.law.statute import Statute
from amends.law.statute_report import statute_out
from amends.law.treaties import instruments

SIDE_HELP = "Who %s: two letters of a country, or the key of one law, as amends law list prints it."


@click.group()
def law() -> None:
    """Read, audit and compare the laws that amends holds.

    What is only remembered is marked unverified wherever it stands; conflicting readings stand
    beside each other. An audit gives answers with their sources, never a score. The office's own
    laws and promotions count: those of the folder given with --laws.
    """


law.add_command(promote)
law.add_command(recharge)


@law.command("list")
@dated
@reading_laws
@answering
def list_laws(on: date) -> Answer:
    """List the laws that are held, and say which can be in force; treaties come last."""
    laws = tuple(report.law_out(statute, on) for statute in statutes().values())
    asking = tuple(instruments().values())
    return laws, lambda console: tables.print_laws(laws, asking, console)


@law.command()
@click.argument("name")
@dated
@reading_laws
@answering
def show(name: str, on: date) -> Answer:
    """Show what a law says, cell by cell, or what a treaty asks.

    NAME is a key such as us-18usc77 or palermo, or a country such as IN.
    """
    if name in instruments():
        treaty = instruments()[name]
        return treaty, lambda console: tables.print_treaty(treaty, console)
    found = tuple(statute_out(statute, on) for statute in _named(name, on))
    return found, lambda console: tables.print_statutes(found, console)


@law.command()
@country_option
@dated
@reading_laws
@answering
def audit(country: str, on: date) -> Answer:
    """Audit a country's law: an answer to each of 23 rules, its sources and what would cure it."""
    found = report.audit_out(audit_country(country, on))
    return found, lambda console: tables.print_audit(found, console)


@law.command()
@country_option
@click.option("--from", "since", type=DAY, help="A day before the change.")
@click.option("--on", "until", type=DAY, help="A day after it; today unless told.")
@click.option("--paths", is_flag=True, help="Print the path of each cell, too.")
@reading_laws
@answering
def diff(country: str, since: datetime | None, until: datetime | None, paths: bool) -> Answer:
    """Say what changed in a country's law between two days, or by each of its amendments.

    Without --from, every amendment that is known is shown by itself, also those of which nobody
    has read when they began or what they changed. Of one that is known to the month or the year,
    the last day before it is compared with the last day of it.
    """
    last = until.date() if until else today()
    if since and since.date() >= last:
        message = f"{since.date()} is not before {last}. Give an earlier day."
        raise click.BadParameter(message, param_hint="--from")
    found: tuple[DiffOut, ...]
    if since:
        found = (diff_out(diff_country(country, since.date(), last)),)
    else:
        known = (each for each in amendments(country) if each.may_begin(date.min, last))
        found = tuple(map(amended_out, known))
    return found, lambda console: print_diffs(found, console, paths=paths)


@law.command()
@click.argument("codes", nargs=-1, required=True, callback=known_countries, metavar="COUNTRY...")
@dated
@reading_laws
@answering
def compare(codes: tuple[str, ...], on: date) -> Answer:
    """Put the trafficking offences of several countries side by side. No rank, no score."""
    found = report.comparison_out(compare_countries(codes, on))
    return found, lambda console: tables.print_comparison(found, console)


@law.command()
@click.argument("file", type=FILE)
@click.option(
    "--country",
    "codes",
    multiple=True,
    callback=known_countries,
    help="Two letters; again for another. Every country that is held unless told.",
)
@dated
@reading_laws
@answering
def charge(file: Path, codes: tuple[str, ...], on: date) -> Answer:
    """Say every count that lies on the facts in FILE, and what is missing of the others.

    Nobody is listed whose non-punishment screen is not in the facts. Nothing here says how likely
    a conviction is.
    """
    facts = taken(file, read_facts)
    if wrong := still_ahead(facts, on):
        lines = (f"{one.path}: {one.message} {one.remedy}" for one in wrong)
        raise click.ClickException("\n".join([f"{file.name}: not taken", *lines]))
    chosen = codes or _where_it_happened_first(facts)
    charging = charge_facts(facts, chosen, on)
    found = charging_out(facts, charging, countries=chosen, on=on)
    return found, lambda console: charge_tables.print_charging(found, console)


@law.command()
@click.argument("file", type=FILE)
@click.option("--from", "here", required=True, callback=known_side, help=SIDE_HELP % "asks")
@click.option("--to", "there", required=True, callback=known_side, help=SIDE_HELP % "is asked")
@dated
@reading_laws
@answering
def dual(file: Path, here: Side, there: Side, on: date) -> Answer:
    """Say whether the facts in FILE are a crime under two laws, and which tools that opens.

    Element by element, for every count that lies where the request comes from: the facts are moved
    to the country that is asked, and names of offences do not matter. What is only remembered
    answers nothing: it stays open, and what memory would say is shown beside it. The tools of
    cooperation are apart: open, open if something is confirmed, or not open; each with what must
    be checked besides.
    """
    facts = taken(file, read_facts)
    counterparts = dual_criminality(facts, here, there, on)
    screen = charge_facts(facts, (), on)
    found = dual_out(counterparts, screen, here=here, there=there, on=on)
    return found, lambda console: dual_tables.print_dual(found, console)


@law.command()
@click.argument("file", type=FILE)
@dated
@laws_option()
@answering
def check(file: Path, laws: Path, on: date) -> Answer:
    """Say whether FILE is a statute file in order, and if not, every reason with its line.

    What its offences took the place of is looked for among the laws that are held; a folder of
    laws that is not in order is left out.
    """
    held = _held_or_shipped(laws).statutes
    statute = taken(file, lambda text, *, name: read_beside(text, held, name=name, today=today()))
    found = report.law_out(statute, on)
    return found, lambda console: console.print(
        f"{found.key}: in order ({len(statute.offences)} offences, {len(found.offences)} in force)"
    )


@law.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of statute files."""
    click.echo(msgspec.json.format(msgspec.json.encode(statute_schema()), indent=1).decode())


def _held_or_shipped(folder: Path) -> Library:
    try:
        return library_in(folder, must_exist=False)
    except click.ClickException:
        return shipped()


def _named(name: str, on: date) -> tuple[Statute, ...]:
    if name in statutes():
        return (statutes()[name],)
    if name.upper() in countries():
        return tuple(found.statute for found in of_country(name.upper(), on))
    message = (
        f"There is no law {name!r}. {one_of(name, [*statutes(), *instruments(), *countries()])}"
    )
    raise click.BadParameter(f"{message} See: amends law list", param_hint="NAME")


def _where_it_happened_first(facts: Facts) -> tuple[str, ...]:
    """Return every country whose law is held, those in which the conduct took place at the head."""
    places = {place for conduct in facts.conduct for place in conduct.places}
    return tuple(sorted(countries(), key=lambda country: country not in places))
