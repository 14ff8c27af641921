"""What somebody looked at is compared with what the facts and the law support later."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.law import library
from amends.law.library import Library
from amends.office.cases.models import Case
from amends.office.charging import recharge_services, services
from amends.office.charging.models import CaseFacts
from amends.office.log.models import Kind, LogEntry
from amends.office.policy import NotPermitted
from tests.office.charging.conftest import TODAY, Finds, States
from tests.office.conftest import Office

LAW = "ph-ra9208"


def without(offence: str) -> Library:
    """Return the laws shipped, in which an offence was repealed without a trace."""
    shipped = library.shipped()
    law = shipped.statutes[LAW]
    kept = tuple(one for one in law.offences if one.key != offence)
    return shipped.with_statutes([dataclasses.replace(law, offences=kept)])


@pytest.fixture
def looked_at(office: Office, case: Case, states: States) -> Case:
    """Return the case after somebody looked at its counts."""
    states()
    recharge_services.note_seen(actor=office.prosecutor, case=case, today=TODAY)
    return case


def test_nothing_changed_right_after_looking(looked_at: Case, finds: Finds) -> None:
    since = finds().since_seen
    assert since is not None
    assert not since.is_changed
    assert recharge_services.recharge_cases(today=TODAY).changed == ()


def test_an_amendment_names_the_cases_it_changes(looked_at: Case, finds: Finds) -> None:
    with library.using(without("s4e")):
        report = recharge_services.recharge_cases(today=TODAY)
        since = finds().since_seen
    assert report == recharge_services.RechargeReport(1, (looked_at.reference,))
    assert since is not None
    assert [count.offence for count in since.went] == [f"{LAW}.s4e"]
    assert CaseFacts._base_manager.get().changed_on == TODAY
    recharge_services.recharge_cases(today=date(2026, 11, 26))
    assert CaseFacts._base_manager.get().changed_on is None


def test_corrected_facts_show_beside_what_was_looked_at(
    looked_at: Case, office: Office, finds: Finds
) -> None:
    row = finds().conduct[0]
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=1, ends=["forced_labour"])
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=2, mental="")
    since = finds().since_seen
    assert since is not None
    assert since.is_changed


def test_looking_again_settles_it(looked_at: Case, office: Office) -> None:
    with library.using(without("s4e")):
        recharge_services.recharge_cases(today=TODAY)
        recharge_services.note_seen(actor=office.prosecutor, case=looked_at, today=TODAY)
        assert CaseFacts._base_manager.get().changed_on is None
        assert recharge_services.recharge_cases(today=TODAY).changed == ()


def test_a_case_nobody_looked_at_is_not_recharged(case: Case, states: States) -> None:
    states()
    assert recharge_services.recharge_cases(today=TODAY).cases == 0


def test_what_another_version_kept_is_said_and_breaks_nothing(
    looked_at: Case, finds: Finds
) -> None:
    CaseFacts._base_manager.update(seen='{"counts": 7}')
    assert finds().since_seen is None
    assert recharge_services.recharge_cases(today=TODAY).changed == ()


def test_only_who_states_conduct_looks_for_others(
    office: Office, case: Case, states: States
) -> None:
    states()
    with pytest.raises(NotPermitted):
        recharge_services.note_seen(actor=office.liaison, case=case, today=TODAY)


def test_a_change_is_logged_once(looked_at: Case) -> None:
    before = LogEntry.objects.filter(kind=Kind.WRITE).count()
    with library.using(without("s4e")):
        recharge_services.recharge_cases(today=TODAY)
        recharge_services.recharge_cases(today=TODAY)
    assert LogEntry.objects.filter(kind=Kind.WRITE).count() == before + 1


def test_the_pages_show_what_changed(client: Client, office: Office, looked_at: Case) -> None:
    client.force_login(office.prosecutor)
    home, changed = reverse("front-page"), reverse("recharged")
    assert "charged as it was then" in client.get(changed).content.decode()
    with library.using(without("s4e")):
        recharge_services.recharge_cases(today=timezone.localdate())
        assert "Cases charged otherwise" in client.get(home).content.decode()
        assert looked_at.reference in client.get(changed).content.decode()
        address = reverse("case-charging", args=[looked_at.reference])
        page = client.get(address).content.decode()
        assert "Gone" in page
        client.post(reverse("charging-seen", args=[looked_at.reference]))
        assert "Nothing changed since" in client.get(address).content.decode()


@pytest.mark.parametrize("role", ["stranger", "other_head"])
def test_nobody_sees_the_cases_of_others(
    client: Client, office: Office, looked_at: Case, role: str
) -> None:
    CaseFacts._base_manager.update(changed_on=TODAY)
    client.force_login(getattr(office, role))
    page = client.get(reverse("recharged")).content.decode()
    assert looked_at.reference not in page


@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur"])
def test_who_does_not_work_on_the_charge_has_no_such_page(
    client: Client, office: Office, role: str
) -> None:
    client.force_login(getattr(office, role))
    assert client.get(reverse("recharged")).status_code == 404
