"""Every module, class and public function says what it is, stays small and has one subject."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import SOURCE, modules, name

VAGUE = {"base_classes", "common", "helpers", "lib", "managers", "misc", "signals", "utils"}
LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 45

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Function = ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Yield the public things of a module that have no docstring."""
    if not ast.get_docstring(tree):
        yield "the module"
    yield from undocumented_inside(tree, "")


def undocumented_inside(tree: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
    """Yield the public classes, functions and methods below a node that have no docstring."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and node.name != "Meta":
            yield f"{prefix}{node.name}"
        if isinstance(node, ast.ClassDef) and node.name != "Meta":
            yield from undocumented_inside(node, f"{prefix}{node.name}.")


@pytest.mark.parametrize("path", modules(), ids=name)
def test_everything_public_is_documented(path: Path) -> None:
    assert list(undocumented(ast.parse(path.read_text("utf-8")))) == []


def test_missing_docstrings_are_found() -> None:
    planted = "class A:\n    def f(self): ...\n\ndef g(): ...\n\ndef _h(): ...\n"
    assert list(undocumented(ast.parse(planted))) == ["the module", "A", "A.f", "g"]


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_have_one_subject(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LINES_OF_A_MODULE
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", modules(), ids=name)
def test_functions_read_in_one_glance(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    long = [
        f"{node.name}: {length(node)} lines"
        for node in ast.walk(tree)
        if isinstance(node, Function) and length(node) > LINES_OF_A_FUNCTION
    ]
    assert long == []


def length(node: Function) -> int:
    """Return how many lines a function takes, its docstring not counted."""
    told = node.body[0] if ast.get_docstring(node) else None
    docstring = (told.end_lineno or 0) - told.lineno + 1 if told else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_the_package_is_there() -> None:
    assert (SOURCE / "py.typed").is_file()
