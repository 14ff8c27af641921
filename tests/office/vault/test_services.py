"""What the vault takes, gives and refuses, to whom, and what becomes of it in merges and splits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.cases.merge_services import merge_cases, undo_move
from amends.office.cases.models import Case
from amends.office.cases.split_services import split_case
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import LAYERS, Layer, NotPermitted, Role, SystemActor
from amends.office.vault import key_services, selectors
from amends.office.vault import services as vault
from amends.office.vault.models import VaultEntry, VaultKey, VaultTouch
from tests.office.conftest import Office
from tests.office.vault.conftest import ADDRESS

OPERATOR = SystemActor("tests")


def reveal(actor: User, party: Party, field: str = "address") -> str:
    return vault.reveal_field(
        actor=actor, party=party, field=field, reason="Summons to be brought to them"
    )


def another_case(office: Office) -> Case:
    return cases.open_case(
        actor=office.prosecutor,
        title="Another house",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=date(2026, 2, 1),
    )


def test_what_is_entered_is_revealed_and_every_look_is_kept(office: Office, held: Party) -> None:
    before = LogEntry.objects.count()
    assert reveal(office.prosecutor, held) == ADDRESS
    entry = LogEntry.objects.get(sequence=before + 1)
    assert (LogEntry.objects.count(), entry.action) == (before + 1, "vault.reveal")
    assert entry.data == f'{{"field": "address", "party": "{held.key}"}}'
    last, first = selectors.touches(actor=office.liaison, party=held)
    assert (last.what, last.by, last.field) == ("revealed", office.prosecutor, "address")
    assert last.reason == "Summons to be brought to them"
    assert (first.what, first.by) == ("entered", office.liaison)


@pytest.mark.parametrize("name", ["investigator", "head", "registrar", "ombudsman", "stranger"])
def test_nobody_reads_or_writes_it_for_their_rank(office: Office, held: Party, name: str) -> None:
    actor = getattr(office, name)
    Case._base_manager.filter(pk=held.case_id).update(before_court=True)
    if name == "investigator":
        cases.assign(actor=office.head, case=held.case, user=actor)
    for act in (
        lambda: reveal(actor, held),
        lambda: vault.enter_field(actor=actor, party=held, field="name", value="A"),
        lambda: vault.erase_field(actor=actor, party=held, field="address", reason="No"),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert not selectors.held(actor=actor, party=held).exists()
    assert not selectors.touches(actor=actor, party=held).exists()


def test_the_layer_is_for_those_who_have_to_reach_victims() -> None:
    assert {role for role in Role if Layer.VAULT in LAYERS[role]} == {
        Role.PROSECUTOR,
        Role.LIAISON,
        Role.SYSTEM,
    }


def test_not_even_the_operator_of_the_machine_reveals(held: Party) -> None:
    with pytest.raises(NotPermitted):
        vault.reveal_field(actor=OPERATOR, party=held, field="address", reason="Curious")


@pytest.mark.parametrize("reason", ["", "   ", f"They live at {ADDRESS.upper()}"])
def test_a_look_needs_a_reason_that_does_not_repeat_what_is_seen(
    office: Office, held: Party, reason: str
) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(ValidationError) as refused:
        vault.reveal_field(actor=office.liaison, party=held, field="address", reason=reason)
    assert list(refused.value.message_dict) == ["reason"]
    assert LogEntry.objects.count() == before
    assert VaultTouch._base_manager.count() == 1


def test_replacing_and_erasing_need_a_reason(office: Office, held: Party) -> None:
    for reason in ("", "It is 12 Palm Road now"):
        with pytest.raises(ValidationError):
            vault.enter_field(
                actor=office.liaison,
                party=held,
                field="address",
                value="12 Palm Road",
                reason=reason,
            )
    vault.enter_field(
        actor=office.liaison, party=held, field="address", value="12 Palm Road", reason="Moved"
    )
    assert reveal(office.liaison, held) == "12 Palm Road"
    with pytest.raises(ValidationError):
        vault.erase_field(actor=office.liaison, party=held, field="address", reason="")
    vault.erase_field(actor=office.liaison, party=held, field="address", reason="Asked to")
    with pytest.raises(ValidationError):
        reveal(office.liaison, held)
    assert VaultTouch._base_manager.filter(what="erased", reason="Asked to").exists()


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("shoe_size", "38", "field"),
        ("name", " \n", "value"),
        ("name", "x" * 501, "value"),
        ("name", "A\u202eB", "value"),
    ],
)
def test_what_is_not_to_be_kept_is_refused(
    office: Office, victim: Party, field: str, value: str, wrong: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        vault.enter_field(actor=office.prosecutor, party=victim, field=field, value=value)
    assert list(refused.value.message_dict) == [wrong]
    assert value.strip() == "" or value not in str(refused.value)


def test_the_vault_is_for_victims_and_witnesses(office: Office, case: Case, suspect: Party) -> None:
    with pytest.raises(ValidationError):
        vault.enter_field(actor=office.prosecutor, party=suspect, field="name", value="A")
    witness = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Neighbour"
    )
    vault.enter_field(actor=office.prosecutor, party=witness, field="name", value="Anna Ng")
    assert reveal(office.prosecutor, witness, "name") == "Anna Ng"


def test_the_key_lies_outside_the_database_and_is_never_made_anew(
    office: Office, held: Party, vault_key: Path
) -> None:
    assert vault_key.stat().st_mode & 0o777 == 0o600
    key = vault_key.read_bytes()
    vault_key.unlink()
    for act in (
        lambda: reveal(office.liaison, held),
        lambda: vault.enter_field(actor=office.liaison, party=held, field="name", value="A"),
    ):
        with pytest.raises(ValidationError, match="key of the vault"):
            act()
    other = another_case(office)
    victim = parties.add_party(actor=office.prosecutor, case=other, capacity="victim")
    with pytest.raises(ValidationError, match="key of the vault"):
        vault.enter_field(actor=office.prosecutor, party=victim, field="name", value="A")
    assert not vault_key.exists()
    vault_key.write_bytes(key)
    assert reveal(office.liaison, held) == ADDRESS


def test_what_is_put_in_anothers_place_does_not_open(office: Office, held: Party) -> None:
    other = parties.add_party(actor=office.prosecutor, case=held.case, capacity="victim")
    vault.enter_field(actor=office.liaison, party=other, field="address", value="Elsewhere")
    sealed = VaultEntry._base_manager.get(party=held).sealed
    VaultEntry._base_manager.filter(party=other).update(sealed=sealed)
    with pytest.raises(ValidationError, match="does not open"):
        reveal(office.liaison, other)
    VaultEntry._base_manager.filter(party=held).update(field="name")
    with pytest.raises(ValidationError, match="does not open"):
        reveal(office.liaison, held, "name")
    VaultKey._base_manager.all().delete()
    with pytest.raises(ValidationError, match="does not open"):
        reveal(office.liaison, other)


def test_a_merge_seals_anew_for_the_other_case_and_its_undoing_back(
    office: Office, held: Party
) -> None:
    case, target = held.case, another_case(office)
    move = merge_cases(actor=office.prosecutor, case=case, target=target, reason="One house")
    held = Party._base_manager.get(pk=held.pk)
    assert held.case == target
    assert reveal(office.prosecutor, held) == ADDRESS
    VaultKey._base_manager.filter(case=case).delete()
    assert reveal(office.prosecutor, held) == ADDRESS
    undo_move(actor=office.prosecutor, move=move)
    held = Party._base_manager.get(pk=held.pk)
    assert held.case == case
    assert reveal(office.liaison, held) == ADDRESS


def test_without_the_key_nothing_moves(office: Office, held: Party, vault_key: Path) -> None:
    vault_key.rename(vault_key.with_suffix(".away"))
    with pytest.raises(ValidationError, match="key of the vault"):
        merge_cases(
            actor=office.prosecutor, case=held.case, target=another_case(office), reason="One"
        )
    held.refresh_from_db()
    assert held.case.merged_into is None
    vault_key.with_suffix(".away").rename(vault_key)
    assert reveal(office.liaison, held) == ADDRESS


def test_after_a_split_it_stays_with_the_party_and_what_was_added_comes_back(
    office: Office, held: Party, defendant: Party
) -> None:
    parties.add_party(
        actor=office.prosecutor,
        case=held.case,
        capacity="defendant",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Was paid for it.",
    )
    move = split_case(
        actor=office.prosecutor, case=held.case, defendants=[defendant], title="Owner", reason="Ill"
    )
    copy = Party._base_manager.get(case=move.target, capacity="victim")
    with pytest.raises(ValidationError):
        reveal(office.prosecutor, copy)
    vault.enter_field(actor=office.prosecutor, party=copy, field="telephone", value="0900 1")
    vault.enter_field(actor=office.prosecutor, party=copy, field="address", value="Elsewhere")
    undo_move(actor=office.prosecutor, move=move)
    held = Party._base_manager.get(pk=held.pk)
    assert reveal(office.prosecutor, held, "telephone") == "0900 1"
    assert reveal(office.prosecutor, held) == ADDRESS


def test_a_new_master_key_opens_everything_and_the_old_nothing(
    office: Office, held: Party, vault_key: Path
) -> None:
    other = another_case(office)
    victim = parties.add_party(actor=office.prosecutor, case=other, capacity="victim")
    vault.enter_field(actor=office.prosecutor, party=victim, field="name", value="A")
    before = vault_key.read_text()
    assert key_services.rotate_master_key(actor=OPERATOR) == 2
    assert len(vault_key.read_text().split()) == 1
    assert vault_key.read_text() != before
    assert vault_key.stat().st_mode & 0o777 == 0o600
    assert reveal(office.liaison, held) == ADDRESS
    vault_key.write_text(before)
    with pytest.raises(ValidationError, match="key of the vault"):
        reveal(office.liaison, held)


def test_rotation_stops_at_a_changed_key_and_the_older_one_stays(
    office: Office, held: Party, vault_key: Path
) -> None:
    row = VaultKey._base_manager.get()
    wrapped = bytes(row.wrapped)
    VaultKey._base_manager.update(wrapped=bytes([wrapped[0] ^ 1]) + wrapped[1:])
    with pytest.raises(ValueError, match="does not open"):
        key_services.rotate_master_key(actor=OPERATOR)
    assert len(vault_key.read_text().split()) == 2
    VaultKey._base_manager.update(wrapped=wrapped)
    assert reveal(office.liaison, held) == ADDRESS
    key_services.rotate_master_key(actor=OPERATOR)
    assert reveal(office.liaison, held) == ADDRESS


def test_the_list_is_read_at_once_and_without_what_is_sealed(office: Office, held: Party) -> None:
    for field in ("name", "telephone", "email"):
        vault.enter_field(actor=office.liaison, party=held, field=field, value="A1")
    with CaptureQueriesContext(connection) as queries:
        rows = list(selectors.held(actor=office.liaison, party=held))
        assert [row.entered_by for row in rows] == [office.liaison] * 4
        assert rows[0].label == "Address where they live"
    asked = [query["sql"] for query in queries if "vault_vaultentry" in query["sql"]]
    assert len(asked) == 1
    assert "sealed" not in asked[0]
