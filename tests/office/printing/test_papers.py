"""What documents hold: what the reader's role sees, marked for what it is, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone, translation

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from amends.office.parties.models import Party
from amends.office.printing import work_sections
from amends.office.printing.composing import Paper, composed
from amends.office.printing.documents import Document, Items, Part, Table, Words, as_data
from amends.office.printing.selectors import case_on_paper
from amends.office.printing.wording import period
from tests.office.conftest import Office
from tests.office.printing.conftest import HOSTILE, PRIVATE


def document_for(user: User, case: Case, paper: Paper = Paper.SUMMARY) -> Document:
    """Return a document as a user would get it."""
    rows = case_on_paper(actor=user, case=case, today=timezone.localdate())
    return composed(paper, rows, made_by=user.name, made_for="High Court")


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def told(document: Document) -> str:
    """Return all that a document says."""
    return "\n".join(texts(as_data(document)))


def parts_of(document: Document, title: str) -> tuple[Part, ...]:
    """Return what stands under a heading."""
    (section,) = [section for section in document.sections if section.title == title]
    return section.parts


def table_of(document: Document, title: str) -> Table:
    """Return the table under a heading."""
    (table,) = [part for part in parts_of(document, title) if isinstance(part, Table)]
    return table


def titles(document: Document) -> list[str]:
    """Return the headings of a document."""
    return [section.title for section in document.sections]


def test_a_summary_holds_everything_in_order(office: Office, full_case: Case) -> None:
    document = document_for(office.prosecutor, full_case)
    assert titles(document) == [
        "The case",
        "Victims",
        "Suspects and defendants",
        "Other parties",
        "Roles played",
        "Counts as charged",
        "Clocks",
        "Open tasks and directions",
        "What the record still lacks",
        "Timeline",
        "People working on the case",
    ]


def test_every_row_of_the_case_is_in_it(office: Office, full_case: Case) -> None:
    rows = case_on_paper(actor=office.prosecutor, case=full_case, today=timezone.localdate())
    said = told(document_for(office.prosecutor, full_case))
    assert rows.parties
    assert rows.counts
    assert rows.gaps
    for party in rows.parties:
        assert party.designation in said
    for count in rows.counts:
        assert f"{count.citation}: {count.offence}" in said
    timeline = table_of(document_for(office.prosecutor, full_case), "Timeline")
    assert len(timeline.rows) == len(rows.events)


def test_it_says_as_of_when_by_whom_and_for_whom(office: Office, full_case: Case) -> None:
    stamp = dict(document_for(office.prosecutor, full_case).stamp)
    assert stamp["Made by"] == "Prosecutor"
    assert stamp["Made for"] == "High Court"
    assert str(timezone.localdate().year) in stamp["As of"]


def test_what_is_proposed_and_what_is_unverified_is_marked(office: Office, full_case: Case) -> None:
    said = told(document_for(office.prosecutor, full_case))
    assert f"{HOSTILE} [proposed]" in said
    rows = case_on_paper(actor=office.prosecutor, case=full_case, today=timezone.localdate())
    unverified = [c for c in rows.clocks if not c.rule.source.status.is_verified]
    assert unverified
    assert said.count("[unverified law]") == len(unverified) + 1  # and once where it is explained


def test_every_clock_says_how_it_was_computed(office: Office, full_case: Case) -> None:
    document = document_for(office.prosecutor, full_case)
    (clocks,) = parts_of(document, "Clocks")
    assert isinstance(clocks, Items)
    for item in clocks.entries:
        assert any(line.startswith("How computed: ") for line in item.lines)


def test_what_is_known_of_victims_needs_is_left_out(office: Office, full_case: Case) -> None:
    assert Party.objects.seen_by(office.prosecutor).filter(facts=PRIVATE).exists()
    assert PRIVATE not in told(document_for(office.prosecutor, full_case))


def test_roles_are_said_victim_by_victim(office: Office, full_case: Case) -> None:
    document = document_for(office.prosecutor, full_case)
    towards = [row[0] for row in table_of(document, "Roles played").rows]
    assert towards == sorted(towards)


def test_a_hand_over_file_adds_notes_and_coming_dates(office: Office, full_case: Case) -> None:
    document = document_for(office.second_prosecutor, full_case, Paper.HAND_OVER)
    assert titles(document)[:3] == ["The case", "Hand-over notes", "Coming dates"]
    said = told(document)
    assert "Ask the bank." in said
    assert "Prosecutor to Second" in said
    assert "Book an interpreter" in said


def test_a_registrar_gets_neither_the_summary_nor_the_gaps(office: Office, full_case: Case) -> None:
    document = document_for(office.registrar, full_case)
    assert "What the record still lacks" not in titles(document)
    assert full_case.summary.split("\n")[0][:60] not in told(document)
    assert any("account role sees" in remark for remark in document.remarks)


def test_the_ombudsman_gets_the_procedure_without_the_parties(
    office: Office, full_case: Case
) -> None:
    document = document_for(office.ombudsman, full_case)
    assert titles(document) == [
        "The case",
        "Clocks",
        "Open tasks and directions",
        "Timeline",
        "People working on the case",
    ]
    assert {row[2] for row in table_of(document, "Timeline").rows} == {""}
    assert HOSTILE not in told(document)


def test_a_stranger_gets_an_empty_paper(office: Office, full_case: Case) -> None:
    rows = case_on_paper(actor=office.stranger, case=full_case, today=timezone.localdate())
    assert (rows.parties, rows.counts, rows.events, rows.tasks) == ((), (), (), ())


def test_making_it_is_logged_as_a_reading(office: Office, full_case: Case) -> None:
    LogEntry.objects.all().delete()
    document_for(office.prosecutor, full_case)
    assert "case on paper" in "".join(LogEntry.objects.values_list("data", flat=True))


def test_a_timeline_too_long_for_paper_says_so(
    office: Office, full_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work_sections.MOST_EVENTS == 2_000
    monkeypatch.setattr(work_sections, "MOST_EVENTS", 3)
    document = document_for(office.prosecutor, full_case)
    words = parts_of(document, "Timeline")[0]
    assert isinstance(words, Words)
    assert "the latest 3 are printed" in words.paragraphs[0]
    assert len(table_of(document, "Timeline").rows) == 3


def test_an_empty_case_says_that_nothing_is_recorded(office: Office, case: Case) -> None:
    assert told(document_for(office.prosecutor, case)).count("None recorded.") >= 7


def test_in_arabic_it_runs_from_right_to_left(office: Office, full_case: Case) -> None:
    with translation.override("ar"):
        document = document_for(office.prosecutor, full_case)
    assert (document.language, document.right_to_left) == ("ar", True)


def test_signs_no_document_can_hold_are_replaced(office: Office, case: Case) -> None:
    case.title = "a\x00b\x0bc\ufffe"
    case.summary = "tab\tand\nline"
    data = as_data(document_for(office.prosecutor, case))
    assert data["subject"] == "a\ufffdb\ufffdc\ufffd"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2020-03", "2021", "March 2020 to 2021"),
        ("2020", "", "from 2020"),
        ("", "2021", "until 2021"),
        ("", "", ""),
    ],
)
def test_periods_are_said_as_far_as_known(since: str, until: str, said: str) -> None:
    assert period(since, until) == said
