"""What every test shares: the choice of tests, hypothesis profiles, and no skips in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from amends.law import library

pytest_plugins = ["pytester", "tests.forbid_skips"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

# A slow machine is no defect of the code, so no example has a time limit.
hypothesis.register_profile("everyday", deadline=None, max_examples=60)
hypothesis.register_profile(
    "ci",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis.register_profile("thorough", deadline=None, max_examples=10_000)
hypothesis.load_profile("ci" if os.environ.get("CI") else "everyday")


@pytest.fixture(autouse=True)
def laws_as_shipped() -> Iterator[None]:
    """Let every test begin with the laws that amends ships, whatever one before it took."""
    with library.using(library.shipped()):
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--database-only``."""
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only the tests that touch the database (for the second database)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says nothing about the database in use."""
    kept = [item for item in items if chosen(item, only_database=config.option.database_only)]
    left_out = [item for item in items if item not in set(kept)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def chosen(item: pytest.Item, *, only_database: bool) -> bool:
    """Return whether a test belongs to this run."""
    if item.get_closest_marker("postgres") and not on_postgres():
        return False
    return touches_database(item) or not only_database


def touches_database(item: pytest.Item) -> bool:
    """Return whether a test needs a database, by its marker, its fixtures or its class."""
    fixtures = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    test_case = getattr(item, "cls", None) or object
    of_django = issubclass(test_case, TransactionTestCase)
    return bool(item.get_closest_marker("django_db") or fixtures or of_django)


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Start every test in the office's own language, whatever page another one left open."""
    translation.activate(settings.LANGUAGE_CODE)


def on_postgres() -> bool:
    """Return whether the tests run on PostgreSQL."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"))


@pytest.fixture
def purposes_read() -> Iterator[None]:
    """Let section 3 of the Modern Slavery Act have been read, as a promotion would."""
    act = library.statutes()["gb-msa-2015"]
    offences = tuple(
        replace(offence, ends=tuple(replace(r, source="msa") for r in offence.ends))
        for offence in act.offences
    )
    with library.using(library.shipped().with_statutes([replace(act, offences=offences)])):
        yield
