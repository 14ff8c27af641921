"""``amends demo``: the demonstration office, and the main job on the recorded cases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click
from rich.console import Console

from amends.casefile import demo_cases, review
from amends.cli.office import open_office, prepare_database
from amends.cli.review import print_review


@click.command()
@click.option("--quiet", is_flag=True, help="Print one line per case instead of the whole work.")
def demo(quiet: bool) -> None:
    """Load the demonstration office and work the recorded cases through."""
    console = Console()
    with step(console, "Loading the office"):
        open_office()
    with step(console, "Bringing the database to this version"):
        prepare_database()
    load_office(console)
    today = date.today()  # noqa: DTZ011  # the day on this machine's calendar is what is meant
    for casefile in demo_cases():
        worked = review(casefile, today=today)
        if quiet:
            console.print(f"{casefile.title}: {len(worked.missing)} things still missing")
        else:
            print_review(worked, console)
    print_log_ins(console)


def load_office(console: Console) -> None:
    """Load the demonstration office, naming each case as it is loaded."""
    from django.utils import timezone

    from amends.office.demo.services import is_loaded, load_demo

    if is_loaded():
        console.print("The demonstration office is loaded already.")
        return
    with step(console, "Loading the demonstration office"):
        load_demo(
            today=timezone.localdate(),
            tell=lambda title: console.print(f"  {title}", highlight=False),
        )


def print_log_ins(console: Console) -> None:
    """Print the demonstration log-ins and their password."""
    from amends.office.demo.services import demo_log_ins

    log_ins = demo_log_ins()
    console.rule("[bold]Log-ins of the demonstration office", align="left")
    for username, role in log_ins.usernames.items():
        console.print(f"  {username:<14} {role}", highlight=False)
    console.print(f"Password of all of them: [bold]{log_ins.password}", highlight=False)
    console.print("For demonstration only: never enter a real case here.")


@contextmanager
def step(console: Console, what: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    started = time.perf_counter()
    console.print(f"{what} ...", highlight=False)
    yield
    console.print(f"{what}: done in {time.perf_counter() - started:.1f} s", highlight=False)
