"""An archive with anything wrong in it leaves no case behind, whatever is wrong."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.office.archives.cells import guarded, unguarded
from amends.office.archives.import_services import Tried, take_archive, try_archive
from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.parties.models import Party
from tests.office.archives.conftest import members, packed, repacked
from tests.office.conftest import Office

WRONG = [
    ("parties", b",victim,natural,AAA", b",victim,natural,Maria Santos", "pseudonym only"),
    ("parties", b",victim,natural,AAA", b",sorcerer,natural,AAA", "capacity"),
    ("events", b"INTERVIEW_VICTIM", b"INTERVIEW_GHOST", "INTERVIEW_GHOST"),
    ("events", b"2026-02-01", b"2026-02-31", "first_day"),
    ("events", b"'=1+1", b"a\x00b", "cannot be seen"),
    ("events", b"{}", b'"{""nested"": {}}"', "another shape"),
    ("custody_steps", b",seized,", b",stolen,", "kind"),
    ("custody_steps", b"1,1,", b"1,99,", "Row 99 of evidence"),
    ("evidence", b",extraction,", b",rumour,", "kind"),
    ("tasks", b"prosecutor", b"nobody", "nobody"),
    ("attachments", b"ledger.txt", b"../ledger.txt", "plain name"),
    ("notes", b"1,prosecutor", b"7,prosecutor", "numbered from 1"),
    ("screens", b"no_sign", b"guilty", "guilty"),
    ("arguments", b",means,", b",luck,", "not an element"),
    ("arguments", b",means,", b",,", "not an element"),
    ("arguments", b",thing_found,", b",divination,", "divination"),
    ("arguments", b",false,false,,", b",false,true,,", "against a means only"),
    ("arguments", b",A2,", b",A 2,", "key"),
    ("arguments", b",confirmed,", b",perhaps,", "perhaps"),
    ("arguments", b",1,other_reason,", b",1,best_weather,", "not asked of"),
    ("arguments", b",1,other_reason,", b",3,other_reason,", "Choose one of this case"),
    ("arguments", b",1,,,", b",9,,,", "row 9 is not taken"),
    ("arguments", b"It lay there for long.", b" ", "in one sentence"),
    ("premises", b"2,3,", b"2,1,", "stands in the table already"),
    ("argument_answers", b",adverse,", b",splendid,", "splendid"),
    ("argument_answers", b",A boat.,", b",,", "on what it rests"),
    ("proof_steps", b",0,0,0,", b",0,0,7,", "tier"),
    ("weaknesses_taken_up", b",attacked,", b",lazy,", "lazy"),
]


@pytest.fixture
def honest(office: Office, full_case: Case) -> dict[str, bytes]:
    """Return the members of a whole archive."""
    return members(packed(office, full_case))


def tried(office: Office, data: bytes) -> Tried:
    return try_archive(actor=office.prosecutor, file=io.BytesIO(data))


def test_every_wrong_row_is_named_and_nothing_is_taken(office: Office, full_case: Case) -> None:
    honest = members(packed(office, full_case))
    for table, before, after, said in WRONG:
        name = f"tables/{table}.csv"
        assert before in honest[name], (table, before)
        data = repacked({**honest, name: honest[name].replace(before, after, 1)})
        report = tried(office, data)
        found = [one for one in report.refused if one.table == table]
        assert found, (table, after)
        assert any(said in one.said for one in found), (said, found)
        assert report.read == report.taken + len(report.refused)
        with pytest.raises(ValidationError):
            take_archive(actor=office.prosecutor, file=io.BytesIO(data), filename="a.zip")
    assert Case._base_manager.count() == 1
    assert Party._base_manager.count() == 2


def test_arguments_that_could_not_stand_together_are_refused(
    honest: dict[str, bytes], office: Office
) -> None:
    """Ours without an item, forces beyond the strongest, two steps to one item."""
    premises, steps = honest["tables/premises.csv"], honest["tables/proof_steps.csv"]
    first, second = steps.splitlines(keepends=True)
    for name, text, said in (
        ("premises", premises.splitlines(keepends=True)[0], "Choose at least one item"),
        ("proof_steps", first + second + second.replace(b"1", b"2", 1), "in the table already"),
        ("arguments", honest["tables/arguments.csv"].replace(b",1,,p", b",9,,p"), "force"),
    ):
        report = tried(office, repacked({**honest, f"tables/{name}.csv": text}))
        assert any(said in one.said for one in report.refused), (name, report.refused)


def test_a_file_that_nothing_names_or_that_is_not_there_is_refused(
    office: Office, full_case: Case
) -> None:
    honest = members(packed(office, full_case))
    without = {name: text for name, text in honest.items() if not name.startswith("files/")}
    report = tried(office, repacked(without))
    assert {one.table for one in report.refused} == {"attachments"}
    more = {**honest, f"files/{hashlib.sha256(b'stray').hexdigest()}": b"stray"}
    with pytest.raises(ValidationError, match="No attachment says"):
        tried(office, repacked(more))


@pytest.mark.parametrize("name", ["tables/notes.csv", "about.json", "tables/case.csv"])
def test_an_archive_without_a_part_it_needs_is_refused(
    office: Office, full_case: Case, name: str
) -> None:
    content = members(packed(office, full_case))
    del content[name]
    with pytest.raises((ValidationError, KeyError)):
        tried(office, repacked(content))


def test_a_disk_that_fills_up_leaves_nothing(
    office: Office, full_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(office, full_case)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amends.office.evidence.services.store.put", full)
    with pytest.raises(ValidationError, match="full"):
        take_archive(actor=office.prosecutor, file=io.BytesIO(data), filename="a.zip")
    assert Case._base_manager.count() == 1
    assert Attachment._base_manager.count() == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_whatever_stands_in_the_tables_is_answered_by_a_sentence(
    office: Office, honest: dict[str, bytes], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([n for n in sorted(honest) if not n.startswith("files/")]))
    text = honest[name]
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    given_bytes = data.draw(
        st.sampled_from([b"", b"\x00", b'"', b",", b"\r\n", b"[[[[", b"9" * 30, b"\xff", b"{"])
        | st.text(max_size=5).map(lambda t: t.encode("utf-8", "ignore"))
    )
    changed = repacked({**honest, name: text[:at] + given_bytes + text[at + length :]})
    report = None
    with suppress(ValidationError):
        report = tried(office, changed)
    assert report is None or report.read == report.taken + len(report.refused)


@given(st.text())
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
