"""Proofs that one entry is in a log: read as they are written, refused when anything differs."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.checkpoints import Checkpoint, signed_checkpoint
from amends.integrity.entry_proofs import EntryProof, NotInTheLog, proved, read_entry_proof
from amends.integrity.merkle import inclusion_proof, tree_head
from amends.integrity.notes import NoteRefused, SigningKey

KEY = SigningKey("office.example/log", bytes(range(32)))
# The form of the example in C2SP tlog-proof.
FROM_C2SP = """\
c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def lines_of(number: int) -> list[bytes]:
    lines: list[bytes] = []
    for sequence in range(1, number + 1):
        previous = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
        fields = [sequence, "at", "write", "", None, f"a{sequence}", None, "", "{}", previous]
        lines.append(json.dumps(fields).encode())
    return lines


def proof_of(index: int, size: int) -> EntryProof:
    lines = lines_of(size)
    records = [hashlib.sha256(line).digest() for line in lines]
    note = signed_checkpoint(Checkpoint(KEY.name, size, tree_head(records)), KEY)
    return EntryProof(lines[index], index, inclusion_proof(index, records), note)


@given(st.integers(1, 40), st.data())
def test_an_entry_is_proved_from_its_file(size: int, data: st.DataObject) -> None:
    found = proof_of(data.draw(st.integers(0, size - 1)), size)
    again = read_entry_proof(str(found).encode())
    assert again == found
    record, checkpoint = proved(again, KEY.public)
    assert (record.sequence, checkpoint.size) == (found.index + 1, size)


def test_the_form_of_c2sp_is_read() -> None:
    found = read_entry_proof(FROM_C2SP.encode())
    assert (found.index, len(found.proof)) == (73894, 3)
    assert str(found) == FROM_C2SP


@given(st.integers(0, 2_000), st.integers(1, 255))
def test_no_changed_file_proves_anything_else(at: int, change: int) -> None:
    found = proof_of(5, 11)
    altered = bytearray(str(found).encode())
    altered[at % len(altered)] ^= change
    with suppress(NoteRefused, NotInTheLog):
        record, checkpoint = proved(read_entry_proof(bytes(altered)), KEY.public)
        pytest.fail(f"proved {record} of {checkpoint}")


def test_an_entry_proves_nothing_at_another_place() -> None:
    found = proof_of(5, 11)
    other = lines_of(11)[4]
    for changed in (replace(found, index=4), replace(found, line=other), replace(found, proof=())):
        with pytest.raises(NotInTheLog):
            proved(changed, KEY.public)


def test_a_record_that_calls_itself_another_is_not_taken() -> None:
    line = lines_of(3)[2]
    head = tree_head([hashlib.sha256(line).digest()])
    note = signed_checkpoint(Checkpoint(KEY.name, 1, head), KEY)
    with pytest.raises(NotInTheLog, match="calls itself entry 3"):
        proved(EntryProof(line, 0, (), note), KEY.public)
    garbage = b"garbage"
    head = tree_head([hashlib.sha256(garbage).digest()])
    note = signed_checkpoint(Checkpoint(KEY.name, 1, head), KEY)
    with pytest.raises(NotInTheLog, match="cannot be read"):
        proved(EntryProof(garbage, 0, (), note), KEY.public)


def test_another_key_proves_nothing() -> None:
    with pytest.raises(NoteRefused, match="not signed"):
        proved(proof_of(1, 2), replace(KEY, seed=bytes(32)).public)


def test_no_other_entry_stands_in_it() -> None:
    found = proof_of(5, 11)
    held = str(found).encode() + found.line
    for index, line in enumerate(lines_of(11)):
        assert (json.loads(line)[5].encode() + b'"' in held) is (index == 5)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_garbage_is_refused(text: str) -> None:
    first = "c2sp.org/tlog-proof@v1\n"
    for data in (text, f"{first}{text}", f"{first}extra AA==\n{text}"):
        with pytest.raises(NoteRefused):
            read_entry_proof(data.encode())
