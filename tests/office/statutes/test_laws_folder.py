"""The folder of own laws: read whole or refused; texts under their digest, promotions at once."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from amends.law.library import shipped
from amends.law.own_laws import OwnLawsError
from amends.law.promoting import Asked, NotPromoted
from amends.law.promotions import Promotion
from amends.office.statutes import text_store
from amends.office.statutes.laws_folder import own_library
from amends.office.statutes.promotions_file import promote, promotions_in, take_back
from amends.office.statutes.text_store import TextState, state_of, store_text

TODAY = date(2026, 11, 24)
BW = "bw-ahta-2014"
MEANS_RULE = "offences.s9.means_rule"
ASKED = Asked(cell=MEANS_RULE, citation="Gazette", reader="unit", read_on=TODAY, sha256="")


@pytest.fixture
def act(tmp_path: Path) -> Path:
    """Return the text of an act."""
    path = tmp_path / "The Act.PDF"
    path.write_bytes(b"An Act against trafficking.\n" * 100)
    return path


def promoted(folder: Path, act: Path, reader: str = "unit") -> Promotion:
    """Promote one cell."""
    return promote(folder, BW, dataclasses.replace(ASKED, reader=reader), act, today=TODAY)


def told(folder: Path) -> str:
    """Return what is said of a folder that cannot be taken."""
    with pytest.raises(OwnLawsError) as refusal:
        own_library(folder, must_exist=True)
    return str(refusal.value)


def test_a_folder_that_is_not_there_adds_nothing_unless_it_was_named(tmp_path: Path) -> None:
    assert own_library(tmp_path / "laws") is shipped()
    assert "There is no such folder." in told(tmp_path / "laws")


def test_what_would_be_overlooked_where_it_lies_is_refused(tmp_path: Path) -> None:
    (tmp_path / "statute").mkdir()
    (tmp_path / "law.yaml").write_text("key: x\n", "utf-8")
    (tmp_path / "README.txt").write_text("Our laws.\n", "utf-8")
    for name, content in (("a.yml", b"key: x\n"), ("b.yaml", b"\xff\xfe"), (".hidden", b"")):
        (tmp_path / "statutes").mkdir(exist_ok=True)
        (tmp_path / "statutes" / name).write_bytes(content)
    said = told(tmp_path)
    assert "statute: not taken" in said
    assert "Did you mean 'statutes'?" in said
    assert "law.yaml: not taken" in said
    assert "statutes/a.yml: not taken" in said
    assert "statutes/b.yaml: not taken" in said
    assert "hidden" not in said
    assert "README" not in said


def test_a_promotion_keeps_its_text_under_its_digest(tmp_path: Path, act: Path) -> None:
    found = promoted(tmp_path, act)
    digest = hashlib.sha256(act.read_bytes()).hexdigest()
    assert found.sha256 == digest
    stored = tmp_path / "texts" / f"{digest}.pdf"
    assert stored.read_bytes() == act.read_bytes()
    assert state_of(tmp_path, digest) is TextState.WHOLE
    with pytest.raises(OwnLawsError, match="promoted from this text by this reader already"):
        promoted(tmp_path, act)
    again = promoted(tmp_path, act, reader="second reader")
    assert len(list((tmp_path / "texts").iterdir())) == 1
    (kept,) = promotions_in(tmp_path)
    assert kept.promotions == (found, again)


def test_promoting_and_taking_back_gives_the_shipped_laws_and_keeps_the_text(
    tmp_path: Path, act: Path
) -> None:
    found = promoted(tmp_path, act)
    assert own_library(tmp_path).statutes != shipped().statutes
    assert take_back(tmp_path, BW, f"{BW}.{MEANS_RULE}") == found
    assert own_library(tmp_path).statutes == shipped().statutes
    assert state_of(tmp_path, found.sha256) is TextState.WHOLE
    with pytest.raises(NotPromoted, match="Nothing is promoted"):
        take_back(tmp_path, BW, MEANS_RULE)


def test_a_stored_text_that_changed_or_went_is_said(tmp_path: Path, act: Path) -> None:
    found = promoted(tmp_path, act)
    stored = next((tmp_path / "texts").iterdir())
    stored.write_bytes(b"Another text.")
    assert state_of(tmp_path, found.sha256) is TextState.CHANGED
    with pytest.raises(OwnLawsError, match="has been changed"):
        promoted(tmp_path, act)
    assert stored.read_bytes() == b"Another text."
    stored.unlink()
    assert state_of(tmp_path, found.sha256) is TextState.MISSING


def test_texts_that_cannot_be_kept_are_refused_and_leave_nothing(
    tmp_path: Path, act: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laws, empty = tmp_path / "laws", tmp_path / "empty.pdf"
    empty.touch()
    monkeypatch.setattr(text_store, "LARGEST_TEXT", 2 * 1024 * 1024)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    for text, said in (
        (empty, "is empty"),
        (large, "larger than 2 MB"),
        (tmp_path, "is not a file"),
        (tmp_path / "nowhere.pdf", "is not a file"),
    ):
        with pytest.raises(NotPromoted, match=said):
            promoted(laws, text)
    assert not list(laws.rglob("*.pdf"))
    (laws / "texts").mkdir(parents=True)
    with pytest.raises(NotPromoted, match="changed while it was read"):
        store_text(laws, act, "0" * 64)
    assert list((laws / "texts").iterdir()) == []


def test_what_is_refused_leaves_neither_text_nor_promotion(tmp_path: Path, act: Path) -> None:
    laws = tmp_path / "laws"
    wrong = Asked(cell="nowhere", citation="", reader="", read_on=TODAY, sha256="")
    with pytest.raises(NotPromoted):
        promote(laws, BW, wrong, act, today=TODAY)
    with pytest.raises(NotPromoted, match="There is no law 'bw'"):
        promote(laws, "bw", ASKED, act, today=TODAY)
    assert [path for path in laws.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_a_promotion_whose_cell_is_gone_can_be_taken_back(tmp_path: Path, act: Path) -> None:
    promoted(tmp_path, act)
    file = tmp_path / "promotions" / f"{BW}.yaml"
    file.write_text(file.read_text("utf-8").replace("s9.means_rule", "s8.means_rule"), "utf-8")
    assert "has no cell 'offences.s8.means_rule'" in told(tmp_path)
    take_back(tmp_path, BW, "offences.s8.means_rule")
    assert own_library(tmp_path).statutes == shipped().statutes


PROMOTING = """
import sys
from datetime import date
from pathlib import Path
from amends.law.promoting import Asked
from amends.office.statutes.promotions_file import promote
folder, act, reader = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
asked = Asked(
    cell="offences.s9.means_rule", citation="Gazette", reader=reader,
    read_on=date(2026, 11, 24), sha256="",
)
print("ready", flush=True)
promote(folder, "bw-ahta-2014", asked, act, today=date(2026, 11, 24))
print("promoted", flush=True)
"""


def promoting(folder: Path, act: Path, reader: str = "unit") -> subprocess.Popen[str]:
    """Promote in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROMOTING, str(folder), str(act), reader],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3])
def test_a_killed_promotion_leaves_all_of_it_or_nothing(tmp_path: Path, after: float) -> None:
    act = tmp_path / "act.txt"
    act.write_bytes(b"An Act against trafficking.\n" * 1_000_000)
    laws = tmp_path / "laws"
    process = promoting(laws, act)
    assert process.stdout
    process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = promotions_in(laws)
    assert sum(len(one.promotions) for one in kept) in {0, 1}
    for one in kept:
        assert all(state_of(laws, p.sha256) is TextState.WHOLE for p in one.promotions)
    own_library(laws)
    found = promoted(laws, act, reader="second reader")
    assert state_of(laws, found.sha256) is TextState.WHOLE
    left_over = list(laws.rglob(".incoming-*"))
    assert left_over == []


def test_promotions_at_the_same_time_are_all_kept(tmp_path: Path, act: Path) -> None:
    readers = {f"reader {number}" for number in range(4)}
    running = [promoting(tmp_path, act, reader) for reader in sorted(readers)]
    for process in running:
        process.communicate()
    assert {process.returncode for process in running} == {0}
    (kept,) = promotions_in(tmp_path)
    assert {one.reader for one in kept.promotions} == readers
