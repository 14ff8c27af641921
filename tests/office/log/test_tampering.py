"""What a clerk with the database can do to the log, and that a checkpoint from outside shows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from amends.integrity.chains import Broken, Verdict, records_in, verified
from amends.integrity.checkpoints import Checkpoint, read_checkpoint
from amends.integrity.notes import SigningKey, read_signing_key
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.log import keys
from amends.office.log.chain import COVERED
from amends.office.log.checkpoint_selectors import issued, log_key
from amends.office.log.checkpoint_services import sign_checkpoint
from amends.office.log.export_services import export_log
from amends.office.log.models import LogCheckpoint, LogEntry, LogHead
from amends.office.log.selectors import verify
from amends.office.policy import Action, NotPermitted
from tests.office.conftest import OPERATOR, Office

INSERT = (
    "INSERT INTO log_logentry (sequence, at, kind, action, actor_id, actor_label, case_id,"
    " case_reference, data, previous, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
Tampering = Callable[[Office, Case], None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> object:
    """Give every test a log key of its own."""
    with override_settings(LOG_KEY=tmp_path / "log_key"):
        yield tmp_path


@pytest.fixture
def outside(office: Office, case: Case) -> Checkpoint:
    """Return the newest of two checkpoints, as it was taken out of the building."""
    work(office, case)
    sign_checkpoint(actor=OPERATOR)
    work(office, case)
    row = sign_checkpoint(actor=OPERATOR)
    key = log_key(actor=OPERATOR)
    assert key is not None
    work(office, case)
    return read_checkpoint(row.note.encode(), key)


def work(office: Office, case: Case, number: int = 3) -> None:
    """Write something, so that the log grows."""
    for turn in range(number):
        cases.write_note(actor=office.prosecutor, case=case, text=f"Note {turn}")


def sql(statement: str, *values: Any) -> None:
    """Change the database as somebody does who has its password."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rechain(entries: list[LogEntry]) -> None:
    """Chain entries anew and write them over those that are there, the head included."""
    digest = ""
    for sequence, entry in enumerate(entries, start=1):
        values = {name: getattr(entry, name) for name in COVERED}
        values |= {"sequence": sequence, "at": entry.at.isoformat(), "previous": digest}
        digest = hashlib.sha256(
            json.dumps(list(values.values()), ensure_ascii=False).encode()
        ).hexdigest()
        sql("DELETE FROM log_logentry WHERE sequence = %s", sequence)
        values["at"] = entry.at.replace(tzinfo=None if connection.vendor == "sqlite" else UTC)
        sql(INSERT, *values.values(), digest)
    sql("DELETE FROM log_logentry WHERE sequence > %s", len(entries))
    sql("UPDATE log_loghead SET sequence = %s, digest = %s", len(entries), digest)


def in_order() -> list[LogEntry]:
    """Return every entry, the oldest first."""
    return list(LogEntry.objects.order_by("sequence"))


def edit(office: Office, case: Case) -> None:
    sql("UPDATE log_logentry SET actor_label = 'somebody else' WHERE sequence = 4")


def edit_with_its_digest(office: Office, case: Case) -> None:
    entry = LogEntry.objects.get(sequence=4)
    fields = [getattr(entry, name) for name in COVERED]
    fields[1], fields[5] = entry.at.isoformat(), "somebody else"
    digest = hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
    sql("UPDATE log_logentry SET actor_label = 'somebody else' WHERE sequence = 4")
    sql("UPDATE log_logentry SET digest = %s WHERE sequence = 4", digest)


def delete(office: Office, case: Case) -> None:
    sql("DELETE FROM log_logentry WHERE sequence = 4")


def reorder(office: Office, case: Case) -> None:
    for was, becomes in ((4, -4), (5, 4), (-4, 5)):
        sql("UPDATE log_logentry SET sequence = %s WHERE sequence = %s", becomes, was)


def truncate(office: Office, case: Case) -> None:
    """Take the newest entries away, checkpoints that know of them too, and set the head back."""
    kept = LogEntry.objects.get(sequence=6)
    sql("DELETE FROM log_logentry WHERE sequence > 6")
    sql("DELETE FROM log_logcheckpoint WHERE size > 6")
    sql("UPDATE log_loghead SET sequence = 6, digest = %s", kept.digest)


def rebuild(office: Office, case: Case) -> None:
    """Change one entry and chain the whole log anew, without the log key."""
    entries = in_order()
    entries[3].actor_label = "somebody else"
    rechain(entries)


def rebuild_without_checkpoints(office: Office, case: Case) -> None:
    rebuild(office, case)
    sql("DELETE FROM log_logcheckpoint")


def rebuild_and_sign(office: Office, case: Case) -> None:
    """Chain the whole log anew and sign it anew, with the log key too."""
    rebuild_without_checkpoints(office, case)
    sign_checkpoint(actor=OPERATOR)


def rebuild_without_one(office: Office, case: Case) -> None:
    entries = in_order()
    del entries[3]
    rechain(entries)
    sql("DELETE FROM log_logcheckpoint")


def restore_an_older_copy(office: Office, case: Case) -> None:
    """Put back the database as it was before the newest checkpoint."""
    first = LogCheckpoint.objects.order_by("size")[0]
    kept = LogEntry.objects.get(sequence=first.size)
    sql("DELETE FROM log_logcheckpoint WHERE size > %s", first.size)
    sql("DELETE FROM log_logentry WHERE sequence > %s", first.size)
    sql("UPDATE log_loghead SET sequence = %s, digest = %s", kept.sequence, kept.digest)


def restore_an_older_copy_and_work_on(office: Office, case: Case) -> None:
    restore_an_older_copy(office, case)
    work(office, case, number=20)


CHANGED, ELSEWHERE = "changed after it was written", "does not follow"
SHOWN_BY_THE_DATABASE = [
    (edit, 4, CHANGED),
    (edit_with_its_digest, 5, ELSEWHERE),
    (delete, 5, "entry 4 is missing"),
    (reorder, 4, ELSEWHERE),
    (rebuild, 1, "rebuilt"),
]
SHOWN_FROM_OUTSIDE = [
    *SHOWN_BY_THE_DATABASE,
    (truncate, 7, "removed"),
    (rebuild_without_checkpoints, 1, "rebuilt"),
    (rebuild_and_sign, 1, "rebuilt"),
    (rebuild_without_one, 1, "rebuilt"),
    (restore_an_older_copy, None, "older copy"),
    (restore_an_older_copy_and_work_on, None, "older copy"),
]


def named(value: object) -> str:
    """Return what a kind of tampering is called in the title of a test."""
    return getattr(value, "__name__", "")


def exported(checkpoints: list[Checkpoint]) -> Verdict:
    """Return what the log is found to be elsewhere, from its export alone."""
    lines: list[bytes] = []
    export_log(actor=OPERATOR, write=lines.append)
    return verified(records_in(lines), checkpoints)


@pytest.mark.parametrize(
    ("tampering", "at", "says"),
    SHOWN_FROM_OUTSIDE,
    ids=named,
)
def test_a_checkpoint_from_outside_shows_it(
    office: Office, case: Case, outside: Checkpoint, tampering: Tampering, at: int, says: str
) -> None:
    first = issued(actor=OPERATOR)[0]
    tampering(office, case)
    broken = verify(actor=OPERATOR, outside=[outside]).broken
    assert broken is not None
    assert says in broken.what
    assert broken.sequence == (at or first.size + 1)


@pytest.mark.parametrize(
    ("tampering", "at", "says"),
    SHOWN_FROM_OUTSIDE,
    ids=named,
)
def test_the_export_shows_it_on_a_machine_without_office(
    office: Office, case: Case, outside: Checkpoint, tampering: Tampering, at: int, says: str
) -> None:
    tampering(office, case)
    assert exported([outside]).broken is not None


@pytest.mark.parametrize(
    ("tampering", "at", "says"),
    SHOWN_BY_THE_DATABASE,
    ids=named,
)
def test_what_was_signed_here_shows_it_to_whoever_has_nothing_else(
    office: Office, case: Case, outside: Checkpoint, tampering: Tampering, at: int, says: str
) -> None:
    tampering(office, case)
    broken = verify(actor=OPERATOR).broken
    assert broken is not None
    assert (broken.sequence, says in broken.what) == (at, True)


def test_an_untouched_log_holds_here_and_elsewhere(
    office: Office, case: Case, outside: Checkpoint
) -> None:
    for found in (verify(actor=OPERATOR, outside=[outside]), exported([outside])):
        assert found.broken is None
        assert found.covered == outside.size
        assert found.entries > outside.size


def test_older_checkpoints_from_outside_narrow_it_down(
    office: Office, case: Case, outside: Checkpoint
) -> None:
    first = issued(actor=OPERATOR)[0]
    entries = in_order()
    entries[first.size].actor_label = "somebody else"
    rechain(entries)
    broken = verify(actor=OPERATOR, outside=[first, outside]).broken
    assert broken is not None
    assert broken.sequence == first.size + 1
    assert f"to entry {outside.size}" in broken.what


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_logcheckpoint SET note = 'x'",
        "UPDATE log_logcheckpoint SET note = replace(note, '/log', '/Log')",
        "UPDATE log_logcheckpoint SET size = size + 1",
    ],
)
def test_a_checkpoint_changed_in_the_database_is_seen(outside: Checkpoint, change: str) -> None:
    sql(change)
    broken = verify(actor=OPERATOR).broken
    assert broken is not None
    assert "checkpoint" in broken.what


@pytest.mark.parametrize("tampering", [edit, delete, truncate, restore_an_older_copy])
def test_the_tail_is_checked_before_it_is_signed(
    office: Office, case: Case, tampering: Tampering
) -> None:
    work(office, case)
    sign_checkpoint(actor=OPERATOR) if tampering is restore_an_older_copy else None
    size = LogEntry.objects.count()
    if tampering in {edit, delete}:
        tampering(office, case)
    else:
        sql("DELETE FROM log_logentry WHERE sequence = %s", size)
    with pytest.raises(Broken):
        sign_checkpoint(actor=OPERATOR)
    assert LogHead.objects.get().sequence == size, "a refusal writes nothing"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_logcheckpoint SET roots = '00'",
        "DELETE FROM log_logentry WHERE sequence = (SELECT max(size) FROM log_logcheckpoint)",
    ],
)
def test_nothing_is_signed_on_a_tree_that_is_not_the_last(outside: Checkpoint, change: str) -> None:
    sql(change)
    with pytest.raises(Broken):
        sign_checkpoint(actor=OPERATOR)


def test_a_tree_grown_day_by_day_is_the_tree_of_the_whole_log(
    office: Office, case: Case, outside: Checkpoint
) -> None:
    for _day in range(5):
        work(office, case, number=1)
        sign_checkpoint(actor=OPERATOR)
    assert len(issued(actor=OPERATOR)) == 7
    assert verify(actor=OPERATOR).broken is None


def test_the_log_key_is_made_once_and_readable_by_its_owner_only(
    office: Office, outside: Checkpoint
) -> None:
    path = Path(settings.LOG_KEY)
    assert path.stat().st_mode & 0o777 == 0o600
    made = read_signing_key(path.read_bytes())
    assert isinstance(made, SigningKey)
    assert made.name == outside.origin == "127.0.0.1:8000/log"
    assert keys.made_key() == made
    assert [one.name for one in path.parent.iterdir()] == ["log_key"]


def test_a_lost_log_key_is_not_made_anew(office: Office, outside: Checkpoint) -> None:
    path = Path(settings.LOG_KEY)
    path.unlink()
    with pytest.raises(keys.LogKeyMissing, match="from its copy"):
        sign_checkpoint(actor=OPERATOR)
    assert not path.exists()
    assert verify(actor=OPERATOR, outside=[outside]).broken is None
    path.write_text("no key\n")
    with pytest.raises(keys.LogKeyMissing, match="from its copy"):
        sign_checkpoint(actor=OPERATOR)


def test_only_the_operator_signs_and_exports(office: Office, case: Case) -> None:
    for actor in office.everybody():
        with pytest.raises(NotPermitted):
            sign_checkpoint(actor=actor)
        with pytest.raises(NotPermitted):
            export_log(actor=actor, write=lambda _line: None)


def test_a_checkpoint_stands_in_the_log_after_what_it_covers(office: Office, case: Case) -> None:
    row = sign_checkpoint(actor=OPERATOR)
    newest = in_order()[-1]
    assert (newest.sequence, newest.action) == (row.size + 1, Action.SIGN_LOG)
    assert json.loads(newest.data) == {"entries": row.size}


@pytest.mark.parametrize(
    "line", [b"", b"[", b"{}\n", b"[1]\n", b'["1",2,3,4,5,6,7,8,9,""]\n', b"[" * 9999]
)
def test_an_export_that_is_none_is_said_to_break_where_it_does(line: bytes) -> None:
    broken = verified(records_in([line]), []).broken
    assert broken is not None
