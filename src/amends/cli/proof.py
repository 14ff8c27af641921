"""``amends proof``: what a proof rests on, and how few losses it survives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from amends.cli.law_words import a_table
from amends.cli.proof_brief import export_proof, show_brief
from amends.cli.proof_options import AS_DATA, CASES, COUNTRY, FILE, content_of, refused, today
from amends.cli.proof_refresh import refresh_proofs
from amends.proof.answers import answers, cut_answers, plan_answers, worst_first
from amends.proof.cuts import MOST
from amends.proof.fault_trees import MOST_BYTES, TreeFile, by_order, printable
from amends.proof.force_policy import policy_for
from amends.proof.graph_files import read_cases
from amends.proof.outlooks import MORE_THAN_TWO

# A greater order takes long, and no longer says what is easily lost.
MOST_ORDER = 10
MOST_NAMED = 50
ORDER = click.option(
    "--order",
    type=click.IntRange(1, MOST_ORDER),
    default=MOST,
    show_default=True,
    help="Look at so many losses together.",
)


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
@AS_DATA
def count_cut_sets(file: Path, name: str | None, order: int, json_wanted: bool) -> None:
    """Count the minimal sets of events that make a fault tree of TREES fail, by their order.

    TREES is JSON, plain or packed with gzip: trees by name, each with its top, its gates by name
    (and, or, or atleast with a number, then the names of nodes) and the probabilities of its events
    in p. It is how the engine behind proofs is compared with other programs. Needs no office.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    started = time.perf_counter()
    with refused(file):
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


def _only(trees: TreeFile, file: Path) -> str:
    """Return the only tree of a file; name them all if there are several."""
    if len(trees.names) > 1:
        named = ", ".join(map(printable, trees.names[:MOST_NAMED]))
        more = ", ..." if len(trees.names) > MOST_NAMED else ""
        message = f"{file.name} holds {len(trees.names)} trees. Name one of them: {named}{more}"
        raise click.BadParameter(message, param_hint="--tree")
    return trees.names[0]


@proof.command("status")
@CASES
@ORDER
@COUNTRY
@AS_DATA
def show_status(file: Path, order: int, country: str, json_wanted: bool) -> None:
    """Say of each worked case in CASES whether its count is proved, on what, and what it bears.

    CASES is JSON: a list of cases with what may be lost, items, arguments, standards and the count.
    What is printed says whom a proof depends on: keep it from whoever is not to know. Needs no
    office.
    """
    with refused(file):
        policy = policy_for(country, today())
        found = [answers(case, policy, order) for case in read_cases(content_of(file))]
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for case in found:
        _print_case(case)


@proof.command("cuts")
@CASES
@ORDER
@click.option("--spare", "spared", multiple=True, help="Whom to spare; the first most. Repeatable.")
@COUNTRY
@AS_DATA
def show_cuts(
    file: Path, order: int, spared: tuple[str, ...], country: str, json_wanted: bool
) -> None:
    """Say of each worked case in CASES which losses un-prove it, and what proves it regardless.

    What is printed is a list of whom a proof depends on: keep it from whoever is not to know. Needs
    no office.
    """
    with refused(file):
        policy = policy_for(country, today())
        found = [cut_answers(c, policy, spared, order) for c in read_cases(content_of(file))]
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for case in found:
        click.echo(printable(case["id"]))
        for line in _cut_lines(case):
            click.echo(f"  {printable(line)}")


def _cut_lines(case: Mapping[str, Any]) -> Iterator[str]:
    if case["least_burden"] is None:
        yield "It is not proved, whatever is kept."
        return
    for cut in case["min_cut_sets"]:
        yield f"falls with {' and '.join(cut)}"
    for name, stands in case["without"].items():
        yield f"{'stands' if stands else 'falls'} without {name}"
    yield f"asks least of them with {', '.join(case['least_burden']) or 'nothing that can be lost'}"
    yield f"protect first: {', '.join(case['protect_first']) or 'nothing'}"


@proof.command("plan")
@CASES
@click.option(
    "--bears",
    type=click.IntRange(1, MOST),
    default=2,
    show_default=True,
    help="Plan for a count that no fewer losses un-prove.",
)
@COUNTRY
@click.option("--today", "on", type=click.DateTime(["%Y-%m-%d"]), help="Plan as if it were a day.")
@AS_DATA
def show_plan(file: Path, bears: int, country: str, on: datetime | None, json_wanted: bool) -> None:
    """Say what each step of the worked cases in CASES would change, and which are the cheapest.

    The order says why: what cannot be done later, then what asks less of victims, what proves more,
    what bears more losses, what lasts longer and what costs less. Each case has its steps in a list
    "steps": a key, what it "brings" as items and arguments, and what it asks for. Needs no office.
    """
    day = on.date() if on else today()
    with refused(file):
        policy = policy_for(country, day)
        found = [plan_answers(c, policy, day, bears) for c in read_cases(content_of(file))]
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for case in found:
        _print_plan(case, bears)


def _print_plan(case: Mapping[str, Any], bears: int) -> None:
    table = a_table(
        escape(printable(f"{case['id']}: {_number(_up_to(case['losses_now']), MOST - 1)} now")),
        *("Step", "Begin by", "Urgent", "Asks of victims"),
        *("Losses to un-prove", "At worst", "Cost"),
    )
    for row in case["steps"]:
        table.add_row(
            escape(printable(row["step"])),
            row["latest_start"] or "-",
            "yes" if row["now_or_never"] else "no",
            row["asks_of_victims"],
            _number(_up_to(row["losses_after"]), MOST - 1),
            _number(_up_to(row["losses_at_worst"]), MOST - 1),
            f"{row['cost']:,}",
        )
    Console().print(table)
    if case["plan"] is None:
        lost = printable(" and ".join(case["unrepaired"])) or "nothing at all"
        click.echo(f"No steps that are listed make up for losing {lost}.")
    else:
        steps = printable(", ".join(case["plan"])) or "none is needed"
        click.echo(f"Cheapest plan for {bears} losses: {steps}; cost {case['cost']:,}")


def _up_to(losses: int) -> int | None:
    """Return a number of losses; nothing for the one that stands for all greater ones."""
    return None if losses >= MORE_THAN_TWO else losses


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


for _command in (show_brief, export_proof, refresh_proofs):
    proof.add_command(_command)
