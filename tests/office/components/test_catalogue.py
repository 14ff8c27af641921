"""Every component is in the catalogue, says all that it takes, and its demo runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from amends.office.components.catalogue import HERE, Component, Group, as_markdown, components
from amends.office.components.views import samples

ROOT = Path(__file__).resolve().parents[3]
EVERY = pytest.mark.parametrize("component", components(), ids=lambda each: each.name)
DECLARED = re.compile(r"<c-vars\s+(.*?)\s*/>", re.DOTALL)
PROP = re.compile(r":?([a-z][a-z-]*)=\"")
SHOWN = re.compile(r"{{ (\w+)")
ASKED = re.compile(r"{% (?:el)?if (.+?) %}")
WORD = re.compile(r"(?<![\w.|])[a-z]\w*")
MADE = re.compile(r"\bas (\w+) %}|{% for ([\w, ]+) in|(?:with|trimmed|count) (\w+)=|(\w+)=page")
GIVEN = {"slot", "request"}
OPERATORS = {"and", "or", "not", "in", "is"}


def request() -> HttpRequest:
    """Return a request for a page nobody is logged in to."""
    return RequestFactory().get("/components/", {"sort": "due"})


def declared_props(component: Component) -> set[str]:
    """Return the props a component's template declares."""
    found = DECLARED.search(component.template.read_text("utf-8"))
    return set(PROP.findall(found[1])) if found else set()


def used(text: str) -> set[str]:
    """Return the variables a template shows or asks for."""
    asked = {
        word
        for expression in ASKED.findall(text)
        for word in WORD.findall(re.sub(r"\"[^\"]*\"|'[^']*'", "", expression))
    }
    return set(SHOWN.findall(text)) | asked - OPERATORS


def names(pattern: re.Pattern[str], text: str) -> set[str]:
    """Return every name that a pattern finds."""
    return {
        name.strip()
        for found in pattern.findall(text)
        for group in found
        for name in group.split(",")
        if name.strip()
    }


def test_every_template_has_an_entry() -> None:
    drawn = {path.name for path in (HERE / "templates" / "components").glob("*.html")}
    assert {each.template.name for each in components()} == drawn
    assert len(components()) == len(drawn)


def test_every_demo_has_an_entry() -> None:
    shown = {path.stem for path in (HERE / "templates" / "catalogue" / "demos").glob("*.html")}
    assert {each.name for each in components()} == shown


@EVERY
def test_entry_names_all_props(component: Component) -> None:
    assert set(component.props) == declared_props(component)


@EVERY
def test_template_uses_what_is_declared_and_nothing_else(component: Component) -> None:
    text = component.template.read_text("utf-8")
    slots = set(component.slots) - {"default"}
    # A template names with underscores what its tag names with hyphens.
    props = {name.replace("-", "_") for name in component.props}
    known = props | slots | GIVEN | names(MADE, text)
    assert used(text) - known == set()
    assert slots <= used(text)
    assert ("default" in component.slots) == ("{{ slot }}" in text)


@EVERY
def test_template_trusts_nothing(component: Component) -> None:
    text = component.template.read_text("utf-8")
    assert "{{ attrs" not in text
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", text)


@EVERY
@pytest.mark.parametrize("language", ["en", "ar"])
def test_demo_runs(component: Component, language: str) -> None:
    with translation.override(language):
        page = render_to_string(component.demo, samples(), request())
    assert page.strip()
    assert not re.search(r"{{|{%|</?c-", page)


@EVERY
def test_demo_uses_the_component(component: Component) -> None:
    assert f"<c-{component.name}" in component.code


def test_every_group_has_members() -> None:
    assert {each.group for each in components()} == set(Group)


def test_usage_sheet_is_current() -> None:
    with translation.override("en"):
        sheet = as_markdown()
    written = (ROOT / "docs" / "reference" / "components.md").read_text("utf-8")
    assert written == sheet, "run: python -m amends.office components_reference"
