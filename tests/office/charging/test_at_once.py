"""Two people write one record at once: the second is refused, sees both texts and chooses."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.charging import services
from amends.office.charging.forms import ConductForm
from amends.office.charging.models import CaseFacts, Conduct
from amends.office.parties import count_services
from amends.office.parties.models import Count, CountParty, Party
from amends.office.validation import ChangedMeanwhile
from tests.office.charging.conftest import STATED, States
from tests.office.conftest import Office


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


@pytest.fixture
def typed(suspect: Party, victim: Party) -> dict[str, Any]:
    """Return what the prosecutor typed while the first version was shown."""
    people = {"by": suspect.pk, "victims": [victim.pk], "mode": "principal"}
    words = {"moved": "not", "status": "reported", "places": "PH", "source": "My note"}
    return {**STATED, **people, **words, "means": ["force"], "version": 1}


@pytest.fixture
def overtaken(office: Office, states: States) -> Conduct:
    """Return a conduct that a colleague corrected after it was shown."""
    row = states()
    return services.edit_conduct(
        actor=office.head, conduct=row, version=1, means=["deception"], source="Their note"
    )


def edit(case: Case, row: Conduct) -> str:
    """Return the address at which a conduct is corrected."""
    return reverse("conduct-edit", args=[case.reference, row.pk])


def test_whoever_comes_second_overwrites_nothing_and_sees_both_texts(
    reader: Client, case: Case, overtaken: Conduct, typed: dict[str, Any]
) -> None:
    answer = reader.post(edit(case, overtaken), typed)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "A colleague changed this" in words
    assert "Their note" in words
    assert words.count("My note") == 2  # beside theirs, and in the field
    assert [both.name for both in answer.context["form"].differences] == ["means", "source"]
    overtaken.refresh_from_db()
    assert (overtaken.means, overtaken.source) == (["deception"], "Their note")


def test_what_was_chosen_field_by_field_is_kept(
    reader: Client, case: Case, overtaken: Conduct, typed: dict[str, Any]
) -> None:
    chosen = {"differs": ["means", "source"], "keep-means": "theirs", "keep-source": "mine"}
    answer = reader.post(edit(case, overtaken), {**typed, **chosen, "version": 2})
    assert answer.status_code == 302
    overtaken.refresh_from_db()
    assert (overtaken.means, overtaken.source) == (["deception"], "My note")
    assert overtaken.version == 3


@pytest.mark.parametrize("kept", [{}, {"keep-source": "mine"}, {"keep-means": "nonsense"}])
def test_a_field_that_was_not_chosen_in_is_asked_about_again(
    reader: Client, case: Case, overtaken: Conduct, typed: dict[str, Any], kept: dict[str, str]
) -> None:
    chosen = {"differs": ["means", "source", "nonsense"], **kept}
    answer = reader.post(edit(case, overtaken), {**typed, **chosen, "version": 2})
    assert "Choose which of the two texts to keep" in answer.content.decode()
    overtaken.refresh_from_db()
    assert overtaken.version == 2


def test_a_third_who_was_quicker_still_is_shown_as_well(
    reader: Client, office: Office, case: Case, overtaken: Conduct, typed: dict[str, Any]
) -> None:
    services.edit_conduct(actor=office.head, conduct=overtaken, version=2, means=["other_coercion"])
    chosen = {"differs": ["means", "source"], "keep-means": "theirs", "keep-source": "mine"}
    answer = reader.post(edit(case, overtaken), {**typed, **chosen, "version": 2})
    assert answer.status_code == 200
    overtaken.refresh_from_db()
    assert (overtaken.means, overtaken.source) == (["other_coercion"], "Their note")


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 40])
def test_a_version_that_never_was_is_refused(
    reader: Client, case: Case, overtaken: Conduct, typed: dict[str, Any], version: str
) -> None:
    assert reader.post(edit(case, overtaken), {**typed, "version": version}).status_code == 200
    overtaken.refresh_from_db()
    assert overtaken.source == "Their note"


def test_taking_it_out_of_view_counts_as_a_change(
    office: Office, states: States, case: Case
) -> None:
    row = states()
    services.remove_conduct(actor=office.head, conduct=row)
    with pytest.raises(ChangedMeanwhile):
        services.edit_conduct(actor=office.prosecutor, conduct=row, version=1, source="x")


def test_theirs_can_be_taken_where_mine_cannot_be_read(
    reader: Client, case: Case, overtaken: Conduct, typed: dict[str, Any]
) -> None:
    chosen = {"differs": ["means", "source"], "keep-means": "theirs", "keep-source": "theirs"}
    given = {**typed, **chosen, "means": ["nonsense"], "version": 2}
    assert reader.post(edit(case, overtaken), given).status_code == 302
    overtaken.refresh_from_db()
    assert (overtaken.means, overtaken.source) == (["deception"], "Their note")


def test_a_new_conduct_has_no_version_to_fill_in(case: Case) -> None:
    form = ConductForm(
        people=Party._base_manager.none(), victims=Party._base_manager.none(), countries=["PH"]
    )
    assert "version" not in form.fields


def test_the_case_as_a_whole_is_not_overwritten(reader: Client, office: Office, case: Case) -> None:
    services.state_at_large(
        actor=office.head, case=case, version=0, reported_as="wages", countries=["PH"]
    )
    given = {"reported_as": "smuggling", "countries": ["PH"], "version": 0}
    address = reverse("facts-at-large", args=[case.reference])
    answer = reader.post(address, given)
    assert [both.theirs for both in answer.context["form"].differences] == ["Unpaid wages"]
    assert CaseFacts._base_manager.get().reported_as == "wages"
    chosen = {"differs": ["reported_as"], "keep-reported_as": "mine", "version": 1}
    assert reader.post(address, {**given, **chosen}).status_code == 302
    assert CaseFacts._base_manager.get().reported_as == "smuggling"


def test_an_outcome_and_the_law_of_a_count_are_not_overwritten(
    reader: Client, office: Office, case: Case, defendant: Party
) -> None:
    count = Count._base_manager.get()
    count_services.record_disposition(
        actor=office.head,
        count=count,
        defendant=defendant,
        version=1,
        verdict="convicted",
        disposition="Life.",
        status="reported",
    )
    address = reverse("count-disposition", args=[case.reference, 1, defendant.key])
    given = {"verdict": "acquitted", "disposition": "", "status": "reported", "version": 1}
    shown = reader.post(address, given).context["form"].differences
    assert [(both.name, both.theirs) for both in shown] == [
        ("verdict", "Convicted"),
        ("disposition", "Life."),
    ]
    assert CountParty._base_manager.get(party=defendant).verdict == "convicted"
    count_services.tie_count(actor=office.head, count=count, version=1, law="ph-ra9208.s4a")
    with pytest.raises(ValidationError):
        count_services.tie_count(actor=office.head, count=count, version=1, law="ph-ra9208.s4e")


def test_the_description_of_a_case_shows_both_texts_too(reader: Client, case: Case) -> None:
    address = reverse("case-edit", args=[case.reference])
    given = {"title": "First", "jurisdiction": "PH", "version": case.version}
    assert reader.post(address, given).status_code == 302
    answer = reader.post(address, {**given, "title": "Second"})
    (both,) = answer.context["form"].differences
    assert (both.name, both.theirs, both.mine) == ("title", "First", "Second")
