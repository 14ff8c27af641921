"""What is written is found at once; what is struck, withdrawn, removed or merged is not."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.office.cases import merge_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case, Note
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import CustodyStep, Item
from amends.office.log.models import Kind, LogEntry
from amends.office.log.selectors import verify
from amends.office.log.services import gathering_reads
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.reading import services as reading
from amends.office.search.index_services import index_cases, rebuild, work_backlog
from amends.office.search.models import Backlog, Entry, EntryKind
from amends.office.statements.models import Recantation
from amends.office.timeline import services as timeline
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import OPERATOR, Office
from tests.office.reading import made_files as made
from tests.office.search.conftest import WORDS, ask, hits, kinds


@pytest.mark.parametrize("kind", list(EntryKind))
def test_everything_is_found_by_its_words(office: Office, filled: Case, kind: EntryKind) -> None:
    (hit,) = hits(ask(office.prosecutor, WORDS[kind]))
    assert hit.entry.kind == kind
    assert WORDS[kind] in [piece.text for p in hit.snippets for piece in p.pieces if piece.marked]


def test_the_hits_of_a_case_stand_together_with_their_number(office: Office, filled: Case) -> None:
    other = another(office, filled)
    for number in range(3):
        cases.write_note(actor=office.prosecutor, case=other, text=f"takings {number}")
        cases.write_note(actor=office.prosecutor, case=filled, text=f"takings {number}")
    found = ask(office.prosecutor, "takings")
    assert [group.total for group in found.cases] == [3, 3]
    assert {group.case.pk for group in found.cases} == {filled.pk, other.pk}
    assert ask(office.prosecutor, "takings", case=other.reference).total == 3


def test_filters_narrow(office: Office, filled: Case) -> None:
    cases.write_note(actor=office.prosecutor, case=filled, text="ديون dunleavic")
    ask_for = office.prosecutor, WORDS[EntryKind.NOTE]
    assert ask(*ask_for).total == 2
    assert ask(*ask_for, script="arabic").total == 1
    assert ask(*ask_for, kind="task").total == 0
    assert ask(office.prosecutor, WORDS[EntryKind.EVENT], since=date(2026, 2, 3)).total == 0
    assert ask(office.prosecutor, WORDS[EntryKind.EVENT], until=date(2026, 2, 2)).total == 1


def test_a_withdrawn_note_is_found_no_more_and_again_when_it_is_back(
    office: Office, filled: Case
) -> None:
    note = Note._base_manager.get(case=filled)
    cases.withdraw_note(actor=office.prosecutor, note=note)
    assert kinds(office.prosecutor, WORDS[EntryKind.NOTE]) == []
    cases.withdraw_note(actor=office.prosecutor, note=note, withdrawn=False)
    assert kinds(office.prosecutor, WORDS[EntryKind.NOTE]) == ["note"]


def test_a_struck_event_is_found_no_more(office: Office, filled: Case) -> None:
    event = TimelineEvent._base_manager.get(case=filled, code="SCREENED")
    timeline.strike_event(actor=office.prosecutor, event=event, reason="Another case")
    assert kinds(office.prosecutor, WORDS[EntryKind.EVENT]) == []
    timeline.restore_event(actor=office.prosecutor, event=event)
    assert kinds(office.prosecutor, WORDS[EntryKind.EVENT]) == ["event"]


def test_a_removed_attachment_is_found_no_more_nor_its_text(office: Office, filled: Case) -> None:
    attachment = Attachment._base_manager.get(case=filled)
    evidence.remove_attachment(actor=office.prosecutor, attachment=attachment)
    assert kinds(office.prosecutor, WORDS[EntryKind.FILE]) == []
    assert kinds(office.prosecutor, WORDS[EntryKind.ATTACHMENT]) == []
    evidence.remove_attachment(actor=office.prosecutor, attachment=attachment, removed=False)
    assert kinds(office.prosecutor, WORDS[EntryKind.FILE]) == ["file"]


def test_an_edited_case_is_found_by_what_it_says_now(office: Office, filled: Case) -> None:
    party = Party._base_manager.filter(case=filled).first()
    assert party is not None
    parties.edit_party(actor=office.prosecutor, party=party, designation="Keeper of the house")
    assert kinds(office.prosecutor, WORDS[EntryKind.PARTY]) == []
    assert kinds(office.prosecutor, '"keeper of the house"') == ["party"]


def test_what_is_merged_is_found_where_it_went_and_back_again(office: Office, filled: Case) -> None:
    other = another(office, filled)
    move = merge_services.merge_cases(
        actor=office.prosecutor, case=filled, target=other, reason="One house"
    )
    (hit,) = hits(ask(office.prosecutor, WORDS[EntryKind.FILE]))
    assert hit.entry.case == other
    assert kinds(office.prosecutor, WORDS[EntryKind.CASE]) == []
    merge_services.undo_move(actor=office.prosecutor, move=move)
    (hit,) = hits(ask(office.prosecutor, WORDS[EntryKind.FILE]))
    assert hit.entry.case == filled


def test_a_hit_in_a_pdf_names_its_page(office: Office, case: Case) -> None:
    attachment = evidence.attach_file(
        actor=office.prosecutor,
        case=case,
        title="Lease",
        filename="lease.pdf",
        chunks=[made.pdf("one", "two", "rent is taken from wages", "four")],
    )
    reading.work_readings(among=[attachment])
    (hit,) = hits(ask(office.prosecutor, '"taken from wages"'))
    assert (hit.unit, hit.place) == ("page", 3)


def test_an_item_is_found_by_what_is_said_of_it_and_of_its_custody_as_it_stands(
    office: Office, filled: Case
) -> None:
    item = Item._base_manager.get(case=filled)
    exhibits.edit_item(
        actor=office.prosecutor,
        item=item,
        version=item.version,
        description="A telephone",
        serial="SN-4471",
    )
    for word in ("telephone", '"SN-4471"', WORDS[EntryKind.ITEM]):
        (hit,) = hits(ask(office.prosecutor, word))
        assert (hit.entry.kind, hit.entry.title) == ("item", item.key)
    step = CustodyStep._base_manager.get(item=item)
    custody_services.strike_step(actor=office.prosecutor, step=step, reason="Another item")
    assert kinds(office.prosecutor, WORDS[EntryKind.ITEM]) == []
    custody_services.strike_step(actor=office.prosecutor, step=step, back=True)
    assert kinds(office.prosecutor, WORDS[EntryKind.ITEM]) == ["item"]
    exhibits.remove_item(actor=office.prosecutor, item=item)
    assert kinds(office.prosecutor, "telephone") == []


def test_a_hit_leads_to_its_page(office: Office, filled: Case, client: Client) -> None:
    client.force_login(office.prosecutor)
    for kind, name, more in (
        (EntryKind.ITEM, "item", ["E1"]),
        (EntryKind.PASSAGE, "case-passages", []),
        (EntryKind.STATEMENT, "statement", ["S1"]),
        (EntryKind.PROPOSITION, "case-propositions", []),
        (EntryKind.RECANTATION, "recantation", [str(Recantation._base_manager.get().pk)]),
        (EntryKind.INQUIRY, "inquiry", ["1"]),
    ):
        page = client.get(reverse("search"), {"q": WORDS[kind]}).content.decode()
        assert f'href="{reverse(name, args=[filled.reference, *more])}"' in page


def test_an_index_built_anew_is_the_same(office: Office, filled: Case) -> None:
    kept = list(Entry._base_manager.order_by("kind", "row").values_list("kind", "row", "stamp"))
    assert rebuild() == len(kept)
    again = list(Entry._base_manager.order_by("kind", "row").values_list("kind", "row", "stamp"))
    assert again == kept
    for kind, word in WORDS.items():
        assert kinds(office.prosecutor, word) == [kind]


def test_much_at_once_is_taken_in_by_and_by(office: Office, filled: Case) -> None:
    Entry._base_manager.filter(kind=EntryKind.NOTE).delete()
    left = index_cases([filled.pk], most=0)
    assert left == 1
    assert ask(office.prosecutor, WORDS[EntryKind.TASK]).behind == 1
    assert ask(office.stranger, WORDS[EntryKind.TASK]).behind == 0
    assert work_backlog() == 1
    assert not Backlog._base_manager.exists()
    assert kinds(office.prosecutor, WORDS[EntryKind.NOTE]) == ["note"]


def test_the_log_says_that_a_search_was_made_and_of_what_it_showed_but_not_the_words(
    office: Office, filled: Case, client: Client
) -> None:
    client.force_login(office.prosecutor)
    client.get(reverse("search"), {"q": WORDS[EntryKind.NOTE]})
    entries = LogEntry.objects.filter(kind=Kind.READ, actor_id=office.prosecutor.pk)
    assert any("search results" in e.data and e.case_id == filled.pk for e in entries)
    assert any('"search"' in e.data and e.case_id is None for e in entries)
    assert not any(WORDS[EntryKind.NOTE] in entry.data for entry in entries)
    assert verify(actor=OPERATOR).broken is None


def test_a_search_asks_the_database_as_often_for_one_hit_as_for_many(
    office: Office, filled: Case
) -> None:
    for number in range(30):
        cases.write_note(actor=office.prosecutor, case=filled, text=f"takings of day {number}")
    counted = []
    for words in ("dunleavic", "takings"):
        with gathering_reads(), CaptureQueriesContext(connection) as captured:
            ask(office.prosecutor, words)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_a_short_text_is_looked_through_without_being_unpacked(office: Office, case: Case) -> None:
    if connection.vendor == "sqlite":  # which packs nothing
        return
    cases.write_note(actor=office.prosecutor, case=case, text="the takings of the harbour " * 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_compression(normal) FROM search_entry WHERE kind = 'note'")
        assert cursor.fetchall() == [(None,)]


HOSTILE = [
    "",
    " ",
    '"',
    '""',
    "-",
    "*",
    "-*",
    '"unfinished',
    "a OR b AND NOT (c",
    "NEAR(a b)",
    "terms:x",
    "x* y*",
    "a*",
    "'; DROP TABLE search_entry; --",
    "%_%",
    "\\",
    "nul\0nul",
    "\u202eright\u202c \u200f\u061c",
    "\ud83d\ude00",
    "😀",
    "{}[]()^$.|?+",
    "w " * 5_000,
    "x" * 10_000,
    "ก" * 10_000,
    "ال" * 5_000,
    "-leave -out",
    "\n\t\f\v",
    "Σίσυφος ΣΊΣΥΦΟΣ",
    "ß ẞ SS",
    "İstanbul",
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_there_is_a_page(
    office: Office, filled: Case, client: Client, words: str
) -> None:
    client.force_login(office.prosecutor)
    typed = words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = client.get(reverse("search"), {"q": typed, "page": "x", "since": "never"})
    assert answer.status_code == 200


def another(office: Office, case: Case) -> Case:
    """Open a second case of the prosecutor's."""
    return cases.open_case(
        actor=office.prosecutor,
        title="Farm by the river",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=case.opened_on,
    )
