"""What is declared is what is locked, every locked file has its hash, and no registry is named."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.sources import ROOT

LOCKS = ("base", "test", "browser")
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^ ;\\]+)(?: ;[^\\]*)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def plain(requirement: str) -> str:
    """Return a requirement's bare name, as locks spell it."""
    return re.split(r"[\[<>=;! ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def declared(lock: str) -> list[str]:
    """Return the lines of a .in file, without its reference to the one before."""
    lines = (ROOT / "requirements" / f"{lock}.in").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("-r", "#"))]


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions locked of each name: more than one where platforms differ."""
    found: dict[str, set[str]] = {}
    for line in lines_of(lock):
        if match := PIN.match(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def lines_of(lock: str) -> list[str]:
    """Return the lines of a lock file."""
    return (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    strange = [line for line in lines_of(lock) if not PIN.match(line) and not HASH.match(line)]
    assert strange == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = lines_of(lock)
    followers = [
        (line, after)
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line)
    ]
    assert followers
    assert [line for line, after in followers if not HASH.match(after)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_name_is_locked(lock: str) -> None:
    assert {plain(line) for line in declared(lock)} - set(pins(lock)) == set()


@pytest.mark.parametrize(("smaller", "larger"), [("base", "test"), ("test", "browser")])
def test_each_lock_holds_the_one_before(smaller: str, larger: str) -> None:
    outer = pins(larger)
    assert {n: v for n, v in pins(smaller).items() if not v <= outer.get(n, set())} == {}


def test_the_package_declares_the_same_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert sorted(project["dependencies"]) == sorted(declared("base"))
    assert sorted(extras["test"]) == sorted(declared("test"))
    assert sorted(set(extras["browser"]) - {"amends[test]"}) == sorted(declared("browser"))
