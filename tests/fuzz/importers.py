"""Everything that reads what somebody hands in, as one function from bytes to an answer.

An importer takes its bytes or refuses them by name. Whatever else comes out of it is a fault.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from amends.base.messages import Message, Refusal
from amends.base.problems import DocumentError, Problem
from amends.casefile import reading as case_files
from amends.integrity.box_files import BoxFileRefused, read_answer_file, read_box
from amends.integrity.entry_proofs import read_entry_proof
from amends.integrity.notes import NoteRefused
from amends.integrity.parcels import ParcelRefused, safe_name, unpacked
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
from amends.proof.answers import answers, cut_answers, plan_answers
from amends.proof.fault_trees import TreeFile, by_order
from amends.proof.force_policy import policy_for
from amends.proof.graph_files import read_cases
from amends.proof.uco_reading import exhibits_in
from tests.fuzz import seeds

TAKEN = "taken"
MOST_UNPACKED = 10 * 1024**2
POLICY = policy_for("", date(2026, 11, 28))


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


def worked_cases(data: bytes) -> str:
    """Read worked cases and say everything that is said of them."""
    try:
        for case in read_cases(data):
            answers(case, POLICY, 2)
            plan_answers(case, POLICY, POLICY.since, 2)
            cut_answers(case, POLICY, ["V"], 2)
    except Refusal as refusal:
        return _told(refusal.message)
    return TAKEN


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
        stamps.verified(data, seeds.STAMPED, stamps.Trust((), ()))
    except stamps.StampRefused as refusal:
        return TAKEN if stamps.is_of(data, seeds.STAMPED) else _told(refusal.message)
    return TAKEN


def parcel(data: bytes) -> str:
    """Read what was sealed to the ombudsman, as it is where the key is."""
    try:
        for enclosed in unpacked(data).files:
            assert "/" not in safe_name(enclosed.name)
    except ParcelRefused as refusal:
        return str(refusal)
    return TAKEN


def box(data: bytes) -> str:
    """Read what is carried between the office and the machine with the key."""
    try:
        list(read_box(io.BytesIO(data)))
    except BoxFileRefused as refusal:
        try:
            read_answer_file(data)
        except BoxFileRefused:
            return str(refusal)
    return TAKEN


def entry_proof(data: bytes) -> str:
    """Read the proof that an entry is in the log, as a court holds it."""
    try:
        read_entry_proof(data)
    except NoteRefused as refusal:
        return str(refusal)
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


IMPORTERS = {
    "statute": Importer(statute, lambda: seeds.shipped("statutes")),
    "promotions": Importer(promoted, seeds.of_promotions),
    "law_cases": Importer(law_cases, lambda: seeds.shipped("law/cases")),
    "facts": Importer(facts, seeds.of_facts),
    "case_file": Importer(case_file, seeds.of_case_files),
    "sheet": Importer(sheet, seeds.of_sheets),
    "workbook": Importer(sheet, seeds.of_workbooks, packed=True),
    "archive": Importer(archive, seeds.of_archives, packed=True),
    "graph": Importer(graph, seeds.of_graphs),
    "fault_trees": Importer(fault_trees, seeds.of_fault_trees),
    "worked_cases": Importer(worked_cases, seeds.of_worked_cases),
    "file": Importer(text_of_file, seeds.of_plain_files),
    "packed_file": Importer(text_of_file, seeds.of_packed_files, packed=True),
    "pages": Importer(pages_of_file, seeds.of_pages),
    "stamp": Importer(stamp, seeds.of_stamps),
    "parcel": Importer(parcel, seeds.of_parcels),
    "box": Importer(box, seeds.of_boxes),
    "entry_proof": Importer(entry_proof, seeds.of_entry_proofs),
}
