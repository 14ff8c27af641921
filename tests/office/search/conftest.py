"""Searching as somebody, and filling a case with words that nothing else holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.inquiries.reply_services import record_reply
from amends.office.inquiries.services import make_inquiry, send_inquiry
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.passages import services as passages
from amends.office.reading.services import work_readings
from amends.office.search.models import EntryKind
from amends.office.search.selectors import Found, Hit, SearchFilters, search
from amends.office.statements.proposition_services import add_proposition
from amends.office.statements.recantation_services import record_recantation
from amends.office.statements.services import Said, enter_statement, set_positions
from amends.office.tasks import services as tasks
from amends.office.timeline import services as timeline
from tests.office.conftest import Office

# A word for each kind of thing, which stands nowhere else in the office.
WORDS = {
    EntryKind.CASE: "quillworth",
    EntryKind.SUMMARY: "marrowick",
    EntryKind.PARTY: "brandelow",
    EntryKind.COUNT: "tessamine",
    EntryKind.EVENT: "hollowmere",
    EntryKind.TASK: "vantarch",
    EntryKind.NOTE: "dunleavic",
    EntryKind.ATTACHMENT: "pomeristan",
    EntryKind.FILE: "zephyrine",
    EntryKind.ITEM: "ostrander",
    EntryKind.PASSAGE: "kelvinside",
    EntryKind.STATEMENT: "murrendale",
    EntryKind.PROPOSITION: "ashbourley",
    EntryKind.RECANTATION: "fenwicken",
    EntryKind.INQUIRY: "torrisholm",
}


def ask(actor: User, words: str, **filters: Any) -> Found:
    """Search."""
    return search(actor=actor, filters=SearchFilters(words=words, **filters))


def hits(found: Found) -> list[Hit]:
    """Return the hits of a page."""
    return [hit for group in found.cases for hit in group.hits]


def kinds(actor: User, words: str) -> list[str]:
    """Return the kinds of what is found."""
    return [hit.entry.kind for hit in hits(ask(actor, words))]


def fill(office: Office, case: Case, mark: str = "") -> Attachment:
    """Put each word, with a mark of its case, into the case as the kind of thing it is for."""
    actor = office.prosecutor
    word = {kind: f"{text}{mark}" for kind, text in WORDS.items()}
    cases.edit_case(
        actor=actor,
        case=case,
        version=case.version,
        title=f"House of {word[EntryKind.CASE]}",
        summary=f"The facts of {word[EntryKind.SUMMARY]}.",
    )
    case.refresh_from_db()
    suspect = parties.add_party(
        actor=actor,
        case=case,
        capacity="suspect",
        designation=f"Owner {word[EntryKind.PARTY]}",
        screen_finding="no_sign",
        screen_reasons="Keeps the takings.",
    )
    counts.add_count(
        actor=actor,
        case=case,
        citation="s.4(a)",
        offence=word[EntryKind.COUNT],
        defendants=[suspect],
    )
    timeline.record_event(
        actor=actor, case=case, code="SCREENED", on="2026-02-02", text=word[EntryKind.EVENT]
    )
    timeline.record_event(
        actor=actor, case=case, code="CHARGED", on="2026-02-03", parties=[suspect]
    )
    due = timezone.localdate() + timedelta(days=3)
    tasks.set_task(actor=actor, case=case, title=word[EntryKind.TASK], owner=actor, due=due)
    cases.write_note(actor=actor, case=case, text=word[EntryKind.NOTE])
    attachment = evidence.attach_file(
        actor=actor,
        case=case,
        title=word[EntryKind.ATTACHMENT],
        filename="a.txt",
        chunks=[f"The letter says {word[EntryKind.FILE]}.".encode()],
    )
    work_readings(among=[attachment])
    passages.tie_passage(
        actor=actor,
        attachment=attachment,
        page=1,
        start=0,
        end=10,
        element="means",
        party=suspect,
        note=word[EntryKind.PASSAGE],
    )
    item = exhibits.enter_item(actor=actor, case=case, kind="weapon", description="A rope")
    custody_services.record_step(
        actor=actor,
        item=item,
        kind="seized",
        at=timezone.now() - timedelta(days=1),
        by="Officer",
        place=word[EntryKind.ITEM],
    )
    say_and_ask(actor, case, word)
    return attachment


def say_and_ask(actor: User, case: Case, word: dict[EntryKind, str]) -> None:
    """Let a witness say something, take it back, and a body be asked and answer."""
    witness = parties.add_party(actor=actor, case=case, capacity="witness", designation="Clerk")
    stated = add_proposition(
        actor=actor,
        case=case,
        text=f"She could not leave {word[EntryKind.PROPOSITION]}.",
        element="means",
    )
    statement = enter_statement(actor=actor, case=case, person=witness, on="2026-02-04")
    said = Said(proposition=stated, stance="asserts", words=word[EntryKind.STATEMENT])
    set_positions(actor=actor, statement=statement, version=statement.version, says=[said])
    record_recantation(
        actor=actor, case=case, person=witness, kind="taken_back", words=word[EntryKind.RECANTATION]
    )
    inquiry = make_inquiry(
        actor=actor,
        case=case,
        owner=actor,
        body="Police station",
        asks="The lease of the house.",
        why="Who rented it is not known.",
        proposition="Who rented the house",
        due=timezone.localdate() + timedelta(days=30),
    )
    send_inquiry(actor=actor, inquiry=inquiry, on=timezone.localdate())
    record_reply(
        actor=actor,
        inquiry=inquiry,
        on=timezone.localdate(),
        kind="partial",
        content=f"Rented by {word[EntryKind.INQUIRY]}.",
    )


@pytest.fixture
def filled(office: Office, case: Case) -> Case:
    """Return a case with a word of each kind in it."""
    fill(office, case)
    case.refresh_from_db()
    return case
