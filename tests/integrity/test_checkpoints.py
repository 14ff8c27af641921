"""Checkpoints and cosignatures: read as they are written, refused when they are anything else."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.checkpoints import (
    LARGEST,
    Checkpoint,
    checkpoint_of,
    cosigned,
    cosigned_at,
    read_checkpoint,
    signed_checkpoint,
)
from amends.integrity.notes import Note, NoteRefused, SigningKey, Signs, read_note, signed_note

LOG = SigningKey("office.example/log", bytes(range(32)))
WITNESS = SigningKey("ombudsman.example", bytes(range(32, 64)), Signs.COSIGNATURES)
HEAD = hashlib.sha256(b"head").digest()
CHECKPOINT = Checkpoint(LOG.name, 1234, HEAD)
IN_BASE64 = base64.b64encode(HEAD).decode()


def test_a_checkpoint_is_three_lines() -> None:
    assert str(CHECKPOINT) == f"office.example/log\n1234\n{IN_BASE64}\n"


@given(st.integers(0, LARGEST), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_back(size: int, head: bytes) -> None:
    checkpoint = Checkpoint(LOG.name, size, head)
    data = str(signed_checkpoint(checkpoint, LOG)).encode()
    assert read_checkpoint(data, LOG.public) == checkpoint


@given(st.integers(0, 400), st.integers(1, 255))
def test_no_altered_checkpoint_passes(at: int, change: int) -> None:
    altered = bytearray(str(signed_checkpoint(CHECKPOINT, LOG)).encode())
    altered[at % len(altered)] ^= change
    with pytest.raises(NoteRefused):
        read_checkpoint(bytes(altered), LOG.public)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_whatever_is_read_as_a_checkpoint_is_written_the_same(text: str) -> None:
    with suppress(NoteRefused):
        assert str(checkpoint_of(Note(text, ()))) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"\n1\n{IN_BASE64}\n",
        f" log\n1\n{IN_BASE64}\n",
        f"log\n01\n{IN_BASE64}\n",
        f"log\n+1\n{IN_BASE64}\n",
        f"log\n-1\n{IN_BASE64}\n",
        f"log\n١\n{IN_BASE64}\n",
        f"log\n{LARGEST + 1}\n{IN_BASE64}\n",
        "log\n1\n" + "9" * 5000 + "\n",
        f"log\n1\n{IN_BASE64[:-4]}\n",
        f"log\n1\n{IN_BASE64}",
        f"log\n1\n{IN_BASE64}\nmore\n",
        "log\n1\n\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        checkpoint_of(Note(text, ()))


def test_a_checkpoint_of_another_log_or_key_is_refused() -> None:
    elsewhere = signed_note(str(replace(CHECKPOINT, origin="elsewhere")), LOG)
    with pytest.raises(NoteRefused, match="elsewhere"):
        read_checkpoint(str(elsewhere).encode(), LOG.public)
    forged = signed_checkpoint(CHECKPOINT, replace(LOG, seed=bytes(32)))
    with pytest.raises(NoteRefused, match="not signed with the key"):
        read_checkpoint(str(forged).encode(), LOG.public)


@given(st.integers(0, 2**64 - 1))
def test_a_cosignature_says_when(moment: int) -> None:
    note = signed_checkpoint(CHECKPOINT, LOG)
    both = Note(note.text, (*note.signatures, cosigned(note, WITNESS, moment)))
    again = read_note(str(both).encode())
    assert cosigned_at(again, WITNESS.public) == moment
    assert read_checkpoint(str(again).encode(), LOG.public) == CHECKPOINT


def test_a_cosignature_covers_checkpoint_moment_and_witness() -> None:
    note = signed_checkpoint(CHECKPOINT, LOG)
    line = cosigned(note, WITNESS, 1_700_000_000)
    assert cosigned_at(note, WITNESS.public) is None
    later = replace(line, signed=(1_700_000_001).to_bytes(8, "big") + line.signed[8:])
    other = str(replace(CHECKPOINT, size=1235))
    assert cosigned_at(Note(note.text, (later,)), WITNESS.public) is None
    assert cosigned_at(Note(other, (line,)), WITNESS.public) is None
    assert cosigned_at(Note(note.text, (line, later)), WITNESS.public) is None
    assert cosigned_at(Note(note.text, (line,)), replace(WITNESS, seed=bytes(32)).public) is None
    short = replace(line, signed=line.signed[:-1])
    assert cosigned_at(Note(note.text, (short,)), WITNESS.public) is None


def test_the_key_of_a_log_cosigns_nothing() -> None:
    note = signed_checkpoint(CHECKPOINT, LOG)
    assert cosigned_at(note, LOG.public) is None
