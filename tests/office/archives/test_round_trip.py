"""A case goes out as an archive, comes in as a new case, and holds the same."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils import timezone

from amends.casefile import read
from amends.office.archives.export_services import pack_case
from amends.office.archives.import_services import take_archive, try_archive, undo_arrival
from amends.office.archives.tables import BY_NAME
from amends.office.cases import services as cases
from amends.office.cases.casefile_services import open_from_casefile
from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item, ItemCarrier
from amends.office.inquiries.models import Inquiry, Reminder
from amends.office.inquiries.services import make_inquiry
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted
from amends.office.stamps.models import Stamp
from amends.office.techniques.models import Extension
from amends.proof.stamps import Trust, verified
from tests.office.archives.conftest import CONTENT, members, packed
from tests.office.archives.whole import whole_case
from tests.office.conftest import Office

# What does not come back, and why.
STAY = {
    "archives.Arrival": "how this case came here",
    "bars.Bar": "who is kept from it here, which no archive tells",
    "emergencies.EmergencyAccess": "who was let in here, which no archive tells",
    "cases.Assignment": "who works on it here; in the record of the archive",
    "cases.Case": "the case itself: case.csv",
    "cases.CaseLink": "leads to another case of this office; in the record",
    "cases.CaseMove": "a merge or a split between cases of this office; in the record",
    "cases.HandOver": "between colleagues here; in the record",
    "evidence.Delivery": "a file that is not whole yet",
    "exchange.ImportBatch": "how rows came in here; in the record",
    "inquiries.Series": "the last numbers given: they follow from the rows",
    "intake.ReportDecision": "stands with the report, which is no part of the case",
    "proving.CompiledProof": "follows from what it was compiled from",
    "search.Backlog": "what is still to be indexed here",
    "search.Entry": "follows from what it indexes",
    "vault.VaultKey": "opens what this office holds of victims, which never goes out",
    "timeline.OpenClock": "follows from the timeline; in the record",
}


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


def test_a_case_with_a_row_in_every_table_comes_back(office: Office, tmp_path: Path) -> None:
    """What a table holds of no case of this test would come back unproved: there is none."""
    case = whole_case(office, tmp_path)
    first = lasting(packed(office, case))
    assert {name for name in BY_NAME if not rows_of(first, name)} == set()
    again = lasting(packed(office, taken(office, packed(office, case))))
    # Open tasks of others become those of whoever takes the case in.
    assert {name for name in first if again[name] != first[name]} == {
        "tables/accounts.csv",
        "tables/tasks.csv",
    }
    assert again.keys() == first.keys()


def test_a_stamp_holds_where_the_case_came_in(office: Office, tmp_path: Path) -> None:
    """The authority's answer comes back byte for byte and is still a stamp of what it was of."""
    case = whole_case(office, tmp_path)
    copy = taken(office, packed(office, case))
    given, waiting = (
        Stamp._base_manager.filter(case=copy, stamped_at__isnull=empty) for empty in (False, True)
    )
    (stamp,) = given
    assert waiting.count() == 1
    found = verified(
        bytes(stamp.answer), stamp.statement, Trust.of((tmp_path / "ca.pem").read_bytes())
    )
    assert found.at == stamp.stamped_at
    reminder = Reminder._base_manager.get(case=copy)
    assert reminder.inquiry.case == copy
    assert reminder.due == reminder.inquiry.due
    extension = Extension._base_manager.get(case=copy)
    assert extension.authorisation.case == copy


def test_what_is_numbered_goes_on_counting_where_it_came_in(office: Office, tmp_path: Path) -> None:
    copy = taken(office, packed(office, whole_case(office, tmp_path)))
    numbers = Inquiry._base_manager.filter(case=copy).values_list("number", flat=True)
    last = max(numbers)
    again = make_inquiry(
        actor=office.prosecutor,
        case=copy,
        owner=office.prosecutor,
        due=timezone.localdate() + timedelta(days=3),
        proposition="Rent",
        body="Police",
        asks="Find it",
        why="Needed",
    )
    assert again.number == last + 1


def test_every_table_of_a_case_goes_out_or_is_named_here() -> None:
    """A new table of case data goes into ``cases/moves.py``; whatever does not is named here."""
    of_a_case = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(f, ForeignKey) and f.related_model is Case for f in model._meta.fields)
    }
    packed_up = {table.model._meta.label for table in BY_NAME.values()}
    assert of_a_case - packed_up == STAY.keys()


def rows_of(content: dict[str, bytes], name: str) -> list[list[str]]:
    """Return the rows of a table of an archive."""
    text = content[f"tables/{name}.csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


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
    said = {"Ask the bank", "A weakness of the proof: mend it"}
    assert sorted(task.title for task in case.tasks) == sorted(said)
    assert b"A CASE ARCHIVE" in content["README.txt"]


def test_alternatives_stand_in_the_case_file_and_come_in_from_one(
    office: Office, full_case: Case
) -> None:
    actor, item = office.prosecutor, Item._base_manager.filter(case=full_case).earliest("id")
    for first in ItemCarrier._base_manager.filter(item=item)[:1]:
        exhibits.add_carrier(
            actor=actor, item=item, kind="testifies", about="Officer", instead_of=first
        )
    casefile = read(members(packed(office, full_case))["case.yaml"].decode())
    assert {carrier.either for carrier in casefile.evidence[0].carriers} == {None, 1}
    copy = open_from_casefile(actor=actor, unit=office.unit, lead=actor, casefile=casefile)
    there, here = (
        ItemCarrier._base_manager.filter(case=case).values_list("kind", "about", "either")
        for case in (full_case, copy)
    )
    assert sorted(here) == sorted(there)


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
