"""The written reference and the OpenAPI document: fresh, complete, and free of other hosts."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import defaultdict
from enum import Enum

from django.test import Client
from django.utils import translation
from ninja import Schema

from amends.api import resources
from amends.api.reference import as_markdown
from amends.api.version_one import api
from tests.api.operations import declared, document
from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"


def test_the_written_reference_is_fresh() -> None:
    with translation.override("en"):
        fresh = as_markdown(api.get_openapi_schema(path_prefix="/api/v1/"))
    assert PAGE.read_text("utf-8") == fresh


def test_every_operation_and_every_link_of_the_reference_is_there() -> None:
    page = PAGE.read_text("utf-8")
    for method, path, operation in declared():
        assert f"#### `{method} {path}`" in page
        assert operation["description"]
    headings = {heading.lower() for heading in re.findall(r"^### (\S+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def test_no_two_shapes_share_a_name() -> None:
    """The document keeps shapes by their names: of two, one would describe the other's answers."""
    found: dict[str, set[type]] = defaultdict(set)
    for module in pkgutil.iter_modules(resources.__path__, f"{resources.__name__}."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, Schema | Enum):
                found[one.__name__].add(one)
    assert [name for name, kinds in found.items() if len(kinds) > 1] == []


def test_the_document_is_served_as_it_is_and_needs_no_token(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert json.loads(answer.content) == document()


def test_no_page_of_documentation_is_served_from_another_host(db: None) -> None:
    assert Client().get("/api/v1/docs").status_code == 404
    assert "http://" not in json.dumps(document())
    assert "https://" not in json.dumps(document())


def test_every_operation_declares_the_refusals() -> None:
    for _, _, operation in declared():
        assert {"401", "403", "404", "409", "422"} <= operation["responses"].keys()
