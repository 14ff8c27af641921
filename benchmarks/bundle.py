"""A bundle of 1,000 pages: measured, bound, stamped, indexed and read again for what was redacted.

    python benchmarks/bundle.py [--pages 1000] [--files 20] [--runs 3]

Everything runs as the office runs it: the leaves are set, the files go through the confined
process, and two processes read the result. Prints the median beside the limit of 4 s, and beside
pypdf alone merging the same files in the same run.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LIMIT_S = 4
SENTENCE = "The witness said that the house number {n} was locked at night by its owner. "


def main() -> None:
    """Make the files, bind them several times, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=1_000)
    options.add_argument("--files", type=int, default=20)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        open_office(Path(home))
        file = made_file(chosen.pages // chosen.files)
        took = [bind_once(file, chosen.files) for _ in range(chosen.runs)]
        merging = [merge_once(file, chosen.files) for _ in range(chosen.runs)]
    whole, peer = statistics.median(took), statistics.median(merging)
    print(f"{chosen.pages} pages bound, stamped, indexed and read again: {whole:.1f} s")
    print(f"  of the limit of {LIMIT_S} s: {whole / LIMIT_S:.2f}")
    print(f"  pypdf alone merging the same pages: {peer:.1f} s; {whole / peer:.2f} of it")


def open_office(home: Path) -> None:
    """Let the office use a home of its own."""
    os.environ["AMENDS_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "amends.office.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import django

    django.setup()


def made_file(pages: int) -> bytes:
    """Return a file of so many pages full of text."""
    import typst

    body = "\n#pagebreak()\n".join(SENTENCE.format(n=n) * 30 for n in range(pages))
    return typst.compile(body.encode())


def bind_once(file: bytes, files: int) -> float:
    """Bind a bundle as the office does, and return how long it took."""
    from amends.office.cases.models import Case
    from amends.office.disclosure import bundling
    from amends.office.disclosure.gathering import Gathered
    from amends.office.disclosure.leaves import Leaf
    from amends.office.disclosure.models import DisclosureSet, Redaction
    from amends.office.evidence import store
    from amends.office.evidence.models import Attachment
    from amends.proof.bates import Series

    stored = store.put([file], limit=len(file))
    attachment = Attachment(sha256=stored.sha256, size=stored.size)
    marks: list[Any] = [{"words": "Mary Smith", "alone": False, "page": None}]
    rows = [
        Gathered(
            Leaf((f"file-{n}",), f"Statement {n}", f"P-{n}", "s.pdf", stored.size, stored.sha256),
            attachment,
            Redaction(marks=marks),
        )
        for n in range(files)
    ]
    row = DisclosureSet(case=Case(reference="B-1", title="Benchmark"), key="D1", title="All")
    started = time.perf_counter()
    with bundling.bound(row, rows, Series("AB-"), 1, lambda _done: None) as made:
        assert made.fault is None
    return time.perf_counter() - started


def merge_once(file: bytes, files: int) -> float:
    """Merge the same files with pypdf alone, and return how long it took."""
    import pypdf

    started = time.perf_counter()
    writer = pypdf.PdfWriter()
    for _ in range(files):
        writer.append(io.BytesIO(file))
    writer.write(io.BytesIO())
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
