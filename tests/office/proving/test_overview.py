"""How the proof of all cases is told without looking into them, and what falls with a source."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from amends.law.library import Library, current, using
from amends.office.cases import merge_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits import services as exhibits
from amends.office.log.models import LogEntry
from amends.office.log.services import gathering_reads
from amends.office.parties.models import Party
from amends.office.proving import compiled_services, refresh_services
from amends.office.proving.caseload import hanging_on
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import is_current
from amends.office.proving.overview import (
    CaseRow,
    OverviewFilters,
    Standing,
    listed,
    overview,
    totals,
)
from amends.office.timeline import services as timeline
from amends.proof.proving import Reading, digest, prove
from amends.proof.status import Status
from tests.office.conftest import Office
from tests.office.proving.conftest import TODAY, Confirms, Enters, Proves

MATTERS = ("identity", "jurisdiction", "act", "means", "purpose", "mental")


def is_told(case: Case, today: object = TODAY) -> bool:
    """Say whether what is kept of a case is taken to hold still."""
    return CompiledProof._base_manager.filter(is_current(today), case=case).exists()  # type: ignore[arg-type]  # a day


@pytest.fixture
def proved(charged: Case, enters: Enters, confirms: Confirms, suspect: Party) -> Case:
    """Return a case whose counts are proved by what one officer observed."""
    confirms(
        enters(
            kind="observation",
            goes_to=list(MATTERS),
            origins=["Officer Q"],
            carriers=[("testifies", None, "Officer Q")],
        ),
        scheme="observation",
    )
    return charged


def row_of(office: Office, case: Case) -> CaseRow:
    """Return what the prosecutor is told of a case."""
    return listed(actor=office.prosecutor, keys=[case.pk], today=TODAY)[0]


def test_a_case_is_told_until_something_is_written_in_it(
    office: Office, proved: Case, proves: Proves, enters: Enters
) -> None:
    proves()
    assert is_told(proved)
    cases.write_note(actor=office.prosecutor, case=proved, text="A word.")
    assert not is_told(proved)
    held = proves()
    assert is_told(proved)
    kept = CompiledProof._base_manager.get(case=proved)
    assert kept.digest == digest(held.made_of.graph, held.policy)
    enters(goes_to=["act"])
    assert not is_told(proved)


def test_what_is_written_elsewhere_changes_nothing(
    office: Office, proved: Case, proves: Proves
) -> None:
    proves()
    other = cases.open_case(
        actor=office.prosecutor, title="Other", unit=office.unit, jurisdiction="PH", opened_on=TODAY
    )
    cases.write_note(actor=office.prosecutor, case=other, text="A word.")
    assert is_told(proved)


def test_what_can_be_charged_is_asked_again_the_next_day_until_everybody_is_charged(
    office: Office, proved: Case, proves: Proves, suspect: Party
) -> None:
    proves()
    tomorrow = TODAY + timedelta(days=1)
    assert not is_told(proved, tomorrow)
    timeline.record_event(
        actor=office.prosecutor,
        case=proved,
        code="CHARGED",
        on=str(TODAY - timedelta(days=9)),
        parties=[suspect],
    )
    proves()
    assert is_told(proved)
    assert is_told(proved, tomorrow)


def test_other_laws_are_asked_again(proved: Case, proves: Proves) -> None:
    proves()
    laws = dict(current().laws)
    laws.popitem()
    with using(Library(laws)):
        assert not is_told(proved)
    assert is_told(proved)


def test_cases_that_were_merged_are_not_told_as_they_were(
    office: Office, proved: Case, proves: Proves
) -> None:
    other = cases.open_case(
        actor=office.prosecutor, title="Other", unit=office.unit, jurisdiction="PH", opened_on=TODAY
    )
    row_of(office, proved)
    row_of(office, other)
    assert is_told(other)
    move = merge_services.merge_cases(actor=office.head, case=proved, target=other, reason="One")
    assert not is_told(other)
    assert row_of(office, other).counts
    merge_services.undo_move(actor=office.head, move=move)
    assert not is_told(other)
    assert not is_told(proved)
    assert row_of(office, other).counts == 0


def test_the_counts_of_a_case_are_told_in_each_reading(
    office: Office, proved: Case, proves: Proves
) -> None:
    row = row_of(office, proved)
    held = proves()
    assert row.is_current
    assert row.counts == len(held.made_of.counts) > 0
    for reading in Reading:
        stands = [stands[reading] for stands in held.matrix.counts.values()]
        assert row.proved[reading] == stands.count(Status.PROVEN)
    assert row.proved[Reading.ADMITTED] > 0


def test_what_did_not_change_is_not_looked_into(office: Office, proved: Case) -> None:
    row_of(office, proved)
    with patch("amends.office.proving.overview.proof_of", side_effect=AssertionError):
        assert row_of(office, proved).is_current


def test_cases_are_found_by_how_they_stand(office: Office, proved: Case) -> None:
    empty = cases.open_case(
        actor=office.prosecutor, title="Other", unit=office.unit, jurisdiction="PH", opened_on=TODAY
    )

    def found(standing: str, reading: Reading = Reading.PENDING) -> set[Case]:
        filters = OverviewFilters(standing=standing, reading=reading)
        return set(overview(actor=office.prosecutor, filters=filters, today=TODAY))

    assert found(Standing.CHANGED) == {proved, empty}
    refresh_services.refresh(today=TODAY)
    row = row_of(office, proved)
    unproved = row.proved[Reading.PENDING] < row.counts
    assert found(Standing.UNPROVED) == ({proved} if unproved else set())
    assert found(Standing.PROVED) == (set() if unproved else {proved})
    assert found(Standing.NO_COUNTS) == {empty}
    assert found(Standing.CHANGED) == set()


def test_totals_add_up_what_is_told(office: Office, proved: Case) -> None:
    rows = overview(actor=office.prosecutor, filters=OverviewFilters(), today=TODAY)
    assert totals(rows).changed == 1
    assert totals(rows).counts == 0
    row = row_of(office, proved)
    found = totals(overview(actor=office.prosecutor, filters=OverviewFilters(), today=TODAY))
    assert (found.cases, found.changed, found.counts) == (1, 0, row.counts)
    assert found.proved == row.proved


def test_what_falls_with_one_loss_is_told_to_the_lead_and_prosecutors_alone(
    office: Office, proved: Case
) -> None:
    row = row_of(office, proved)
    assert row.falling == row.proved[Reading.PENDING] > 0
    assert listed(actor=office.head, keys=[proved.pk], today=TODAY)[0].falling is None


def test_every_look_is_logged(office: Office, proved: Case) -> None:
    with gathering_reads():
        row_of(office, proved)
    entry = LogEntry.objects.filter(case_id=proved.pk).first()
    assert entry is not None
    assert '"dependence"' in entry.data
    assert '"proof"' in entry.data


def test_whoever_does_not_see_proof_is_told_of_no_case(office: Office, proved: Case) -> None:
    for actor in (office.liaison, office.registrar, office.ombudsman, office.stranger):
        rows = overview(actor=actor, filters=OverviewFilters(), today=TODAY)
        assert not rows.exists(), actor


def test_a_run_works_out_what_changed_and_goes_on_where_it_stopped(
    office: Office, proved: Case
) -> None:
    for number in range(2):
        cases.open_case(
            actor=office.prosecutor,
            title=f"{number}",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=TODAY,
        )
    done = refresh_services.refresh(today=TODAY, seconds=0)
    assert (done.cases, done.waiting) == (0, 3)
    with patch.object(compiled_services, "prove", wraps=prove) as compiling:
        done = refresh_services.refresh(today=TODAY)
    assert (done.cases, done.waiting, done.refused) == (3, 0, ())
    assert compiling.call_count == 3
    done = refresh_services.refresh(today=TODAY)
    assert (done.cases, done.waiting) == (0, 0)


def test_a_case_that_cannot_be_worked_out_does_not_stop_the_rest(
    office: Office, proved: Case, proves: Proves
) -> None:
    with patch.object(
        refresh_services, "proof_of", side_effect=ValidationError("Mend this first.")
    ):
        done = refresh_services.refresh(today=TODAY)
    assert done.refused == ((proved.reference, "Mend this first."),)
    with patch("amends.office.proving.overview.proof_of", side_effect=ValidationError("No.")):
        row = row_of(office, proved)
    assert not row.is_current
    assert row.falling is None


def test_what_falls_if_an_officer_is_discredited(office: Office, proved: Case) -> None:
    found = hanging_on(actor=office.prosecutor, who=" officer q ", today=TODAY)
    (one,) = found.cases
    assert one.case == proved
    assert one.items == ("E1",)
    assert one.proved == len(one.falling) > 0
    # As it is kept, the same is said.
    with patch("amends.office.proving.kept.proof_of", side_effect=AssertionError):
        again = hanging_on(actor=office.prosecutor, who="Officer Q", today=TODAY)
    assert again == found
    assert hanging_on(actor=office.prosecutor, who="Officer R", today=TODAY).cases == ()
    assert hanging_on(actor=office.head, who="Officer Q", today=TODAY).cases == ()


def test_whoever_kept_or_interpreted_is_behind_an_item(
    office: Office, proved: Case, enters: Enters
) -> None:
    item = enters(laboratory="Laboratory of the capital", basis="warrant", basis_reference="W 7")
    exhibits.edit_item(
        actor=office.prosecutor, item=item, version=item.version, description="Another word"
    )
    for who in ("laboratory of the capital", "w 7"):
        (one,) = hanging_on(actor=office.prosecutor, who=who, today=TODAY).cases
        assert one.items == (item.key,)
        assert one.falling == ()


def test_damaged_bytes_are_worked_out_anew(office: Office, proved: Case, proves: Proves) -> None:
    proves()
    CompiledProof._base_manager.update(circuits=b"something else")
    (one,) = hanging_on(actor=office.prosecutor, who="Officer Q", today=TODAY).cases
    assert one.proved > 0


def test_the_page_names_what_is_proved_and_hides_what_hangs(
    office: Office, proved: Case, client: Client
) -> None:
    client.force_login(office.prosecutor)
    page = client.get(reverse("proofs")).content.decode()
    assert proved.reference in page
    assert "Fall with one loss" in page
    client.force_login(office.head)
    page = client.get(reverse("proofs")).content.decode()
    assert proved.reference in page
    assert "Fall with one loss" not in page
    client.force_login(office.liaison)
    assert client.get(reverse("proofs")).status_code == 404


def test_the_page_says_so_if_there_is_nothing(office: Office, client: Client) -> None:
    client.force_login(office.prosecutor)
    assert "No open case" in client.get(reverse("proofs")).content.decode()
    answer = client.get(reverse("proofs"), {"standing": "proved", "reading": "no such"})
    assert "No case matches" in answer.content.decode()
