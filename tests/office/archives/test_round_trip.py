"""A case goes out as an archive, comes in as a new case, and holds the same."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError

from amends.casefile import read
from amends.office.archives.export_services import pack_case
from amends.office.archives.import_services import take_archive, try_archive, undo_arrival
from amends.office.archives.tables import BY_NAME
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.disclosure import selectors, set_services
from amends.office.disclosure.decision_services import decide
from amends.office.evidence import store
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted
from tests.api.scene import full_scene
from tests.office.archives.conftest import CONTENT, members, packed
from tests.office.conftest import Office


def taken(office: Office, data: bytes) -> Case:
    arrival = take_archive(actor=office.prosecutor, file=io.BytesIO(data), filename="a.zip")
    assert arrival.case is not None
    return arrival.case


def lasting(data: bytes) -> dict[str, bytes]:
    """Return what comes back of an archive: its tables and its files."""
    return {n: t for n, t in members(data).items() if n.startswith(("tables/", "files/"))}


def test_export_import_export_gives_the_same_tables_and_files(
    office: Office, full_case: Case
) -> None:
    first = packed(office, full_case)
    again = packed(office, taken(office, first))
    assert lasting(again) == lasting(first)


def worked_on(office: Office) -> Case:
    """Return a case in which everybody has worked."""
    case = Case._base_manager.get(reference=full_scene(office).reference)
    actor = office.prosecutor
    set_services.set_numbering(actor=actor, case=case, version=0, prefix="X-", digits=6, start=10)
    piece = selectors.line(actor=actor, case=case, key="item-E1").piece
    decide(actor=actor, case=case, piece=piece, version=0, reason="Relied on", use="used")
    return case


def test_a_case_in_which_everybody_worked_comes_back(office: Office) -> None:
    case = worked_on(office)
    first = lasting(packed(office, case))
    again = lasting(packed(office, taken(office, packed(office, case))))
    # Open tasks of others become those of whoever takes the case in.
    assert {name for name in first if again[name] != first[name]} == {
        "tables/accounts.csv",
        "tables/tasks.csv",
    }
    assert again.keys() == first.keys()


def test_every_table_is_put_to_the_test(office: Office, full_case: Case) -> None:
    """What stands in neither case of these tests comes back unproved."""
    sheets = [members(packed(office, case)) for case in (full_case, worked_on(office))]
    empty = {
        name
        for name in BY_NAME
        if all(sheet[f"tables/{name}.csv"].count(b"\r\n") < 2 for sheet in sheets)
    }
    assert empty <= {"extensions", "reminders", "stamps"}


def test_an_archive_can_be_checked_and_read_without_the_software(
    office: Office, full_case: Case
) -> None:
    content = members(packed(office, full_case))
    for line in content["manifest-sha256.txt"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(content[name]).hexdigest() == digest
    assert content[f"files/{hashlib.sha256(CONTENT).hexdigest()}"] == CONTENT
    case = read(content["case.yaml"].decode())
    assert case.evidence[0].custody[0].by == "Officer"
    assert [task.title for task in case.tasks] == ["Ask the bank"]
    assert b"A CASE ARCHIVE" in content["README.txt"]


def test_only_who_sees_all_of_a_case_takes_it_out(office: Office, full_case: Case) -> None:
    for actor in (office.investigator, office.liaison, office.ombudsman, office.stranger):
        with pytest.raises(NotPermitted):
            pack_case(actor=actor, case=full_case)
    pack_case(actor=office.prosecutor, case=full_case)
    assert LogEntry.objects.filter(action="case.export", case_id=full_case.pk).count() == 1


def test_the_log_goes_out_with_who_may_read_it(office: Office, full_case: Case) -> None:
    assert "record/log.csv" not in members(packed(office, full_case))
    whole = b"".join(pack_case(actor=office.head, case=full_case).chunks())
    assert b"case.open" in members(whole)["record/log.csv"]


def test_a_trial_takes_nothing_and_accounts_for_every_row(office: Office, full_case: Case) -> None:
    data = packed(office, full_case)
    tried = try_archive(actor=office.prosecutor, file=io.BytesIO(data))
    heads = [t.count(b"\r\n") - 1 for n, t in lasting(data).items() if n.endswith(".csv")]
    assert tried.read == tried.taken == sum(heads)
    assert Case._base_manager.count() == 1


def test_undo_takes_the_case_out_again_unless_somebody_worked_in_it(
    office: Office, full_case: Case
) -> None:
    data = packed(office, full_case)
    case = taken(office, data)
    undone = undo_arrival(actor=office.prosecutor, arrival=case.arrival)
    assert undone.case is None
    assert undone.undone_at
    assert not Case._base_manager.filter(pk=case.pk).exists()
    second = taken(office, data)
    cases.write_note(actor=office.prosecutor, case=second, text="Worked on.")
    with pytest.raises(ValidationError, match="since it came in"):
        undo_arrival(actor=office.prosecutor, arrival=second.arrival)


def test_accounts_that_are_not_here_are_asked_about(office: Office, full_case: Case) -> None:
    data = packed(office, full_case)
    file = io.BytesIO(data)
    with pytest.raises(ValidationError, match="no account prosecutor"):
        take_archive(actor=office.stranger, file=renamed(office, file), filename="a.zip")
    arrival = take_archive(
        actor=office.stranger, file=renamed(office, file), filename="a.zip", as_mine=True
    )
    assert arrival.stands_for == {"prosecutor": "stranger"}


def renamed(office: Office, file: io.BytesIO) -> io.BytesIO:
    """Let the account of the archive be somebody else here."""
    office.prosecutor.name = "Somebody Else"
    office.prosecutor.save()
    file.seek(0)
    return file


def test_a_file_that_is_lost_or_changed_is_named_and_no_archive_is_made(
    office: Office, full_case: Case
) -> None:
    path = store.path_of(hashlib.sha256(CONTENT).hexdigest())
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(store.Damaged):
        packed(office, full_case)
    path.unlink()
    with pytest.raises(ValidationError, match="not in the store"):
        packed(office, full_case)
