"""CI leaves no test out quietly: a skip is a failure there, with one marked exception."""

from __future__ import annotations

import pytest

from tests.architecture.sources import ROOT

SKIPS = """
    import pytest

    def test_skips():
        pytest.skip("no reason")

    @pytest.mark.skip
    def test_is_skipped():
        pass

    @pytest.mark.outside_material
    def test_may_skip():
        pytest.skip("the material is not here")

    @pytest.mark.xfail
    def test_fails_as_expected():
        assert False

    def test_passes():
        pass
"""
OPTIONS = ("-p", "tests.forbid_skips", "-p", "no:django", "-p", "no:randomly")


def outcomes(pytester: pytest.Pytester, source: str) -> dict[str, int]:
    """Run a module of tests by itself and count how its tests ended."""
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}\nmarkers = outside_material")
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess(*OPTIONS).parseoutcomes()


def test_skips_fail_where_they_are_forbidden(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_FORBID_SKIPS", "1")
    counted = outcomes(pytester, SKIPS)
    assert counted == {"passed": 1, "skipped": 1, "xfailed": 1, "failed": 1, "errors": 1}


def test_a_skipped_module_fails_where_skips_are_forbidden(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_FORBID_SKIPS", "1")
    assert outcomes(pytester, "import pytest\npytest.importorskip('no_such_module')")["errors"] == 1


def test_skips_are_allowed_elsewhere(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMENDS_FORBID_SKIPS", raising=False)
    assert outcomes(pytester, SKIPS)["skipped"] == 3
