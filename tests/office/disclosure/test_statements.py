"""Statements are material: listed, withheld apart, bound, served, and carried along."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.office.cases import merge_services, split_services
from amends.office.cases import services as cases
from amends.office.disclosure import decision_services, selectors, set_selectors
from amends.office.disclosure.models import Bundle, Change, Decision, SetState
from amends.office.disclosure.pieces import Line
from amends.office.exhibits import services as exhibits
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.statements import services as statements
from amends.office.statements.models import Statement
from tests.office.disclosure.conftest import Scene
from tests.office.disclosure.test_services import read, serve
from tests.office.disclosure.test_views import at, shown

TODAY = timezone.localdate()
SECRETS = ("Safe house, 4 Hill Road", "Officer Prynne", "Interpreter Vale", "She fears her uncle")


@pytest.fixture
def reader(client: Client, scene: Scene) -> Client:
    """Return a client of the prosecutor of the case."""
    client.force_login(scene.office.prosecutor)
    return client


@pytest.fixture
def said(scene: Scene, victim: Party) -> Statement:
    """Return what a victim said, on an occasion that tells where she is."""
    return statements.enter_statement(
        actor=scene.office.prosecutor,
        case=scene.case,
        person=victim,
        on="2026-03-04",
        place=SECRETS[0],
        interviewers=[SECRETS[1]],
        present=[SECRETS[1]],
        interpreter=SECRETS[2],
        counsel=SECRETS[2],
        notes=SECRETS[3],
        recorded="video",
    )


@pytest.fixture
def laid(scene: Scene, said: Statement) -> Statement:
    """Return the same, lying in an item that has a file."""
    actor = scene.office.prosecutor
    exhibits.add_file(actor=actor, item=scene.item, attachment=scene.statement, copy="evidentiary")
    return statements.edit_statement(
        actor=actor, statement=said, version=said.version, item=scene.item
    )


def line_of(scene: Scene, key: str) -> Line:
    return selectors.line(actor=scene.office.prosecutor, case=scene.case, key=key)


def decide(scene: Scene, key: str, **stated: Any) -> None:
    line = line_of(scene, key)
    decision_services.decide(
        actor=scene.office.prosecutor,
        case=scene.case,
        piece=line.piece,
        version=line.version,
        reason="Looked at",
        **stated,
    )


def test_a_statement_is_a_line_that_says_who_by_key_and_nothing_of_where(
    scene: Scene, said: Statement, victim: Party, reader: Client
) -> None:
    victim.designation = "Anna of Hill Road"
    victim.save()
    line = line_of(scene, "statement-S1")
    assert line.piece.title == f"S1: Statement of {victim.key}"
    assert selectors.schedule(actor=scene.office.prosecutor, case=scene.case).tally.total == 4
    pages = [
        shown(reader, at(scene, name))
        for name in ("case-disclosure", "schedule-csv", "set-add", "exhibit-list")
    ]
    pages.append(shown(reader, at(scene, "material", "statement-S1")))
    assert "4 March 2026" in pages[0]
    for told in (*SECRETS, victim.designation):
        assert not [page for page in pages if told in page]


def test_a_title_that_begins_with_a_key_is_read_from_the_side_of_its_words(
    scene: Scene, said: Statement, reader: Client
) -> None:
    scene.locked.title = "E1 هاتف"
    scene.locked.save()
    page = shown(reader, at(scene, "case-disclosure"))
    assert '<bdi dir="rtl">E1 هاتف</bdi>' in page
    assert f'<bdi dir="ltr">{line_of(scene, f"item-{scene.item.key}").piece.title}</bdi>' in page
    assert '<bdi dir="rtl">E1 هاتف</bdi>' in shown(reader, at(scene, "case-attachments"))


def test_the_statement_of_somebody_accused_is_named(scene: Scene, said: Statement) -> None:
    said.person = scene.defendant
    said.save()
    title = line_of(scene, "statement-S1").piece.title
    assert title == f"S1: Statement of {scene.defendant.designation}"


def test_what_is_sensitive_is_listed_apart_and_not_handed_over(
    scene: Scene, said: Statement, reader: Client
) -> None:
    decide(scene, "statement-S1", use="unused", ground="identity", order_reference="Order 7")
    page = shown(reader, at(scene, "case-disclosure"))
    before, _mark, apart = page.partition('id="sensitive"')
    assert "S1: Statement" not in before
    assert "S1: Statement" in apart
    assert "S1" not in shown(reader, at(scene, "schedule-csv"))
    assert "Order 7" in shown(reader, at(scene, "sensitive-csv"))
    assert "Locked" not in shown(reader, at(scene, "sensitive-csv"))
    only = shown(reader, f"{at(scene, 'case-disclosure')}?flag=sensitive")
    assert "S1: Statement" in only
    assert "Locked.pdf" not in only


def test_what_is_merely_not_relevant_is_listed_with_the_rest(
    scene: Scene, said: Statement, reader: Client
) -> None:
    decide(scene, "statement-S1", ground="not_relevant")
    assert not line_of(scene, "statement-S1").is_sensitive
    assert "S1" in shown(reader, at(scene, "schedule-csv"))


def test_a_statement_follows_the_item_it_lies_in_until_it_is_decided_alone(
    scene: Scene, laid: Statement
) -> None:
    item = f"item-{scene.item.key}"
    decide(scene, item, use="used", exculpatory=True)
    line = line_of(scene, "statement-S1")
    assert line.inherited
    assert (line.use, line.exculpatory) == ("used", True)
    decide(scene, "statement-S1", use="unused")
    assert (line_of(scene, "statement-S1").use, line_of(scene, item).use) == ("unused", "used")


def test_a_withheld_statement_holds_back_the_item_and_the_file_it_lies_in(
    scene: Scene, laid: Statement
) -> None:
    item, file = f"item-{scene.item.key}", f"file-{scene.statement.pk}"
    row = scene.open_set(item)
    decide(scene, "statement-S1", ground="identity", order_reference="Order 7")
    for key in (item, file):
        assert line_of(scene, key).ground == "identity"
        assert line_of(scene, key).is_sensitive
        assert not line_of(scene, key).concerns  # the order that allows it is the statement's
        with pytest.raises(Exception, match="is withheld"):
            scene.open_set(key)
    with pytest.raises(Exception, match="is withheld"):
        scene.bind(row)
    decide(scene, file, use="used")  # somebody looked at the file itself
    assert not line_of(scene, file).ground
    assert line_of(scene, item).is_held_by_a_statement


def test_what_the_defence_had_on_a_day_includes_statements(
    scene: Scene, laid: Statement, reader: Client
) -> None:
    row = scene.bind(scene.open_set("statement-S1"))
    assert row.state == SetState.BOUND
    bundle = Bundle._base_manager.get(set=row)
    assert bundle.parts[0]["keys"] == ["statement-S1", f"file-{scene.statement.pk}"]
    assert "Anna came" in "".join(read(bundle))
    text = " ".join(" ".join(page.split()) for page in read(bundle))
    assert "S1: Statement of" in text
    assert not [told for told in SECRETS if told in text]
    serve(scene, row)
    found = set_selectors.position(
        actor=scene.office.prosecutor, case=scene.case, party=scene.defendant, day=TODAY
    )
    assert {one.had.key for one in found.had} == {"statement-S1", f"file-{scene.statement.pk}"}
    assert {one.had.key for one in found.never} >= {f"item-{scene.item.key}"}
    asked = f"{at(scene, 'case-served')}?defendant={scene.defendant.key}&on={TODAY}"
    assert "S1: Statement" in shown(reader, asked)


def test_who_is_served_an_item_is_served_the_statements_in_it(
    scene: Scene, laid: Statement
) -> None:
    serve(scene, scene.bind(scene.open_set(f"item-{scene.item.key}")))
    assert [party.pk for party, _on in line_of(scene, "statement-S1").served] == [
        scene.defendant.pk
    ]


def test_a_statement_without_a_file_is_a_slip_sheet(scene: Scene, said: Statement) -> None:
    row = scene.bind(scene.open_set("statement-S1"))
    (part,) = Bundle._base_manager.get(set=row).parts
    assert part["trouble"] == "thing"
    decide(scene, "statement-S1", ground="identity")
    with pytest.raises(Exception, match="is withheld"):
        scene.open_set("statement-S1")


def test_a_statement_out_of_view_is_named_below_the_list(scene: Scene, said: Statement) -> None:
    statements.remove_statement(actor=scene.office.prosecutor, statement=said)
    found = selectors.schedule(actor=scene.office.prosecutor, case=scene.case)
    assert found.line("statement-S1") is None
    assert [piece.key for piece in found.removed] == ["statement-S1"]


def test_the_schedule_asks_no_more_for_more_statements(
    scene: Scene, laid: Statement, victim: Party, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(60) as found:
            selectors.schedule(actor=scene.office.prosecutor, case=scene.case)
        return len(found)

    few = asked()
    for _ in range(4):
        statements.enter_statement(
            actor=scene.office.prosecutor, case=scene.case, person=victim, as_item=True
        )
    assert asked() == few


def test_a_decision_on_a_statement_goes_along_when_cases_merge(
    scene: Scene, said: Statement
) -> None:
    actor = scene.office.prosecutor
    decide(scene, "statement-S1", ground="identity")
    other = cases.open_case(
        actor=actor, title="Other", unit=scene.office.unit, jurisdiction="PH", opened_on=TODAY
    )
    person = parties.add_party(actor=actor, case=other, capacity="witness", designation="Neighbour")
    statements.enter_statement(actor=actor, case=other, person=person)
    merge_services.merge_cases(actor=actor, case=scene.case, target=other, reason="One house")
    said.refresh_from_db()
    found = selectors.schedule(actor=actor, case=other)
    withheld = [line for line in found.lines if line.ground]
    assert [line.piece.statement for line in withheld] == [said]


def test_what_was_withheld_stays_so_on_both_sides_of_a_split(scene: Scene, said: Statement) -> None:
    """A victim's statement is copied with what was decided; a defendant's moves with it."""
    actor = scene.office.prosecutor
    leaving, stays = (_suspect(scene, name) for name in ("Driver", "Cook"))
    statements.enter_statement(actor=actor, case=scene.case, person=leaving)
    decide(scene, "statement-S1", ground="identity", exhibit_number="P-1")
    decide(scene, "statement-S2", use="used")
    move = split_services.split_case(
        actor=actor, case=scene.case, defendants=[leaving], title="Driver", reason="Order 9"
    )
    assert stays.case_id == scene.case.pk
    there = {line.key: line for line in _lines(scene, move.target)}
    here = {line.key: line for line in _lines(scene, scene.case)}
    assert there["statement-S1"].ground == here["statement-S1"].ground == "identity"
    assert there["statement-S1"].decision is not None
    assert there["statement-S1"].decision.exhibit_number == ""
    assert there["statement-S2"].use == "used"
    assert "statement-S2" not in here
    assert Change._base_manager.filter(case=move.target).count() == 1
    split_services.undo_split(move)
    back = {line.key: line for line in _lines(scene, scene.case)}
    assert back["statement-S2"].use == "used"
    assert Decision._base_manager.filter(case=scene.case).count() == 2


def _suspect(scene: Scene, name: str) -> Party:
    return parties.add_party(
        actor=scene.office.prosecutor,
        case=scene.case,
        capacity="suspect",
        designation=name,
        screen_finding="no_sign",
        screen_reasons="Drove for pay and kept the takings.",
    )


def _lines(scene: Scene, case: Any) -> tuple[Line, ...]:
    return selectors.schedule(actor=scene.office.prosecutor, case=case).lines
