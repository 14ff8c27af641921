"""Make the reference pages that come from the code: ``python -m tests.documents [--check]``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from amends.cli.main import main as amends
from amends.law import answers

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
HEAD = """\
# Commands

Made from the commands themselves by `python -m tests.documents`; do not edit by hand.
"""
PLAIN_DATA = """\
## What `amends law` prints with `--json`

[law.schema.json](law.schema.json) describes it: an answer has the shape that stands under its
command in `x-commands`; the names are those of `$defs`. Anything else is no answer of theirs.
"""


def commands_page() -> str:
    """Return the page that holds the help text of every command."""
    sections = (_section(path, context) for path, context in _contexts())
    return "\n".join([HEAD, *sections, _plain_data()])


def _plain_data() -> str:
    """Return which shape of the published JSON Schema each command of the law answers with."""
    rows = (f"| `amends law {name}` | {shape} |" for name, shape in answers.said().items())
    return "\n".join([PLAIN_DATA, "| command | answers with |", "|---|---|", *rows, ""])


def commands() -> list[tuple[str, click.Command]]:
    """Return every command with the words it is called by, groups before their commands."""
    return [(path, context.command) for path, context in _contexts()]


def _contexts() -> list[tuple[str, click.Context]]:
    return _below("amends", amends, None)


def _below(
    path: str, command: click.Command, parent: click.Context | None
) -> list[tuple[str, click.Context]]:
    """Return a command and those below it, each as it is when called: with what it inherits."""
    settings = {"max_content_width": 100, "terminal_width": 100, **command.context_settings}
    context = click.Context(command, parent, info_name=path.rsplit(maxsplit=1)[-1], **settings)
    found = [(path, context)]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            found += _below(f"{path} {name}", command.commands[name], context)
    return found


def _section(path: str, context: click.Context) -> str:
    return f"## `{path}`\n\n```\n{context.command.get_help(context)}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is as it would be written."""
    page = commands_page()
    if "--check" in arguments:
        fresh = COMMANDS.is_file() and COMMANDS.read_text("utf-8") == page
        return 0 if fresh else 1
    COMMANDS.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
