"""The pages of parties and counts: each added on one screen, with the screen before a suspect."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.network.roles import Capacity, roles
from amends.office.cases.models import Case
from amends.office.parties import count_services, services
from amends.office.parties.models import Count, CountParty, Party, PartyRole, Screen
from amends.office.timeline import services as timeline
from tests.office.conftest import OPERATOR, Office

SCREENED: dict[str, Any] = {"screen_finding": "no_sign", "screen_reasons": "Kept the takings."}


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[case.reference, *more])


def a_party(**more: object) -> dict[str, object]:
    """Return what a person types to add a party, a victim unless told."""
    return {"capacity": "victim", "kind": "natural", "status": "reported", "designation": ""} | more


def only_party() -> Party:
    """Return the one party there is."""
    return Party._base_manager.get()


def add(reader: Client, case: Case, **more: object) -> str:
    """Add a party and return the page that follows."""
    return reader.post(at(case, "party-add"), a_party(**more), follow=True).content.decode()


def test_adding_a_party_takes_one_screen_and_one_press(reader: Client, case: Case) -> None:
    assert (
        at(case, "party-add") in reader.get(reverse("case", args=[case.reference])).content.decode()
    )
    assert reader.get(at(case, "party-add")).status_code == 200
    answer = reader.post(at(case, "party-add"), a_party(born="~2008-05", nationality="th"))
    assert answer.status_code == 302
    party = only_party()
    assert (party.designation, party.born, party.nationality) == ("AAA", "~2008-05", "TH")


def test_victims_get_the_next_pseudonym_and_no_name_is_taken(reader: Client, case: Case) -> None:
    assert "V1, AAA is added." in add(reader, case)
    assert "V2, BBB is added." in add(reader, case)
    page = add(reader, case, designation="Maria Santos")
    assert page.count("A victim is shown by a pseudonym only") == 2
    assert "Leave this empty to get the next free pseudonym." in page
    assert 'href="#id_designation"' in page
    assert Party._base_manager.count() == 2


def test_a_suspect_is_screened_on_the_same_screen(reader: Client, case: Case) -> None:
    suspect = {"capacity": "suspect", "designation": "Owner of the house"}
    page = add(reader, case, **suspect)
    assert page.count("record the non-punishment screen") == 2
    assert not Party._base_manager.exists()
    page = add(reader, case, **suspect, **(SCREENED | {"screen_reasons": ""}))
    assert page.count("Say on what the finding rests.") == 2
    page = add(reader, case, **suspect, **(SCREENED | {"screen_finding": "victim"}))
    assert "to be treated as a victim" in page
    assert not Screen._base_manager.exists(), "nothing is half-written"
    add(reader, case, **suspect, **SCREENED)
    assert Screen._base_manager.get().party == only_party()


def test_a_first_role_is_added_with_the_party(reader: Client, case: Case, victim: Party) -> None:
    add(
        reader,
        case,
        capacity="witness",
        designation="Driver",
        role="RO2",
        towards=victim.pk,
        since="2025-03",
        until="2025",
    )
    edge = PartyRole._base_manager.get()
    assert (edge.role, edge.victim, edge.since, edge.until) == ("RO2", victim, "2025-03", "2025")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"born": "31.12.1990"}, "born", "is not a date"),
        ({"born": "1990-13"}, "born", "There is no day"),
        ({"capacity": "boss"}, "capacity", "Select a valid choice"),
        ({"designation": "A" * 10_000, "capacity": "witness"}, "designation", ""),
        ({"capacity": "witness"}, "designation", "Say who this is"),
        ({"role": "RO99"}, "role", "Select a valid choice"),
        ({"role": "RO1", "since": "2025", "until": "2024"}, "until", "before the beginning"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_above(
    reader: Client, case: Case, given: dict[str, object], field: str, said: str
) -> None:
    page = add(reader, case, **given)
    assert f'href="#id_{field}"' in page
    assert page.count(said) >= 2
    assert not Party._base_manager.exists()


@pytest.mark.parametrize("name", ["Ивановна", "สมหญิง", "عائشة", "A\u200fB ﷽", "<b>x</b> & 'y'"])
def test_any_script_is_kept_and_shown_as_it_was_typed(
    reader: Client, case: Case, name: str
) -> None:
    add(reader, case, capacity="witness", designation=name)
    assert only_party().designation == name
    page = reader.get(at(case, "case-parties")).content.decode()
    assert "<b>x</b>" not in page
    assert name in page or "&lt;b&gt;x&lt;/b&gt;" in page


def test_adding_another_returns_to_the_screen(reader: Client, case: Case) -> None:
    answer = reader.post(at(case, "party-add"), a_party(another="yes"))
    assert answer.headers["Location"] == at(case, "party-add")


def test_adding_is_undone_and_the_party_can_be_brought_back(reader: Client, case: Case) -> None:
    page = add(reader, case)
    remove = at(case, "party-remove", "V1")
    assert f'action="{remove}"' in page
    page = reader.post(remove, follow=True).content.decode()
    assert "Taken out of view" in page
    reader.post(at(case, "party-restore", "V1"))
    assert only_party().removed_at is None


def test_a_party_in_a_count_is_not_removed(reader: Client, case: Case, defendant: Party) -> None:
    answer = reader.post(at(case, "party-remove", defendant.key))
    assert answer.status_code == 422
    assert "Take it out of the count first." in answer.content.decode()


@pytest.mark.parametrize("which", ["describe", "role", "capacity", "screen"])
def test_the_page_of_a_party_takes_each_change(
    reader: Client, case: Case, suspect: Party, victim: Party, which: str
) -> None:
    given: dict[str, dict[str, object]] = {
        "describe": {"designation": "Landlord", "born": "1985", "status": "proposed"},
        "role": {"role": "RO6", "victim": victim.pk, "since": "2024", "status": "reported"},
        "capacity": {"capacity": "witness"},
        "screen": {"screen_finding": "pursue", "screen_reasons": "Once a victim, now the owner."},
    }
    address = at(case, "party", suspect.key)
    assert reader.post(address, given[which] | {"form": which}).status_code == 302
    suspect.refresh_from_db()
    changed = {
        "describe": suspect.designation == "Landlord" and suspect.born == "1985",
        "role": PartyRole._base_manager.filter(party=suspect, victim=victim).exists(),
        "capacity": suspect.capacity == Capacity.WITNESS,
        "screen": Screen._base_manager.filter(party=suspect, finding="pursue").exists(),
    }
    assert changed[which]


def test_what_is_wrong_on_the_page_of_a_party_leads_to_its_own_form(
    reader: Client, case: Case, suspect: Party
) -> None:
    given = {"form": "role", "role": "RO1", "since": "soon", "status": "reported"}
    page = reader.post(at(case, "party", suspect.key), given).content.decode()
    assert 'href="#role_since"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_witness_is_not_named_a_suspect_without_a_screen(reader: Client, case: Case) -> None:
    witness = services.add_party(actor=OPERATOR, case=case, capacity="witness", designation="Guard")
    given = {"form": "capacity", "capacity": "suspect"}
    page = reader.post(at(case, "party", witness.key), given).content.decode()
    assert "record the non-punishment screen" in page
    witness.refresh_from_db()
    assert witness.capacity == Capacity.WITNESS


def test_a_role_is_removed_and_brought_back(
    reader: Client, office: Office, case: Case, suspect: Party
) -> None:
    edge = services.add_role(actor=office.prosecutor, party=suspect, role="RO6")
    page = reader.post(at(case, "role-remove", edge.pk), follow=True).content.decode()
    assert f'action="{at(case, "role-restore", edge.pk)}"' in page
    edge.refresh_from_db()
    assert edge.removed_at is not None
    reader.post(at(case, "role-restore", edge.pk))
    edge.refresh_from_db()
    assert edge.removed_at is None


def test_adding_a_count_takes_one_screen_and_one_press(
    reader: Client, case: Case, suspect: Party, victim: Party
) -> None:
    page = reader.get(at(case, "count-add")).content.decode()
    assert suspect.designation in page
    given = {
        "citation": "RA 9208 s.4(a)",
        "offence": "Trafficking in persons",
        "defendants": [suspect.pk],
        "victims": [victim.pk],
        "conduct_from": "2025-03",
        "conduct_to": "~2025-09",
        "status": "reported",
    }
    page = reader.post(at(case, "count-add"), given, follow=True).content.decode()
    assert "Count 1 is added." in page
    suspect.refresh_from_db()
    assert suspect.capacity == Capacity.DEFENDANT
    page = reader.post(at(case, "count-remove", 1), follow=True).content.decode()
    assert "No counts yet" in page
    assert "Bring back" in page
    reader.post(at(case, "count-restore", 1))
    assert Count._base_manager.get().removed_at is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"citation": ""}, "citation"),
        ({"defendants": []}, "defendants_0"),
        ({"conduct_from": "2025", "conduct_to": "2024"}, "conduct_to"),
        ({"offence": "x" * 301}, "offence"),
    ],
)
def test_what_is_wrong_with_a_count_stands_beside_its_field(
    reader: Client, case: Case, suspect: Party, given: dict[str, object], field: str
) -> None:
    right = {
        "citation": "RA 9208",
        "offence": "Trafficking",
        "defendants": [suspect.pk],
        "status": "reported",
    }
    page = reader.post(at(case, "count-add"), right | given).content.decode()
    assert f'href="#id_{field}"' in page
    assert not Count._base_manager.exists()
    suspect.refresh_from_db()
    assert suspect.capacity == Capacity.SUSPECT


def test_a_count_ends_for_each_defendant_apart(
    reader: Client, office: Office, case: Case, defendant: Party
) -> None:
    address = at(case, "count-disposition", 1, defendant.key)
    shown = reader.get(address).context["form"].initial["version"]
    given = {"verdict": "convicted", "disposition": "Life imprisonment", "status": "reported"}
    given |= {"version": shown}
    page = reader.post(address, given, follow=True).content.decode()
    assert "Life imprisonment" in page
    row = CountParty._base_manager.get(party=defendant)
    assert row.verdict == "convicted"


def test_pages_with_much_on_them_stay_small(
    reader: Client, office: Office, case: Case, victim: Party
) -> None:
    accused = [
        services.add_party(
            actor=office.prosecutor,
            case=case,
            capacity="suspect",
            designation=f"Suspect number {number}",
            role="RO6",
            towards=victim,
            **SCREENED,
        )
        for number in range(30)
    ]
    for _ in range(30):
        count_services.add_count(
            actor=office.prosecutor,
            case=case,
            citation="RA 9208 s.4(a)",
            offence="Trafficking in persons",
            defendants=accused[:3],
            victims=[victim],
        )
    for name in ("case-parties", "case-counts", "party-add", "count-add"):
        assert len(reader.get(at(case, name)).content) < 100_000, name
    assert len(reader.get(at(case, "party", accused[0].key)).content) < 100_000


@pytest.mark.parametrize("name", ["case-parties", "party-add", "case-counts", "count-add"])
def test_who_may_not_finds_nothing(client: Client, office: Office, case: Case, name: str) -> None:
    for user in (office.stranger, office.ombudsman, office.administrator, office.rapporteur):
        client.force_login(user)
        assert client.get(at(case, name)).status_code in {403, 404}


def test_a_registrar_reads_the_parties_and_changes_nothing(
    client: Client, office: Office, case: Case, defendant: Party
) -> None:
    timeline.record_event(
        actor=office.prosecutor, case=case, code="INDICTED", on="2026-03-02", parties=[defendant]
    )
    client.force_login(office.registrar)
    page = client.get(at(case, "party", defendant.key)).content.decode()
    assert defendant.designation in page
    assert 'name="form"' not in page
    client.post(at(case, "party", defendant.key), {"form": "capacity", "capacity": "witness"})
    defendant.refresh_from_db()
    assert defendant.capacity == Capacity.DEFENDANT


def test_every_role_and_capacity_is_offered_by_its_name(reader: Client, case: Case) -> None:
    page = reader.get(at(case, "party-add")).content.decode()
    assert all(f'value="{code}"' in page for code in roles())
    assert all(f'value="{capacity}"' in page for capacity in Capacity)
    assert "Travel companion, guarantor or family seller" in page
