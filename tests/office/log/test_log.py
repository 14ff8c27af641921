"""The log grows by one chained entry for each write, and shows any tampering."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import ConnectionHandler
from hypothesis import given
from hypothesis import strategies as st

from amends.office.cases import services as cases
from amends.office.cases.models import Case, Note
from amends.office.log import services as log
from amends.office.log.chain import digest_of, first_break, moment_in, record_of, records_of
from amends.office.log.models import Kind, LogEntry, LogHead
from amends.office.log.selectors import LogFilters, entries, records, verify
from amends.office.policy import Action, NotPermitted
from amends.office.settings import _database
from tests.office.conftest import OPERATOR, Office


def chain() -> list[LogEntry]:
    """Return every entry, oldest first."""
    return list(LogEntry.objects.order_by("sequence"))


def fail_in_mid_write(office: Office, case: Case) -> None:
    """Write a note, then break off before the write is complete."""
    with log.writing(actor=office.prosecutor, action=Action.WRITE_NOTE, case=case):
        Note(case=case, author=office.prosecutor, text="half").save()
        raise RuntimeError


def fail_after_reading(office: Office, case: Case) -> None:
    """Read a case, then break off before the answer leaves."""
    with log.gathering_reads():
        log.read(actor=office.prosecutor, what="case", case=case)
        raise RuntimeError


def test_a_write_and_its_entry_commit_together(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    note = cases.write_note(actor=office.prosecutor, case=case, text="Called the shelter.")
    entry = LogEntry.objects.first()
    assert entry is not None
    assert LogEntry.objects.count() == before + 1
    assert (entry.kind, entry.action) == (Kind.WRITE, Action.WRITE_NOTE)
    assert entry.case_reference == case.reference
    assert str(note.pk) in entry.data


def test_an_entry_never_holds_the_words_of_a_note(office: Office, case: Case) -> None:
    cases.write_note(actor=office.prosecutor, case=case, text="canary-word")
    assert not LogEntry.objects.filter(data__contains="canary-word").exists()


def test_a_write_that_fails_leaves_neither_row_nor_entry(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(ValidationError):
        cases.write_note(actor=office.prosecutor, case=case, text="   ")
    with pytest.raises(RuntimeError):
        fail_in_mid_write(office, case)
    assert LogEntry.objects.count() == before
    assert not Note._base_manager.exists()


def test_an_untouched_log_holds(office: Office, case: Case) -> None:
    verdict = verify(actor=OPERATOR)
    assert verdict.broken is None
    assert verdict.entries == LogEntry.objects.count()


@pytest.mark.parametrize(
    "change",
    [
        {"actor_label": "somebody else"},
        {"data": "{}"},
        {"action": "case.read"},
        {"case_reference": "CAP-2026-9999"},
        {"kind": Kind.READ},
        {"actor_id": 999},
    ],
)
def test_an_edited_entry_is_found(office: Office, case: Case, change: dict[str, object]) -> None:
    LogEntry.objects.filter(sequence=3).update(**change)
    verdict = verify(actor=OPERATOR)
    assert verdict.broken is not None
    assert verdict.broken.sequence == 3


def test_a_removed_entry_is_found(office: Office, case: Case) -> None:
    LogEntry.objects.filter(sequence=2).delete()
    broken = verify(actor=OPERATOR).broken
    assert broken is not None
    assert "entry 2 is missing" in broken.what


def test_removing_the_newest_entries_is_found(office: Office, case: Case) -> None:
    newest = LogEntry.objects.first()
    assert newest is not None
    newest.delete()
    broken = verify(actor=OPERATOR).broken
    assert broken is not None
    assert "newest" in broken.what


def test_swapped_entries_are_found(office: Office, case: Case) -> None:
    rows = chain()
    rows[1], rows[2] = rows[2], rows[1]
    assert first_break(rows) is not None


def test_the_digest_covers_every_field(office: Office, case: Case) -> None:
    entry = chain()[-1]
    digest = digest_of(entry)
    for field in LogEntry._meta.concrete_fields:
        if field.attname == "digest":
            continue
        other = chain()[-1]
        setattr(other, field.attname, _changed(getattr(other, field.attname)))
        assert digest_of(other) != digest, field.attname


def _changed(value: object) -> object:
    from datetime import datetime, timedelta

    if isinstance(value, datetime):
        return value + timedelta(seconds=1)
    return value + 1 if isinstance(value, int) else f"{value}x"


def test_reads_of_one_request_become_one_entry_per_case(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    with log.gathering_reads():
        log.read(actor=office.prosecutor, what="case", case=case)
        log.read(actor=office.prosecutor, what="parties", case=case)
        log.read(actor=office.prosecutor, what="case", case=case)
    assert LogEntry.objects.count() == before + 1
    newest = LogEntry.objects.first()
    assert newest is not None
    assert newest.data == '{"what": ["case", "parties"]}'


def test_reads_are_logged_even_if_the_request_fails(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(RuntimeError):
        fail_after_reading(office, case)
    assert LogEntry.objects.count() == before + 1


def test_a_head_reads_the_log_of_the_units_cases_only(office: Office, case: Case) -> None:
    cases.open_case(
        actor=office.stranger,
        title="Elsewhere",
        unit=office.other_unit,
        jurisdiction="PH",
        opened_on=case.opened_on,
    )
    seen = {entry.case_reference for entry in entries(actor=office.head)}
    assert seen == {case.reference}
    everything = entries(actor=office.ombudsman, filters=LogFilters(action=Action.OPEN_CASE))
    assert everything.count() == 2


def test_others_do_not_read_the_log(office: Office) -> None:
    for user in (office.prosecutor, office.administrator, office.rapporteur):
        with pytest.raises(NotPermitted):
            entries(actor=user)


def test_head_and_entries_agree(office: Office, case: Case) -> None:
    head = LogHead.objects.get()
    newest = LogEntry.objects.first()
    assert newest is not None
    assert (head.sequence, head.digest) == (newest.sequence, newest.digest)


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.tuples(*[st.text(st.characters(codec="utf-8"))] * 6),
    st.tuples(*[st.none() | st.integers(0, 2**63 - 1)] * 2),
)
def test_a_line_is_what_json_makes_of_the_fields(
    at: datetime, texts: tuple[str, ...], numbers: tuple[int | None, ...]
) -> None:
    kind, action, label, reference, data, previous = texts
    actor, of_case = numbers
    fields = [7, at, kind, action, actor, label, of_case, reference, data, previous]
    (record,) = records_of([(*fields, "")])
    written = json.dumps(fields, ensure_ascii=False, default=datetime.isoformat)
    assert record.line.decode() == written


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_digested_the_same_from_the_text_of_either_database(at: datetime) -> None:
    in_sqlite = str(at.replace(tzinfo=None))
    trimmed = in_sqlite.rstrip("0").rstrip(".") if "." in in_sqlite else in_sqlite
    for stored in (in_sqlite, f"{in_sqlite}+00", f"{trimmed}+00"):
        assert moment_in(stored) == at.isoformat()


def test_what_is_read_as_text_is_what_the_entries_say(office: Office, case: Case) -> None:
    LogEntry.objects.filter(sequence=1).update(at=datetime(2026, 1, 2, 3, 4, 5, 120_000, UTC))
    LogEntry.objects.filter(sequence=2).update(at=datetime(2026, 1, 2, 3, 4, 5, 0, UTC))
    assert list(records(actor=OPERATOR)) == [record_of(entry) for entry in chain()]


def test_what_is_no_time_shows_as_a_change() -> None:
    assert moment_in("yesterday") == "yesterday"


def test_an_entry_takes_three_queries_within_a_write(
    office: Office, case: Case, django_assert_num_queries: Any
) -> None:
    with transaction.atomic(), django_assert_num_queries(3):
        log.append(
            kind=Kind.WRITE, action="note.write", actor=office.prosecutor, case=case, data={}
        )


def test_an_entry_that_fails_takes_its_write_with_it(office: Office, case: Case) -> None:
    before = Note._base_manager.count()
    LogHead.objects.update(sequence=0)
    with pytest.raises(IntegrityError):
        cases.write_note(actor=office.prosecutor, case=case, text="Called the shelter.")
    assert Note._base_manager.count() == before


def test_every_connection_to_sqlite_syncs_every_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    """An acknowledged write survives a power cut: FULL is 2, in every thread."""
    monkeypatch.setenv("AMENDS_DATABASE_URL", f"sqlite:///{tmp_path / 'office.sqlite3'}")
    databases = ConnectionHandler({"default": _database()})

    def synchronous() -> tuple[int, str]:
        with closing(databases["default"]), databases["default"].cursor() as cursor:
            full: int = cursor.execute("PRAGMA synchronous").fetchone()[0]
            journal: str = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        return full, journal

    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        found = {synchronous(), synchronous(), thread.submit(synchronous).result()}
    assert found == {(2, "wal")}
