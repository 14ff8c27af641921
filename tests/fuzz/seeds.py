"""Files that each importer is known to take, or to refuse, from which others are made."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl

from amends.base.package_data import names, read_text
from amends.integrity.box_files import Part, answer_file, write_box
from amends.integrity.checkpoints import Checkpoint, signed_checkpoint
from amends.integrity.entry_proofs import EntryProof
from amends.integrity.merkle import inclusion_proof, tree_head
from amends.integrity.notes import SigningKey
from amends.integrity.parcels import Enclosed, Told, packed
from amends.proof import stamps
from amends.proof.custody import Exhibit
from amends.proof.kinds import Form
from amends.proof.uco import Described, graph_of
from tests.casefile.test_reading import SMALL
from tests.law.test_charging import FACTS
from tests.office.archives.conftest import repacked
from tests.office.reading import made_files as made
from tests.proof.authority import Authority
from tests.proof.test_worked_cases import STATEMENT

LONGEST_SEED = 12_000
STAMPED = "statement"
# Nothing but a status: rejected.
REFUSAL_TO_STAMP = bytes.fromhex("30053003020102")


def shipped(folder: str) -> Iterable[bytes]:
    """Yield the short files of a folder that is shipped."""
    found = (read_text(f"{folder}/{name}").encode() for name in names(folder))
    return (data for data in found if len(data) < LONGEST_SEED)


def of_facts() -> Iterable[bytes]:
    """Yield facts."""
    yield FACTS.encode()


def of_promotions() -> Iterable[bytes]:
    """Yield promotions of a statute."""
    yield (
        b"statute: bw-ahta-2014\npromotions:\n- cell: offences.s9.means_rule\n"
        b"  value: alternative\n  citation: Gazette\n  reader: unit\n  read_on: 2026-05-03\n"
        b"  sha256: " + b"ab" * 32 + b"\n  at: s. 9\n  since: 2014-08-08\n"
    )


def of_case_files() -> Iterable[bytes]:
    """Yield a case file."""
    yield SMALL.encode()


def of_sheets() -> Iterable[bytes]:
    """Yield sheets of commas."""
    yield b"capacity,designation,born\nvictim,AAA,2008-05-03\nwitness,=1+1,x\n"
    yield "الصفة;التسمية\nشاهد;الجار\n".encode("utf-16")
    yield b"code\ton\tnote\nSEARCH\t2024-05-03\t'quoted'\n"


def of_workbooks() -> Iterable[bytes]:
    """Yield a workbook."""
    book = openpyxl.Workbook()
    for row in (["capacity", "designation", "born"], ["victim", "AAA", date(2008, 5, 3)]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    yield out.getvalue()


def of_archives() -> Iterable[bytes]:
    """Yield a case archive."""
    yield repacked({"README.txt": b"Read me.", "tables/notes.csv": b"id\r\n1\r\n"})


def of_graphs() -> Iterable[bytes]:
    """Yield exhibits for other programs."""
    exhibit = Exhibit("E1", Form.DATA, None, ())
    yield json.dumps(graph_of("C-1", [Described(exhibit, "A telephone", (), "telephone")])).encode()


def of_fault_trees() -> Iterable[bytes]:
    """Yield fault trees."""
    gates = {"r": ["or", "g", "a"], "g": ["atleast", 2, "a", "b", "h"], "h": ["and", "b", "c"]}
    tree = {"top": "r", "gates": gates, "p": {"a": 0.1, "b": 0, "c": 1e-3}}
    yield json.dumps({"t": tree}).encode()
    yield json.dumps({"t": tree | {"top": "a", "gates": {"g": "h", "h": "g"}}}).encode()
    yield json.dumps({"t": tree | {"gates": gates | {"h": ["nand", "b"]}}}).encode()


def of_packed_files() -> Iterable[bytes]:
    """Yield packages with texts in them."""
    yield made.word_file("The body", header="Police of the harbour", cells=("name", "debt"))
    yield made.zip_of(**{"a.txt": b"Debt of forty", "b.pdf": made.pdf("A page")})


def of_plain_files() -> Iterable[bytes]:
    """Yield files with texts in them."""
    yield made.pdf("She came at night", "Debt of forty")
    yield made.pdf("She came at night", packed=True)
    yield made.mail("The report", ("a.txt", b"Debt of forty"))
    yield made.locked_pdf("secret words")
    yield b"<html><script>alert(1)</script><p>Debt</p></html>"


def of_pages() -> Iterable[bytes]:
    """Yield pages."""
    yield made.pdf("She came at night", "Debt of forty")
    yield made.pdf("She came at night", packed=True)


def of_stamps() -> Iterable[bytes]:
    """Yield answers of an authority."""
    yield REFUSAL_TO_STAMP
    with tempfile.TemporaryDirectory() as folder:
        yield Authority(Path(folder)).stamp(stamps.request_for(STAMPED).as_bytes())


def of_parcels() -> Iterable[bytes]:
    """Yield what somebody told of an official."""
    yield packed(Told("report", "ABCD-EFGH", {"told": "He took money", "conduct": ["bribe"]}))
    yield packed(Told("more", "ABCD-EFGH", {}, (Enclosed("../a.jpg", b"a picture"),)))


def of_boxes() -> Iterable[bytes]:
    """Yield what is carried to the machine with the key, and an answer from there."""
    carried = io.BytesIO()
    write_box("age1", [Part("ABCD-EFGH", 1, "report", date(2026, 3, 1), b"sealed")], carried)
    yield carried.getvalue()
    yield answer_file("ABCD-EFGH", b"sealed")


def of_entry_proofs() -> Iterable[bytes]:
    """Yield the proof of an entry in a log of three."""
    key = SigningKey("office.example/log", bytes(32))
    lines = [f"entry {number}".encode() for number in range(3)]
    digests = [hashlib.sha256(line).digest() for line in lines]
    note = signed_checkpoint(Checkpoint(key.name, 3, tree_head(digests)), key)
    yield str(EntryProof(lines[1], 1, inclusion_proof(1, digests), note)).encode()


def of_worked_cases() -> Iterable[bytes]:
    """Yield worked cases, with a step and without."""
    brings = {
        "items": {"n": {"needs": ["V"], "origin": "n"}},
        "arguments": [["z", "means", ["n"], 3, []]],
    }
    step = {"key": "s", "brings": brings, "cost": 3, "days": 2, "deadline": "2027-01-01"}
    for case in (STATEMENT, {**STATEMENT, "steps": [step]}):
        yield json.dumps([case], separators=(",", ":")).encode()
