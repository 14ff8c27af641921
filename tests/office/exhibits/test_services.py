"""Entering evidence and recording custody: what is taken, what is refused, what can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.office.cases import merge_services, split_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.evidence import services as attachments
from amends.office.exhibits import custody_services, selectors, services
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier, ItemFile
from amends.office.exhibits.rows import held_by, step_rows
from amends.office.exhibits.standing import alternatives, gaps_of
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.proof.custody import GapKind
from tests.office.conftest import Office

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Enters = Callable[..., Item]
Steps = Callable[..., CustodyStep]


@pytest.fixture
def enters(office: Office, case: Case) -> Enters:
    """Return what enters an item, a weapon unless told."""

    def enter(**changed: Any) -> Item:
        stated = {"kind": "weapon", "description": "A belt", "basis": "warrant", **changed}
        return services.enter_item(actor=office.prosecutor, case=case, **stated)

    return enter


@pytest.fixture
def steps(office: Office) -> Steps:
    """Return what records a step of an item, a seizure unless told."""

    def record(item: Item, hours: float = 0, **changed: Any) -> CustodyStep:
        at = NOON + timedelta(hours=hours)
        stated = {"kind": "seized", "by": "Officer A", "place": "House", **changed}
        return custody_services.record_step(actor=office.prosecutor, item=item, at=at, **stated)

    return record


def again(office: Office, case: Case, key: str = "E1") -> Item:
    """Return an item as a page reads it."""
    return selectors.item(actor=office.prosecutor, case=case, key=key)


def test_an_item_gets_the_next_key_and_its_usual_carriers(
    office: Office, case: Case, enters: Enters
) -> None:
    enters(key="E4", basis_reference="Warrant 17")
    assert enters().key == "E5"
    carriers = ItemCarrier._base_manager.filter(item__key="E4").values_list("kind", "about")
    assert set(carriers) == {("search_upheld", "Warrant 17"), ("custody_unbroken", "E4")}


def named(item: Item) -> list[set[str]]:
    """Return what must survive for an item, one of each set, by whom or what it is about."""
    return [{row.about for row in rows} for rows in alternatives(item)]


def test_one_of_two_carriers_is_enough_where_somebody_says_so(
    office: Office, case: Case, enters: Enters
) -> None:
    item = enters(key="E1", carriers=[("search_upheld", None, "Warrant 17")])

    def add(about: str, instead_of: ItemCarrier | None = None) -> ItemCarrier:
        return services.add_carrier(
            actor=office.prosecutor,
            item=item,
            kind="testifies",
            about=about,
            instead_of=instead_of,
        )

    seized = add("Officer A")
    keeper = add("Keeper", seized)
    add("Clerk", keeper)
    add("Porter", add("Guard"))
    everything = [{"Warrant 17"}, {"Officer A", "Keeper", "Clerk"}, {"Guard", "Porter"}]
    assert named(again(office, case)) == everything
    for row in ItemCarrier._base_manager.filter(about__in=["Keeper", "Clerk", "Porter"]):
        services.remove_carrier(actor=office.prosecutor, carrier=row)
    assert named(again(office, case)) == [{"Warrant 17"}, {"Officer A"}, {"Guard"}]
    for row in ItemCarrier._base_manager.exclude(removed_at=None):
        services.remove_carrier(actor=office.prosecutor, carrier=row, removed=False)
    assert named(again(office, case)) == everything


def test_a_carrier_stands_for_none_of_another_item_nor_one_taken_out(
    office: Office, enters: Enters
) -> None:
    item, other = enters(carriers=[]), enters(carriers=[("testifies", None, "Officer A")])
    theirs = ItemCarrier._base_manager.get(item=other)
    ours = services.add_carrier(
        actor=office.prosecutor, item=item, kind="testifies", about="Officer B"
    )
    services.remove_carrier(actor=office.prosecutor, carrier=ours)
    for instead_of in (theirs, ours):
        with pytest.raises(ValidationError) as refused:
            services.add_carrier(
                actor=office.prosecutor,
                item=item,
                kind="testifies",
                about="Keeper",
                instead_of=instead_of,
            )
        assert "instead_of" in refused.value.message_dict


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"description": ""}, "description"),
        ({"goes_to": ["guilt"]}, "goes_to"),
        ({"basis": "hunch"}, "basis"),
        ({"basis_since": date(2026, 2, 2), "basis_until": date(2026, 2, 1)}, "basis_until"),
        ({"requested_on": date(2026, 2, 2), "finished_on": date(2026, 2, 1)}, "finished_on"),
        ({"key": "E 1"}, "key"),
        ({"admissibility": "likely"}, "admissibility"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    enters: Enters, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        enters(**changed)
    assert field in refused.value.message_dict
    assert not Item._base_manager.exists()


def test_a_key_names_one_item(enters: Enters) -> None:
    enters(key="E1")
    with pytest.raises(ValidationError) as refused:
        enters(key="E1")
    assert "key" in refused.value.message_dict


def test_custody_is_recorded_and_gaps_are_named_not_refused(
    office: Office, case: Case, enters: Enters, steps: Steps
) -> None:
    item = enters()
    steps(item, seal_after="S1")
    steps(item, 1, kind="handed_over", to="Store", seal_before="S2")
    read = again(office, case)
    assert held_by(read) == "Store"
    assert [gap.kind for gap in gaps_of(read)] == [GapKind.OTHER_SEAL, GapKind.NO_RECEIPT]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "lost"}, "kind"),
        ({"by": " "}, "by"),
        ({"until": NOON - timedelta(hours=1)}, "until"),
        ({"sha256": "abc"}, "sha256"),
        ({"hours": 24 * 365 * 20}, "at"),
    ],
)
def test_a_step_that_cannot_be_right_is_refused(
    enters: Enters, steps: Steps, changed: dict[str, Any], field: str
) -> None:
    item = enters()
    with pytest.raises(ValidationError) as refused:
        steps(item, **changed)
    assert field in refused.value.message_dict
    assert not CustodyStep._base_manager.exists()


def test_words_have_no_custody(enters: Enters, steps: Steps) -> None:
    with pytest.raises(ValidationError) as refused:
        steps(enters(kind="testimony"))
    assert "kind" in refused.value.message_dict


def test_a_step_is_struck_with_a_reason_and_stands_again(
    office: Office, case: Case, enters: Enters, steps: Steps
) -> None:
    item = enters()
    steps(item)
    wrong = steps(item, 1, kind="returned")
    with pytest.raises(ValidationError):
        custody_services.strike_step(actor=office.prosecutor, step=wrong, reason=" ")
    custody_services.strike_step(actor=office.prosecutor, step=wrong, reason="Another belt")
    read = again(office, case)
    assert [row.number for row in step_rows(read)] == [1, None]
    assert held_by(read) == "Officer A"
    custody_services.strike_step(actor=office.prosecutor, step=wrong, back=True)
    assert held_by(again(office, case)) == ""


def test_an_item_still_to_be_obtained_has_no_gap_in_custody(
    office: Office, case: Case, enters: Enters
) -> None:
    enters(admissibility="proposed", basis="")
    assert gaps_of(again(office, case)) == ()


def test_one_warrant_behind_two_items_falls_with_both(
    office: Office, case: Case, enters: Enters, steps: Steps
) -> None:
    for _ in range(2):
        steps(enters(basis_reference="Warrant 17"))
    enters(basis_reference="Warrant 18")
    found = {
        (one.role, one.about): one.items
        for one in selectors.causes(actor=office.prosecutor, case=case)
    }
    assert found[("basis", "Warrant 17")] == ("E1", "E2")
    assert found[("search_upheld", "Warrant 17")] == ("E1", "E2")
    assert found[("custodian", "Officer A")] == ("E1", "E2")
    assert ("basis", "Warrant 18") not in found


def test_a_carrier_says_of_whom_or_what(office: Office, enters: Enters, victim: Party) -> None:
    item = enters(kind="testimony")
    with pytest.raises(ValidationError) as refused:
        services.add_carrier(actor=office.prosecutor, item=item, kind="testifies")
    assert "about" in refused.value.message_dict
    row = services.add_carrier(actor=office.prosecutor, item=item, kind="testifies", party=victim)
    services.remove_carrier(actor=office.prosecutor, carrier=row)
    row.refresh_from_db()
    assert row.removed_at is not None


def test_a_working_copy_is_made_from_an_evidentiary_one(
    office: Office, case: Case, enters: Enters
) -> None:
    item = enters(kind="message")
    file = attachments.attach_file(
        actor=office.prosecutor, case=case, title="", filename="a.txt", chunks=[b"a"]
    )
    with pytest.raises(ValidationError) as refused:
        services.add_file(actor=office.prosecutor, item=item, attachment=file, copy="working")
    assert "made_from" in refused.value.message_dict
    first = services.add_file(
        actor=office.prosecutor, item=item, attachment=file, copy="evidentiary"
    )
    services.add_file(
        actor=office.prosecutor, item=item, attachment=file, copy="working", made_from=first
    )
    assert [row.copy for row in ItemFile._base_manager.all()] == ["evidentiary", "working"]


@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "stranger"])
def test_who_does_not_work_on_evidence_writes_none(
    office: Office, case: Case, enters: Enters, role: str
) -> None:
    item = enters()
    cases.assign(actor=office.head, case=case, user=office.liaison)
    with pytest.raises(NotPermitted):
        services.remove_item(actor=getattr(office, role), item=item)


def test_merged_items_get_free_keys_and_go_back(
    office: Office, case: Case, enters: Enters, steps: Steps
) -> None:
    from tests.api.scene import open_case

    target = open_case(office, "Elsewhere")
    services.enter_item(actor=office.prosecutor, case=target, kind="weapon", description="A rope")
    steps(enters())
    move = merge_services.merge_cases(
        actor=office.prosecutor, case=case, target=target, reason="One house"
    )
    assert set(Item._base_manager.filter(case=target).values_list("key", flat=True)) == {"E1", "E2"}
    assert CustodyStep._base_manager.filter(case=target).count() == 1
    merge_services.undo_move(actor=office.prosecutor, move=move)
    assert Item._base_manager.get(case=case).key == "E1"


def test_a_severed_defendant_takes_own_items_and_a_copy_of_shared_ones(
    office: Office, case: Case, enters: Enters, steps: Steps, suspect: Party, victim: Party
) -> None:
    other = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Paid by the trip.",
    )
    steps(enters(description="Only his", parties=[other]))
    steps(enters(description="Shared", parties=[other, suspect, victim]))
    move = split_services.split_case(
        actor=office.prosecutor, case=case, defendants=[other], title="Apart", reason="Absconded"
    )
    there = selectors.items(actor=office.prosecutor, case=move.target)
    assert {item.description: len(item.steps) for item in there} == {"Only his": 1, "Shared": 1}  # type: ignore[attr-defined]  # prefetched
    shared = next(item for item in there if item.description == "Shared")
    assert {row.party.key for row in shared.people} == {other.key, victim.key}  # type: ignore[attr-defined]  # prefetched
    here = [item.description for item in selectors.items(actor=office.prosecutor, case=case)]
    assert here == ["Shared"]
    merge_services.undo_move(actor=office.prosecutor, move=move)
    back = [item.description for item in selectors.items(actor=office.prosecutor, case=case)]
    assert back == ["Only his", "Shared"]


def test_a_step_of_this_moment_is_taken(enters: Enters, office: Office) -> None:
    row = custody_services.record_step(
        actor=office.prosecutor, item=enters(), kind="seized", at=timezone.now(), by="Officer A"
    )
    assert row.pk
