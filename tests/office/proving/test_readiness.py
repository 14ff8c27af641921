"""Whether a case is ready for trial, and where what blocks it is mended."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from amends.office.cases.models import Case
from amends.office.charging import decision_services
from amends.office.disclosure import decision_services as disclosure
from amends.office.disclosure.pieces import Piece
from amends.office.exhibits import services as exhibits
from amends.office.parties.models import Party
from amends.office.proving import services
from amends.office.proving.disclosing import disclosed
from amends.office.proving.readiness import Readiness, readiness
from amends.office.proving.selectors import proof_of
from amends.office.proving.services import Target
from amends.proof.readiness import Blocker
from tests.office.conftest import Office
from tests.office.proving.conftest import Confirms, Enters, Proves
from tests.office.proving.test_standing import says


@pytest.fixture
def indicted(office: Office, charged: Case, proves: Proves) -> Case:
    """Return the case with its first count charged."""
    count = next(iter(proves().made_of.counts.values()))
    decision_services.charge_count(
        actor=office.prosecutor,
        case=charged,
        counts=[count],
        citation=count.citation,
        offence="Trafficking in persons",
    )
    return charged


def found(office: Office, case: Case) -> dict[Blocker, list[str]]:
    """Return what blocks a case, by the labels of what it is about."""
    ready = ready_of(office, case)
    assert ready is not None
    return {one.kind: [named.label for named in one.about] for one in ready.blocks}


def ready_of(office: Office, case: Case) -> Readiness | None:
    """Return whether a case is ready."""
    actor = office.prosecutor
    held = proof_of(actor=actor, case=case, today=timezone.localdate())
    return readiness(held, disclosed(actor=actor, case=case))


def test_it_is_not_asked_before_anybody_is_charged(office: Office, charged: Case) -> None:
    assert ready_of(office, charged) is None


def test_a_count_that_nothing_supports_blocks(
    office: Office, charged: Case, defendant: Party
) -> None:
    ready = ready_of(office, charged)
    assert ready is not None
    (block,) = [one for one in ready.blocks if one.kind is Blocker.UNKNOWN]
    assert [named.label for named in block.about] == ["1. RA 9208 s.4(a)"]
    assert block.about[0].url.endswith("/charging/#untied")


def test_it_is_not_asked_of_whoever_was_tried(
    office: Office, indicted: Case, suspect: Party, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    assert ready_of(office, indicted) is not None
    Party._base_manager.filter(pk=suspect.pk).update(stage="sentencing")
    assert ready_of(office, indicted) is None


def test_a_count_that_is_not_proved_on_what_was_admitted_blocks(
    office: Office, indicted: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters(admissibility="collected"))
    assert len(found(office, indicted)[Blocker.NOT_PROVED]) == 1


def test_an_untriaged_flag_blocks_until_somebody_says(
    office: Office, indicted: Case, enters: Enters, confirms: Confirms
) -> None:
    item = enters()
    confirms(item)
    assert found(office, indicted)[Blocker.UNTRIAGED] == [item.key]
    exhibits.edit_item(
        actor=office.prosecutor, item=item, version=item.version, helps_defence=False
    )
    assert Blocker.UNTRIAGED not in found(office, indicted)


def test_what_a_lawyer_said_in_the_schedule_counts_as_well(
    office: Office, indicted: Case, enters: Enters, confirms: Confirms
) -> None:
    item = enters()
    confirms(item)
    disclosure.decide(
        actor=office.prosecutor,
        case=indicted,
        piece=Piece(item=item),
        version=0,
        exculpatory=False,
        reason="Nothing in it speaks for him.",
    )
    assert Blocker.UNTRIAGED not in found(office, indicted)


def test_a_denial_in_a_statement_is_to_be_looked_at_and_served(
    office: Office, indicted: Case, victim: Party, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    statement = says(office, indicted, victim, "denies")
    blocked = found(office, indicted)
    assert statement.key in blocked[Blocker.UNTRIAGED]
    assert statement.key in blocked[Blocker.UNDISCLOSED]


def test_questions_and_what_nobody_attacked_are_named(
    office: Office, indicted: Case, suspect: Party, victim: Party, enters: Enters,
    confirms: Confirms,
) -> None:  # fmt: skip
    (row, *_more) = confirms(enters())
    before = found(office, indicted)
    assert row.key in before[Blocker.UNANSWERED]
    services.state_argument(
        actor=office.prosecutor,
        case=indicted,
        items=[],
        target=Target("means", "threat", suspect, victim),
        against=True,
        force=1,
        generalisation="They jest so.",
    )
    after = found(office, indicted)
    assert len(after[Blocker.UNATTACKED]) == len(before[Blocker.UNATTACKED]) - 1


def test_each_line_leads_to_where_it_is_mended(
    client: Client, office: Office, indicted: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    client.force_login(office.prosecutor)
    for name in ("proof-beside", "proof-weaknesses"):
        said = client.get(reverse(name, args=[indicted.reference])).content.decode()
        assert "Not ready for trial yet" in said
    ready = ready_of(office, indicted)
    assert ready is not None
    for one in (named for block in ready.blocks for named in block.about):
        assert escape(one.url) in said
        assert client.get(one.url).status_code == 200, one


def test_it_stands_in_the_state_of_proof(
    client: Client, office: Office, indicted: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    client.force_login(office.prosecutor)
    answer = client.get(reverse("proof-docx", args=[indicted.reference]))
    said = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Ready for trial" in said
    assert "not proved on the evidence admitted" in said
