"""Everything that reads what somebody hands in, as one function from bytes to an answer.

An importer takes its bytes or refuses them by name. Whatever else comes out of it is a fault.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl

from amends.base.messages import Message, Refusal
from amends.base.package_data import names, read_text
from amends.base.problems import DocumentError, Problem
from amends.casefile import reading as case_files
from amends.law import cases, promotions
from amends.law import reading as statute_files
from amends.office.archives.package import ArchiveRefused, opened
from amends.office.disclosure.pages import child as pages
from amends.office.exchange.entries import entries_of
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.rows import SheetRefused
from amends.office.exchange.sheets import read_sheet
from amends.office.reading.files import child as files
from amends.office.reading.files.results import Limits, Outcome
from amends.proof import stamps
from amends.proof.custody import Exhibit
from amends.proof.fault_trees import TreeFile, by_order
from amends.proof.kinds import Form
from amends.proof.uco import Described, graph_of
from amends.proof.uco_reading import exhibits_in
from tests.casefile.test_reading import SMALL
from tests.law.test_charging import FACTS
from tests.office.archives.conftest import repacked
from tests.office.reading import made_files as made
from tests.proof.authority import Authority

TAKEN = "taken"
MOST_UNPACKED = 10 * 1024**2
LONGEST_SEED = 12_000
STAMPED = "statement"
# Nothing but a status: rejected.
REFUSAL_TO_STAMP = bytes.fromhex("30053003020102")


@dataclass(frozen=True)
class Importer:
    """Something that reads bytes from outside.

    Attributes:
        read: returns ``TAKEN``, or what was said instead.
        seeds: files it is known to take, from which others are made.
        packed: whether its files are ZIP packages, so that their members are to be changed, not
            the bytes around them.
    """

    read: Callable[[bytes], str]
    seeds: Callable[[], Iterable[bytes]]
    packed: bool = False


def statute(data: bytes) -> str:
    """Read a statute file."""
    return _document(data, statute_files.read)


def promoted(data: bytes) -> str:
    """Read the promotions of a statute."""
    return _document(data, promotions.read_promotions)


def law_cases(data: bytes) -> str:
    """Read the cases of a statute."""
    return _document(data, cases.read_cases)


def facts(data: bytes) -> str:
    """Read one set of facts."""
    return _document(data, cases.read_facts)


def case_file(data: bytes) -> str:
    """Read a whole case in YAML; what is read is written as it can be read again."""

    def there_and_back(text: str) -> None:
        found = case_files.read(text)
        assert case_files.read(case_files.write(found)) == found

    return _document(data, there_and_back)


def sheet(data: bytes) -> str:
    """Read a sheet as every kind of row; each row that is not taken says why."""
    said = set()
    for kind in SheetKind:
        try:
            entries = entries_of(kind, read_sheet(data))
        except SheetRefused as refusal:
            said.add(_told(refusal.problem.message))
            continue
        told = [_told(problem.message) for row in entries.rows for problem in row.problems]
        said.add(told[0] if told else TAKEN)
    return min(said, key=lambda one: one != TAKEN)


def archive(data: bytes) -> str:
    """Read every member of a case archive."""
    try:
        found = opened(io.BytesIO(data), most=MOST_UNPACKED)
        for name in found.digests:
            content = b"".join(found.chunks(name))
            assert hashlib.sha256(content).hexdigest() == found.digests[name]
    except ArchiveRefused as refusal:
        return _told(refusal.message)
    return TAKEN


def graph(data: bytes) -> str:
    """Read the exhibits of a graph in CASE/UCO."""
    try:
        assert exhibits_in(data)
    except Refusal as refusal:
        return _told(refusal.message)
    return TAKEN


def fault_trees(data: bytes) -> str:
    """Read the fault trees of a file and count the minimal sets of each."""
    said = set()
    try:
        found = TreeFile(data)
    except Refusal as refusal:
        return _told(refusal.message)
    for name in found.names:
        try:
            by_order(found.tree(name), 2)
        except Refusal as refusal:
            said.add(_told(refusal.message))
    return min(said, default=TAKEN)


def text_of_file(data: bytes) -> str:
    """Read the text of a file of any kind."""
    said = files.answer(data, Limits(seconds=10))
    if said["outcome"] is Outcome.TAKEN:
        assert "\0" not in "".join(said["pages"])
        return TAKEN
    return str(Outcome(said["outcome"]))


def pages_of_file(data: bytes) -> str:
    """Take a word out of the pages of a file, as before it is disclosed."""
    marks = [{"page": None, "words": "night", "alone": True, "part": None}]
    asked = {"asked": "redact", "seconds": 10, "marks": marks}
    found, _rewritten = pages.answer(asked, [data])
    return str(found["trouble"]) if "trouble" in found else TAKEN


def stamp(data: bytes) -> str:
    """Read the answer of an authority that stamps the time, whoever it is."""
    try:
        stamps.verified(data, STAMPED, stamps.Trust((), ()))
    except stamps.StampRefused as refusal:
        return TAKEN if stamps.is_of(data, STAMPED) else _told(refusal.message)
    return TAKEN


def _document(data: bytes, read: Callable[[str], object]) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "no text"
    problems: tuple[Problem, ...] = ()
    try:
        read(text)
    except DocumentError as refused:
        problems = refused.problems
        if not problems:
            raise
    for problem in problems:
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert problem.path.startswith("$")
        assert _told(problem.message)
    return problems[0].message.sentence if problems else TAKEN


def _told(message: Message) -> str:
    """Return the sentence of a message that can be put together."""
    assert str(message).strip()
    return message.sentence


def _shipped(folder: str) -> Iterable[bytes]:
    found = (read_text(f"{folder}/{name}").encode() for name in names(folder))
    return (data for data in found if len(data) < LONGEST_SEED)


def _facts() -> Iterable[bytes]:
    yield FACTS.encode()


def _promotions() -> Iterable[bytes]:
    yield (
        b"statute: bw-ahta-2014\npromotions:\n- cell: offences.s9.means_rule\n"
        b"  value: alternative\n  citation: Gazette\n  reader: unit\n  read_on: 2026-05-03\n"
        b"  sha256: " + b"ab" * 32 + b"\n  at: s. 9\n  since: 2014-08-08\n"
    )


def _case_files() -> Iterable[bytes]:
    yield SMALL.encode()


def _sheets() -> Iterable[bytes]:
    yield b"capacity,designation,born\nvictim,AAA,2008-05-03\nwitness,=1+1,x\n"
    yield "الصفة;التسمية\nشاهد;الجار\n".encode("utf-16")
    yield b"code\ton\tnote\nSEARCH\t2024-05-03\t'quoted'\n"


def _workbooks() -> Iterable[bytes]:
    book = openpyxl.Workbook()
    for row in (["capacity", "designation", "born"], ["victim", "AAA", date(2008, 5, 3)]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    yield out.getvalue()


def _archives() -> Iterable[bytes]:
    yield repacked({"README.txt": b"Read me.", "tables/notes.csv": b"id\r\n1\r\n"})


def _graphs() -> Iterable[bytes]:
    exhibit = Exhibit("E1", Form.DATA, None, ())
    yield json.dumps(graph_of("C-1", [Described(exhibit, "A telephone", (), "telephone")])).encode()


def _fault_trees() -> Iterable[bytes]:
    gates = {"r": ["or", "g", "a"], "g": ["atleast", 2, "a", "b", "h"], "h": ["and", "b", "c"]}
    tree = {"top": "r", "gates": gates, "p": {"a": 0.1, "b": 0, "c": 1e-3}}
    yield json.dumps({"t": tree}).encode()
    yield json.dumps({"t": tree | {"top": "a", "gates": {"g": "h", "h": "g"}}}).encode()
    yield json.dumps({"t": tree | {"gates": gates | {"h": ["nand", "b"]}}}).encode()


def _packed_files() -> Iterable[bytes]:
    yield made.word_file("The body", header="Police of the harbour", cells=("name", "debt"))
    yield made.zip_of(**{"a.txt": b"Debt of forty", "b.pdf": made.pdf("A page")})


def _plain_files() -> Iterable[bytes]:
    yield made.pdf("She came at night", "Debt of forty")
    yield made.pdf("She came at night", packed=True)
    yield made.mail("The report", ("a.txt", b"Debt of forty"))
    yield made.locked_pdf("secret words")
    yield b"<html><script>alert(1)</script><p>Debt</p></html>"


def _pages() -> Iterable[bytes]:
    yield made.pdf("She came at night", "Debt of forty")
    yield made.pdf("She came at night", packed=True)


def _stamps() -> Iterable[bytes]:
    yield REFUSAL_TO_STAMP
    with tempfile.TemporaryDirectory() as folder:
        yield Authority(Path(folder)).stamp(stamps.request_for(STAMPED).as_bytes())


IMPORTERS = {
    "statute": Importer(statute, lambda: _shipped("statutes")),
    "promotions": Importer(promoted, _promotions),
    "law_cases": Importer(law_cases, lambda: _shipped("law/cases")),
    "facts": Importer(facts, _facts),
    "case_file": Importer(case_file, _case_files),
    "sheet": Importer(sheet, _sheets),
    "workbook": Importer(sheet, _workbooks, packed=True),
    "archive": Importer(archive, _archives, packed=True),
    "graph": Importer(graph, _graphs),
    "fault_trees": Importer(fault_trees, _fault_trees),
    "file": Importer(text_of_file, _plain_files),
    "packed_file": Importer(text_of_file, _packed_files, packed=True),
    "pages": Importer(pages_of_file, _pages),
    "stamp": Importer(stamp, _stamps),
}
