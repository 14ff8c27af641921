"""A passage keeps its words, is found again when its file is read anew, and travels with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from amends.law.elements import ElementName
from amends.office.cases import merge_services, split_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.passages import selectors, services
from amends.office.passages.choices import choices_in
from amends.office.passages.models import LONGEST_QUOTE, Passage
from amends.office.passages.rows import passage_row, pieces_of
from amends.office.policy import LAYERS, Layer, NotPermitted, Role
from amends.office.reading import services as reading
from amends.office.reading.files.results import Outcome, Read, Unit, Unreadable, Why
from amends.office.reading.models import FileText, Reading
from amends.office.reading.page_texts import pages_of, parts_of_page
from amends.office.reading.stretches import LONGEST
from tests.office.conftest import Office
from tests.office.passages.conftest import QUOTE, attach, tie

Failing = Callable[[], Any]


def refused(act: Failing) -> dict[str, list[str]]:
    """Return what a service says is wrong, by field."""
    with pytest.raises(ValidationError) as refusal:
        act()
    return dict(refusal.value.message_dict)


def read_anew(attachment: Attachment, *pages: str) -> None:
    """Let a newer reader take these pages out of the file."""
    row = Reading._base_manager.get(attachment=attachment)
    row.state, row.claimed_at = "waiting", None
    row.save()
    reading._keep(row, Read("pdf", Unit.PAGE, list(pages)))


def test_a_passage_holds_the_words_where_they_stand(passage: Passage, defendant: Party) -> None:
    assert (passage.page, passage.start, passage.end) == (2, 0, len(QUOTE))
    assert passage.quote == QUOTE
    assert (passage.element, passage.party, passage.found) == ("means", defendant, True)


def test_whole_words_are_taken(office: Office, statement: Attachment, defendant: Party) -> None:
    found = services.tie_passage(
        actor=office.prosecutor,
        attachment=statement,
        page=2,
        start=1,
        end=10,
        element="act",
        party=defendant,
        quote="e kept th",
    )
    assert found.quote == "He kept the"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("page", {"page": 9}),
        ("start", {"start": 5, "end": 5}),
        ("start", {"start": 500, "end": 900}),
        ("start", {"quote": "She kept the passports"}),
        ("element", {"element": "guilt"}),
        ("element", {"element": ""}),
        ("note", {"note": "a\u202eb"}),
    ],
)
def test_what_cannot_be_tied_is_refused_by_field(
    office: Office, statement: Attachment, defendant: Party, field: str, given: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "page": 2,
        "start": 0,
        "end": 20,
        "element": "means",
        "party": defendant,
    } | given
    said = refused(
        lambda: services.tie_passage(actor=office.prosecutor, attachment=statement, **asked)
    )
    assert list(said) == [field]
    assert not Passage._base_manager.exists()


def test_nobody_else_is_tied_to(
    office: Office, case: Case, statement: Attachment, defendant: Party, victim: Party
) -> None:
    assert "victim" in str(refused(lambda: tie(office, statement, victim)))
    other = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=case.opened_on,
    )
    foreign = parties.add_party(
        actor=office.prosecutor, case=other, capacity="witness", designation="Neighbour"
    )
    assert "party" in refused(lambda: tie(office, statement, foreign))
    gone = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Passer-by"
    )
    parties.remove_party(actor=office.prosecutor, party=gone)
    assert "party" in refused(lambda: tie(office, statement, gone))


def test_a_passage_is_tied_once_for_the_same_and_again_for_something_else(
    office: Office, statement: Attachment, passage: Passage, defendant: Party
) -> None:
    assert "element" in refused(lambda: tie(office, statement, defendant))
    tie(office, statement, defendant, element="purpose")
    services.remove_passage(actor=office.prosecutor, passage=passage)
    again = tie(office, statement, defendant)
    assert "element" in refused(
        lambda: services.remove_passage(actor=office.prosecutor, passage=passage, removed=False)
    )
    services.remove_passage(actor=office.prosecutor, passage=again)
    back = Passage._base_manager.get(pk=passage.pk)
    services.remove_passage(actor=office.prosecutor, passage=back, removed=False)


def test_too_much_is_no_passage(office: Office, case: Case, defendant: Party) -> None:
    long = attach(office, case, "word " * (LONGEST_QUOTE // 4))
    said = refused(
        lambda: services.tie_passage(
            actor=office.prosecutor,
            attachment=long,
            page=1,
            start=0,
            end=LONGEST_QUOTE + 100,
            element="act",
            party=defendant,
        )
    )
    assert "start" in said


def test_of_two_who_change_a_passage_the_second_is_told(office: Office, passage: Passage) -> None:
    services.edit_passage(
        actor=office.prosecutor, passage=passage, version=1, element="purpose", note="Hers"
    )
    said = refused(
        lambda: services.edit_passage(
            actor=office.prosecutor, passage=passage, version=1, note="Mine"
        )
    )
    assert list(said) == ["version"]
    passage.refresh_from_db()
    assert (passage.element, passage.note, passage.version) == ("purpose", "Hers", 2)


def test_only_who_works_on_the_case_ties(
    office: Office, case: Case, statement: Attachment, defendant: Party, passage: Passage
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    for actor in (office.liaison, office.registrar, office.stranger, office.other_head):
        with pytest.raises(NotPermitted):
            services.tie_passage(
                actor=actor,
                attachment=statement,
                page=2,
                start=0,
                end=5,
                element="act",
                party=defendant,
            )
        with pytest.raises(NotPermitted):
            services.remove_passage(actor=actor, passage=passage)
        assert not selectors.passages(actor=actor, case=case).exists()


def test_who_sees_passages_sees_the_text_and_the_counts_they_are_about() -> None:
    for role in Role:
        if Layer.EVIDENCE in LAYERS[role]:
            assert {Layer.ATTACHMENTS, Layer.CHARGING, Layer.PARTIES} <= LAYERS[role]


def test_the_log_says_what_was_tied_and_not_the_words(passage: Passage) -> None:
    entry = LogEntry.objects.get(action="passage.tie")
    assert f'"passage": {passage.pk}' in entry.data
    assert "passports" not in entry.data


def test_a_passage_stays_when_the_same_is_read_again(
    office: Office, statement: Attachment, passage: Passage
) -> None:
    reading.read_again(actor=office.prosecutor, attachment=statement)
    passage.refresh_from_db()
    assert passage.found
    reading.work_readings(among=[statement])
    passage.refresh_from_db()
    assert (passage.page, passage.start, passage.found) == (2, 0, True)


def test_a_passage_goes_where_its_words_went(statement: Attachment, passage: Passage) -> None:
    read_anew(statement, "A cover sheet.", "", f"Then:\n{QUOTE.upper()} of oak.")
    passage.refresh_from_db()
    assert (passage.page, passage.start, passage.found) == (3, 6, True)
    assert passage.quote == QUOTE


def test_a_passage_that_is_not_there_any_more_keeps_its_words(
    statement: Attachment, passage: Passage
) -> None:
    read_anew(statement, "Nothing of it.")
    passage.refresh_from_db()
    assert (passage.found, passage.quote) == (False, QUOTE)
    lost = Passage._base_manager.select_related("attachment__reading", "party", "case").get()
    assert passage_row(lost).lost
    read_anew(statement, f"Here: {QUOTE}.")
    passage.refresh_from_db()
    assert (passage.page, passage.start, passage.found) == (1, 6, True)


def test_a_file_that_cannot_be_read_any_more_loses_no_passage(
    statement: Attachment, passage: Passage
) -> None:
    row = Reading._base_manager.get(attachment=statement)
    row.state = "waiting"
    row.save()
    FileText._base_manager.filter(reading=row).delete()
    reading._keep(row, Unreadable(Outcome.DAMAGED, Why.BROKEN))
    passage.refresh_from_db()
    assert (passage.found, passage.quote) == (False, QUOTE)


def test_two_passages_that_change_places_are_both_found(
    office: Office, case: Case, defendant: Party
) -> None:
    file = attach(office, case, "red door blue door")
    spans = [(0, 8), (9, 18)]
    first, second = (
        services.tie_passage(
            actor=office.prosecutor,
            attachment=file,
            page=1,
            start=start,
            end=end,
            element="act",
            party=defendant,
        )
        for start, end in spans
    )
    read_anew(file, "blue door red door")
    first.refresh_from_db()
    second.refresh_from_db()
    assert [(p.start, p.end, p.found) for p in (first, second)] == [(10, 18, True), (0, 9, True)]


def test_passages_of_a_removed_attachment_are_not_listed_and_come_back_with_it(
    office: Office, case: Case, statement: Attachment, passage: Passage
) -> None:
    evidence.remove_attachment(actor=office.prosecutor, attachment=statement)
    assert not selectors.passages(actor=office.prosecutor, case=case).exists()
    evidence.remove_attachment(actor=office.prosecutor, attachment=statement, removed=False)
    assert selectors.passages(actor=office.prosecutor, case=case).get() == passage


def test_passages_travel_with_their_attachments_when_cases_are_merged_and_back(
    office: Office, case: Case, statement: Attachment, passage: Passage, defendant: Party
) -> None:
    target = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=case.opened_on,
    )
    move = merge_services.merge_cases(
        actor=office.prosecutor, case=case, target=target, reason="One house"
    )
    passage.refresh_from_db()
    assert passage.case == target
    moved = Attachment._base_manager.select_related("case").get(pk=statement.pk)
    later = tie(office, moved, Party._base_manager.get(pk=defendant.pk), element="purpose")
    merge_services.undo_move(actor=office.prosecutor, move=move)
    for row in (passage, later):
        row.refresh_from_db()
        assert row.case == case
        assert row.attachment.case == case


def test_who_went_on_in_another_case_is_named_no_more_until_the_split_is_undone(
    office: Office, case: Case, passage: Passage, defendant: Party, victim: Party
) -> None:
    parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Paid.",
    )
    second = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Cook",
        screen_finding="no_sign",
        screen_reasons="Paid.",
    )
    services.edit_passage(actor=office.prosecutor, passage=passage, version=1, party=second)
    move = split_services.split_case(
        actor=office.prosecutor, case=case, defendants=[second], title="Cook", reason="Order"
    )
    (row,) = selectors.passages(actor=office.prosecutor, case=case)
    assert passage_row(row).party == ""
    by_element = selectors.passages_by_element(actor=office.prosecutor, case=case, party=second.key)
    assert not by_element
    merge_services.undo_move(actor=office.prosecutor, move=move)
    (row,) = selectors.passages(actor=office.prosecutor, case=case)
    assert passage_row(row).party == "Cook"


def test_without_a_count_every_element_and_everybody_accused_can_be_chosen(
    office: Office, case: Case, suspect: Party, victim: Party
) -> None:
    found = choices_in(actor=office.prosecutor, case=case)
    assert [code for code, _word in found.elements] == [name.value for name in ElementName]
    assert found.people == (suspect,)


def test_a_page_longer_than_a_stretch_is_put_together_again(office: Office, case: Case) -> None:
    words = " ".join(f"word{number}" for number in range(12_000))
    file = evidence.attach_file(
        actor=office.prosecutor,
        case=case,
        title="Long",
        filename="long.txt",
        chunks=[words.encode()],
    )
    reading.work_readings(among=[file])
    rows = FileText._base_manager.filter(reading__attachment=file)
    parts = parts_of_page(rows, 1)
    assert len(parts) > len(words) // LONGEST
    assert [part.offset for part in parts][:2] == [0, len(parts[0].text)]
    assert "".join(part.text for part in parts) == words
    assert dict(pages_of(rows)) == {1: words}


def test_pages_are_cut_at_the_edges_of_passages(passage: Passage) -> None:
    text = f"{QUOTE}. Nobody could leave."
    pieces = list(pieces_of(text, 0, [passage], (3, 7)))
    assert "".join(piece.text for piece in pieces) == text
    assert [(p.text, p.marked, bool(p.anchor), p.chosen) for p in pieces[:3]] == [
        ("He ", True, True, False),
        ("kept", True, False, True),
        (QUOTE[7:], True, False, False),
    ]
    assert not pieces[-1].marked
