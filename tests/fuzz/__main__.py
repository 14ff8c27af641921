"""Fuzz importers, guided by what of amends each input reaches, and keep the inputs that matter.

    python -m tests.fuzz [--seconds 60] [IMPORTER ...]

Needs ``pip install atheris``, which no lock holds: the tests only replay what was kept here. A
fault stops its importer and leaves the input beside the corpus as ``NAME-crash-...``; mend what it
shows, then move it into the corpus. What is kept of each importer are the shortest inputs that
reach what was reached.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

Step = tuple[str, int, int]

CORPUS = Path(__file__).parent / "corpus"
STEP = "--one-step-of"
LONGEST = 8_192
LONGEST_PACKED = 65_536


def main(arguments: list[str]) -> int:
    """Fuzz each importer in a process of its own and return how many had a fault."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("importers", nargs="*", metavar="IMPORTER")
    chosen = options.parse_args(arguments)
    import_all()
    from tests.fuzz.importers import IMPORTERS

    return sum(fuzzed(name, chosen.seconds) for name in chosen.importers or IMPORTERS)


def fuzzed(name: str, seconds: int) -> bool:
    """Fuzz one importer, keep what is worth keeping, and say whether it had a fault."""
    from tests.fuzz.importers import IMPORTERS

    kept = CORPUS / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder)
        for seed in (*IMPORTERS[name].seeds(), *(path.read_bytes() for path in kept.iterdir())):
            named(found, seed)
        faults = f"-artifact_prefix={CORPUS}/{name}-"
        failed = step(name, f"-max_total_time={seconds}", faults, str(found))
        inputs = [path.read_bytes() for path in found.iterdir()]
        least = list(least_of(inputs, IMPORTERS[name].read))
    shutil.rmtree(kept)
    kept.mkdir()
    for data in least:
        named(kept, data)
    print(f"{name}: {len(least)} kept{', and a fault' if failed else ''}")  # noqa: T201
    return failed


def least_of(inputs: Iterable[bytes], read: Callable[[bytes], str]) -> Iterator[bytes]:
    """Yield the inputs that show a fault, or reach a step which no shorter one reaches."""
    reached: set[Step] = set()
    for data in sorted(inputs, key=lambda data: (len(data), data)):
        try:
            steps = traced(read, data)
        except Exception:  # noqa: BLE001 - whatever it is, the tests are to show it again
            yield data
        else:
            if not steps <= reached:
                yield data
            reached |= steps


def traced(read: Callable[[bytes], str], data: bytes) -> set[Step]:
    """Return the steps from line to line within amends that reading some bytes takes."""
    steps: set[Step] = set()
    last: dict[FrameType, int] = {}

    def follow(frame: FrameType, event: str, _: object) -> Any:
        if "amends" not in frame.f_code.co_filename:
            return None
        if event == "line":
            steps.add((frame.f_code.co_filename, last.get(frame, 0), frame.f_lineno))
            last[frame] = frame.f_lineno
        return follow

    sys.settrace(follow)
    try:
        steps.add((read(data), 0, 0))
    finally:
        sys.settrace(None)
    return steps


def named(folder: Path, data: bytes) -> None:
    """Put an input into a folder, under its digest."""
    (folder / f"{hashlib.sha256(data).hexdigest()[:16]}.bin").write_bytes(data)


def step(name: str, *arguments: str) -> bool:
    """Run the fuzzer once in a process of its own and say whether it found a fault."""
    command = [sys.executable, "-m", "tests.fuzz", STEP, name, *arguments]
    return subprocess.run(command, check=False).returncode != 0


def work(name: str, arguments: list[str]) -> None:
    """Be the fuzzer of one importer; it ends this process."""
    import atheris

    with atheris.instrument_imports(include=["amends"]):
        import_all()
        from tests.fuzz.importers import IMPORTERS
    importer = IMPORTERS[name]

    def one(data: bytes) -> None:
        importer.read(data)

    longest = LONGEST_PACKED if importer.packed else LONGEST
    common = [sys.argv[0], f"-max_len={longest}", "-timeout=60", "-rss_limit_mb=4096"]
    more: dict[str, Any] = {"custom_mutator": changed} if importer.packed else {}
    atheris.Setup([*common, *arguments], one, **more)
    atheris.Fuzz()


def changed(data: bytes, most: int, seed: int) -> bytes:
    """Return a package with one member changed and its manifest, if any, set right."""
    import atheris

    from amends.office.archives.package import MANIFEST
    from tests.office.archives.conftest import repacked

    chance = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {name: package.read(name) for name in package.namelist()}
    except Exception:  # noqa: BLE001 - whatever was made of it is no package
        members = {}
    if not members or chance.random() < 0.2:
        return bytes(atheris.Mutate(data, most))
    name = chance.choice(sorted(members))
    members[name] = bytes(atheris.Mutate(members[name], most))
    whole = repacked(members, honest=MANIFEST in members)
    return whole if len(whole) <= most else data


def import_all() -> None:
    """Make amends ready, without an office."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()


if __name__ == "__main__":
    if sys.argv[1:2] == [STEP]:
        work(sys.argv[2], sys.argv[3:])
    sys.exit(main(sys.argv[1:]))
