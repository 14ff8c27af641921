"""How fast files go into the sealed store and come out, and how much memory that takes.

    python benchmarks/store.py [--megabytes 512] [--large 10240] [--runs 5] [--folder FOLDER]

Prints the median speed of storing and of reading beside a plain copy with SHA-256 of the same bytes
in the same run, as a ratio, and the peak memory of processes that store and read a large generated
file, once whole and once in parts, beside the limit of 400 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

MEMORY_LIMIT_MB = 400
MIB = 1024 * 1024
PIECE = 64 * 1024


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=512)
    options.add_argument("--large", type=int, default=10_240)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--folder", default=None)
    options.add_argument("--alone", choices=["whole", "in parts"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.alone:
        in_folder(chosen.folder)
        large(chosen.large, in_parts=chosen.alone == "in parts")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        in_folder(folder)
        compare(Path(folder), chosen.megabytes, chosen.runs)
        peaks = [peak(folder, chosen.large, way) for way in ("whole", "in parts")]
    if max(peaks) > MEMORY_LIMIT_MB:
        sys.exit(1)


def in_folder(folder: str) -> None:
    """Let the store lie in a folder."""
    settings.configure(FILES=Path(folder) / "files", FILES_KEY=Path(folder) / "files_key")


def compare(folder: Path, megabytes: int, runs: int) -> None:
    """Store and read one file several times, each time beside a plain copy with SHA-256."""
    from amends.office.evidence import store

    source = folder / "source"
    with source.open("wb") as file:
        for piece in generated(megabytes):
            file.write(piece)
    stored, copied, opened, hashed = list[float](), list[float](), list[float](), list[float]()
    for _ in range(runs):
        copied.append(timed(lambda: copy(source, folder / "copy")))
        stored.append(timed(lambda: store.put(pieces_of(source), limit=10**15)))
        (path,) = (folder / "files").glob("??/??/*")
        hashed.append(timed(lambda: hash_of(folder / "copy")))
        opened.append(timed(lambda name=path.name: store.check(name)))  # type: ignore[misc]  # mypy cannot type a default
        path.unlink()
    told("store", megabytes, stored, copied, "copy and SHA-256, synced")
    told("read and check", megabytes, opened, hashed, "read and SHA-256")
    source.unlink()
    (folder / "copy").unlink()


def told(what: str, megabytes: int, measured: list[float], plain: list[float], beside: str) -> None:
    """Print one median beside that of the plain way."""
    ours, theirs = statistics.median(measured), statistics.median(plain)
    print(
        f"{what}: {megabytes / ours:.0f} MB/s, {beside}: {megabytes / theirs:.0f} MB/s; "
        f"{ours / theirs:.2f} times as long (median of {len(measured)}, {megabytes} MB)",
        flush=True,
    )


def peak(folder: str, megabytes: int, way: str) -> float:
    """Store and read a large file in a process of its own; return its peak of memory in MB."""
    given = ["--folder", folder, "--large", str(megabytes), "--alone", way]
    command = [sys.executable, __file__, *given]
    started = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    took, held = time.perf_counter() - started, int(said) / 1024
    print(
        f"peak memory, {megabytes} MB stored {way} and read: {held:.0f} MB = "
        f"{held / MEMORY_LIMIT_MB:.2f} of the limit ({took:.0f} s)",
        flush=True,
    )
    return held


def large(megabytes: int, *, in_parts: bool) -> None:
    """Store a generated file, whole or in parts, read it all, and remove it."""
    from amends.office.evidence import parts, store

    if in_parts:
        parts.begin("large", megabytes * MIB)
        step = parts.MOST // MIB
        for start in range(0, megabytes, step):
            part = b"".join(generated(min(step, megabytes - start), start))
            parts.append("large", start * MIB, part)
        stored = parts.finish("large")
        parts.drop("large")
    else:
        stored = store.put(generated(megabytes), limit=10**15)
    assert stored.size == megabytes * MIB
    with store.read(stored.sha256) as file:
        while file.read(PIECE):
            pass
    store.path_of(stored.sha256).unlink()


def generated(megabytes: int, start: int = 0) -> Iterator[bytes]:
    """Yield bytes that differ from one MiB to the next, in pieces as a web server gives them."""
    base = os.urandom(MIB)
    for number in range(start, start + megabytes):
        block = number.to_bytes(8, "big") + base[8:]
        yield from (block[at : at + PIECE] for at in range(0, MIB, PIECE))


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces as a web server gives them."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def copy(source: Path, target: Path) -> None:
    """Copy a file, working out its digest on the way, and sync it."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for piece in pieces_of(source):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def hash_of(path: Path) -> None:
    """Read a file and work out its digest."""
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something took."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
