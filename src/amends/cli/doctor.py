"""``amends doctor``: whether the office stands as it should."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import click

from amends.cli.office import local_operator, open_office

MARKS = {"well": " ", "look": "!", "bad": "X"}


@click.command()
@click.option("--full", is_flag=True, help="Check the whole log, not its newest entries only.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def doctor(full: bool, as_json: bool) -> None:
    """Look at settings, keys, database, log, disks, backups and time; say what to do.

    It changes nothing. Ends with 1 if something must be mended.
    """
    open_office()
    from amends.office.doctor import records, surroundings
    from amends.office.doctor.finding import Health, gathered

    actor = local_operator()
    found = gathered(
        (
            ("settings", surroundings.of_settings),
            ("database", records.of_database),
            ("migrations", records.of_migrations),
            ("keys", partial(surroundings.of_keys, actor)),
            ("log", partial(records.of_log, actor, whole=full)),
            ("stored files", partial(records.of_files, actor)),
            ("disk", surroundings.of_disks),
            ("backups", surroundings.of_backups),
            ("reports on officials", records.of_box),
            ("programs", surroundings.of_programs),
            ("time", surroundings.of_time),
        )
    )
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=1))
    else:
        for one in found:
            click.echo(f"{MARKS[one.health]} {one.about}: {one.said}")
            if one.remedy:
                click.echo(f"    {one.remedy}")
    if any(one.health is Health.BAD for one in found):
        raise SystemExit(1)
