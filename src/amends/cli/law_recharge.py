"""``amends law recharge``: what other laws make of recorded facts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from amends.cli import recharge_tables as tables
from amends.cli.law_options import (
    FOLDER,
    dated,
    json_option,
    known_countries,
    library_in,
    reading_laws,
    tell,
)
from amends.law.cases import read_facts
from amends.law.facts import Facts
from amends.law.library import Library, current, shipped
from amends.law.reading import StatuteError
from amends.law.recharge_report import RechargingOut, RefusedOut
from amends.law.recharging import differing
from amends.law.recharging import recharge as recharge_sets

PLACE = click.Path(exists=True, path_type=Path)
FACTS = (".yaml", ".yml")
SECONDS = 5.0


class FactsRead:
    """The files of facts that were given, read one after the other, and those that were not."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Begin with nothing read."""
        self.files = tuple(files)
        self.read = 0
        self.refused: list[RefusedOut] = []

    def sets(self) -> Iterator[tuple[str, Facts]]:
        """Yield every set of facts that can be read, noting those that cannot."""
        told = time.monotonic()
        for number, file in enumerate(self.files):
            if time.monotonic() - told > SECONDS:
                told = time.monotonic()
                click.echo(f"{number} of {len(self.files)} files", err=True)
            try:
                facts = read_facts(file.read_text(encoding="utf-8"), name=file.name)
            except UnicodeDecodeError:
                self._refuse(file, "This is not a text in UTF-8. Save it as UTF-8.")
            except StatuteError as refusal:
                self._refuse(file, str(refusal))
            except OSError as failure:
                self._refuse(file, f"This cannot be read: {failure.strerror}.")
            else:
                self.read += 1
                yield str(file), facts

    def _refuse(self, file: Path, said: str) -> None:
        self.refused.append(RefusedOut(str(file), said))


@click.command()
@click.argument("places", nargs=-1, required=True, type=PLACE, metavar="FACTS...")
@click.option(
    "--country",
    "codes",
    multiple=True,
    callback=known_countries,
    help="Two letters; again for another. Every country that is held unless told.",
)
@click.option(
    "--from-laws",
    "old_laws",
    type=FOLDER,
    help="Folder of own laws to compare with; the laws as shipped unless told.",
)
@dated
@reading_laws
@json_option
def recharge(
    *,
    places: tuple[Path, ...],
    codes: tuple[str, ...],
    old_laws: Path | None,
    on: date,
    json_wanted: bool,
) -> None:
    """Say how the counts on recorded facts change between two sets of laws.

    FACTS are files of facts, or folders of them. What is found under the laws of --from-laws is
    compared with what is found under those of --laws: counts that come, that go, or whose period,
    state, missing elements, penalty, time limit or bars are others. A file that cannot be read is
    named, and the exit code is then 1.
    """
    before = library_in(old_laws) if old_laws else shipped()
    found = recharged(places, codes, before, on)
    tell((found, lambda console: tables.print_recharging(found, console)), json_wanted=json_wanted)
    if found.refused:
        raise SystemExit(1)


def recharged(
    places: Iterable[Path], codes: tuple[str, ...], before: Library, on: date
) -> RechargingOut:
    """Return what the laws in use make of facts that other laws were asked before."""
    after = current()
    countries = codes or tuple(dict.fromkeys((*before.countries, *after.countries)))
    given = FactsRead(file for place in places for file in _files(place))
    found = recharge_sets(given.sets(), before=before, after=after, countries=countries, on=on)
    changed = tuple(one for one in found if one.is_changed)
    return RechargingOut(
        on,
        countries,
        differing(before, after, countries),
        len(given.files),
        given.read,
        tuple(given.refused),
        changed,
    )


def _files(place: Path) -> Iterator[Path]:
    """Yield a file, or the files of facts in a folder and those within it.

    Raises:
        click.BadParameter: the folder holds none.
    """
    if not place.is_dir():
        yield place
        return
    found = sorted(path for path in place.rglob("*") if path.suffix in FACTS and path.is_file())
    if not found:
        message = f"{place} holds no file of facts; their names end in .yaml or .yml."
        raise click.BadParameter(message, param_hint="FACTS")
    yield from found
