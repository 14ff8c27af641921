"""Early warnings: what is running out, what the defence is owed, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging import decision_services
from amends.office.charging import services as charging
from amends.office.exhibits import services as exhibits
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import is_told
from amends.office.proving import step_services
from amends.office.proving.court_days import court_days
from amends.office.proving.disclosing import disclosed
from amends.office.proving.early_warnings import Around, early_warnings
from amends.office.proving.readiness import readiness
from amends.office.proving.retaining import leaves
from amends.office.proving.selectors import proof_of
from amends.office.proving.warning import EarlyWarning
from amends.office.techniques import services as techniques
from amends.office.timeline import services as timeline
from tests.office.conftest import Office
from tests.office.proving.conftest import TODAY, Confirms, Enters, Proves
from tests.office.proving.test_standing import says

Warns = Callable[..., list[EarlyWarning]]
SOON = TODAY + timedelta(days=5)


@pytest.fixture
def warns(office: Office, charged: Case) -> Warns:
    """Return what gives the early warnings of the case to somebody."""

    def warn(actor: User = office.prosecutor) -> list[EarlyWarning]:
        held = proof_of(actor=actor, case=charged, today=TODAY)
        material = disclosed(actor=actor, case=charged)
        around = Around(
            court_days(actor=actor, case=charged, today=TODAY),
            material,
            readiness(held, material),
            leaves(actor=actor, case=charged),
        )
        return early_warnings(held, around, TODAY)

    return warn


def said(found: list[EarlyWarning]) -> str:
    """Return everything that is said."""
    return "\n".join(one.said for one in found)


def test_what_its_keeper_soon_overwrites_asks_until_when_it_is_there(
    office: Office, enters: Enters, warns: Warns
) -> None:
    item = enters(kind="footage", admissibility="proposed")
    assert f"{item.key} may soon be overwritten" in said(warns())
    until = TODAY + timedelta(days=90)
    step_services.plan_step(actor=office.prosecutor, item=item, version=0, perishable=until)
    assert "overwritten" not in said(warns())


def test_what_is_held_already_cannot_be_overwritten(enters: Enters, warns: Warns) -> None:
    enters(kind="footage")
    assert "overwritten" not in said(warns())


def test_a_warrant_ends_before_the_item_is_taken(
    office: Office, enters: Enters, warns: Warns
) -> None:
    item = enters(kind="lease", admissibility="proposed", basis="warrant", basis_until=SOON)
    assert f"What {item.key} is to be taken on is valid until" in said(warns())
    exhibits.edit_item(
        actor=office.prosecutor, item=item, version=item.version, admissibility="collected"
    )
    assert "is to be taken on" not in said(warns())


def test_leave_that_ends_is_told_to_those_who_are_told_of_it(
    office: Office, charged: Case, warns: Warns
) -> None:
    row = techniques.ask_technique(
        actor=office.prosecutor,
        case=charged,
        technique="interception",
        on_what="A telephone",
        grounds="It shows who gives the orders.",
        decider="court",
        authority="Regional Trial Court",
        standard="reasonable_grounds",
        asked_on=TODAY,
    )
    techniques.decide(
        actor=office.prosecutor,
        authorisation=row,
        granted=True,
        on=TODAY,
        since=TODAY,
        until=SOON,
        order="Order 1",
    )
    assert is_told(office.prosecutor, charged)
    assert "Leave ends on" in said(warns())
    assert not is_told(office.second_prosecutor, charged)
    assert leaves(actor=office.second_prosecutor, case=charged) == ()


def test_what_speaks_for_the_defence_is_owed_once_somebody_is_charged(
    office: Office, charged: Case, victim: Party, enters: Enters, confirms: Confirms,
    proves: Proves, warns: Warns,
) -> None:  # fmt: skip
    confirms(enters())
    statement = says(office, charged, victim, "denies")
    assert "speaks for the defence" not in said(warns())
    charge(office, charged, proves)
    (one,) = [w for w in warns() if "speaks for the defence" in w.said]
    assert statement.key in one.said
    assert one.url.endswith(f"/disclosure/material/statement-{statement.key}/")
    assert one.counts == 1


def test_a_trial_is_listed_though_something_stands_against_it(
    office: Office, charged: Case, proves: Proves, warns: Warns
) -> None:
    timeline.record_event(
        actor=office.prosecutor,
        case=charged,
        code="HEARING_SET",
        on=SOON.isoformat(),
        details={"hearing": "trial"},
    )
    assert "is not ready for it yet" not in said(warns())
    charge(office, charged, proves)
    assert "is not ready for it yet" in warns()[0].said


def test_what_touches_most_counts_stands_first(
    office: Office, charged: Case, suspect: Party, victim: Party, enters: Enters,
    confirms: Confirms, warns: Warns,
) -> None:  # fmt: skip
    other = parties.add_party(actor=office.prosecutor, case=charged, capacity="victim")
    charging.state_conduct(
        actor=office.prosecutor,
        case=charged,
        by=suspect,
        victims=[other],
        begun="2025-11-01",
        acts=["recruitment"],
        means=["threat"],
        ends=["prostitution_of_others"],
        places=["PH"],
        mental="purpose",
    )
    of_one = enters(kind="weapon", parties=[suspect, victim])
    of_both = enters(kind="weapon", parties=[suspect, victim, other])
    confirms(of_one, scheme="thing_found")
    confirms(of_both, scheme="thing_found")
    found = [(one.said, one.counts) for one in warns() if "custody" in one.said]
    assert [key for key, _counts in found] == [
        f"The custody of {of_both.key} has a gap",
        f"The custody of {of_one.key} has a gap",
    ]
    assert found[0][1] > found[1][1] > 0


def charge(office: Office, case: Case, proves: Proves) -> None:
    """Charge the first count."""
    count = next(iter(proves().made_of.counts.values()))
    decision_services.charge_count(
        actor=office.prosecutor,
        case=case,
        counts=[count],
        citation=count.citation,
        offence="Trafficking in persons",
    )
