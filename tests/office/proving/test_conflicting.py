"""What the records of a case state differently."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.office.cases.models import Case
from amends.office.exhibits import custody_services, services
from amends.office.exhibits.models import Item
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.proving.conflicting import conflicts
from amends.office.proving.warning import EarlyWarning
from amends.office.statements.models import Proposition
from tests.office.conftest import Office
from tests.office.proving.conftest import Enters, Proves
from tests.office.proving.test_standing import says as takes_a_stance

Stated = dict[str, str]


def state(office: Office, item: Item, stated: Stated) -> None:
    """State particulars of an item."""
    services.state_particulars(
        actor=office.prosecutor, item=item, version=item.version, particulars=stated
    )


def change(office: Office, party: Party, **stated: Any) -> None:
    """Correct a party."""
    parties.edit_party(actor=office.prosecutor, party=party, **stated)


@pytest.fixture
def birth(office: Office, enters: Enters, victim: Party) -> Any:
    """Return what enters an item about the victim that states something."""

    def enter(stated: Stated) -> Item:
        item = enters(kind="birth_record", goes_to=["age"], parties=[victim])
        state(office, item, stated)
        return item

    return enter


def told(proves: Proves) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each conflict with its records and what they state."""

    def of(one: EarlyWarning) -> list[tuple[str, str]]:
        return [(record.label, record.said) for record in one.records]

    return [(one.said.partition(": ")[2], of(one)) for one in conflicts(proves())]


def test_two_records_of_a_birth_are_named_with_what_they_state(
    office: Office, victim: Party, birth: Any, proves: Proves
) -> None:
    change(office, victim, born="2008")
    right, wrong = birth({"states.born": "2008-05-03"}), birth({"states.born": "2010"})
    assert told(proves) == [
        ("records differ on the birth", [(victim.key, "2008"), (wrong.key, "2010")]),
        ("records differ on the birth", [(right.key, "3 May 2008"), (wrong.key, "2010")]),
    ]


def test_an_age_on_a_day_is_compared_with_a_birth(
    office: Office, victim: Party, birth: Any, proves: Proves
) -> None:
    change(office, victim, born="2008-05-03")
    birth({"states.age": "17", "states.age_on": "2025-11-30"})
    assert not told(proves)
    item = birth({"states.age": "19", "states.age_on": "2025-11-30"})
    (_said, records), _between_items = told(proves)
    assert records[1] == (item.key, "19 years old on 30 November 2025")


def test_the_age_that_stands_with_a_party_is_that_when_the_conduct_began(
    office: Office, victim: Party, birth: Any, proves: Proves
) -> None:
    change(office, victim, age=17)
    birth({"states.born": "2008-05-03"})
    assert not told(proves)
    birth({"states.born": "2001-05-03"})
    (_said, records), _between_items = told(proves)
    assert records[0] == (victim.key, "17 years old when the conduct began")


def test_nobody_suffers_before_they_are_born(
    office: Office, charged: Case, birth: Any, proves: Proves
) -> None:
    item = birth({"states.born": "2025-11-02"})
    ((said, records),) = told(proves)
    assert said == "born after conduct is alleged to have begun"
    assert records == [(item.key, "2 November 2025"), ("Conduct alleged", "1 November 2025")]


def test_an_item_about_two_victims_states_the_birth_of_neither(
    office: Office, case: Case, victim: Party, enters: Enters, proves: Proves
) -> None:
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    change(office, victim, born="2008")
    state(office, enters(parties=[victim, other]), {"states.born": "1999"})
    assert not told(proves)


@pytest.mark.parametrize(("dated", "conflict"), [("2026-03", True), ("2026-02", False)])
def test_nothing_is_dated_later_than_it_was_taken(
    office: Office, enters: Enters, proves: Proves, dated: str, conflict: bool
) -> None:
    item = enters(kind="debt_ledger")
    state(office, item, {"states.dated": dated})
    at = datetime(2026, 2, 3, 8, tzinfo=UTC)
    custody_services.record_step(
        actor=office.prosecutor, item=item, kind="seized", at=at, by="Officer", place="Office"
    )
    found = [said for said, records in told(proves)]
    assert found == (["dated later than the day on which it was taken"] if conflict else [])


@pytest.mark.parametrize(("on", "conflict"), [("2025-09", True), ("2025-11", False)])
def test_a_statement_tells_nothing_that_began_later(
    office: Office, charged: Case, suspect: Party, victim: Party, proves: Proves, on: str,
    conflict: bool,
) -> None:  # fmt: skip
    statement = takes_a_stance(office, charged, victim, "asserts", on=on)
    Proposition._base_manager.update(party=suspect)
    found = told(proves)
    assert bool(found) is conflict
    if conflict:
        begun = ("Conduct alleged", "1 November 2025")
        assert found[0][1] == [(statement.key, "September 2025"), begun]


def test_one_debt_has_one_amount(office: Office, enters: Enters, proves: Proves) -> None:
    items = [enters(kind="debt_ledger") for _ in range(4)]
    of = ["Recruitment fee", "recruitment fee", "Recruitment fee", "Wage for May"]
    sums = ["PHP 20000", "PHP 2000", "USD 400", "PHP 900"]
    for item, what, amount in zip(items, of, sums, strict=True):
        state(office, item, {"states.sum": amount, "states.sum_of": what})
    ((said, records),) = told(proves)
    assert said == "records differ on the amount"
    assert records == [(items[0].key, "PHP 20000"), (items[1].key, "PHP 2000")]


def test_the_same_debt_of_two_victims_may_differ(
    office: Office, case: Case, suspect: Party, victim: Party, enters: Enters, proves: Proves
) -> None:
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    for who, amount in ((victim, "PHP 20000"), (other, "PHP 2000")):
        item = enters(kind="debt_ledger", parties=[suspect, who])
        state(office, item, {"states.sum": amount, "states.sum_of": "Recruitment fee"})
    assert not told(proves)
