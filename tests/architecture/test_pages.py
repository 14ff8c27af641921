"""Pages hold no inline code or style, load nothing from elsewhere, and mirror right-to-left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import SOURCE, modules, name, templates

TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[a-z][^<>]*\s(?:hx-)?on[a-z:-]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "a script in the page": re.compile(
        r"<script\b(?![^<>]*\ssrc\s*=)(?![^<>]*type=[\"']application/json)", re.IGNORECASE
    ),
}
LOADS = re.compile(
    r"<(?:link|script|img|iframe|object|embed|audio|video|source|form|use|image)\b[^<>]*"
    r"\s(?:src|href|data|action|srcset|poster)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)

# The way a page runs is the reader's language's to say; only these are named by the page itself.
SIDES = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top"
    r"|bottom)[a-z-]*|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
)
SIDED_VALUES = re.compile(r"\b(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b")
IMPORTS = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//")


def inline_faults(text: str) -> Iterator[str]:
    """Yield what a template holds that a strict content policy refuses or that phones home."""
    for what, pattern in INLINE.items():
        if pattern.search(text):
            yield what
    if LOADS.search(text):
        yield "something loaded from another host"


def sheet_faults(text: str) -> Iterator[str]:
    """Yield the declarations of a style sheet that name a side of the page or another host."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for pattern in (SIDES, SIDED_VALUES, IMPORTS):
        yield from (found[0].strip() for found in pattern.finditer(bare))


def style_sheets() -> list[Path]:
    """Return every style sheet of the office."""
    return sorted(SOURCE.rglob("static/**/*.css"))


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates_hold_no_inline_code(path: Path) -> None:
    assert list(inline_faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_write_no_inline_code(path: Path) -> None:
    assert list(inline_faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", style_sheets(), ids=name)
def test_style_sheets_name_no_side(path: Path) -> None:
    assert list(sheet_faults(path.read_text("utf-8"))) == []


def test_there_are_pages_to_check() -> None:
    assert templates()
    assert style_sheets()


@pytest.mark.parametrize(
    "planted",
    [
        "<style>p {}</style>",
        '<p style="color: red">',
        '<a\n  onclick="f()">',
        '<div hx-on:click="f()">',
        "<script>f()</script>",
        '<a href="javascript:f()">',
        '<img alt="" src="https://example.org/x.png">',
        '<link rel="stylesheet" href="//example.org/x.css">',
    ],
)
def test_inline_faults_are_found(planted: str) -> None:
    assert list(inline_faults(planted))


@pytest.mark.parametrize(
    "fine",
    [
        '<script src="/static/x.js" defer></script>',
        '<a href="https://example.org/">',
        '<button class="on" data-version="1">',
        '<script type="application/json">{}</script>',
    ],
)
def test_what_is_fine_is_no_fault(fine: str) -> None:
    assert list(inline_faults(fine)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "p { margin-left: 1em }",
        "p{left:0}",
        "p { text-align: right; }",
        "p { border-top-left-radius: 1px }",
        '@import "x.css";',
        "p { background: url(//example.org/x.png) }",
    ],
)
def test_sheet_faults_are_found(planted: str) -> None:
    assert list(sheet_faults(planted))


def test_logical_sheets_are_fine() -> None:
    assert (
        list(sheet_faults("p { margin-inline-start: 1em; inset-inline-end: 0 } /* left: 0 */"))
        == []
    )
