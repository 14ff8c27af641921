"""Holds two rules over the source: every read names its reader, every write is a service."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "amends"
OFFICE = SOURCE / "office"
DOORS = [SOURCE / "api", SOURCE / "cli"]
WRITES = frozenset(
    {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create"}
    | {"update_or_create", "asave", "acreate", "abulk_create", "aupdate", "adelete"}
)
# Objects whose methods of these names are not the database: dictionaries, sets, forms, hashes,
# and the files of a word processor, PDF files and pictures.
HARMLESS_OWNERS = frozenset(
    {"changes", "data", "details", "context", "digest", "hasher", "kept", "word_file"}
    | {"pdf_file", "picture_file"}
)


def modules() -> Iterator[Path]:
    """Yield every module of the office and its doors, without migrations."""
    for folder in [OFFICE, *DOORS]:
        yield from (p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts)


def is_service(path: Path) -> bool:
    """Say whether a module is one in which writes may stand."""
    return path.stem == "services" or path.stem.endswith("_services")


def may_write(path: Path) -> bool:
    """Say whether a module may write: a service, or the one function all services save with."""
    return is_service(path) or path == OFFICE / "validation.py"


def is_selector(path: Path) -> bool:
    """Say whether a module is one in which reads stand."""
    return path.stem == "selectors" or path.stem.endswith("_selectors")


def may_go_around(path: Path) -> bool:
    """Say whether a module may use the unguarded manager: the guard, services and selectors."""
    beside_services = {"policy.py", "guarded.py", "progress.py", "moves.py"}
    return is_service(path) or is_selector(path) or path.name in beside_services


def identify(path: Path) -> str:
    """Return a module's name for a test's title."""
    return str(path.relative_to(SOURCE))


def attribute_calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Yield the owner's text, the method and the line of every call of a method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def writes_in(source: str) -> list[str]:
    """Return the calls in a source that write to the database."""
    return [
        f"line {line}: {owner}.{method}()"
        for owner, method, line in attribute_calls(ast.parse(source))
        if method in WRITES and owner.split(".")[-1] not in HARMLESS_OWNERS
    ] + [
        f"line {node.lineno}: save()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "save"
    ]


def guarded_reads_in(source: str) -> list[str]:
    """Return the places in a source that go around the guarded manager."""
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in {"_base_manager", "_default_manager"}
    ]


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the public functions at the top of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def arguments(function: ast.FunctionDef) -> dict[str, str]:
    """Return a function's arguments with their annotations."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {a.arg: ast.unparse(a.annotation) if a.annotation else "" for a in given}


@pytest.mark.parametrize("path", [p for p in modules() if not may_write(p)], ids=identify)
def test_writes_stand_in_services_only(path: Path) -> None:
    assert writes_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [p for p in modules() if not may_go_around(p)], ids=identify)
def test_nobody_goes_around_the_guarded_manager(path: Path) -> None:
    assert guarded_reads_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [p for p in modules() if is_selector(p)], ids=identify)
def test_every_selector_of_the_office_names_its_reader(path: Path) -> None:
    nameless = [
        function.name
        for function in public_functions(path)
        if not {"actor", "user", "secret", "tasks", "rows"} & arguments(function).keys()
    ]
    assert nameless == []


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if is_selector(p) and p.parts[-2] not in {"accounts", "log"}],
    ids=identify,
)
def test_every_selector_of_case_data_logs_the_read(path: Path) -> None:
    """A selector that takes an actor logs the read itself or calls one that does."""
    functions = {f.name: f for f in public_functions(path)}
    silent = [
        name
        for name, function in functions.items()
        if "actor" in arguments(function)
        and "SavedView" not in ast.unparse(function)
        and not _reads_aloud(function, functions)
    ]
    assert silent == []


def _reads_aloud(function: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> bool:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in {"log.read", "require"}:
            return True
        if called in others and others[called] is not function:
            return _reads_aloud(others[called], others)
        if called.rpartition(".")[2] in {"with_list_columns", "event_types", "prefetch_related"}:
            return True
    return False


@pytest.mark.parametrize("path", [p for p in modules() if is_service(p)], ids=identify)
def test_public_services_are_keyword_only_and_named_by_a_verb(path: Path) -> None:
    loose = [
        function.name
        for function in public_functions(path)
        if "actor" in arguments(function) and function.args.args
    ]
    assert loose == []


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if is_service(p) and p.parent.name != "log"],
    ids=identify,
)
def test_every_service_writes_inside_the_frame_that_checks_and_logs(path: Path) -> None:
    """A public service that takes an actor stands in ``writing`` or hands on to one that does."""
    tree = {
        n.name: n
        for n in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(n, ast.FunctionDef)
    }
    unframed = [
        name
        for name, function in tree.items()
        if not name.startswith("_")
        and "actor" in arguments(function)
        and not _is_framed(function, tree)
    ]
    assert unframed == []


def _is_framed(function: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "writing":
                return True
            if called in others and others[called] is not function:
                if _is_framed(others[called], others):
                    return True
            elif called.rpartition(".")[0].endswith("services"):
                return True
    return False


def test_the_rules_catch_what_they_forbid() -> None:
    assert writes_in("party.save()") == ["line 1: party.save()"]
    assert writes_in("save(party)") == ["line 1: save()"]
    assert writes_in("Case.objects.create(title='x')") != []
    assert writes_in("changes.update(a=1)") == []
    assert guarded_reads_in("Case._base_manager.all()") == ["line 1: Case._base_manager"]
