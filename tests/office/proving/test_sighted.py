"""Whom the record puts in two places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.exhibits import custody_services, services
from amends.office.exhibits.models import Item
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.proving.sighted import in_two_places
from tests.office.conftest import Office
from tests.office.proving.conftest import Enters, Proves

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
MANILA, RIYADH = "14.5995, 120.9842", "24.7136, 46.6753"


def state(office: Office, item: Item, **seen: str) -> None:
    """State where an item shows those whom it is about to have been."""
    services.state_particulars(
        actor=office.prosecutor,
        item=item,
        version=item.version,
        particulars={f"seen.{name}": said for name, said in seen.items()},
    )


def take(office: Office, item: Item, place: str, at: datetime = NOON) -> None:
    """Record that an officer took an item somewhere."""
    custody_services.record_step(
        actor=office.prosecutor, item=item, kind="seized", at=at, by="Officer", place=place
    )


def test_who_is_shown_too_far_apart_is_named_with_both_records(
    office: Office, suspect: Party, enters: Enters, proves: Proves
) -> None:
    one, other = (enters(kind="border_record", parties=[suspect]) for _ in range(2))
    state(office, one, place="Manila", point=MANILA, since="2026-05-03 12:00")
    state(office, other, place="Riyadh", point=RIYADH, since="2026-05-03 17:00 +03:00")
    (found,) = in_two_places(proves())
    assert suspect.designation in found.said
    assert [record.label for record in found.records] == [one.key, other.key]
    assert "Manila" in found.said
    assert "Riyadh" in found.said


@pytest.mark.parametrize("since", ["2026-05-04 12:00", "2026-05-03"])
def test_who_had_the_time_is_not(
    office: Office, suspect: Party, enters: Enters, proves: Proves, since: str
) -> None:
    one, other = (enters(kind="ticket", parties=[suspect]) for _ in range(2))
    state(office, one, point=MANILA, since="2026-05-03 12:00")
    state(office, other, point=RIYADH, since=since)
    assert not list(in_two_places(proves()))


def test_an_officer_took_two_things_in_two_rooms_in_one_minute(
    office: Office, enters: Enters, proves: Proves
) -> None:
    bedroom, kitchen, later = (enters(kind="weapon") for _ in range(3))
    take(office, bedroom, "Bedroom")
    take(office, kitchen, "Kitchen")
    take(office, later, "Cellar", NOON + timedelta(minutes=1))
    (found,) = in_two_places(proves())
    assert [record.label for record in found.records] == [bedroom.key, kitchen.key]


def test_an_organisation_can_be_in_two_places(
    office: Office, case: Case, enters: Enters, proves: Proves
) -> None:
    firm = parties.add_party(
        actor=office.prosecutor,
        case=case,
        kind="legal",
        capacity="organisation",
        designation="Agency",
    )
    for place in ("Manila", "Cebu"):
        item = enters(kind="lease", parties=[firm])
        state(office, item, place=place, since="2026-05-03 12:00")
    assert not list(in_two_places(proves()))


def test_the_page_of_weaknesses_links_both_records(
    client: Client, office: Office, charged: Case, enters: Enters
) -> None:
    items = [enters(kind="weapon") for _ in range(2)]
    for item, place in zip(items, ("Bedroom", "Kitchen"), strict=True):
        take(office, item, place)
    client.force_login(office.prosecutor)
    said = client.get(reverse("proof-weaknesses", args=[charged.reference])).content.decode()
    assert "Officer stands in two places at one time" in said
    for item in items:
        assert reverse("item", args=[charged.reference, item.key]) in said
