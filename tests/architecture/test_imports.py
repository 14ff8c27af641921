"""Rooms import downwards only, and pure rooms do no input or output of their own."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SOURCE, modules, name

DOORS = ("office", "api", "cli")
PURE = {path.parent.name for path in SOURCE.glob("*/__init__.py")}.difference(DOORS)
READER = SOURCE / "base" / "package_data.py"
FORBIDDEN_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "today", "now"}
FORBIDDEN_MODULES = {"importlib", "os", "pathlib", "random", "secrets", "tempfile", "time"}
FOLLOWING = {"UUID", "uuid3", "uuid5"}  # identifiers that follow from what they name


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of pyproject.toml over the package in ``source``."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_name_every_room_and_every_application() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    named = {contract["name"].split(" ")[0]: contract for contract in contracts["contracts"]}
    applications = {path.parent.name for path in SOURCE.glob("office/*/apps.py")}
    assert {f"amends.{room}" for room in PURE} <= set(named["Pure"]["source_modules"])
    assert {f"amends.office.{one}" for one in applications} <= set(named["No"]["ancestors"])
    assert {f"amends.{room}" for room in PURE} <= set(named["No"]["ancestors"])


def test_contracts_hold() -> None:
    checked = lint_imports(ROOT / "src")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("room", "planted", "contract"),
    [
        ("base", "import django", "Pure rooms"),
        ("court", "import urllib.request", "Pure rooms"),
        ("base", "import amends.network", "Rooms import downwards only"),
        ("office", "import amends.cli", "Rooms import downwards only"),
    ],
)
def test_contracts_catch(tmp_path: Path, room: str, planted: str, contract: str) -> None:
    copy = tmp_path / "amends"
    shutil.copytree(SOURCE, copy, ignore=lambda _, names: [n for n in names if not kept(n)])
    (copy / room / "planted.py").write_text(f'"""Planted."""\n\n{planted}\n')
    checked = lint_imports(tmp_path)
    assert checked.returncode == 1
    broken = [line for line in checked.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), checked.stdout


def kept(entry: str) -> bool:
    """Say whether a copy of the package needs a folder or file of this name."""
    return "." not in entry or entry.endswith(".py")


def pure_modules() -> list[Path]:
    """Return the modules of the pure rooms, save the one that reads package data for them."""
    rooms = {path: path.relative_to(SOURCE).parts[0] for path in modules()}
    return [path for path, room in rooms.items() if room in PURE and path != READER]


def impurities(tree: ast.AST) -> Iterator[str]:
    """Yield what in a module reads a clock, a file, the environment or chance."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            forbidden = FORBIDDEN_MODULES | {"uuid"}
            found = {alias.name.split(".")[0] for alias in node.names} & forbidden
            yield from (f"line {node.lineno}: import {module}" for module in found)
        if isinstance(node, ast.ImportFrom) and node.module:
            module = node.module.split(".")[0]
            by_chance = {alias.name for alias in node.names} - FOLLOWING
            if module in FORBIDDEN_MODULES or (module == "uuid" and by_chance):
                yield f"line {node.lineno}: from {module}"
        if isinstance(node, ast.Call) and called(node) in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: {ast.unparse(node.func)}()"


def called(node: ast.Call) -> str:
    """Return the bare name of what a call calls."""
    function = node.func
    if isinstance(function, ast.Attribute):
        owner = ast.unparse(function.value)
        return "" if owner == "package_data" else function.attr
    # A bare read_text is the one of package_data; every other one is a method.
    return "open" if isinstance(function, ast.Name) and function.id == "open" else ""


@pytest.mark.parametrize("path", pure_modules(), ids=name)
def test_pure_rooms_read_no_clock_file_or_chance(path: Path) -> None:
    assert list(impurities(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "planted",
    [
        *("date.today()", "datetime.now(UTC)", "open('x')", "Path('x').read_text()"),
        *("import random", "import uuid", "from uuid import uuid4"),
    ],
)
def test_impurities_are_found(planted: str) -> None:
    assert list(impurities(ast.parse(planted)))
