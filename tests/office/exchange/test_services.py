"""Sheets taken into a case: tried, taken, refused row by row, and undone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from amends.office.cases import split_services
from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.exchange import services
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.models import ImportBatch
from amends.office.exchange.verdicts import Report
from amends.office.log.models import LogEntry
from amends.office.parties import count_services
from amends.office.parties.models import Party, PartyRole
from amends.office.policy import NotPermitted
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office

SUSPECT = "S1,suspect,Owner of the house,no_sign,Keeps the takings"
PARTIES = f"""key,capacity,designation,screen_finding,screen_reasons,role,towards
{SUSPECT},RO6,A1
A1,victim,AAA,,,,
A2,victim,,,,,
W1,witness,Neighbour,,,,
"""


def check(office: Office, case: Case, kind: SheetKind, text: str) -> Report:
    return services.check_sheet(
        actor=office.prosecutor, case=case, kind=kind, data=text.encode("utf-8")
    )


def take(
    office: Office, case: Case, kind: SheetKind, text: str, *, good_rows: bool = False
) -> ImportBatch:
    return services.import_sheet(
        actor=office.prosecutor,
        case=case,
        kind=kind,
        filename="sheet.csv",
        data=text.encode("utf-8"),
        good_rows=good_rows,
    )


def keys(case: Case) -> set[str]:
    parties = Party._base_manager.filter(case=case, removed_at=None)
    return set(parties.values_list("key", flat=True))


def said(report: Report) -> dict[int, list[tuple[str, str]]]:
    return {v.row: [(f.field, f.message) for f in v.faults] for v in report.refused}


def test_a_sheet_of_parties_is_taken_whole(office: Office, case: Case) -> None:
    batch = take(office, case, SheetKind.PARTIES, PARTIES)
    assert (batch.read, batch.taken, batch.refused) == (4, 4, [])
    assert keys(case) == {"S1", "A1", "A2", "W1"}
    edge = PartyRole._base_manager.get(case=case)
    assert (edge.party.key, edge.role, edge.victim.key if edge.victim else "") == (
        "S1",
        "RO6",
        "A1",
    )
    assert Party._base_manager.get(case=case, key="A2").designation == "BBB"
    with store.read(batch.sha256) as file:
        assert file.read() == PARTIES.encode()


@pytest.mark.parametrize(
    ("said", "unable"), [("yes", True), ("نعم", True), ("no", False), ("", False)]
)
def test_a_sheet_says_who_could_not_protect_themself(
    office: Office, case: Case, said: str, unable: bool
) -> None:
    take(office, case, SheetKind.PARTIES, f"key,capacity,unable to protect\nA1,victim,{said}")
    assert Party._base_manager.get(case=case, key="A1").unable_to_protect is unable


def test_what_is_neither_yes_nor_no_is_refused(office: Office, case: Case) -> None:
    sheet = "key,capacity,unable to protect\nA1,victim,perhaps"
    report = check(office, case, SheetKind.PARTIES, sheet)
    ((field, message),) = said(report)[2]
    assert field == "unable_to_protect"
    assert "yes, no" in message


def test_a_trial_adds_nothing(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    report = check(office, case, SheetKind.PARTIES, PARTIES)
    assert (report.read, report.taken, len(report.refused)) == (4, 4, 0)
    assert keys(case) == set()
    assert not PartyRole._base_manager.filter(case=case).exists()
    assert not ImportBatch._base_manager.exists()
    assert LogEntry.objects.count() == before + 1


def test_a_trial_of_events_adds_nothing(office: Office, case: Case, victim: Party) -> None:
    report = check(
        office, case, SheetKind.EVENTS, f"code,on,parties\nINTERVIEW_VICTIM,2026-02-03,{victim.key}"
    )
    assert report.taken == 1
    assert not TimelineEvent._base_manager.filter(case=case).exists()


def test_half_filled_rows_are_refused_and_named(office: Office, case: Case) -> None:
    text = "key,capacity,designation\nA1,victim,\nW1\n,,\nW2,witness\nW3,witness,Clerk\n"
    report = check(office, case, SheetKind.PARTIES, text)
    assert (report.read, report.taken) == (4, 2)
    found = said(report)
    assert found[3] == [("capacity", "This is needed. Fill it in.")]
    assert found[5][0][0] == "designation"


def test_one_refused_row_stops_the_whole_sheet(office: Office, case: Case) -> None:
    text = "key,capacity,designation\nW1,witness,Clerk\nW2,witness,\n"
    with pytest.raises(services.RowsRefused) as refusal:
        take(office, case, SheetKind.PARTIES, text)
    assert refusal.value.report.taken == 1
    assert keys(case) == set()


def test_the_good_rows_can_be_taken_alone(office: Office, case: Case) -> None:
    text = "key,capacity,designation\nW1,witness,Clerk\nW2,witness,\nW1,witness,Cook\n"
    batch = take(office, case, SheetKind.PARTIES, text, good_rows=True)
    assert (batch.read, batch.taken, len(batch.refused)) == (3, 1, 2)
    assert batch.refused[1] == {
        "row": 4,
        "faults": [
            {
                "field": "key",
                "message": "The key W1 stands in row 2 already. Choose another.",
            }
        ],
    }
    assert keys(case) == {"W1"}


def test_a_sheet_without_a_good_row_is_refused(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError, match="no row to take"):
        take(office, case, SheetKind.PARTIES, "key,capacity\nW1,nobody\n", good_rows=True)


def test_a_key_taken_in_the_case_is_named(office: Office, case: Case, victim: Party) -> None:
    report = check(
        office, case, SheetKind.PARTIES, f"key,capacity,designation\n{victim.key},victim,ZZZ\n"
    )
    assert said(report)[2][0][0] == "key"
    assert victim.key in said(report)[2][0][1]


def test_a_victims_name_is_refused_and_left_nowhere(office: Office, case: Case) -> None:
    text = "key,capacity,designation\nA1,victim,Maria Santos\nW1,witness,Clerk\n"
    report = check(office, case, SheetKind.PARTIES, text)
    assert said(report)[2][0][0] == "designation"
    with pytest.raises(ValidationError, match="not kept"):
        services.keep_sheet(actor=office.prosecutor, case=case, data=text.encode(), report=report)
    batch = take(office, case, SheetKind.PARTIES, text, good_rows=True)
    assert not batch.kept
    assert not store.path_of(batch.sha256).exists()
    assert "Maria" not in str(batch.refused)
    assert "Maria" not in str(report)
    assert not LogEntry.objects.filter(data__contains="Maria").exists()


@pytest.mark.parametrize("capacity", ["", "victm", "survivor"])
def test_a_name_whose_capacity_is_unclear_is_not_kept(
    office: Office, case: Case, capacity: str
) -> None:
    report = check(
        office, case, SheetKind.PARTIES, f"capacity,designation\n{capacity},Maria Santos\n"
    )
    assert report.taken == 0
    assert report.naming_a_victim
    assert "Maria" not in str(report)


def test_a_suspect_needs_the_screen(office: Office, case: Case) -> None:
    report = check(
        office, case, SheetKind.PARTIES, "capacity,designation\nsuspect,Owner\nsuspct,Driver\n"
    )
    found = said(report)
    assert found[2][0][0] == "screen_finding"
    assert "Did you mean suspect?" in found[3][0][1]


def test_names_of_ten_thousand_letters_are_refused(office: Office, case: Case) -> None:
    text = f"capacity,designation\nwitness,{'x' * 10_000}\nwitness,{'x' * 10_001}\n"
    found = said(check(office, case, SheetKind.PARTIES, text))
    assert found[2] == [("designation", "This has 10000 characters. Shorten it to 200.")]
    assert found[3][0][0] == "designation"


def test_mixed_scripts_are_kept_as_they_are(office: Office, case: Case) -> None:
    text = "capacity;designation;born\nشاهد;صاحب الـ Club ٧;٢٠٠٨-٠٥\nwitness;王小明;1985\n"
    take(office, case, SheetKind.PARTIES, text)
    people = Party._base_manager.filter(case=case).values_list("designation", "born")
    assert list(people) == [("صاحب الـ Club ٧", "2008-05"), ("王小明", "1985")]


def test_wrong_dates_and_codes_of_events_are_named(office: Office, case: Case) -> None:
    text = (
        "code,on,details.reported_by\nREPORT,2026-02-30,police\nREPROT,2026-02-03,\n"
        "REPORT,03/02/2026,police\nREPORT,2026-02-03,martians\nREPORT,2026-02-03,\n"
        "REPORT,2126-02-03,police\nREPORT,2026-02-03,police\n"
    )
    report = check(office, case, SheetKind.EVENTS, text)
    found = said(report)
    assert (report.read, report.taken) == (7, 1)
    assert "no day" in found[2][0][1]
    assert "Did you mean REPORT?" in found[3][0][1]
    assert "which is the day" in found[4][0][1]
    assert found[5][0][0] == "details.reported_by"
    assert found[6] == [("details.reported_by", "This is needed. Fill it in.")]
    assert "five years" in found[7][0][1]


def test_events_name_their_parties(office: Office, case: Case, victim: Party) -> None:
    text = (
        "code,on,parties,text\n"
        f'VICTIM_FOUND,2026-02-03,"{victim.key}",At the house\n'
        "VICTIM_FOUND,2026-02-03,V7,\n"
        "VICTIM_FOUND,2026-02-03,,\n"
    )
    batch = take(office, case, SheetKind.EVENTS, text, good_rows=True)
    assert (batch.read, batch.taken) == (3, 1)
    assert "V7" in batch.refused[0]["faults"][0]["message"]
    assert batch.refused[1]["faults"][0]["field"] == "parties"
    assert list(TimelineEvent._base_manager.values_list("pk", flat=True)) == batch.created


def test_an_event_is_taken_once(office: Office, case: Case) -> None:
    text = "code,on,text\nCONDUCT,2026-01-05,First\nCONDUCT,2026-01-05,First\n"
    found = said(check(office, case, SheetKind.EVENTS, text))
    assert found == {3: [("", "This row says the same as row 2. Remove one, or say what differs.")]}
    take(office, case, SheetKind.EVENTS, text, good_rows=True)
    assert "stands in the timeline" in said(check(office, case, SheetKind.EVENTS, text))[2][0][1]


def test_labels_and_other_languages_name_events(office: Office, case: Case) -> None:
    text = "الحدث\tالتاريخ\nConduct charged took place\t2026-01-05\n"
    batch = services.import_sheet(
        actor=office.prosecutor,
        case=case,
        kind=SheetKind.EVENTS,
        filename="أحداث.csv",
        data=text.encode("utf-16"),
    )
    assert (batch.encoding, batch.taken, batch.filename) == ("UTF-16", 1, "أحداث.csv")


def test_undone_parties_are_gone_and_their_keys_are_free(office: Office, case: Case) -> None:
    batch = take(office, case, SheetKind.PARTIES, PARTIES)
    services.undo_import(actor=office.prosecutor, batch=batch)
    assert keys(case) == set()
    with pytest.raises(ValidationError, match="undone already"):
        services.undo_import(actor=office.prosecutor, batch=batch)
    assert take(office, case, SheetKind.PARTIES, PARTIES).taken == 4


def test_undone_events_are_struck_out(office: Office, case: Case) -> None:
    text = "code,on,text\nCONDUCT,2026-01-05,First\n"
    batch = take(office, case, SheetKind.EVENTS, text)
    services.undo_import(actor=office.prosecutor, batch=batch)
    event = TimelineEvent._base_manager.get(case=case)
    assert event.struck_at
    assert "sheet.csv" in event.struck_reason
    assert take(office, case, SheetKind.EVENTS, text).taken == 1


def test_a_charged_party_stops_the_undoing(office: Office, case: Case) -> None:
    batch = take(office, case, SheetKind.PARTIES, PARTIES)
    count_services.add_count(
        actor=office.prosecutor,
        case=case,
        citation="RA 9208 s.4(a)",
        offence="Trafficking in persons",
        defendants=[Party._base_manager.get(case=case, key="S1")],
    )
    with pytest.raises(ValidationError, match="S1: "):
        services.undo_import(actor=office.prosecutor, batch=batch)
    assert keys(case) == {"S1", "A1", "A2", "W1"}


@pytest.mark.parametrize("who", ["liaison", "registrar", "ombudsman", "administrator", "stranger"])
def test_only_those_of_the_case_who_may_import_do(office: Office, case: Case, who: str) -> None:
    actor, data = getattr(office, who), PARTIES.encode()
    kind = SheetKind.PARTIES
    with pytest.raises(NotPermitted):
        services.check_sheet(actor=actor, case=case, kind=kind, data=data)
    with pytest.raises(NotPermitted):
        services.import_sheet(actor=actor, case=case, kind=kind, data=data, filename="x.csv")
    assert keys(case) == set()


def test_what_cannot_be_read_is_refused_by_name(office: Office, case: Case) -> None:
    for data in (b"", b"\x00\x01\x02", b"PK\x03\x04nothing", BytesIO(b"a,b\n").getvalue()):
        with pytest.raises(ValidationError) as refusal:
            services.check_sheet(
                actor=office.prosecutor, case=case, kind=SheetKind.EVENTS, data=data
            )
        assert list(refusal.value.message_dict) == ["file"]


def test_what_has_moved_to_another_case_is_not_undone(office: Office, case: Case) -> None:
    batch = take(
        office, case, SheetKind.PARTIES, PARTIES + "S2,suspect,Guard,no_sign,Kept the door,,\n"
    )
    split_services.split_case(
        actor=office.prosecutor,
        case=case,
        defendants=[Party._base_manager.get(case=case, key="S1")],
        title="The owner alone",
        reason="Tried apart.",
    )
    with pytest.raises(ValidationError, match="moved to another case"):
        services.undo_import(actor=office.prosecutor, batch=batch)
    assert "W1" in keys(case)
