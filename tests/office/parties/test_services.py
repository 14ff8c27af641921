"""Parties, pseudonyms, the non-punishment screen, roles and counts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from amends.office.cases.models import Case
from amends.office.parties import count_services, selectors, services
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from tests.office.conftest import Office


def test_victims_get_the_next_free_pseudonym(office: Office, case: Case) -> None:
    names = [
        services.add_party(actor=office.prosecutor, case=case, capacity="victim").designation
        for _ in range(3)
    ]
    assert names == ["AAA", "BBB", "CCC"]


@pytest.mark.parametrize("name", ["Maria", "Maria Santos", "Victim Maria", "maria", "مريم الحسن"])
def test_a_victims_name_is_refused_with_the_remedy(office: Office, case: Case, name: str) -> None:
    with pytest.raises(ValidationError, match="pseudonym") as refusal:
        services.add_party(actor=office.prosecutor, case=case, capacity="victim", designation=name)
    assert "designation" in refusal.value.message_dict
    assert not Party._base_manager.exists()


def test_a_party_who_turns_out_to_be_a_victim_must_lose_the_name(
    office: Office, case: Case
) -> None:
    witness = services.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Maria Santos"
    )
    with pytest.raises(ValidationError, match="pseudonym"):
        services.change_capacity(actor=office.prosecutor, party=witness, capacity="victim")


def test_nobody_becomes_a_suspect_without_a_screen(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.add_party(
            actor=office.prosecutor, case=case, capacity="suspect", designation="Guard"
        )
    assert "screen_finding" in refusal.value.message_dict
    assert not Party._base_manager.exists()


def test_a_screen_that_finds_a_victim_bars_naming_a_suspect(office: Office, case: Case) -> None:
    guard = services.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Guard"
    )
    services.screen_party(
        actor=office.prosecutor,
        party=guard,
        finding="victim",
        reasons="Locked in with the others; made to keep the key.",
    )
    with pytest.raises(ValidationError, match="victim"):
        services.change_capacity(actor=office.prosecutor, party=guard, capacity="suspect")
    services.screen_party(
        actor=office.prosecutor,
        party=guard,
        finding="pursue",
        reasons="Came later, paid, and chose whom to punish.",
    )
    changed = services.change_capacity(actor=office.prosecutor, party=guard, capacity="suspect")
    assert changed.capacity == "suspect"


def test_a_screen_needs_reasons(office: Office, suspect: Party) -> None:
    with pytest.raises(ValidationError):
        services.screen_party(
            actor=office.prosecutor, party=suspect, finding="no_sign", reasons=" "
        )


def test_a_count_makes_a_suspect_a_defendant(office: Office, defendant: Party) -> None:
    assert defendant.capacity == "defendant"
    (count,) = selectors.counts(actor=office.prosecutor, case=defendant.case)
    entries = count.entries  # type: ignore[attr-defined]  # prefetched
    assert {entry.party.key for entry in entries} == {"D1", "V1"}


def test_a_count_names_only_the_right_parties_of_its_own_case(
    office: Office, case: Case, victim: Party
) -> None:
    with pytest.raises(ValidationError) as refusal:
        count_services.add_count(
            actor=office.prosecutor,
            case=case,
            citation="x",
            offence="y",
            defendants=[victim],
        )
    assert "defendants" in refusal.value.message_dict


def test_a_number_is_used_once(office: Office, defendant: Party) -> None:
    with pytest.raises(ValidationError) as refusal:
        count_services.add_count(
            actor=office.prosecutor,
            case=defendant.case,
            citation="x",
            offence="y",
            defendants=[defendant],
            number=1,
        )
    assert "number" in refusal.value.message_dict


def test_a_period_ends_after_it_begins(office: Office, defendant: Party) -> None:
    with pytest.raises(ValidationError) as refusal:
        count_services.add_count(
            actor=office.prosecutor,
            case=defendant.case,
            citation="x",
            offence="y",
            defendants=[defendant],
            conduct_from="2026-02",
            conduct_to="2026-01",
        )
    assert "conduct_to" in refusal.value.message_dict


@pytest.mark.parametrize("born", ["2008-02-30", "30/02/2008", "tomorrow", "0000"])
def test_an_impossible_date_is_refused(office: Office, case: Case, born: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.add_party(actor=office.prosecutor, case=case, capacity="victim", born=born)
    assert "born" in refusal.value.message_dict


def test_one_party_holds_several_roles_towards_several_victims(
    office: Office, case: Case, suspect: Party, victim: Party
) -> None:
    second = services.add_party(actor=office.prosecutor, case=case, capacity="victim")
    services.add_role(
        actor=office.prosecutor, party=suspect, role="RO1", victim=victim, since="2025-01"
    )
    edge = services.add_role(
        actor=office.prosecutor, party=suspect, role="RO6", victim=second, since="2025-03"
    )
    found = selectors.party(actor=office.prosecutor, case=case, key=suspect.key)
    edges = found.edges  # type: ignore[attr-defined]  # prefetched
    assert [(e.role, e.victim.key) for e in edges] == [("RO1", "V1"), ("RO6", "V2")]
    services.remove_role(actor=office.prosecutor, edge=edge)
    found = selectors.party(actor=office.prosecutor, case=case, key=suspect.key)
    edges = found.edges  # type: ignore[attr-defined]  # prefetched
    assert [e.role for e in edges] == ["RO1"]


def test_unknown_codes_name_what_is_known(office: Office, case: Case, suspect: Party) -> None:
    with pytest.raises(ValidationError, match="RO1"):
        services.add_role(actor=office.prosecutor, party=suspect, role="RO99")
    with pytest.raises(ValidationError, match="victim"):
        services.add_party(
            actor=office.prosecutor, case=case, capacity="bystander", designation="X"
        )


def test_a_party_in_a_count_is_not_removed_and_others_come_back(
    office: Office, case: Case, defendant: Party
) -> None:
    with pytest.raises(ValidationError, match="count"):
        services.remove_party(actor=office.prosecutor, party=defendant)
    other = services.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Neighbour"
    )
    services.remove_party(actor=office.prosecutor, party=other)
    keys = {p.key for p in selectors.parties(actor=office.prosecutor, case=case)}
    assert other.key not in keys
    services.remove_party(actor=office.prosecutor, party=other, removed=False)
    assert selectors.parties(actor=office.prosecutor, case=case).filter(key=other.key).exists()


def test_an_investigator_charges_nobody(office: Office, case: Case, suspect: Party) -> None:
    from amends.office.cases import services as cases

    cases.assign(actor=office.head, case=case, user=office.investigator)
    with pytest.raises(NotPermitted):
        count_services.add_count(
            actor=office.investigator,
            case=case,
            citation="x",
            offence="y",
            defendants=[suspect],
        )


def test_a_disposition_is_kept_per_defendant(office: Office, defendant: Party) -> None:
    count = selectors.count(actor=office.prosecutor, case=defendant.case, number=1)
    row = count_services.record_disposition(
        actor=office.prosecutor,
        count=count,
        defendant=defendant,
        version=1,
        verdict="convicted",
        disposition="Life imprisonment and a fine.",
        status="reported",
    )
    assert row.verdict == "convicted"


@pytest.mark.parametrize("length", [201, 10_000])
def test_overlong_designations_are_refused_by_field(
    office: Office, case: Case, length: int
) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.add_party(
            actor=office.prosecutor, case=case, capacity="witness", designation="x" * length
        )
    assert "designation" in refusal.value.message_dict


@pytest.mark.parametrize("key", ["a/b", "V 1", "../x", "ключ", "-v", "v" * 41, "v\n"])
def test_a_key_that_cannot_stand_in_an_address_is_refused(
    office: Office, case: Case, key: str
) -> None:
    """The page of a party is found by its key."""
    with pytest.raises(ValidationError) as refusal:
        services.add_party(
            actor=office.prosecutor, case=case, capacity="witness", designation="A man", key=key
        )
    assert "key" in refusal.value.message_dict


@pytest.mark.parametrize(
    ("designation", "says"),
    [("The Οwner", "GREEK, LATIN"), ("A man\u200b", "U+200B"), ("\u202eA man", "U+202E")],
)
def test_a_name_that_nobody_would_find_again_is_refused(
    office: Office, case: Case, designation: str, says: str
) -> None:
    """Look-alike and unseen letters make two names of one."""
    with pytest.raises(ValidationError) as refusal:
        services.add_party(
            actor=office.prosecutor, case=case, capacity="witness", designation=designation
        )
    assert says in str(refusal.value.message_dict["designation"])
