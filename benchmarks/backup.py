"""How long a backup of stored files takes, and bringing it back with all of it verified.

    python benchmarks/backup.py [--megabytes 1000] [--runs 3]

Beside it, in the same run, the same bytes are copied with ``cp`` and ``sync``: what the disk
itself takes. The limit is two minutes for bringing back and verifying 1 GB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

AMENDS = [sys.executable, "-c", "from amends.cli.main import main; main()"]
LIMIT = 120.0
FILL = """
import os, sys
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.evidence import services as evidence
from amends.office.policy import Role, SystemActor
operator = SystemActor("benchmark")
unit = accounts.open_unit(actor=operator, code="CAP", name="Capital", jurisdiction="PH")
lead = accounts.create_account(
    actor=operator, username="lead", name="Lead", role=Role.PROSECUTOR, unit=unit, password="x" * 20
)
case = cases.open_case(
    actor=lead, title="House", unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 2)
)
for number in range(int(sys.argv[1]) // 20):
    chunks = [os.urandom(1024 * 1024) for _ in range(20)]
    evidence.attach_file(actor=lead, case=case, title="a", filename="a.bin", chunks=chunks)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as folder:
        runs = measured(Path(folder), asked.megabytes, asked.runs)
    for name, seconds in runs.items():
        limit = f", {median(seconds) / LIMIT:.2f} of the limit" if name == "restored" else ""
        ratio = median(seconds) / median(runs["copied with cp"])
        print(f"{name}: {median(seconds):.1f} s, {ratio:.1f} times cp{limit} ({spread(seconds)})")


def measured(folder: Path, megabytes: int, runs: int) -> dict[str, list[float]]:
    """Return the seconds of each step, run by run."""
    environment = surroundings(folder / "office")
    call([sys.executable, "-c", FILL, str(megabytes)], environment)
    made = call([*AMENDS, "backup", "key", str(folder / "key")], environment)
    found: dict[str, list[float]] = {"copied with cp": [], "taken": [], "restored": []}
    for number in range(runs):
        backup, plain = folder / f"backup{number}", folder / f"plain{number}"
        copy = ["sh", "-c", f"cp -r {folder / 'office' / 'files'} {plain} && sync"]
        take = [*AMENDS, "backup", "take", str(backup), "--recipient", made.split()[-1]]
        restore = [*AMENDS, "restore", str(backup), "--key", str(folder / "key")]
        empty = surroundings(folder / f"empty{number}")
        for name, command, where in (
            ("copied with cp", copy, environment),
            ("taken", take, environment),
            ("restored", restore, empty),
        ):
            began = time.monotonic()
            call(command, where)
            found[name].append(time.monotonic() - began)
        for gone in (backup, plain, folder / f"empty{number}"):
            shutil.rmtree(gone)
    return found


def surroundings(home: Path) -> dict[str, str]:
    """Return what processes of an office in a folder are told."""
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")}
    return {
        **kept,
        "AMENDS_HOME": str(home),
        "AMENDS_BACKUP_PASSPHRASE": "correct horse battery",
        "DJANGO_SETTINGS_MODULE": "amends.office.settings",
    }


def call(command: list[str], environment: dict[str, str]) -> str:
    """Run a command to its end and return what it says."""
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout


def spread(seconds: list[float]) -> str:
    """Return the runs, the shortest first."""
    return " ".join(f"{one:.1f}" for one in sorted(seconds))


if __name__ == "__main__":
    main()
