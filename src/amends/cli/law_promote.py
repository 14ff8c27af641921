"""``amends law promote``: keep what somebody verified in a law's own text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from amends.cli import promotion_tables as tables
from amends.cli.law_options import DAY, Answer, answering, laws_option, not_taken, today
from amends.law.own_laws import OwnLawsError
from amends.law.promoting import Asked, NotPromoted, held_by
from amends.law.promotion_report import PromotedOut, promotion_out
from amends.law.promotions import Promotion
from amends.law.report import CellOut, cell_out
from amends.office.statutes import promotions_file
from amends.office.statutes.laws_folder import own_library
from amends.office.statutes.text_store import state_of

NOT_WRITTEN = (
    "%s: %s. Nothing was changed. Check that the text can be read and the folder of laws written "
    "to, and that its disk has room."
)


def explaining(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Turn what a command refuses into one clear message and exit code 1."""

    @wraps(command)
    def wrapped(*, laws: Path, **given: Any) -> Answer:
        try:
            return command(laws=laws, **given)
        except NotPromoted as refusal:
            raise click.ClickException(f"Not promoted.\n{refusal}") from None
        except OwnLawsError as refusal:
            raise click.ClickException(not_taken(laws, refusal)) from None
        except OSError as failure:
            place = failure.filename or laws
            raise click.ClickException(NOT_WRITTEN % (place, failure.strerror)) from None

    return wrapped


@click.command()
@click.argument("statute", required=False)
@click.argument("cell", required=False)
@click.option("--text", type=click.Path(path_type=Path), help="File of the text that was read.")
@click.option("--citation", default="", help="What the text is, as it is to be cited.")
@click.option("--reader", default="", help="Who read it, by office or role.")
@click.option("--read-on", type=DAY, help="When it was read; today unless told.")
@click.option("--value", help="What it says, as JSON or words; else what is held is confirmed.")
@click.option("--at", default="", help="Where in the text.")
@click.option(
    "--since", type=DAY, help="First day on which it held; picks one of several readings."
)
@click.option("--until", type=DAY, help="First day on which it held no more.")
@click.option("--list", "listing", is_flag=True, help="List promotions instead.")
@click.option("--undo", is_flag=True, help="Take the newest promotion of CELL back instead.")
@laws_option()
@answering
@explaining
def promote(
    *,
    statute: str | None,
    cell: str | None,
    text: Path | None,
    read_on: datetime | None,
    since: datetime | None,
    until: datetime | None,
    listing: bool,
    undo: bool,
    laws: Path,
    **words: Any,
) -> Answer:
    """Keep beside CELL of the law STATUTE what somebody read in the law's own text.

    CELL is a path as show and audit print it, such as offences.s143.means. The text is stored
    under its SHA-256 with the office's own laws, and the cell then holds a reading that is
    verified. It stands beside what others have read: where they differ, the cell is in conflict.
    The site takes it in when it is next started.
    """
    if listing:
        return _listed(laws, statute)
    if statute is None or cell is None:
        raise click.UsageError("Name the law and the cell. See: amends law show KEY --json")
    if undo:
        taken = promotions_file.take_back(laws, statute, cell)
        return _done("taken_back", laws, statute, taken)
    if text is None:
        raise click.UsageError("Give the file of the text that was read with --text.")
    days = _day(read_on) or today(), _day(since), _day(until)
    asked = _asked(cell, *days, **words)
    found = promotions_file.promote(laws, statute, asked, text, today=today())
    return _done("promoted", laws, statute, found)


def _asked(cell: str, read_on: date, since: date | None, until: date | None, **words: Any) -> Asked:
    return Asked(cell=cell, sha256="", read_on=read_on, since=since, until=until, **words)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _listed(laws: Path, statute: str | None) -> Answer:
    found = tuple(
        promotion_out(kept.statute, promotion, state_of(laws, promotion.sha256))
        for kept in promotions_file.promotions_in(laws)
        for promotion in kept.promotions
        if statute in {None, kept.statute}
    )
    return found, lambda console: tables.print_promotions(found, console)


def _done(done: str, laws: Path, statute: str, promotion: Promotion) -> Answer:
    kept = promotion_out(statute, promotion, state_of(laws, promotion.sha256))
    found = PromotedOut(done, kept, _cell(laws, statute, promotion))
    return found, lambda console: tables.print_promoted(found, console)


def _cell(laws: Path, key: str, promotion: Promotion) -> CellOut | None:
    """Return the cell as it stands since; nothing where the laws do not hold it."""
    try:
        statute = own_library(laws).statutes.get(key)
    except OwnLawsError:
        return None
    held = held_by(statute, promotion, today()) if statute else None
    return cell_out(held) if held else None
