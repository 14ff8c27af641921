"""Make what is made from the statute files: ``python -m tests.statutes [--check]``.

The checked content of all of them, so that they load at once, and the JSON Schemas of the format
and of what ``amends law --json`` prints.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from amends.law import answers
from amends.law.library import compile_statutes
from amends.law.schema import schema

ROOT = Path(__file__).resolve().parents[1]
COMPILED = ROOT / "src" / "amends" / "data" / "law" / "compiled.json"
REFERENCE = ROOT / "docs" / "reference"


def made() -> dict[Path, bytes]:
    """Return what each made file must hold."""
    return {
        COMPILED: compile_statutes() + b"\n",
        REFERENCE / "statute.schema.json": _published(schema()),
        REFERENCE / "law.schema.json": _published(answers.schema()),
    }


def _published(found: dict[str, Any]) -> bytes:
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` say which are out of date."""
    stale = [path for path, held in made().items() if not _holds(path, held)]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run: python -m tests.statutes")  # noqa: T201
        return 1 if stale else 0
    for path in stale:
        path.write_bytes(made()[path])
    return 0


def _holds(path: Path, held: bytes) -> bool:
    return path.is_file() and path.read_bytes() == held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
