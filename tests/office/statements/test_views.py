"""The pages of statements: who sees them, comparing, two writers, recantations and issues."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.statements import services
from amends.office.statements.models import (
    Explanation,
    IssueMark,
    Position,
    Proposition,
    Recantation,
    Statement,
)
from amends.office.tasks.models import Task
from tests.office.conftest import Office
from tests.office.statements.conftest import Enters

PAGES = [
    "case-statements",
    "statement-add",
    "case-propositions",
    "proposition-add",
    "case-comparison",
    "case-recantations",
    "recantation-add",
    "case-issues",
]


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[case.reference, *more])


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def typed(victim: Party, **more: object) -> dict[str, Any]:
    """Return what a person types to enter a statement."""
    stated = {"person": victim.pk, "on": "2026-02-01", "status": "reported", "control": "shelter"}
    return {**stated, "interviewers": "Officer A\n\nOfficer B", **more}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_evidence_sees_no_statement(
    client: Client, office: Office, case: Case, defendant: Party, page: str, role: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(getattr(office, role))
    assert client.get(at(case, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_what_to_do_when_there_is_nothing(
    reader: Client, case: Case, page: str
) -> None:
    assert (
        "yet" in shown(reader, at(case, page))
        or page.endswith("-add")
        or page
        in {
            "case-recantations",
            "case-issues",
        }
    )


def test_a_statement_is_entered_on_one_screen(reader: Client, case: Case, victim: Party) -> None:
    answer = reader.post(at(case, "statement-add"), typed(victim, as_item="on", warned="true"))
    row = Statement._base_manager.get()
    assert answer.headers["Location"] == at(case, "statement", "S1")
    assert (row.interviewers, row.warned, row.sworn) == (["Officer A", "Officer B"], True, None)
    page = shown(reader, at(case, "case-statements"))
    for words in ("AAA", "Officer A", "In a shelter or in care", "E1"):
        assert words in page
    assert "S1" in shown(reader, at(case, "item", "E1"))


def test_a_refusal_keeps_what_was_typed(reader: Client, case: Case, victim: Party) -> None:
    given = typed(victim, on="soon", place="Station 4")
    page = reader.post(at(case, "statement-add"), given).content.decode()
    assert "is not a date" in page
    assert "Station 4" in page


def test_the_second_writer_sees_what_it_says_now_and_can_save_again(
    reader: Client, office: Office, case: Case, victim: Party, enters: Enters
) -> None:
    row = enters(place="House", on="2026-02-01", control="shelter")
    services.edit_statement(actor=office.head, statement=row, version=1, place="Shelter")
    given = typed(victim, place="Station", version="1")
    page = reader.post(at(case, "statement-edit", "S1"), given).content.decode()
    assert "A colleague was quicker" in page
    assert "Shelter" in page
    assert 'name="version" value="2"' in page
    reader.post(at(case, "statement-edit", "S1"), given | {"version": "2"})
    row.refresh_from_db()
    assert (row.place, row.version) == ("Station", 3)


def test_what_a_statement_says_is_chosen_and_compared_in_words(
    reader: Client, case: Case, enters: Enters, proposition: Proposition
) -> None:
    for number, (stance, on) in enumerate((("denies", "2026-02-01"), ("asserts", "2026-02-03"))):
        enters(on=on)
        fields = {
            "version": "1",
            f"stance_{proposition.pk}": stance,
            f"words_{proposition.pk}": f"Words {number}",
            f"pages_{proposition.pk}": "3",
        }
        assert reader.post(at(case, "statement", f"S{number + 1}"), fields).status_code == 302
    assert Position._base_manager.count() == 2
    page = shown(reader, at(case, "case-comparison"))
    for words in ("denies", "asserts", "Changed", "First statement", "Words 1"):
        assert words in page
    assert "lied" not in page
    across = shown(reader, f"{at(case, 'case-comparison')}?proposition=P1")
    assert "The owner kept the passports." in across
    assert "Changed" in across


def test_statements_of_several_people_stand_beside_each_other(
    reader: Client, office: Office, case: Case, enters: Enters
) -> None:
    witness = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Neighbour"
    )
    enters("asserts")
    enters("denies", person=witness)
    page = shown(reader, f"{at(case, 'case-comparison')}?proposition=P1")
    assert "Neighbour" in page
    assert "Changed" not in page
    of_one = shown(reader, f"{at(case, 'case-comparison')}?person={witness.key}")
    assert "Statements of <bdi>Neighbour</bdi>" in of_one


def test_the_list_is_narrowed(reader: Client, case: Case, enters: Enters) -> None:
    enters(control="detained", place="Station")
    for query, there in (
        ("control=detained", True),
        ("control=shelter", False),
        ("person=V1", True),
        ("person=V9", False),
        ("person=%00&control=<b>", False),
    ):
        page = shown(reader, f"{at(case, 'case-statements')}?{query}")
        assert ("Station" in page) == there, query


@pytest.mark.parametrize(
    ("thing", "key"), [("statement", "S1"), ("proposition", "P1"), ("recantation", "")]
)
def test_what_is_removed_can_be_brought_back(
    reader: Client, case: Case, victim: Party, enters: Enters, thing: str, key: str
) -> None:
    enters("asserts")
    reader.post(at(case, "recantation-add"), {"person": victim.pk, "kind": "reluctant"})
    key = key or str(Recantation._base_manager.get().pk)
    page = reader.post(at(case, f"{thing}-remove", key), follow=True).content.decode()
    assert at(case, f"{thing}-restore", key) in page
    assert "Bring back" in page
    reader.post(at(case, f"{thing}-restore", key))
    kinds: dict[str, Any] = {
        "statement": Statement,
        "proposition": Proposition,
        "recantation": Recantation,
    }
    assert not kinds[thing]._base_manager.exclude(removed_at=None).exists()


def test_a_proposition_is_added_and_corrected(reader: Client, case: Case) -> None:
    given = {"text": "The door was locked.", "element": "means", "word": "restraint"}
    again = reader.post(at(case, "proposition-add"), given | {"another": "yes"})
    assert again.headers["Location"] == at(case, "proposition-add")
    edit = at(case, "proposition-edit", "P1")
    assert "The door was locked." in shown(reader, edit)
    reader.post(edit, given | {"text": "Two doors were locked.", "version": "1"})
    assert "Two doors were locked." in shown(reader, at(case, "case-propositions"))
    late = reader.post(edit, given | {"text": "No door.", "version": "1"}).content.decode()
    assert "A colleague was quicker" in late


def test_a_recantation_is_recorded_and_its_explanations_weighed(
    reader: Client, case: Case, victim: Party
) -> None:
    given = {"person": victim.pk, "kind": "taken_back", "on": "2026-02-03", "control": "employer"}
    reader.post(at(case, "recantation-add"), given | {"to_whom": "The defence"})
    row = Recantation._base_manager.get()
    address = at(case, "recantation", row.pk)
    page = shown(reader, address)
    for words in ("Took back what was said", "The defence", "Threats to the person or to family"):
        assert words in page
    weighed = {"code": "threat", "found": "supported", "version": "1"}
    refused = reader.post(address, weighed).content.decode()
    assert "Say what supports it." in refused
    reader.post(address, weighed | {"speaks_for": "Calls on the day before"})
    assert Explanation._base_manager.get().found == "supported"
    assert "Calls on the day before" in shown(reader, f"{address}?explanation=threat")
    assert "Intimidation" not in shown(reader, at(case, "case-recantations"))
    edit = at(case, "recantation-edit", row.pk)
    reader.post(edit, {"kind": "changed", "version": "2", "control": "shelter"})
    row.refresh_from_db()
    assert (row.kind, row.control) == ("changed", "shelter")


def test_an_issue_is_accepted_in_one_click_set_aside_and_undone(
    reader: Client, case: Case, victim: Party
) -> None:
    page = shown(reader, at(case, "case-issues"))
    assert "There is neither a statement nor testimony of <bdi>AAA</bdi>" in page
    accept = at(case, "issue-accept-of", "E08", victim.key)
    assert accept in page
    reader.post(accept)
    assert Task._base_manager.get().state == "open"
    mark = IssueMark._base_manager.get()
    again = reader.post(accept, follow=True).content.decode()
    assert "This issue is a task already." in again
    reader.post(at(case, "issue-undo", mark.pk))
    assert Task._base_manager.get().state == "cancelled"
    aside = at(case, "issue-set-aside-of", "E08", victim.key)
    assert "Say why it is set aside." in reader.post(aside, follow=True).content.decode()
    reader.post(aside, {"reason": "Interviewed on Monday"})
    assert "Interviewed on Monday" in shown(reader, at(case, "case-issues"))
    reader.post(at(case, "case-issues"), {"issue": "E05", "reason": "Went back twice"})
    assert "Went back twice" in shown(reader, at(case, "case-issues"))


@pytest.mark.parametrize("late", [{"due": "soon"}, {"owner": "99999"}, {"due": "2020-01-01"}])
def test_a_task_for_nobody_or_on_no_day_is_not_set(
    reader: Client, case: Case, victim: Party, late: dict[str, str]
) -> None:
    reader.post(at(case, "issue-accept-of", "E08", victim.key), late)
    assert not Task._base_manager.exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("statement", "S9"),
        ("statement-edit", "S9"),
        ("proposition-edit", "P9"),
        ("recantation", 99),
        ("statement-remove", "S9"),
        ("proposition-remove", "P9"),
        ("recantation-remove", 99),
        ("issue-undo", 99),
    ],
)
def test_what_is_not_there_is_not_found(reader: Client, case: Case, name: str, key: object) -> None:
    ask = reader.post if name.endswith(("remove", "undo")) else reader.get
    assert ask(at(case, name, key)).status_code == 404


def test_an_issue_of_nobody_and_one_that_is_not_declared(reader: Client, case: Case) -> None:
    assert reader.post(at(case, "issue-accept-of", "E08", "V9")).status_code == 404
    page = reader.post(at(case, "issue-accept", "E99"), follow=True).content.decode()
    assert "E99 is not one of the choices." in page


@pytest.mark.parametrize("page", ["case-statements", "case-comparison", "case-issues"])
def test_a_page_asks_the_same_number_of_questions_for_one_and_for_many(
    reader: Client, case: Case, enters: Enters, page: str
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(reader, at(case, page))
        return len(queries)

    enters("asserts", as_item=True)
    asked()
    few = asked()
    for _ in range(4):
        enters("denies", as_item=True)
    assert asked() == few


def test_reading_statements_is_logged(reader: Client, case: Case, enters: Enters) -> None:
    enters()
    shown(reader, at(case, "statement", "S1"))
    entry = LogEntry.objects.latest("sequence")
    assert (entry.action, "statements" in entry.data) == ("case.read", True)
