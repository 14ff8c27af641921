"""``amends proof``: what a proof rests on, and how few losses it survives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from amends.base.messages import Refusal
from amends.cli.law_words import a_table
from amends.proof.answers import answers, worst_first
from amends.proof.cuts import MOST
from amends.proof.fault_trees import MOST_BYTES, TreeFile, by_order, printable
from amends.proof.force_policy import policy_for
from amends.proof.graph_files import read_cases

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# A greater order takes long, and no longer says what is easily lost.
MOST_ORDER = 10
MOST_NAMED = 50


@click.group()
def proof() -> None:
    """Look at what a proof rests on, and at what must be lost before it fails."""


@proof.command("cutsets")
@click.argument("file", type=FILE, metavar="TREES")
@click.option("--tree", "name", help="The name of a tree; needed if there are several.")
@click.option(
    "--order",
    type=click.IntRange(1, MOST_ORDER),
    default=3,
    show_default=True,
    help="Count sets of so many events at most.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print plain data.")
def count_cut_sets(file: Path, name: str | None, order: int, json_wanted: bool) -> None:
    """Count the minimal sets of events that make a fault tree of TREES fail, by their order.

    TREES is JSON, plain or packed with gzip: trees by name, each with its top, its gates by name
    (and, or, or atleast with a number, then the names of nodes) and the probabilities of its events
    in p. It is how the engine behind proofs is compared with other programs. Needs no office.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    started = time.perf_counter()
    with _refused(file):
        trees = TreeFile(data)
        tree = trees.tree(name if name is not None else _only(trees, file))
        found = by_order(tree, order)
    seconds = round(time.perf_counter() - started, 6)
    if json_wanted:
        click.echo(json.dumps({"tree": tree.name, "by_order": found, "seconds": seconds}))
        return
    table = a_table(escape(printable(tree.name)), "Events in a set", "Minimal sets")
    for size, sets in enumerate(found, start=1):
        table.add_row(str(size), f"{sets:,}")
    Console().print(table)
    click.echo(f"{seconds:.3f} s")


@contextmanager
def _refused(file: Path) -> Iterator[None]:
    """Say what is wrong with a file."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from None


def _only(trees: TreeFile, file: Path) -> str:
    """Return the only tree of a file; name them all if there are several."""
    if len(trees.names) > 1:
        named = ", ".join(map(printable, trees.names[:MOST_NAMED]))
        more = ", ..." if len(trees.names) > MOST_NAMED else ""
        message = f"{file.name} holds {len(trees.names)} trees. Name one of them: {named}{more}"
        raise click.BadParameter(message, param_hint="--tree")
    return trees.names[0]


@proof.command("status")
@click.argument("file", type=FILE, metavar="CASES")
@click.option(
    "--order",
    type=click.IntRange(1, MOST_ORDER),
    default=MOST,
    show_default=True,
    help="Look at so many losses together.",
)
@click.option("--country", default="", help="Whose policy on the force of arguments to use.")
@click.option("--json", "json_wanted", is_flag=True, help="Print plain data.")
def show_status(file: Path, order: int, country: str, json_wanted: bool) -> None:
    """Say of each worked case in CASES whether its count is proved, on what, and what it bears.

    CASES is JSON: a list of cases with what may be lost, items, arguments, standards and the count.
    What is printed says whom a proof depends on: keep it from whoever is not to know. Needs no
    office.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    with _refused(file):
        policy = policy_for(country, date.today())  # noqa: DTZ011  # the day of this machine
        found = [answers(case, policy, order) for case in read_cases(data)]
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for case in found:
        _print_case(case)


def _print_case(case: Mapping[str, Any]) -> None:
    table = a_table(
        escape(printable(f"{case['id']}: {case['standing']}")),
        *(
            "To be proved",
            "Stands",
            "Standard met",
            "Origins",
            "Fewest to lose",
            "Hangs on",
            "Against it",
        ),
    )
    for key in worst_first(case["elements"]):
        element = case["elements"][key]
        hangs_on = element["one_smallest_origin_cut"] if element["kappa"] == 1 else []
        table.add_row(
            *(escape(printable(key)), element["standing"], element["met"] or "-"),
            str(element["supporting_origins"]),
            _number(element["kappa"], MOST),
            escape(printable(", ".join(hangs_on))) or "-",
            escape(printable(", ".join(element["against"]))) or "-",
        )
    Console().print(table)
    click.echo(f"Losses that un-prove it: {_number(case['resilience'], case['looked_up_to'])}")
    for cut in case["min_cut_sets"]:
        click.echo(f"  {printable(' and '.join(cut)) or 'none: it is not proved'}")


def _number(number: int | None, looked_up_to: int) -> str:
    return f"more than {looked_up_to}" if number is None else str(number)
