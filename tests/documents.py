"""Make the reference pages that come from the code: ``python -m tests.documents [--check]``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from amends.cli.main import main as amends

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
HEAD = """\
# Commands

Made from the commands themselves by `python -m tests.documents`; do not edit by hand.
"""


def commands_page() -> str:
    """Return the page that holds the help text of every command."""
    return "\n".join([HEAD, *(_section(path, command) for path, command in commands())])


def commands() -> list[tuple[str, click.Command]]:
    """Return every command with the words it is called by, groups before their commands."""
    return _below("amends", amends)


def _below(path: str, command: click.Command) -> list[tuple[str, click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            found += _below(f"{path} {name}", command.commands[name])
    return found


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
    return f"## `{path}`\n\n```\n{command.get_help(context)}\n```\n"


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
