"""A small office to test in: two units, one account of every role, and a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from amends.office.accounts import services as accounts
from amends.office.accounts.models import Unit, User
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import Role, SystemActor

OPERATOR = SystemActor("tests")
PASSWORD = "correct horse battery staple"  # accounts of the test database only


@dataclass(frozen=True)
class Office:
    """Everybody in the test office, by role; the strangers work in another unit."""

    unit: Unit
    other_unit: Unit
    prosecutor: User
    second_prosecutor: User
    investigator: User
    liaison: User
    head: User
    registrar: User
    ombudsman: User
    rapporteur: User
    administrator: User
    stranger: User
    other_head: User

    def everybody(self) -> list[User]:
        """Return every account."""
        return [value for value in vars(self).values() if isinstance(value, User)]


def make_account(username: str, role: Role, unit: Unit | None, **more: object) -> User:
    """Make an account through its service."""
    return accounts.create_account(
        actor=OPERATOR,
        username=username,
        name=username.replace("-", " ").title(),
        role=role,
        unit=unit,
        password=PASSWORD,
        must_change_password=False,
        **more,  # type: ignore[arg-type]  # passed on as given
    )


@pytest.fixture
def office(db: None) -> Office:
    """Return an office with one account of every role."""
    unit = accounts.open_unit(actor=OPERATOR, code="CAP", name="Capital unit", jurisdiction="PH")
    other = accounts.open_unit(actor=OPERATOR, code="PROV", name="Province", jurisdiction="PH")
    return Office(
        unit=unit,
        other_unit=other,
        prosecutor=make_account("prosecutor", Role.PROSECUTOR, unit, email="p@office.example"),
        second_prosecutor=make_account("second", Role.PROSECUTOR, unit, specialisms=["child"]),
        investigator=make_account("investigator", Role.INVESTIGATOR, unit),
        liaison=make_account("liaison", Role.LIAISON, unit),
        head=make_account("head", Role.HEAD, unit),
        registrar=make_account("registrar", Role.REGISTRAR, unit),
        ombudsman=make_account("ombudsman", Role.OMBUDSMAN, None),
        rapporteur=make_account("rapporteur", Role.RAPPORTEUR, None),
        administrator=make_account("administrator", Role.ADMINISTRATOR, None),
        stranger=make_account("stranger", Role.PROSECUTOR, other),
        other_head=make_account("other-head", Role.HEAD, other),
    )


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case led by the prosecutor, with nobody in it."""
    return cases.open_case(
        actor=office.prosecutor,
        title="House in the harbour street",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=date(2026, 1, 12),
        specialisms=["child", "sexual"],
    )


@pytest.fixture
def victim(office: Office, case: Case) -> Party:
    """Return a victim of the case, by pseudonym."""
    return parties.add_party(actor=office.prosecutor, case=case, capacity="victim")


@pytest.fixture
def suspect(office: Office, case: Case) -> Party:
    """Return a suspect of the case, screened."""
    return parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Owner of the house",
        screen_finding="no_sign",
        screen_reasons="Owns the house and keeps its takings.",
    )


@pytest.fixture
def defendant(office: Office, case: Case, suspect: Party, victim: Party) -> Party:
    """Return the suspect after being charged with one count concerning the victim."""
    counts.add_count(
        actor=office.prosecutor,
        case=case,
        citation="RA 9208 s.4(a)",
        offence="Trafficking in persons",
        defendants=[suspect],
        victims=[victim],
    )
    suspect.refresh_from_db()
    return suspect
