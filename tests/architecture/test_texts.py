"""The repository speaks of amends alone: no machine, no registry, no unfinished business."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name, texts

HERE = Path(__file__).resolve()
FORBIDDEN = {
    "a folder of somebody's machine": re.compile(r"(?<![\w.])/(?:home|Users)/\w+|/root/"),
    "a package registry or an index": re.compile(
        r"py(?:pi|thonhosted)\.org|npm(?:js)\.(?:org|com)|deb\.debian"
        r"|--(?:extra-)?index-url|--find-links|--trusted-host"
    ),
    "unfinished business": re.compile(r"\b(?:TODO|FIXME|HACK|XXX|lorem ipsum)\b"),
    "a folder outside the repository": re.compile(r"\.\./shared\b"),
}
ALL = sorted(texts())


def findings(text: str) -> list[str]:
    """Return what a text says that it must not."""
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", ALL, ids=name)
def test_text_names_nothing_outside(path: Path) -> None:
    text = path.read_text("utf-8")
    if path != HERE:
        assert findings(text) == []
    assert str(ROOT) + "/" not in text


@pytest.mark.parametrize(
    "planted",
    ["see /home/ann/x", "cd /root/x", "--index-url x", "pypi.org", "# TODO: x"],
)
def test_findings_are_found(planted: str) -> None:
    assert findings(planted)


@pytest.mark.parametrize("path", ALL, ids=name)
def test_text_is_clean(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "\r" not in text
    assert not text or text.endswith("\n")


def test_no_conflict_is_left() -> None:
    marks = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
    assert [name(path) for path in ALL if marks.search(path.read_text("utf-8"))] == []
