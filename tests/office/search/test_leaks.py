"""Nobody finds, counts or is shown anything that is not theirs to see, whatever happened before."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.cases.models import Assignment, Case
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.policy import LAYERS, Layer, Role, is_own
from amends.office.search.models import Entry, EntryKind
from amends.office.search.selectors import SearchFilters, entries
from tests.api.conftest import Caller
from tests.office.conftest import Office
from tests.office.search.conftest import WORDS, ask, fill, hits

LAYER_OF = {
    EntryKind.CASE: Layer.CASE,
    EntryKind.SUMMARY: Layer.NOTES,
    EntryKind.PARTY: Layer.PARTIES,
    EntryKind.COUNT: Layer.PARTIES,
    EntryKind.EVENT: Layer.TIMELINE,
    EntryKind.TASK: Layer.TASKS,
    EntryKind.NOTE: Layer.NOTES,
    EntryKind.ATTACHMENT: Layer.ATTACHMENTS,
    EntryKind.FILE: Layer.ATTACHMENTS,
    EntryKind.ITEM: Layer.EVIDENCE,
    EntryKind.PASSAGE: Layer.EVIDENCE,
    EntryKind.STATEMENT: Layer.STATEMENTS,
    EntryKind.PROPOSITION: Layer.STATEMENTS,
    EntryKind.RECANTATION: Layer.STATEMENTS,
    EntryKind.INQUIRY: Layer.INQUIRIES,
}
MARKS = ("one", "two", "three")


@pytest.fixture
def three(office: Office) -> dict[str, Case]:
    """Return three filled cases with other people on each."""
    found = {}
    for mark in MARKS:
        case = cases.open_case(
            actor=office.prosecutor,
            title="A house",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=office.prosecutor.created_at.date(),
        )
        fill(office, case, mark)
        found[mark] = case
    for mark, name in (("one", "investigator"), ("two", "liaison"), ("three", "second_prosecutor")):
        cases.assign(actor=office.head, case=found[mark], user=getattr(office, name))
    return found


def may_find(user: User, case: Case, kind: EntryKind) -> bool:
    """Say by the policy, case by case, whether somebody may find this."""
    return LAYER_OF[kind] in LAYERS[Role(user.role)] and is_own(user, case)


def leaks(office: Office, three: dict[str, Case]) -> list[str]:
    """Return each (account, case, kind) that is found and should not be, or the other way round."""
    wrong = []
    for user, mark, kind in itertools.product(office.everybody(), MARKS, EntryKind):
        word = f"{WORDS[kind]}{mark}"
        found = ask(user, word)
        case = Case._base_manager.get(pk=three[mark].pk)
        shown = "".join(snippet.text for hit in hits(found) for snippet in hit.snippets)
        allowed = may_find(user, case.merged_into or case, kind)
        counted = entries(actor=user, filters=SearchFilters(words=word)).count()
        if (found.total, counted, word in shown) != (allowed, allowed, allowed):
            wrong.append(f"{user.username} {mark} {kind}: {found.total} {counted} {word in shown}")
    return wrong


def test_no_account_finds_what_it_may_not_see(office: Office, three: dict[str, Case]) -> None:
    assert leaks(office, three) == []


def test_nor_after_work_changed_hands(office: Office, three: dict[str, Case]) -> None:
    ended = Assignment._base_manager.get(case=three["one"], user=office.investigator)
    cases.end_assignment(actor=office.head, assignment=ended, reason="Moves")
    cases.hand_over(
        actor=office.head, case=three["two"], to_user=office.second_prosecutor, note="Read it."
    )
    assert leaks(office, three) == []


def test_one_word_of_many_cases_shows_those_of_the_reader_only(
    office: Office, three: dict[str, Case]
) -> None:
    for case in three.values():
        cases.write_note(actor=office.prosecutor, case=case, text="common ground")
    assert ask(office.prosecutor, "common").total == 3
    assert ask(office.investigator, "common").total == 1
    assert ask(office.registrar, "common").total == 0
    assert ask(office.other_head, "common").total == 0


def test_leaving_a_word_out_says_nothing_of_other_cases(
    office: Office, three: dict[str, Case]
) -> None:
    found = ask(office.investigator, f"house -{WORDS[EntryKind.CASE]}two")
    assert {hit.entry.case for hit in hits(found)} <= {three["one"]}


@pytest.mark.parametrize("name", ["registrar", "ombudsman", "stranger", "rapporteur"])
def test_pages_and_programs_hold_no_word_of_what_is_not_seen(
    office: Office, three: dict[str, Case], client: Client, name: str
) -> None:
    user = getattr(office, name)
    client.force_login(user)
    for mark, kind in itertools.product(MARKS, EntryKind):
        if may_find(user, three[mark], kind):
            continue
        word = f"{WORDS[kind]}{mark}"
        other = WORDS[EntryKind.CASE]
        page = client.get(reverse("search"), {"q": f"{other}{mark} {word}"})
        page = client.get(reverse("search"), {"q": word})
        assert page.status_code in {200, 404}
        assert three[mark].reference not in page.content.decode()
        answer = Caller(user).get("/search", q=word)
        assert answer.json()["count"] == 0


def test_what_is_removed_leaves_no_word_in_the_index(
    office: Office, three: dict[str, Case]
) -> None:
    attachment = Attachment._base_manager.get(case=three["one"])
    evidence.remove_attachment(actor=office.prosecutor, attachment=attachment)
    kept = Entry._base_manager.filter(case=three["one"]).values_list("normal", flat=True)
    assert not any(f"{WORDS[EntryKind.FILE]}one" in text for text in kept)


def test_every_entry_names_the_layer_the_policy_asks_for(
    office: Office, three: dict[str, Case]
) -> None:
    for kind, layer in Entry._base_manager.values_list("kind", "layer").distinct():
        assert layer == LAYER_OF[EntryKind(kind)]
