"""What of what was said in a case can be found: by its people, and by bodies that were asked.

Special techniques are not: of them only few are told, and a search would tell more that there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from amends.office.inquiries.models import Inquiry, Reminder, Reply
from amends.office.policy import Layer
from amends.office.search.models import EntryKind
from amends.office.search.source import OF_A_CASE, THIRD, Source, day_of, lines_of
from amends.office.statements.models import Position, Proposition, Recantation, Statement


def statements(where: Q) -> Iterator[Source]:
    """Yield statements with the words in which they say what they say."""
    rows = Statement._base_manager.filter(OF_A_CASE, where, removed_at=None)
    said: dict[int, list[str]] = defaultdict(list)
    positions = Position._base_manager.filter(statement__in=rows).order_by("id")
    for statement, words in positions.values_list("statement_id", "words"):
        said[statement].append(words)
    for pk, case, opened, day, key, by, present, *words in rows.values_list(
        *("pk", "case_id", "case__opened_on", "first_day", "key", "interviewers", "present"),
        *("place", "interpreter", "counsel", "notes"),
    ):
        text = lines_of(*said[pk], *words, *by, *present, key)
        yield Source(
            case, Layer.STATEMENTS, EntryKind.STATEMENT, pk, day or opened, THIRD, key, text
        )


def propositions(where: Q) -> Iterator[Source]:
    """Yield the sentences that statements are compared on."""
    rows = Proposition._base_manager.filter(OF_A_CASE, where, removed_at=None)
    for pk, case, opened, key, text in rows.values_list(
        "pk", "case_id", "case__opened_on", "key", "text"
    ):
        yield Source(
            *(case, Layer.STATEMENTS, EntryKind.PROPOSITION, pk, opened, THIRD),
            *(key, lines_of(text, key)),
        )


def recantations(where: Q) -> Iterator[Source]:
    """Yield what was taken back, as far as words of it are recorded."""
    rows = Recantation._base_manager.filter(OF_A_CASE, where, removed_at=None)
    for pk, case, opened, day, present, *words in rows.values_list(
        *("pk", "case_id", "case__opened_on", "first_day", "present", "words", "notes", "to_whom")
    ):
        if text := lines_of(*words, *present):
            yield Source(
                *(case, Layer.STATEMENTS, EntryKind.RECANTATION, pk, day or opened, THIRD),
                *("", text),
            )


def inquiries(where: Q) -> Iterator[Source]:
    """Yield what bodies were asked, with what reminded them and what they answered."""
    rows = Inquiry._base_manager.filter(OF_A_CASE, where, removed_at=None)
    said: dict[int, list[str]] = defaultdict(list)
    for inquiry, note in Reminder._base_manager.filter(inquiry__in=rows).values_list(
        "inquiry_id", "note"
    ):
        said[inquiry].append(note)
    replies = Reply._base_manager.filter(inquiry__in=rows, struck_at=None).order_by("id")
    for inquiry, *words in replies.values_list("inquiry_id", "content", "reason"):
        said[inquiry] += words
    for pk, case, number, body, at, *words in rows.values_list(
        *("pk", "case_id", "number", "body", "made_at"),
        *("asks", "why", "person", "proposition", "closed_reason"),
    ):
        text = lines_of(body, *words, *said[pk])
        title = f"{number}. {body}"
        yield Source(case, Layer.INQUIRIES, EntryKind.INQUIRY, pk, day_of(at), THIRD, title, text)
