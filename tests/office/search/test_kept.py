"""Whatever is done in an office, the index is what one built anew would be, after every write."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from amends.office.cases import merge_services, split_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case, CaseMove, Note
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import CustodyStep, Item
from amends.office.inquiries.models import Reply
from amends.office.inquiries.reply_services import record_reply, strike_reply
from amends.office.inquiries.services import make_inquiry, send_inquiry
from amends.office.log.services import writing
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.passages import services as passages
from amends.office.passages.models import Passage
from amends.office.policy import Action
from amends.office.reading.services import read_again, work_readings
from amends.office.search import touches
from amends.office.search.index_services import index_touched, rebuild
from amends.office.search.models import Entry
from amends.office.statements.models import Proposition, Statement
from amends.office.statements.proposition_services import add_proposition, remove_proposition
from amends.office.statements.recantation_services import record_recantation
from amends.office.statements.services import Said, enter_statement, remove_statement
from amends.office.timeline import services as timeline
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

WORDS = st.sampled_from(["passport", "ديون", "护照", "ledger", "ยึด"])


def index() -> tuple[list[Any], list[Any]]:
    """Return everything that the index holds: its entries, and the terms of each."""
    rows = Entry._base_manager.order_by("kind", "row", "part").values_list(
        *("kind", "row", "part", "case", "layer", "page", "day", "title", "text", "normal", "stamp")
    )
    names = dict(Entry._base_manager.values_list("pk", "stamp"))
    return list(rows), sorted((names.get(key, f"no entry {key}"), term) for key, term in terms())


def terms() -> list[tuple[int, Any]]:
    """Return which entries have which terms, as the database keeps them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words "
                "USING fts5vocab('main', 'search_terms', 'instance')"
            )
            cursor.execute("SELECT DISTINCT doc, term FROM temp.search_words")
        else:
            cursor.execute("SELECT entry_id, unnest(terms) FROM search_terms")
        return list(cursor.fetchall())


def touched() -> int:
    """Return how much is noted as written and not looked at yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {touches.TABLE}")  # noqa: S608  # a constant
        return int(cursor.fetchone()[0])


class IndexMachine(OfficeMachine):
    """Two cases that are written to in every way that can change what is found."""

    def begin(self) -> None:
        """Open two cases, each with people, a file that was read, and a passage."""
        self.cases = [self._case("House"), self._case("Farm")]
        self.moves: list[CaseMove] = []

    def _case(self, title: str) -> Case:
        actor = self.office.prosecutor
        case = cases.open_case(
            actor=actor,
            title=title,
            unit=self.office.unit,
            jurisdiction="PH",
            opened_on=timezone.localdate(),
        )
        for designation in ("Owner", "Driver"):
            parties.add_party(
                actor=actor,
                case=case,
                capacity="suspect",
                designation=f"{designation} of the {title}",
                screen_finding="no_sign",
                screen_reasons="Keeps the takings.",
            )
        exhibits.enter_item(actor=actor, case=case, kind="weapon", description=f"Rope, {title}")
        evidence.attach_file(
            actor=actor, case=case, title=title, filename="a.txt", chunks=[title.encode() * 9]
        )
        work_readings()
        return case

    def _one(self, kind: Any, number: int, **which: Any) -> Any:
        rows = list(kind._base_manager.filter(**which).select_related("case").order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(words=WORDS, number=st.integers(0, 1))
    def writes_a_note(self, words: str, number: int) -> None:
        case = Case._base_manager.get(pk=self.cases[number].pk)
        self.attempt(lambda: cases.write_note(actor=self.office.prosecutor, case=case, text=words))

    @rule(number=st.integers(0, 9), back=st.booleans())
    def withdraws(self, number: int, back: bool) -> None:
        if note := self._one(Note, number):
            self.attempt(
                lambda: cases.withdraw_note(
                    actor=self.office.prosecutor, note=note, withdrawn=not back
                )
            )

    @rule(words=WORDS, number=st.integers(0, 1))
    def records(self, words: str, number: int) -> None:
        case = Case._base_manager.get(pk=self.cases[number].pk)
        self.attempt(
            lambda: timeline.record_event(
                actor=self.office.prosecutor,
                case=case,
                code="SCREENED",
                on="2026-02-02",
                text=words,
                set_next_step=False,
            )
        )

    @rule(number=st.integers(0, 9), back=st.booleans())
    def strikes(self, number: int, back: bool) -> None:
        event = self._one(TimelineEvent, number, struck_at__isnull=not back)
        actor = self.office.prosecutor
        if event is not None and back:
            self.attempt(lambda: timeline.restore_event(actor=actor, event=event))
        elif event is not None:
            self.attempt(lambda: timeline.strike_event(actor=actor, event=event, reason="Wrong"))

    @rule(words=WORDS, number=st.integers(0, 9))
    def describes_somebody(self, words: str, number: int) -> None:
        party = self._one(Party, number)
        self.attempt(
            lambda: parties.edit_party(
                actor=self.office.prosecutor, party=party, designation=f"{words} {number}"
            )
        )

    @rule(words=WORDS, number=st.integers(0, 9))
    def records_custody(self, words: str, number: int) -> None:
        item = self._one(Item, number)
        self.attempt(
            lambda: custody_services.record_step(
                actor=self.office.prosecutor,
                item=item,
                kind="stored",
                at=timezone.now() - timedelta(days=1),
                by="Officer",
                place=words,
            )
        )

    @rule(number=st.integers(0, 9), back=st.booleans())
    def strikes_custody(self, number: int, back: bool) -> None:
        if step := self._one(CustodyStep, number):
            self.attempt(
                lambda: custody_services.strike_step(
                    actor=self.office.prosecutor, step=step, reason="Wrong", back=back
                )
            )

    @rule(number=st.integers(0, 9), removed=st.booleans())
    def removes_a_file(self, number: int, removed: bool) -> None:
        file = self._one(Attachment, number)
        self.attempt(
            lambda: evidence.remove_attachment(
                actor=self.office.prosecutor, attachment=file, removed=removed
            )
        )

    @rule(number=st.integers(0, 9), words=WORDS)
    def ties(self, number: int, words: str) -> None:
        file = self._one(Attachment, number)
        party = self._one(Party, number, case=file.case_id)
        self.attempt(
            lambda: passages.tie_passage(
                actor=self.office.prosecutor,
                attachment=file,
                page=1,
                start=number,
                end=number + 5,
                element="act",
                party=party,
                note=words,
            )
        )

    @rule(number=st.integers(0, 9), removed=st.booleans())
    def unties(self, number: int, removed: bool) -> None:
        if passage := self._one(Passage, number):
            self.attempt(
                lambda: passages.remove_passage(
                    actor=self.office.prosecutor, passage=passage, removed=removed
                )
            )

    @rule(number=st.integers(0, 9), words=WORDS)
    def says(self, number: int, words: str) -> None:
        """Let somebody say something on a proposition of their case, and take it back."""
        party = self._one(Party, number)
        actor = self.office.prosecutor
        stated = self.attempt(
            lambda: add_proposition(actor=actor, case=party.case, text=words, element="means")
        )
        said = [Said(stated, "asserts", words)] if stated else []
        self.attempt(lambda: enter_statement(actor=actor, case=party.case, person=party, says=said))
        self.attempt(
            lambda: record_recantation(
                actor=actor, case=party.case, person=party, kind="taken_back", words=words
            )
        )

    @rule(number=st.integers(0, 9), removed=st.booleans())
    def takes_out_what_was_said(self, number: int, removed: bool) -> None:
        actor = self.office.prosecutor
        if statement := self._one(Statement, number):
            self.attempt(
                lambda: remove_statement(actor=actor, statement=statement, removed=removed)
            )
        if proposition := self._one(Proposition, number):
            self.attempt(
                lambda: remove_proposition(actor=actor, proposition=proposition, removed=removed)
            )

    @rule(number=st.integers(0, 1), words=WORDS)
    def inquires(self, number: int, words: str) -> None:
        case = Case._base_manager.get(pk=self.cases[number].pk)
        actor, today = self.office.prosecutor, timezone.localdate()
        inquiry = self.attempt(
            lambda: make_inquiry(
                actor=actor,
                case=case,
                owner=actor,
                body="Station",
                asks=words,
                why=words,
                proposition="Who rented the house",
                due=today + timedelta(days=9),
            )
        )
        if inquiry:
            sent = self.attempt(lambda: send_inquiry(actor=actor, inquiry=inquiry, on=today))
            self.entries += bool(sent)  # the task to follow it up
            self.attempt(
                lambda: record_reply(
                    actor=actor, inquiry=inquiry, on=today, kind="partial", content=words
                )
            )

    @rule(number=st.integers(0, 9), back=st.booleans())
    def strikes_a_reply(self, number: int, back: bool) -> None:
        if reply := self._one(Reply, number):
            self.attempt(
                lambda: strike_reply(
                    actor=self.office.prosecutor, reply=reply, reason="Wrong", back=back
                )
            )

    @rule(number=st.integers(0, 9))
    def asks_to_read_again(self, number: int) -> None:
        file = self._one(Attachment, number)
        self.attempt(lambda: read_again(actor=self.office.prosecutor, attachment=file))

    @rule(number=st.integers(0, 1))
    def merges(self, number: int) -> None:
        case, target = (Case._base_manager.get(pk=self.cases[n].pk) for n in (number, 1 - number))
        move = self.attempt(
            lambda: merge_services.merge_cases(
                actor=self.office.prosecutor, case=case, target=target, reason="One house"
            )
        )
        self.moves += [move] if move else []

    @rule()
    def undoes(self) -> None:
        if self.moves:
            move = CaseMove._base_manager.get(pk=self.moves.pop().pk)
            self.attempt(lambda: merge_services.undo_move(actor=self.office.prosecutor, move=move))

    def teardown(self) -> None:
        """Compare what was kept with what is built anew."""
        try:
            kept = index()
            rebuild()
            assert kept == index()
            assert touched() == 0
        finally:
            super().teardown()


def test_the_index_is_that_of_one_built_anew_after_any_writes(office: Office) -> None:
    run(IndexMachine, office, examples=5, steps=12)


def test_splitting_and_undoing_keeps_the_index(office: Office, case: Case) -> None:
    people = [
        parties.add_party(
            actor=office.prosecutor,
            case=case,
            capacity="suspect",
            designation=name,
            screen_finding="no_sign",
            screen_reasons="Keeps the takings.",
        )
        for name in ("Owner", "Driver")
    ]
    exhibits.enter_item(
        actor=office.prosecutor, case=case, kind="weapon", description="Rope", parties=people[:1]
    )
    move = split_services.split_case(
        actor=office.prosecutor, case=case, defendants=people[:1], title="Two", reason="Order"
    )
    for _step in ("split", "undone"):
        kept = index()
        rebuild()
        assert kept == index()
        if not move.undone_at:
            merge_services.undo_move(actor=office.prosecutor, move=move)


@pytest.mark.parametrize("most", [0, 3, 2_000])
def test_rows_written_by_any_way_are_noted(office: Office, case: Case, most: int) -> None:
    for number in range(5):
        cases.write_note(actor=office.prosecutor, case=case, text=f"note {number}")
    with writing(actor=office.prosecutor, action=Action.WRITE_NOTE, case=case):
        notes = Note._base_manager.filter(case=case)
        notes.filter(text="note 1").update(text="changed at once")
        Note._base_manager.bulk_create(
            [Note(case=case, author=office.prosecutor, text=f"bulk {n}") for n in range(4)]
        )
        notes.filter(text="note 2").delete()
        index_touched(most=most)
    found = set(Entry._base_manager.filter(kind="note").values_list("text", flat=True))
    assert found == {
        *("note 0", "note 3", "note 4", "changed at once"),
        *(f"bulk {number}" for number in range(4)),
    }
    kept = index()
    rebuild()
    assert kept == index()


def test_what_is_undone_leaves_nothing_noted(office: Office, case: Case) -> None:
    before = index()
    with pytest.raises(RuntimeError):
        break_off(office, case)
    assert touched() == 0
    assert index() == before


def break_off(office: Office, case: Case) -> None:
    """Write, and fail before it is kept.

    Raises:
        RuntimeError: always.
    """
    with writing(actor=office.prosecutor, action=Action.WRITE_NOTE, case=case):
        Note._base_manager.create(case=case, author=office.prosecutor, text="never")
        raise RuntimeError


def test_a_write_looks_at_what_it_touched_and_at_nothing_else(office: Office, case: Case) -> None:
    cases.write_note(actor=office.prosecutor, case=case, text="first")
    Entry._base_manager.filter(kind="note").update(stamp="never looked at again")
    cases.write_note(actor=office.prosecutor, case=case, text="second")
    stamps = dict(Entry._base_manager.filter(kind="note").values_list("text", "stamp"))
    assert stamps["first"] == "never looked at again"
    assert "second" in stamps
