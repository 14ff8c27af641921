"""With ``AMENDS_FORBID_SKIPS=1`` a skipped test is a failed test: CI leaves nothing out quietly.

One marker is excepted, ``outside_material``, for tests over material that is not part of the
repository. A test expected to fail is not a skip.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

FORBIDDEN = bool(os.environ.get("AMENDS_FORBID_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if FORBIDDEN and report.skipped and not expected_to_fail and not excepted(item):
        refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one."""
    report = yield
    if FORBIDDEN and report.skipped:
        refuse(report)
    return report


def excepted(item: pytest.Item) -> bool:
    """Return whether this test may be skipped."""
    return item.get_closest_marker("outside_material") is not None


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a report of a skip say that it failed, and why."""
    report.outcome = "failed"
    report.longrepr = f"Skips are forbidden here: {report.longrepr}"
