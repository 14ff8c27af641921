"""What fuzzing once found is read again, byte for byte: taken, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.importers import IMPORTERS, TAKEN, Importer

CORPUS = Path(__file__).parent / "corpus"
KEPT = [(name, path) for name in IMPORTERS for path in sorted((CORPUS / name).iterdir())]


@pytest.mark.parametrize(("name", "path"), KEPT, ids=lambda given: getattr(given, "stem", given))
def test_what_was_kept_is_taken_or_refused_by_name(name: str, path: Path) -> None:
    assert IMPORTERS[name].read(path.read_bytes())


@pytest.mark.parametrize("importer", IMPORTERS.values(), ids=IMPORTERS)
def test_seeds_are_read(importer: Importer) -> None:
    assert TAKEN in {importer.read(seed) for seed in importer.seeds()}


@pytest.mark.parametrize("name", IMPORTERS)
def test_what_is_kept_of_an_importer_reaches_what_it_takes_and_what_it_refuses(name: str) -> None:
    said = {IMPORTERS[name].read(path.read_bytes()) for kind, path in KEPT if kind == name}
    assert TAKEN in said
    assert len(said) >= 3


def test_every_folder_of_the_corpus_has_its_importer() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(IMPORTERS)
