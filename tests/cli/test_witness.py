"""``amends witness``: what it cosigns, what it refuses, and what it keeps of what it saw.

No database may be opened here: no test of this file has access to one.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from amends.cli.main import main
from amends.integrity.checkpoints import Checkpoint, cosigned_at, signed_checkpoint
from amends.integrity.merkle import consistency_proof, tree_head
from amends.integrity.notes import Note, SigningKey, read_note, read_public_key, read_signature
from amends.integrity.witnessing import Consistency

KEY = SigningKey("office.example/log", bytes(range(32)))
OTHER = SigningKey("office.example/log", bytes(range(1, 33)))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def lines_of(number: int, who: str = "a") -> list[bytes]:
    """Return the lines of a made-up log."""
    lines: list[bytes] = []
    for sequence in range(1, number + 1):
        previous = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
        fields = [sequence, "at", "read", "", None, who, None, "", "{}", previous]
        lines.append(json.dumps(fields).encode())
    return lines


def records_of(lines: list[bytes]) -> list[bytes]:
    return [hashlib.sha256(line).digest() for line in lines]


class Witness:
    """A witness, and what is handed to it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "witness"
        self.public = run("witness", "init", self.home, "--name", "ombudsman.example").output
        (folder / "key").write_text(f"{KEY.public}\n")

    def note(self, lines: list[bytes], key: SigningKey = KEY) -> Note:
        head = tree_head(records_of(lines))
        return signed_checkpoint(Checkpoint(key.name, len(lines), head), key)

    def asked(self, note: Note, *options: str | Path) -> Result:
        (self.folder / "checkpoint").write_text(str(note))
        return run("witness", "cosign", self.folder / "checkpoint", "--in", self.home, *options)

    def first(self, lines: list[bytes]) -> Result:
        return self.asked(self.note(lines), "--key", self.folder / "key")

    def with_proof(self, lines: list[bytes], old: int) -> Result:
        proof = Consistency(old, consistency_proof(old, records_of(lines)))
        (self.folder / "proof").write_text(str(proof))
        return self.asked(self.note(lines), "--proof", self.folder / "proof")

    def with_export(self, note: Note, export: list[bytes]) -> Result:
        (self.folder / "log").write_bytes(b"".join(line + b"\n" for line in export))
        return self.asked(note, "--export", self.folder / "log")

    def cosigned(self, found: Result, note: Note) -> bool:
        if found.exit_code:
            return False
        line = read_signature(found.output)
        key = read_public_key(self.public.encode())
        return cosigned_at(Note(note.text, (line,)), key) is not None


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """Return a new witness."""
    return Witness(tmp_path)


def test_the_key_is_made_once_and_readable_by_its_owner_only(witness: Witness) -> None:
    path = witness.home / "witness_key"
    assert (path.stat().st_mode & 0o777, witness.home.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [one.name for one in witness.home.iterdir()] == ["witness_key"]
    again = run("witness", "init", witness.home, "--name", "other.example")
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    assert run("witness", "key", "--in", witness.home).output == witness.public
    refused = run("witness", "init", witness.home / "x", "--name", "two words")
    assert refused.exit_code == 2


def test_a_log_is_cosigned_as_it_grows(witness: Witness) -> None:
    lines = lines_of(12)
    assert witness.cosigned(witness.first(lines[:3]), witness.note(lines[:3]))
    assert witness.cosigned(witness.with_proof(lines[:8], 3), witness.note(lines[:8]))
    note = witness.note(lines)
    assert witness.cosigned(witness.with_export(note, lines), note)
    assert witness.cosigned(witness.asked(note), note), "the same again needs no proof"


def test_an_unknown_log_needs_its_key_and_keeps_it(witness: Witness) -> None:
    lines = lines_of(3)
    found = witness.asked(witness.note(lines))
    assert (found.exit_code, "never seen here" in found.output) == (2, True)
    witness.first(lines)
    (witness.folder / "key").write_text(f"{OTHER.public}\n")
    found = witness.asked(witness.note(lines, OTHER), "--key", witness.folder / "key")
    assert (found.exit_code, "not the key" in found.output) == (2, True)
    found = witness.asked(witness.note(lines, OTHER))
    assert (found.exit_code, "not signed with the key" in found.output) == (2, True)


def test_what_is_missing_is_named_as_a_command(witness: Witness) -> None:
    lines = lines_of(9)
    witness.first(lines[:4])
    found = witness.asked(witness.note(lines))
    assert found.exit_code == 2
    assert "amends log consistency --from 4 --until 9" in " ".join(found.output.split())


def test_no_fork_is_cosigned(witness: Witness) -> None:
    lines, forged = lines_of(9), lines_of(9, "b")
    witness.first(lines[:6])
    for found in (
        witness.with_proof(forged, 6),
        witness.with_export(witness.note(forged), forged),
        witness.with_export(witness.note(forged), lines),
        witness.asked(witness.note(lines[:5])),
        witness.asked(witness.note(forged[:6])),
    ):
        assert found.exit_code == 1, found.output
        assert "Nothing was signed" in found.output
    assert witness.cosigned(witness.with_proof(lines, 6), witness.note(lines))


def test_it_is_remembered_before_it_is_cosigned(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_of(4)
    with monkeypatch.context() as patched:

        def full(_descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr("os.fsync", full)
        found = witness.first(lines)
    assert found.exit_code == 1
    assert "—" not in found.output
    assert witness.asked(witness.note(lines)).exit_code == 2, "it was not remembered"
    assert not list(witness.home.glob(".new-*"))


def test_what_was_remembered_and_changed_is_not_gone_on_from(witness: Witness) -> None:
    lines = lines_of(4)
    witness.first(lines)
    (kept,) = witness.home.glob("*.seen")
    kept.write_text(kept.read_text().replace("\n4\n", "\n3\n"))
    found = witness.with_proof(lines_of(6), 4)
    assert (found.exit_code, str(kept) in found.output) == (1, True)
    (witness.home / "witness_key").write_text("x")
    found = witness.with_proof(lines_of(6), 4)
    assert (found.exit_code, "witness_key" in found.output) == (1, True)


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\xfe", b"\n\n", b"old 9\n", b"x" * 70_000, b"[" * 99]
)
@pytest.mark.parametrize("option", ["", "--key", "--proof", "--export"])
def test_garbage_is_refused_with_the_name_of_its_file(
    witness: Witness, garbage: bytes, option: str
) -> None:
    lines = lines_of(6)
    witness.first(lines[:3])
    file = witness.folder / "garbage"
    file.write_bytes(garbage)
    if option:
        found = witness.asked(witness.note(lines), option, file)
    else:
        found = run("witness", "cosign", file, "--in", witness.home)
    assert found.exit_code in {1, 2}
    assert not isinstance(found.exception, (ValueError, TypeError)), found.exception
    assert "Error: " in found.output
    assert "—" not in found.output


class LogAndWitness(RuleBasedStateMachine):
    """A log that grows, is rolled back and forked, and a witness that is asked all the time."""

    def __init__(self) -> None:
        super().__init__()
        self.held = tempfile.TemporaryDirectory()
        self.witness = Witness(Path(self.held.name))
        self.histories = [lines_of(2)]
        self.signed: dict[int, str] = {}
        self.longest: list[bytes] = []

    def teardown(self) -> None:
        self.held.cleanup()

    def _grown(self, lines: list[bytes], who: str) -> list[bytes]:
        previous = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
        fields = [len(lines) + 1, "at", "read", "", None, who, None, "", "{}", previous]
        return [*lines, json.dumps(fields).encode()]

    @rule(which=st.integers(0, 9), by=st.integers(1, 5), who=st.sampled_from("ab"))
    def grow(self, which: int, by: int, who: str) -> None:
        at = which % len(self.histories)
        for _turn in range(by):
            self.histories[at] = self._grown(self.histories[at], who)

    @rule(which=st.integers(0, 9), back=st.integers(0, 4))
    def fork(self, which: int, back: int) -> None:
        lines = self.histories[which % len(self.histories)]
        self.histories.append(self._grown(lines[: len(lines) - back], "c"))

    @rule(which=st.integers(0, 9), back=st.integers(0, 2), way=st.sampled_from(["p", "x", "-"]))
    def ask(self, which: int, back: int, way: str) -> None:
        lines = self.histories[which % len(self.histories)]
        lines = lines[: len(lines) - back]
        note, old = self.witness.note(lines), len(self.longest)
        if not self.longest:
            found = self.witness.first(lines)
        elif way == "p" and 0 < old <= len(lines):
            found = self.witness.with_proof(lines, old)
        elif way == "x":
            found = self.witness.with_export(note, lines)
        else:
            found = self.witness.asked(note)
        assert found.exit_code in {0, 1, 2}, found.output
        continues = lines[:old] == self.longest
        if found.exit_code == 0:
            assert self.witness.cosigned(found, note)
            assert continues, "a fork or an older log was cosigned"
            assert self.signed.setdefault(len(lines), note.text) == note.text
            self.longest = lines
        elif continues:
            assert found.exit_code == 2, found.output
            assert way == "-"

    @invariant()
    def remembers_what_it_signed(self) -> None:
        kept = list(self.witness.home.glob("*.seen"))
        if self.longest:
            (file,) = kept
            _key, _end, note = file.read_bytes().partition(b"\n")
            assert read_note(note).text == self.witness.note(self.longest).text


LogAndWitness.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestLogAndWitness = LogAndWitness.TestCase
